package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.explicit.Vern9;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.testset.Detest;

/// Solvers on the 25 problems of DETEST.
class DetestTest {
    @org.junit.jupiter.api.Test
    void there_are_25_problems() {
        assertThat(Detest.problems()).hasSize(25);
    }

    /// Enright and Pryce's reference values, computed in extended precision.
    @org.junit.jupiter.api.Test
    void outer_planets_end_where_published() {
        var problem = java.util.Objects.requireNonNull(Detest.problems().get("C5"));
        double[] y = Solve.of(problem.ode())
                .span(0, Detest.END)
                .y0(problem.y0())
                .solver(new Dop853())
                .controller(Pid.tol(1e-13, 1e-14))
                .run()
                .y1();
        double[] published = {
            -4.792730224323733,
            -2.420550725448973,
            -.9212509306014886,
            -4.217310404035213,
            7.356202947498970,
            3.223785985421212
        };
        assertThat(java.util.Arrays.copyOf(y, 6))
                .containsExactly(published, org.assertj.core.api.Assertions.within(1e-11));
    }

    static Stream<String> names() {
        return Detest.problems().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_solver_reaches_the_end_within_a_small_multiple_of_its_tolerance(String name) {
        var problem = java.util.Objects.requireNonNull(Detest.problems().get(name));
        var run = Solve.of(problem.ode()).span(0, Detest.END).y0(problem.y0());
        double[] reference =
                run.solver(new Dop853()).controller(Pid.tol(1e-13, 1e-14)).run().y1();
        double[] check =
                run.solver(new Vern9()).controller(Pid.tol(1e-13, 1e-14)).run().y1();
        assertThat(distance(reference, check)).isLessThan(1e-9);
        for (Solver solver : new Solver[] {new Tsit5(), new Dopri5(), new Vern7(), new Dop853(), new Adams()}) {
            double previous = Double.POSITIVE_INFINITY;
            for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
                double[] y = run.solver(solver)
                        .controller(Pid.tol(tolerance, tolerance))
                        .run()
                        .y1();
                double error = distance(reference, y);
                // orbits and the growing problem A5, E5 amplify local errors; 5000 tolerances bound all 25
                // problems
                assertThat(error).as("%s %s", solver.name(), tolerance).isLessThan(5000 * tolerance + 1e-9);
                assertThat(error).isLessThan(Math.max(previous, 1e-9));
                previous = error;
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]) / (1 + Math.abs(a[i])));
        return worst;
    }
}
