package org.onsager.solve.controlled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.symplectic.ReversibleHeun;

class ControlledTest {
    static final double[] T = {0, 1, 2.5, 4};
    static final double[][] X = {{0}, {2}, {1}, {3}};
    static final ControlledTerm.Field FIELD = (t, y, m) -> {
        m[0] = y[1];
        m[1] = -y[0];
        m[2] = Math.cos(y[0]);
        m[3] = .3 * y[1];
    };

    private static double at(ControlPath path, double t) {
        var x = new double[path.channels()];
        path.evaluate(t, x);
        return x[0];
    }

    @Test
    void hermite_and_natural_paths_take_the_known_values() {
        double[] when = {.5, 1.7, 3.1, 3.9};
        double[] hermite = {1, 2.064296296, 1.368, 2.854222222};
        double[] natural = {1.256756757, 1.706882883, 1.364108108, 2.791327327};
        for (int i = 0; i < 4; i++) {
            assertThat(at(ControlPath.hermite(T, X), when[i])).isCloseTo(hermite[i], within(1e-9));
            assertThat(at(ControlPath.natural(T, X), when[i])).isCloseTo(natural[i], within(1e-9));
        }
    }

    private static ControlPath path(boolean squared, boolean smooth) {
        int n = 200;
        var t = new double[n + 1];
        var x = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            double s = 2.0 * i / n;
            t[i] = squared ? s * s / 2 : s;
            x[i] = new double[] {Math.sin(s), s * s / 2};
        }
        return smooth ? ControlPath.hermite(t, x) : ControlPath.linear(t, x);
    }

    @Test
    void solution_does_not_depend_on_the_speed_at_which_the_path_is_run_through() {
        double tolerance = 1e-7;
        double[] slow = solve(path(false, false), tolerance), fast = solve(path(true, false), tolerance);
        assertThat(fast).containsExactly(slow, within(10 * tolerance));
    }

    private static double[] solve(ControlPath path, double tolerance) {
        Term<double[]> ode = new ControlledTerm(path, 2, FIELD).toOde();
        return Solve.of(ode)
                .span(path.from(), path.to())
                .y0(new double[] {1, .5})
                .solver(new Dopri5())
                .controller(Pid.tol(tolerance, tolerance))
                .run()
                .y1();
    }

    @Test
    void direct_methods_and_the_log_ode_converge_to_the_ordinary_equation() {
        var path = path(false, false);
        var term = new ControlledTerm(path, 2, FIELD);
        double[] exact = solve(path, 1e-10);
        for (var solver : new org.onsager.solve.Solver[] {new Heun(), new ReversibleHeun()}) {
            double[] direct = Solve.of(term)
                    .span(0, 2)
                    .y0(new double[] {1, .5})
                    .solver(solver)
                    .fixedStep(.01)
                    .run()
                    .y1();
            assertThat(direct).containsExactly(exact, within(2e-4));
        }
        var log = new LogOde(new Tsit5(), 1e-9, 1e-9);
        double coarse = distance(log.solve(term, new double[] {1, .5}, windows(8)), exact);
        double fine = distance(log.solve(term, new double[] {1, .5}, windows(32)), exact);
        assertThat(Math.log(coarse / fine) / Math.log(4)).isGreaterThan(1.8);
    }

    private static double[] windows(int n) {
        return java.util.stream.IntStream.rangeClosed(0, n)
                .mapToDouble(i -> 2.0 * i / n)
                .toArray();
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }

    @Test
    void missing_values_are_filled_and_rectilinear_moves_time_first() {
        double nan = Double.NaN;
        var filled = ControlPath.linear(new double[] {0, 1, 2, 3}, new double[][] {{nan}, {1}, {nan}, {3}});
        assertThat(at(filled, 0)).isEqualTo(1);
        assertThat(at(filled, 2)).isEqualTo(2);
        var r = ControlPath.rectilinear(new double[] {0, 1, 2}, new double[][] {{5}, {nan}, {7}});
        var x = new double[2];
        r.evaluate(1, x);
        assertThat(x).containsExactly(1, 5);
        r.evaluate(3, x);
        assertThat(x).containsExactly(2, 5);
        r.evaluate(4, x);
        assertThat(x).containsExactly(2, 7);
    }

    @Test
    void leading_gaps_take_given_values_and_intensities_count_observations() {
        double nan = Double.NaN;
        double[][] data = {{nan, 5}, {1, nan}, {nan, nan}, {3, 6}};
        double[][] started = ControlPath.startingAt(new double[] {-1, 9}, data);
        assertThat(started[0]).containsExactly(-1, 5);
        assertThat(started[2]).containsExactly(nan, nan);
        double[][] counted = ControlPath.withIntensity(data);
        assertThat(counted[0]).containsExactly(nan, 5, 0, 1);
        assertThat(counted[2]).containsExactly(nan, nan, 1, 1);
        assertThat(counted[3]).containsExactly(3, 6, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPath.startingAt(new double[1], data))
                .withMessageContaining("one entry a channel, 2 of row 0, not 1");
    }

    @Test
    void rows_and_spans_that_do_not_fit_are_refused() {
        double[] t = {0, 1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPath.natural(t, new double[][] {{1}, {2, 3}}))
                .withMessageContaining("row 1 has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPath.hermite(t, new double[][] {{1}, {Double.POSITIVE_INFINITY}}))
                .withMessageContaining("channel 0 of row 1 is Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ControlPath.linear(new double[] {0, Double.POSITIVE_INFINITY}, new double[][] {{1}, {2}}))
                .withMessageContaining("times must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPath.linear(t, new double[][] {{}, {}}))
                .withMessageContaining("at least 1 channel");
        var term = new ControlledTerm(
                ControlPath.linear(t, new double[][] {{1}, {2}}), 1, (time, y, matrix) -> matrix[0] = y[0]);
        var run = Solve.of(term).y0(new double[] {1}).solver(new Heun()).fixedStep(.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.span(0, 2).run())
                .withMessageContaining("span must be in [0.0, 1.0], where the control path is defined");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.span(0, 1).y0(new double[2]).run())
                .withMessageContaining("y0 must have length 1, not 2");
    }

    @Test
    void bad_control_data_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPath.linear(new double[] {0}, new double[][] {{1}}))
                .withMessageContaining("at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPath.linear(new double[] {0, 0}, new double[][] {{1}, {2}}))
                .withMessageContaining("strictly increasing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPath.linear(new double[] {0, 1}, new double[][] {{Double.NaN}, {Double.NaN}}))
                .withMessageContaining("channel 0 has no data");
    }
}
