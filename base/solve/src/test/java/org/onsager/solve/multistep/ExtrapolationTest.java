package org.onsager.solve.multistep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;

class ExtrapolationTest {
    private static final double MU = .012277471;
    private static final Ode ARENSTORF = Ode.of((t, y, d) -> {
        double earth = Math.pow((y[0] + MU) * (y[0] + MU) + y[1] * y[1], 1.5);
        double moon = Math.pow((y[0] - 1 + MU) * (y[0] - 1 + MU) + y[1] * y[1], 1.5);
        d[0] = y[2];
        d[1] = y[3];
        d[2] = y[0] + 2 * y[3] - (1 - MU) * (y[0] + MU) / earth - MU * (y[0] - 1 + MU) / moon;
        d[3] = y[1] - 2 * y[2] - (1 - MU) * y[1] / earth - MU * y[1] / moon;
    });
    private static final double[] START = {.994, 0, 0, -2.00158510637908252};

    private static Solution<double[]> orbit(Solver solver, double tolerance) {
        return Solve.of(ARENSTORF)
                .span(0, 17.0652165601579625588917)
                .y0(START)
                .solver(solver)
                .controller(Pid.tol(tolerance, tolerance))
                .run();
    }

    @Test
    void extrapolation_with_order_control_closes_the_arenstorf_orbit() {
        double[] y = orbit(new Odex(), 1e-13).y1();
        for (int i = 0; i < 4; i++) assertThat(y[i]).isCloseTo(START[i], within(1e-6));
    }

    @Test
    void order_control_follows_the_tolerance_with_fewer_evaluations_than_fixed_orders() {
        for (double tolerance : new double[] {1e-5, 1e-8, 1e-12}) {
            long free = orbit(new Odex(), tolerance).statistics().rates();
            for (int columns : new int[] {3, 4, 6, 8})
                assertThat(free)
                        .isLessThan(orbit(new GraggBulirschStoer(columns), tolerance)
                                .statistics()
                                .rates());
        }
    }

    @Test
    void error_is_proportional_to_the_tolerance() {
        Ode oscillator = Ode.of((t, y, d) -> {
            d[0] = y[1];
            d[1] = -y[0];
        });
        for (double tolerance : new double[] {1e-4, 1e-6, 1e-8, 1e-10, 1e-12}) {
            double[] y = Solve.of(oscillator)
                    .span(0, -100)
                    .y0(new double[] {1, 0})
                    .solver(new Odex())
                    .controller(Pid.tol(tolerance, tolerance))
                    .run()
                    .y1();
            assertThat(Math.hypot(y[0] - Math.cos(100), y[1] - Math.sin(100)))
                    .isBetween(0.1 * tolerance, 100 * tolerance);
        }
    }

    @Test
    void too_few_rows_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Odex(3)).withMessageContaining("[4, 12]");
    }
}
