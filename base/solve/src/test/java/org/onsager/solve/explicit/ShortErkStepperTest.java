package org.onsager.solve.explicit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.ArrayStates;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.StepController;

/// The plain steps are those of the same equation on another space with the operations of the space of arrays.
class ShortErkStepperTest {
    static Stream<ExplicitRungeKutta> solvers() {
        return ErkTableauTest.solvers();
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void short_states_take_the_plain_steps_to_the_bit(ExplicitRungeKutta solver) {
        StepController steps = solver.errorOrder() > 0 ? Pid.tol(1e-7, 1e-9) : new FixedStep(0.01);
        for (int n = 1; n <= 4; n++) {
            Ode ode = Ode.of(ShortErkStepperTest::pendulums);
            var y0 = new double[n];
            Arrays.setAll(y0, i -> 0.3 + i);
            Solution<double[]> quick = solve(ode, y0, solver, steps);
            Solution<double[]> plain = solve(ode.on(new Other()), y0, solver, steps);
            assertThat(quick.ys().toArray())
                    .as("%s, n = %d", solver.name(), n)
                    .containsExactly(plain.ys().toArray());
            assertThat(counts(quick)).isEqualTo(counts(plain));
        }
    }

    private static Solution<double[]> solve(Ode ode, double[] y0, Solver solver, StepController steps) {
        return Solve.of(ode)
                .span(0, 3)
                .y0(y0)
                .solver(solver)
                .controller(steps)
                .saveAt(SaveAt.ts(0.1, 1.7, 3))
                .run();
    }

    private static long[] counts(Solution<?> solution) {
        var s = solution.statistics();
        return new long[] {s.steps(), s.accepted(), s.rates()};
    }

    /// Driven and coupled in a ring.
    private static void pendulums(double t, double[] y, double[] rate) {
        int n = y.length;
        for (int i = 0; i < n; i++) rate[i] = Math.cos((i + 1) * t) - y[i] * y[(i + 1) % n] + Math.sin(y[(i + 2) % n]);
    }

    /// The space of arrays under another name.
    private record Other() implements ArrayStates {}
}
