package org.onsager.memory.rsb;

import org.jspecify.annotations.Nullable;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.RsOrder;
import org.onsager.memory.dense.RsSolution;
import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Newton;
import org.onsager.numerics.ScalarRoot;

/// Saddle points of one model at finite temperature.
///
/// The glass of orthogonal states: a scan of \(\theta\) from 1 down for the first change of sign of
/// \(\partial_\theta A\), Brent's method there, \(q_2\) being iterated from 0.999 at each \(\theta\). All others:
/// Newton's method in four unknowns from a split of the replica-symmetric solution, from the zero-temperature
/// solution, and from a neighbour where one is given. A root at which the states have merged, \(q_2 - q_1 <
/// 10^{-8}\), is not one.
final class FiniteTemperature {
    private static final double MERGED = 1e-8;
    private static final double SCAN = 0.9;
    private static final double LOWEST_WEIGHT = 1e-5;

    private final RsbModel model;
    private final Newton newton = new Newton(2e-12, 14, 6e-6);
    private final SaddlePointSolver solver = SaddlePointSolver.standard();

    FiniteTemperature(RsbModel model) {
        this.model = model;
    }

    RsSolution symmetric(Branch branch) {
        var equations = new RsEquations(model);
        var start = branch.start(0);
        if (branch == Branch.PARAMAGNET) {
            var origin = new SaddlePoint<>(start, equations.pressure(start), 0, 0, SaddlePoint.Status.CONVERGED);
            return describe(branch, equations, origin);
        }
        try {
            return describe(branch, equations, solver.solve(equations, start));
        } catch (DivergedException condensed) {
            // the Gaussian modes condense on the way from q = 1: nothing is frozen there
            return symmetric(Branch.PARAMAGNET);
        }
    }

    private RsSolution describe(Branch branch, RsEquations equations, SaddlePoint<RsOrder> point) {
        var x = RsbOrder.symmetric(point.state().n(), point.state().q());
        var at = equations.moments(point.state());
        double energy = model.energy(x);
        return new RsSolution(
                branch,
                x.m(),
                x.m(),
                x.q2(),
                point.pressure(),
                energy,
                point.pressure() + model.betaPrime() * energy,
                1 - model.noise().replicon(model.betaPrime(), model.gamma(), x.q2()) * at.c2(),
                point.residual(),
                point.iterations(),
                point.status());
    }

    /// The broken solution of a branch.
    ///
    /// @param near  a neighbour's order parameters to start from, or null
    /// @param frozen  whether orthogonal states have any weight here, \(T' < T'_K\)
    RsbSolution broken(Branch branch, @Nullable RsbOrder near, boolean frozen) {
        var symmetric = symmetric(branch);
        boolean orthogonal = model.noise().orthogonalStates();
        if (branch == Branch.PARAMAGNET || model.gamma() == 0) return unbroken(symmetric);
        if (branch == Branch.SPIN_GLASS && orthogonal)
            return frozen ? glass(symmetric, near) : unbroken(symmetric(Branch.PARAMAGNET));
        boolean exists = branch == Branch.RETRIEVAL ? symmetric.retrieves() : symmetric.frozen();
        if (exists && symmetric.replicaSymmetric()) return unbroken(symmetric);
        if (branch == Branch.SPIN_GLASS && !exists) return unbroken(symmetric(Branch.PARAMAGNET));
        var equations = new OneStepEquations(model, 1, branch == Branch.RETRIEVAL, true);
        if (near != null && near.q2() - near.q1() > MERGED) {
            var found = polish(branch, equations, near, symmetric);
            if (found.converged()) return found;
        }
        if (!exists) return failed(symmetric);
        return fromSymmetric(branch, equations, symmetric);
    }

    private RsbSolution fromSymmetric(Branch branch, OneStepEquations equations, RsSolution symmetric) {
        RsbSolution last = failed(symmetric);
        double q = symmetric.q();
        if (branch == Branch.SPIN_GLASS) {
            var found = fromGround(equations, symmetric);
            if (found.converged()) return found;
        }
        // at low temperature most of what q lacks to 1 is between the states, not inside them
        boolean soft = model.noise().responds();
        double[] weights = soft ? new double[] {0.5, 0.25, 1, 5, 20} : new double[] {5, 10, 1.5, 20};
        double[][] splits = model.betaPrime() > 12 || soft
                ? new double[][] {{0.3, 0.75}, {0.9, 0.3}, {0.9, 0.95}, {0.3, 0.3}, {0.03, 0.5}}
                : new double[][] {{0.3, 0.3}, {0.3, 0.75}, {0.1, 0.1}, {0.9, 0.9}, {0.03, 0.03}};
        for (double[] split : splits)
            for (double weight : weights) {
                double theta = Math.min(0.5, weight / model.betaPrime());
                var start =
                        new RsbOrder(symmetric.m(), Math.max(0, q - split[0] * (1 - q)), q + split[1] * (1 - q), theta);
                if (!model.noise().admits(model.betaPrime(), model.gamma(), start.overlaps())) continue;
                last = polish(branch, equations, start, symmetric);
                if (last.converged()) return last;
            }
        return last;
    }

    /// From the ground state: \(\theta = D/\beta'\), \(q_2 = 1 - \chi/\beta'\).
    private RsbSolution fromGround(OneStepEquations equations, RsSolution symmetric) {
        var ground = new ZeroTemperature(model.order(), model.noise()).solve(model.gamma(), Branch.SPIN_GLASS);
        var x = ground.order();
        double q2 = 1 - x.response() / model.betaPrime();
        double[] parts = {1, 0.7, 0.4};
        if (ground.converged())
            for (double part : parts) {
                var start =
                        new RsbOrder(0, part * Math.min(x.q1(), q2), q2, Math.min(1, x.weight() / model.betaPrime()));
                if (!model.noise().admits(model.betaPrime(), model.gamma(), start.overlaps())) continue;
                var found = polish(Branch.SPIN_GLASS, equations, start, symmetric);
                if (found.converged()) return found;
            }
        return failed(symmetric);
    }

    /// The glass of orthogonal states below \(T'_K\).
    private RsbSolution glass(RsSolution symmetric, @Nullable RsbOrder near) {
        var free = new OneStepEquations(model, 1, false, false);
        if (near != null && near.theta() < 1) {
            var found = polish(Branch.SPIN_GLASS, free, near.withTheta(near.theta()), symmetric);
            if (found.converged()) return found;
        }
        // the root has theta sqrt(v) of 2 or so; beyond 25 the weight cosh^theta leaves the range of a double
        double fields = Math.sqrt(model.variances(new RsbOrder(0, 0, 1, 1)).inner());
        double above = Math.min(1, 25 / fields), theta = above;
        while (theta > LOWEST_WEIGHT) {
            theta *= SCAN;
            if (slope(theta) < 0) {
                double root = new ScalarRoot(1e-14, 100)
                        .between(this::slope, theta, above)
                        .point();
                var at = state(root);
                // at large P, as in the random energy model, 1 - q2 is beyond the last bit and nothing is left to
                // polish
                if (1 - at.q2() < 1e-13)
                    return solution(Branch.SPIN_GLASS, at, Math.abs(slope(root)), 0, true, symmetric);
                return polish(Branch.SPIN_GLASS, free, at, symmetric);
            }
            above = theta;
        }
        return failed(symmetric);
    }

    /// \(q_2\) of orthogonal states at fixed weight, 0 where they do not exist.
    RsbOrder state(double theta) {
        return solver.solve(new OneStepEquations(model, theta, false, false), new RsbOrder(0, 0, 0.999, theta))
                .state();
    }

    /// \(\partial_\theta A\) at stationary \(q_2\).
    double slope(double theta) {
        var state = state(theta);
        return model.pressureByTheta(state, model.averages(state));
    }

    private RsbSolution polish(Branch branch, OneStepEquations equations, RsbOrder start, RsSolution symmetric) {
        Newton.Solution end;
        try {
            end = newton.solve(equations::residuals, equations.unknowns(start));
        } catch (DivergedException outside) {
            return failed(symmetric);
        }
        var x = equations.order(end.point());
        // quadrature's rounding bounds what the equation for theta can reach
        boolean good = end.residual() < 1e-10
                && x.q2() - x.q1() > MERGED
                && x.q1() >= -1e-12
                && x.theta() <= 1
                && (branch != Branch.RETRIEVAL || x.m() > 0.1);
        return solution(branch, x, end.residual(), end.iterations(), good, symmetric);
    }

    private RsbSolution solution(
            Branch branch, RsbOrder x, double residual, int iterations, boolean good, RsSolution symmetric) {
        var at = model.averages(x);
        double pressure = model.pressure(x, at), energy = model.energy(x);
        return new RsbSolution(
                branch,
                good ? RsbStatus.ONE_STEP : RsbStatus.NOT_CONVERGED,
                x,
                pressure,
                energy,
                pressure + model.betaPrime() * energy,
                model.stability(x, at),
                residual,
                iterations,
                symmetric);
    }

    static RsbSolution unbroken(RsSolution symmetric) {
        RsbStatus status;
        if (!symmetric.converged()) status = RsbStatus.NOT_CONVERGED;
        else status = symmetric.frozen() ? RsbStatus.RS_ONLY : RsbStatus.PARAMAGNET;
        return symmetric(symmetric, status);
    }

    private RsbSolution failed(RsSolution symmetric) {
        return symmetric(symmetric, RsbStatus.NOT_CONVERGED);
    }

    private static RsbSolution symmetric(RsSolution symmetric, RsbStatus status) {
        return new RsbSolution(
                symmetric.branch(),
                status,
                RsbOrder.symmetric(symmetric.m(), symmetric.q()),
                symmetric.pressure(),
                symmetric.energy(),
                symmetric.entropy(),
                symmetric.almeidaThouless(),
                symmetric.residual(),
                symmetric.iterations(),
                symmetric);
    }
}
