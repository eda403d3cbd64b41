package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.GraggBulirschStoer;
import org.onsager.solve.multistep.Rkc;
import org.onsager.solve.multistep.Rock2;
import org.onsager.solve.multistep.Rock4;
import org.onsager.solve.symplectic.*;

/// Claim N2: measured orders on the pendulum and on a linear equation that is driven in time.
class ConvergenceOrderTest {
    static final Partitioned PENDULUM = Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]));
    static final Ode DRIVEN = Ode.of((t, y, dy) -> dy[0] = -3 * y[0] * Math.cos(5 * t) + Math.sin(8 * t));

    static Stream<Solver> oneStepSolvers() {
        return Stream.of(
                new Euler(),
                new Midpoint(),
                new Heun(),
                new Ralston(),
                new Bosh3(),
                new RK4(),
                new ThreeEighths(),
                new Ralston4(),
                new Gill(),
                new Rkf45(),
                new CashKarp(),
                new Dopri5(),
                new Tsit5(),
                new Luther(),
                new SspRk33(),
                new SspRk104(),
                new CarpenterKennedy(),
                new Vern6(),
                new Vern7(),
                new Vern8(),
                new Vern9(),
                new Dop853(),
                new Dopri8(),
                new Rodas4(),
                new Rodas5(),
                new Rodas5P(),
                new Ros3P(),
                new Kvaerno3(),
                new Kvaerno4(),
                new Kvaerno5(),
                new KenCarp3(),
                new KenCarp4(),
                new KenCarp5(),
                new TrBdf2(),
                new Sdirk2(),
                new ImplicitEuler(),
                new ImexEuler(),
                new Ars222(),
                new Ars443(),
                new CrankNicolson(),
                new ImplicitMidpoint(),
                new Radau(1),
                new Radau(3),
                new Radau(5),
                new GaussLegendre(1),
                new GaussLegendre(2),
                new GaussLegendre(3),
                new GraggBulirschStoer(2),
                new GraggBulirschStoer(3),
                new ReversibleHeun(),
                new AsynchronousLeapfrog(),
                new TwoStepMidpoint(),
                new CoupledReversible(new RK4()),
                new Rkc(),
                new Rock2(),
                new Rock4());
    }

    static Stream<Solver> symplecticSolvers() {
        return Stream.of(
                new SymplecticEuler(),
                new StormerVerlet(),
                new Ruth3(),
                new Ruth4(),
                new Yoshida4(),
                new Yoshida6(),
                new Yoshida8(),
                new McLachlan4());
    }

    @ParameterizedTest
    @MethodSource({"oneStepSolvers", "symplecticSolvers"})
    void order_on_the_pendulum_is_the_stated_one(Solver solver) {
        double[] y0 = {1.2, .3};
        double slope = bestSlope(solver, PENDULUM, y0, 4, 8);
        // from order 6 on, few halvings lie between the first and rounding, and pairs made to have small leading
        // errors look better than their order there
        if (solver.order() < 6) assertThat(slope).isCloseTo(solver.order(), within(.15));
        else assertThat(slope).isGreaterThan(solver.order() - .3);
    }

    @ParameterizedTest
    @MethodSource("oneStepSolvers")
    void order_on_a_nonautonomous_equation_is_the_stated_one(Solver solver) {
        // at even orders the leading error may cancel on one equation, so that more than the order is allowed
        // here
        assertThat(bestSlope(solver, DRIVEN, new double[] {1}, 2, 16)).isGreaterThan(solver.order() - .3);
    }

    /// The slope nearest to the order among successive halvings; the error is the largest at eight times along
    /// the way, so that a chance cancellation at one of them does not matter.
    private static double bestSlope(Solver solver, Term<double[]> term, double[] y0, double end, int fewest) {
        double[] times =
                IntStream.rangeClosed(1, 8).mapToDouble(i -> end * i / 8).toArray();
        var problem = Solve.of(term).span(0, end).y0(y0);
        var exact = problem.solver(new Vern9())
                .controller(Pid.tol(1e-14, 1e-15))
                .stepTs(times)
                .saveAt(SaveAt.ts(times))
                .run()
                .ys();
        double best = Double.NaN, previous = Double.NaN;
        int first = solver.order() > 6 ? fewest : solver.order() > 4 ? 24 : 40;
        for (int k = 0, steps = first; k < 7; k++, steps *= 2) {
            var found = problem.solver(solver)
                    .controller(new FixedStep(end / steps, Tolerance.of(1e-12, 1e-12)))
                    .saveAt(SaveAt.ts(times))
                    .run()
                    .ys();
            double error = 0;
            for (int m = 0; m < 8; m++)
                for (int i = 0; i < y0.length; i++)
                    error = Math.max(error, Math.abs(found.get(m)[i] - exact.get(m)[i]));
            if (error < 2e-13) break;
            double slope = Math.log(previous / error) / Math.log(2);
            if (Double.isNaN(best) || Math.abs(slope - solver.order()) < Math.abs(best - solver.order())) best = slope;
            previous = error;
        }
        return best;
    }
}
