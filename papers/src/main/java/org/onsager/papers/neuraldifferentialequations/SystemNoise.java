package org.onsager.papers.neuraldifferentialequations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.numerics.expression.SparseDerivative;
import org.onsager.numerics.expression.VectorFunction;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Ode;
import org.onsager.solve.Solver;
import org.onsager.solve.StepController;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.Midpoint;
import org.onsager.solve.explicit.Ralston;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.ReversibleHeun;

/// The stochastic side of a user's system: the class of its noise, the solver, the equation on a path.
final class SystemNoise {
    private static final List<Solver> SOLVERS = List.of(
            new EulerMaruyama(),
            new TamedEuler(),
            new ItoMilstein(),
            new DerivativeFreeMilstein(),
            StochasticTheta.implicitEuler(),
            new StochasticTheta(0.5),
            new SplitStepBackwardEuler(),
            new SRIW1(),
            new SRIW2(),
            new PlatenWeak2(),
            new DRI1(),
            new RI1(),
            new RI5(),
            new RI6(),
            new EulerHeun(),
            new StratonovichMilstein(),
            new LogOdeMidpoint(),
            new GeneralShARK(),
            new SPaRK(),
            new SlowRK(),
            new SEA(),
            new SRA1(),
            new SRA3(),
            new ShARK(),
            new Heun(),
            new Midpoint(),
            new Ralston(),
            new ReversibleHeun());

    private final ExpressionSystem system;
    private final double[] parameters;
    private final SystemProblem problem;
    private final double[] y0;
    private final Noise noise;

    SystemNoise(ExpressionSystem system, double[] parameters, double[] y0, SystemProblem problem) {
        this.system = system;
        this.parameters = parameters;
        this.y0 = y0;
        this.problem = problem;
        noise = kind();
    }

    /// The class of the noise. That of a matrix is tried at the initial state and two others.
    private Noise kind() {
        if (system.isAdditive()) return Noise.ADDITIVE;
        if (hasDiagonal()) return Noise.DIAGONAL;
        if (system.noises().size() == 1) return Noise.SCALAR;
        Sde general = equation(Noise.GENERAL).drivenBy(path(RandomStream.of(0), Areas.W));
        for (double move : new double[] {0, 0.3, -0.2}) {
            double[] y = y0.clone();
            for (int i = 0; i < y.length; i++) y[i] += move * (Math.abs(y[i]) + 1) / (1 + 0.1 * i);
            if (!NoiseCheck.commutative(general, problem.from(), y)) return Noise.GENERAL;
        }
        return Noise.COMMUTATIVE;
    }

    /// The solver that is asked for, or the best for the class of the noise; for adaptive steps one with an error
    /// estimate, by step doubling where it has none.
    ///
    /// @throws IllegalArgumentException if there is none of that name, with the nearest
    Solver solver() {
        Solver solver = automatic() ? automaticSolver() : named();
        if (!adaptive() || solver.errorOrder() > 0) return solver;
        return solver instanceof StochasticSolver stochastic ? new StepDoubling(stochastic) : solver;
    }

    private Solver named() {
        Map<String, Solver> byName = new LinkedHashMap<>();
        for (Solver each : SOLVERS) byName.put(each.name().toLowerCase(Locale.ROOT), each);
        Solver found = byName.get(problem.solver().toLowerCase(Locale.ROOT));
        if (found != null) return found;
        throw Solvers.unknown(problem.solver(), byName);
    }

    private boolean automatic() {
        return problem.solver().isEmpty() || problem.solver().equalsIgnoreCase("auto");
    }

    private Solver automaticSolver() {
        if (noise == Noise.ADDITIVE) return new ShARK();
        if (problem.stratonovich()) return new SPaRK();
        return switch (noise) {
            case ADDITIVE, DIAGONAL, SCALAR -> new SRIW1();
            case COMMUTATIVE -> new ItoMilstein();
            case GENERAL -> new EulerMaruyama();
        };
    }

    /// Why that solver; empty where it was asked for by name.
    String reason() {
        if (!automatic()) return "";
        if (noise == Noise.ADDITIVE) return "additive noise: strong order 1.5";
        if (problem.stratonovich()) return "Stratonovich: strong order 1 where the noise commutes, else 0.5";
        return switch (noise) {
            case ADDITIVE, DIAGONAL, SCALAR -> "Ito, diagonal or scalar noise: strong order 1.5";
            case COMMUTATIVE -> "Ito, commuting noise: strong order 1";
            case GENERAL -> "Ito, general noise: strong order 0.5, weak order 1";
        };
    }

    /// Whether steps follow the error: a tolerance was given and no fixed step.
    private boolean adaptive() {
        return problem.steps().asked() && Double.isNaN(problem.steps().fixed());
    }

    /// Fixed steps of the problem's size or a thousandth of the span, or adaptive ones.
    StepController controller() {
        if (adaptive()) return problem.steps().adaptive().coefficients(0.1, 0.3, 0);
        return new FixedStep(step());
    }

    private double step() {
        double fixed = problem.steps().fixed();
        return Double.isNaN(fixed) ? Math.abs(problem.to() - problem.from()) / 1000 : fixed;
    }

    /// Whether noise number i drives state number i alone and depends on no other.
    private boolean hasDiagonal() {
        int n = system.dimension(), m = system.noises().size();
        if (n != m || !system.isDiagonal()) return false;
        SparseDerivative derivative = system.diffusionJacobian();
        boolean own = IntStream.range(0, derivative.rowOf().length)
                .allMatch(e -> derivative.rowOf()[e] / m == derivative.columnOf()[e]
                        && derivative.rowOf()[e] % m == derivative.columnOf()[e]);
        return own
                && IntStream.range(0, n)
                        .allMatch(i -> IntStream.range(0, m)
                                .allMatch(k -> k == i
                                        || system.diffusionTerms()
                                                .get(i)
                                                .get(k)
                                                .text()
                                                .equals("0")));
    }

    Term<double[]> term(Solver solver, RandomStream stream) {
        Areas areas = solver instanceof StochasticSolver stochastic ? stochastic.areas() : Areas.W;
        return equation(noise).drivenBy(path(stream, areas));
    }

    private Brownian path(RandomStream stream, Areas areas) {
        double low = Math.min(problem.from(), problem.to()), high = Math.max(problem.from(), problem.to());
        double resolution = adaptive() ? (high - low) * 0x1p-20 : step() / 4;
        return new BrownianInterval(
                stream, Layout.of(system.noises().size()).with(areas), low, high, Math.min(resolution, high - low));
    }

    private Sde equation(Noise kind) {
        int n = system.dimension(), m = system.noises().size();
        VectorFunction drift = system.drift(), diffusion = system.diffusion();
        Ode.Field rate = (t, y, into) -> drift.evaluate(t, y, parameters, into);
        Ode.Field matrix = (t, y, into) -> diffusion.evaluate(t, y, parameters, into);
        var open = problem.stratonovich() ? Sde.stratonovich(rate) : Sde.ito(rate);
        return switch (kind) {
            case ADDITIVE -> open.additive(m, matrix);
            case SCALAR -> open.scalar(matrix);
            case COMMUTATIVE -> open.commutative(m, matrix);
            case GENERAL -> open.general(m, matrix);
            case DIAGONAL -> {
                var full = new double[n * n];
                yield open.diagonal((t, y, into) -> {
                    diffusion.evaluate(t, y, parameters, full);
                    for (int i = 0; i < n; i++) into[i] = full[i * n + i];
                });
            }
        };
    }
}
