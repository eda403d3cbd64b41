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
import org.onsager.solve.Ode;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.Midpoint;
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
            new SplitStepBackwardEuler(),
            new SRIW1(),
            new SRIW2(),
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
            new ReversibleHeun());

    private final ExpressionSystem system;
    private final double[] parameters;
    private final SystemProblem problem;

    SystemNoise(ExpressionSystem system, double[] parameters, SystemProblem problem) {
        this.system = system;
        this.parameters = parameters;
        this.problem = problem;
    }

    /// The solver that is asked for, or the best for the class of the noise.
    ///
    /// @throws IllegalArgumentException if there is none of that name, with the nearest
    Solver solver() {
        if (automatic()) {
            if (system.isAdditive()) return new ShARK();
            if (problem.stratonovich()) return new SPaRK();
            return hasDiagonal() || system.noises().size() == 1 ? new SRIW1() : new EulerMaruyama();
        }
        Map<String, Solver> byName = new LinkedHashMap<>();
        for (Solver each : SOLVERS) byName.put(each.name().toLowerCase(Locale.ROOT), each);
        Solver found = byName.get(problem.solver().toLowerCase(Locale.ROOT));
        if (found != null) return found;
        throw Solvers.unknown(problem.solver(), byName);
    }

    private boolean automatic() {
        return problem.solver().isEmpty() || problem.solver().equalsIgnoreCase("auto");
    }

    /// Why that solver; empty where it was asked for by name.
    String reason() {
        if (!automatic()) return "";
        if (system.isAdditive()) return "additive noise: strong order 1.5";
        if (problem.stratonovich()) return "Stratonovich: strong order 1 where the noise commutes, else 0.5";
        return hasDiagonal() || system.noises().size() == 1
                ? "Ito, diagonal or scalar noise: strong order 1.5"
                : "Ito, general noise: strong order 0.5, weak order 1";
    }

    /// The fixed step: the problem's, or a thousandth of the span.
    double step() {
        return Double.isNaN(problem.step()) ? Math.abs(problem.to() - problem.from()) / 1000 : problem.step();
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
        int n = system.dimension(), m = system.noises().size();
        VectorFunction drift = system.drift(), diffusion = system.diffusion();
        Ode.Field rate = (t, y, into) -> drift.evaluate(t, y, parameters, into);
        Ode.Field matrix = (t, y, into) -> diffusion.evaluate(t, y, parameters, into);
        var open = problem.stratonovich() ? Sde.stratonovich(rate) : Sde.ito(rate);
        Sde sde;
        if (system.isAdditive()) {
            sde = open.additive(m, matrix);
        } else if (hasDiagonal()) {
            var full = new double[n * n];
            sde = open.diagonal((t, y, into) -> {
                diffusion.evaluate(t, y, parameters, full);
                for (int i = 0; i < n; i++) into[i] = full[i * n + i];
            });
        } else {
            sde = m == 1 ? open.scalar(matrix) : open.general(m, matrix);
        }
        Areas areas = solver instanceof StochasticSolver stochastic ? stochastic.areas() : Areas.W;
        double low = Math.min(problem.from(), problem.to()), high = Math.max(problem.from(), problem.to());
        return sde.drivenBy(new BrownianInterval(stream, Layout.of(m).with(areas), low, high, step() / 4));
    }
}
