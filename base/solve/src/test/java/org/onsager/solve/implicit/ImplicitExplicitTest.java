package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tolerance;

class ImplicitExplicitTest {

    @Test
    void split_equations_are_solved_implicit_explicitly_and_agree_with_the_sum() {
        var split = new SplitOde(
                Ode.of((t, y, d) -> d[0] = Math.cos(t)), Ode.of((t, y, d) -> d[0] = -1000 * (y[0] - Math.sin(t))));
        for (Solver solver : new Solver[] {new KenCarp3(), new KenCarp4(), new KenCarp5()}) {
            var s = Solve.of(split)
                    .span(0, 2)
                    .y0(new double[] {1})
                    .solver(solver)
                    .controller(Pid.tol(1e-8, 1e-10))
                    .run();
            assertThat(s.y1()[0]).isCloseTo(Math.sin(2), within(1e-6));
        }
    }

    static Stream<DiagonallyImplicit> implicitExplicit() {
        return Stream.of(new ImexEuler(), new Ars222(), new Ars443(), new KenCarp3(), new KenCarp4(), new KenCarp5());
    }

    @ParameterizedTest
    @MethodSource("implicitExplicit")
    void implicit_explicit_methods_have_their_order_on_coupled_nonlinear_parts(DiagonallyImplicit solver) {
        Ode explicit = Ode.of((t, y, d) -> {
            d[0] = y[1] * Math.cos(t);
            d[1] = -y[0] * y[0];
        });
        Ode implicit = Ode.of((t, y, d) -> {
            d[0] = -y[0] * y[1];
            d[1] = y[0] - 2 * Math.sin(y[1]);
        });
        var run = Solve.of(new SplitOde(explicit, implicit)).span(0, 1).y0(new double[] {1, .5});
        double[] exact =
                run.solver(new Radau(7)).controller(Pid.tol(1e-13, 1e-14)).run().y1();
        double best = Double.NaN, previous = Double.NaN, order = solver.order();
        for (int steps = 8; steps <= (order < 3 ? 256 : 64); steps *= 2) {
            double[] y = run.solver(solver)
                    .controller(new FixedStep(1.0 / steps, Tolerance.of(1e-13, 1e-14)))
                    .run()
                    .y1();
            double error = Math.hypot(y[0] - exact[0], y[1] - exact[1]);
            double slope = Math.log(previous / error) / Math.log(2);
            if (Double.isNaN(best) || Math.abs(slope - order) < Math.abs(best - order)) best = slope;
            previous = error;
        }
        assertThat(best).isCloseTo(order, within(.15));
    }

    @Test
    void implicit_explicit_methods_are_stable_where_the_explicit_part_alone_would_not_be() {
        var split = new SplitOde(
                Ode.of((t, y, d) -> d[0] = Math.cos(t)), Ode.of((t, y, d) -> d[0] = -1e6 * (y[0] - Math.sin(t))));
        for (DiagonallyImplicit solver : implicitExplicit().toList()) {
            double y = Solve.of(split)
                    .span(0, 2)
                    .y0(new double[] {1})
                    .solver(solver)
                    .fixedStep(.05)
                    .run()
                    .y1()[0];
            assertThat(y).as(solver.name()).isCloseTo(Math.sin(2), within(1e-3));
        }
    }
}
