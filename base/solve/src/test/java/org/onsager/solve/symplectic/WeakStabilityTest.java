package org.onsager.solve.symplectic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.Ode;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;

/// Fixed steps of reversible methods warn of the parasitic solution, and only of it.
class WeakStabilityTest {
    static Stream<Solver> reversible() {
        return Stream.of(
                new ReversibleHeun(),
                new AsynchronousLeapfrog(),
                new TwoStepMidpoint(),
                new CoupledReversible(new RK4()));
    }

    @ParameterizedTest
    @MethodSource("reversible")
    void growth_on_a_dissipative_problem_is_told(Solver solver) {
        double step = solver instanceof CoupledReversible ? 4 : .1;
        var s = Solve.of(Ode.of((t, y, dy) -> dy[0] = -y[0]))
                .span(0, 400 * step)
                .y0(new double[] {1})
                .solver(solver)
                .fixedStep(step)
                .throwing(false)
                .run();
        assertThat(s.warnings().getLast()).startsWith(solver.name() + ": a parasitic solution");
    }

    @ParameterizedTest
    @MethodSource("reversible")
    void oscillations_are_no_growth(Solver solver) {
        for (double step : new double[] {.01, .03}) {
            var pendulum = Solve.of(Ode.of((t, y, dy) -> {
                        dy[0] = y[1];
                        dy[1] = -Math.sin(y[0]);
                    }))
                    .span(0, 2000 * step)
                    .y0(new double[] {2, 0})
                    .solver(solver)
                    .fixedStep(step)
                    .run();
            assertThat(pendulum.warnings()).noneMatch(each -> each.contains("parasitic"));
        }
    }

    /// Two coupled oscillators driven through ever higher frequencies: the estimate grows while the solution does
    /// not.
    @Test
    void an_estimate_that_grows_is_told_and_one_that_only_oscillates_is_not() {
        var chirp = Ode.of((t, y, dy) -> {
            double w = Math.exp(t);
            dy[0] = w * y[1];
            dy[1] = -w * y[0];
        });
        var run = Solve.of(chirp).span(0, 4).y0(new double[] {0, 1}).solver(new Tsit5());
        assertThat(run.fixedStep(.005).run().warnings())
                .singleElement()
                .asString()
                .contains("grew tenfold");
        var steady = Ode.of((t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = -y[0];
        });
        for (double step : new double[] {.003, .01, .1})
            assertThat(Solve.of(steady)
                            .span(0, 1000 * step)
                            .y0(new double[] {0, 1})
                            .solver(new Tsit5())
                            .fixedStep(step)
                            .run()
                            .warnings())
                    .isEmpty();
    }
}
