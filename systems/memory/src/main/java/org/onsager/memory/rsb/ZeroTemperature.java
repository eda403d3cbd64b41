package org.onsager.memory.rsb;

import java.util.List;
import java.util.Objects;
import org.hipparchus.special.Erf;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.saddle.GaussianTanh;
import org.onsager.numerics.Continuation;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Newton;
import org.onsager.numerics.ParametricEquations;
import org.onsager.numerics.ScalarMaximum;
import org.onsager.numerics.ScalarRoot;

/// The zero-temperature limit, replica-symmetric and with one step of breaking: ground states and capacities.
///
/// The replica-symmetric branch is read backwards: at \(y = \kappa_0/\sqrt{2V}\) the overlap is
/// \(\mathrm{erf}\,y\), and the variance \(V = \kappa_0^2/2y^2\) belongs to one load, whose maximum is the
/// capacity. The broken branch is followed in the load from a start at nine tenths of that capacity, by
/// arc length round the fold that ends it.
final class ZeroTemperature {
    private static final double STEP = 0.02;
    private static final int SCAN = 400;

    private final int order;
    private final Noise noise;
    private final Newton newton = new Newton(1e-11, 60, 6e-6);

    ZeroTemperature(int order, Noise noise) {
        this.order = order;
        this.noise = noise;
    }

    /// Where a retrieval branch ends, with the state there.
    record End(double gamma, GroundOrder order) {}

    /// The replica-symmetric state at ratio `y`, its \(D\) being of no meaning.
    private End symmetric(double y) {
        double m = Erf.erf(y), kappa = 0.5 * order * RsbModel.power(m, order - 1);
        double variance = 0.5 * (kappa / y) * (kappa / y);
        double response = 2 * GaussianTanh.density(kappa, Math.sqrt(variance));
        return new End(noise.groundLoad(variance, response), new GroundOrder(m, 1, 0, response));
    }

    End symmetricCapacity() {
        double low = Math.log(0.05), step = Math.log(40 / 0.05) / SCAN;
        int best = 0;
        double highest = -1;
        for (int i = 0; i <= SCAN; i++) {
            double gamma = symmetric(Math.exp(low + i * step)).gamma;
            if (gamma > highest) {
                highest = gamma;
                best = i;
            }
        }
        var peak = ScalarMaximum.standard()
                .between(x -> symmetric(Math.exp(x)).gamma, low + (best - 1) * step, low + (best + 1) * step);
        return symmetric(Math.exp(peak.point()));
    }

    /// The replica-symmetric retrieval state, the last before the end where there is none.
    GroundOrder symmetricRetrieval(double gamma) {
        var end = symmetricCapacity();
        if (gamma >= end.gamma) return end.order;
        double low = inverse(end.order.m()), high = low;
        while (symmetric(high).gamma > gamma) high *= 1.2;
        double y = ScalarRoot.standard()
                .between(x -> symmetric(x).gamma - gamma, low, high)
                .point();
        return symmetric(y).order;
    }

    private static double inverse(double m) {
        return Erf.erfInv(m);
    }

    /// \(e\) of a replica-symmetric state; \(m = 0\) is the glass.
    double symmetricPressure(double gamma, GroundOrder x) {
        double kappa = 0.5 * order * RsbModel.power(x.m(), order - 1);
        var v = noise.groundVariances(gamma, 1, 1, x.response());
        return GaussianTanh.meanModulus(kappa, Math.sqrt(v.outer()))
                - 0.5 * (order - 1) * RsbModel.power(x.m(), order)
                + noise.groundEnergy(gamma, 1, 1, x.response());
    }

    /// The replica-symmetric glass: \(V\) from \(\chi = 2/\sqrt{2\pi V}\).
    GroundOrder symmetricGlass(double gamma) {
        double low = 1e-12, high = 1;
        while (noise.groundLoad(high, response(high)) < gamma) high *= 2;
        double variance = ScalarRoot.standard()
                .between(v -> noise.groundLoad(v, response(v)) - gamma, low, high)
                .point();
        return new GroundOrder(0, 1, 0, response(variance));
    }

    private static double response(double variance) {
        return 2 * GaussianTanh.density(0, Math.sqrt(variance));
    }

    GroundSolution solve(double gamma, Branch branch) {
        return branch == Branch.RETRIEVAL ? retrieval(gamma) : glass(gamma);
    }

    private GroundSolution glass(double gamma) {
        var equations = new GroundEquations(order, noise, false, !noise.orthogonalStates());
        // breaking takes about a quarter of the symmetric glass' response away
        double response = noise.responds() ? 0.75 * symmetricGlass(gamma).response() : 0;
        // D sqrt(gamma nu'(1)/2) is of order 1 to 3 in every glass
        double scale = Math.sqrt(noise.groundLoad(1, 0) / gamma);
        GroundSolution last = null;
        for (double q1 : equations.outer() ? new double[] {0.5, 0.8, 0.2} : new double[] {0})
            for (double weight : new double[] {1.5, 0.8, 3}) {
                double d = noise.responds() ? Math.min(weight, 0.5 * (1 - response) / (1 - q1)) : weight * scale;
                last = polish(equations, Branch.SPIN_GLASS, gamma, new GroundOrder(0, q1, d, response));
                if (last.converged()) return last;
            }
        return Objects.requireNonNull(last);
    }

    private GroundSolution polish(GroundEquations equations, Branch branch, double gamma, GroundOrder start) {
        Newton.Solution end;
        try {
            end = newton.solve(x -> equations.residuals(x, gamma), equations.unknowns(start));
        } catch (DivergedException outside) {
            return new GroundSolution(
                    branch,
                    gamma,
                    start,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    0,
                    RsbStatus.NOT_CONVERGED);
        }
        var at = equations.order(end.point(), gamma);
        boolean good = end.converged() && 1 - at.q1() > 1e-8 && (branch != Branch.RETRIEVAL || at.m() > 0.1);
        return new GroundSolution(
                branch,
                gamma,
                at,
                equations.pressure(at, gamma),
                end.residual(),
                end.iterations(),
                good ? RsbStatus.ONE_STEP : RsbStatus.NOT_CONVERGED);
    }

    private GroundEquations retrievalEquations() {
        return new GroundEquations(order, noise, true, true);
    }

    /// A point of the broken retrieval branch, from several guesses.
    private GroundSolution start() {
        // the Hopfield network's symmetry is all but whole until close to the end of the branch
        double gamma = (noise.responds() ? 0.98 : 0.9) * symmetricCapacity().gamma;
        var symmetric = symmetricRetrieval(gamma);
        var equations = retrievalEquations();
        GroundSolution last = null;
        // states differ in a part of the sites that the symmetric state has wrong
        double[] weights = noise.responds() ? new double[] {30, 15, 60} : new double[] {8, 4, 16, 2, 32, 64};
        double[] parts = noise.responds() ? new double[] {0.1, 0.05, 0.15} : new double[] {0.2, 0.1, 0.4, 0.05, 1};
        double least = symmetricCapacity().order.m();
        for (double part : parts)
            for (double weight : weights) {
                double q1 = 1 - part * (1 - symmetric.m());
                double response = noise.responds() ? symmetric.response() : 0;
                double d = noise.responds() ? Math.min(weight, 0.5 * (1 - response) / (1 - q1)) : weight;
                last = polish(equations, Branch.RETRIEVAL, gamma, new GroundOrder(symmetric.m(), q1, d, response));
                // below the symmetric branch's last overlap lies the unstable side of the fold
                if (last.converged() && last.order().m() > least) return last;
            }
        return Objects.requireNonNull(last);
    }

    private GroundSolution retrieval(double gamma) {
        var from = start();
        if (!from.converged()) return from;
        var equations = retrievalEquations();
        var branch = Continuation.of(STEP)
                .natural(equations::residuals, equations.unknowns(from.order()), from.gamma(), gamma);
        var last = branch.points().getLast();
        if (branch.stop() != Continuation.Stop.END) {
            var at = equations.order(last.unknowns(), last.parameter());
            return new GroundSolution(
                    Branch.RETRIEVAL,
                    last.parameter(),
                    at,
                    equations.pressure(at, last.parameter()),
                    last.residual(),
                    last.iterations(),
                    RsbStatus.NOT_CONVERGED);
        }
        return polish(equations, Branch.RETRIEVAL, gamma, equations.order(last.unknowns(), gamma));
    }

    /// The broken retrieval branch from `lowest` to its end and back.
    List<GroundSolution> follow(double lowest) {
        var from = retrieval(lowest);
        if (!from.converged()) return List.of(from);
        var equations = retrievalEquations();
        return branch(equations, from, 400).points().stream()
                .map(point -> {
                    var at = equations.order(point.unknowns(), point.parameter());
                    return new GroundSolution(
                            Branch.RETRIEVAL,
                            point.parameter(),
                            at,
                            equations.pressure(at, point.parameter()),
                            point.residual(),
                            point.iterations(),
                            RsbStatus.ONE_STEP);
                })
                .toList();
    }

    private static Continuation.Branch branch(GroundEquations equations, GroundSolution from, int points) {
        ParametricEquations family = equations::residuals;
        return new Continuation(STEP, 1e-7, 4 * STEP, points, new Newton(1e-11, 12, 6e-6))
                .arclength(
                        family,
                        equations.unknowns(from.order()),
                        from.gamma(),
                        true,
                        0.8 * from.gamma(),
                        10 * from.gamma());
    }

    /// The fold of the broken branch.
    End capacity() {
        var from = start();
        if (!from.converged())
            throw new DivergedException("no broken retrieval state was found at load %s: residual %.3g"
                    .formatted(from.gamma(), from.residual()));
        var equations = retrievalEquations();
        // in short stretches, lest the whole unstable side be followed too
        for (int stretch = 0; stretch < 40; stretch++) {
            var branch = branch(equations, from, 12);
            if (!branch.folds().isEmpty()) {
                var fold = branch.folds().getFirst();
                return new End(fold.parameter(), equations.order(fold.unknowns(), fold.parameter()));
            }
            var last = branch.points().getLast();
            if (branch.stop() != Continuation.Stop.MAX_POINTS) break;
            from = new GroundSolution(
                    Branch.RETRIEVAL,
                    last.parameter(),
                    equations.order(last.unknowns(), last.parameter()),
                    Double.NaN,
                    last.residual(),
                    last.iterations(),
                    RsbStatus.ONE_STEP);
        }
        throw new DivergedException("the broken retrieval branch was lost at load %s".formatted(from.gamma()));
    }
}
