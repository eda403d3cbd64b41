package org.onsager.solve.multistep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.solve.Event;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;

class HighOrderOutputTest {
    /// \(x'' = -x\), and \(z' = z(1 - z)\cos t\).
    private static final Ode WAVES = Ode.of((t, y, d) -> {
        d[0] = y[1];
        d[1] = -y[0];
        d[2] = y[2] * (1 - y[2]) * Math.cos(t);
    });
    private static final double[] START = {0, 1, .5};

    private static double[] exact(double t) {
        return new double[] {Math.sin(t), Math.cos(t), 1 / (1 + Math.exp(-Math.sin(t)))};
    }

    /// The largest error of state and derivative within the steps.
    private static double[] errors(int columns, int steps) {
        double end = 3;
        var s = Solve.of(WAVES)
                .span(0, end)
                .y0(START)
                .solver(new GraggBulirschStoer(columns))
                .fixedStep(end / steps)
                .saveAt(SaveAt.everything())
                .run();
        double state = 0, slope = 0;
        for (int i = 0; i < 16 * steps; i++) {
            double t = end * (i + .37) / (16 * steps);
            double[] y = exact(t), found = s.evaluate(t), rate = s.derivative(t), f = new double[3];
            WAVES.rate(t, y, f);
            for (int j = 0; j < 3; j++) {
                state = Math.max(state, Math.abs(found[j] - y[j]));
                slope = Math.max(slope, Math.abs(rate[j] - f[j]));
            }
        }
        return new double[] {state, slope};
    }
    /// From the coarsest to the finest steps whose errors are above 2e-14, where rounding takes over.
    @ParameterizedTest
    @CsvSource({"2,16,128", "3,12,96", "4,8,32", "5,3,12", "6,3,6"})
    void within_the_step_the_order_is_that_of_the_step_and_one_less_for_the_derivative(
            int columns, int coarse, int fine) {
        double[] first = errors(columns, coarse), last = errors(columns, fine);
        double halvings = Math.log((double) fine / coarse);
        assertThat(last[0]).isGreaterThan(2e-14);
        assertThat(Math.log(first[0] / last[0]) / halvings).isCloseTo(2 * columns, within(.15));
        assertThat(Math.log(first[1] / last[1]) / halvings).isGreaterThan(2 * columns - 1 - .15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-6, 1e-8, 1e-10, 1e-12})
    void with_order_control_the_error_between_the_ends_of_steps_is_that_at_the_ends(double tolerance) {
        var problem = Solve.of(WAVES)
                .span(0, 20)
                .y0(START)
                .solver(new Odex())
                .controller(Pid.tol(tolerance, tolerance))
                .observe("ends", SaveAt.steps(), (t, y) -> new double[] {largest(exact(t), y)});
        var s = problem.saveAt(SaveAt.everything()).run();
        double atEnds = 0, between = 0;
        for (double[] each : Objects.requireNonNull(s.outputs().get("ends")).values())
            atEnds = Math.max(atEnds, each[0]);
        for (int i = 0; i < 2000; i++) {
            double t = 20 * (i + .5) / 2000;
            between = Math.max(between, largest(exact(t), s.evaluate(t)));
        }
        // a polynomial of 18th degree through differences of rates amplifies rounding to some 1e-12
        assertThat(between).isLessThan(6 * atEnds + 1e-11);
        assertThat(s.statistics().steps()).isLessThan(30);
        // steps that nobody asks about pay nothing, and nobody's asking changes them
        var plain = problem.run();
        assertThat(plain.y1()).isEqualTo(s.y1());
        assertThat(plain.statistics().rates()).isLessThan(s.statistics().rates() / 2);
    }

    static Stream<Solver> both() {
        return Stream.of(new Odex(), new Adams());
    }

    @ParameterizedTest
    @MethodSource("both")
    void neighbouring_polynomials_join_with_their_derivatives(Solver solver) {
        var s = Solve.of(WAVES)
                .span(3, -2)
                .y0(exact(3))
                .solver(solver)
                .controller(Pid.tol(1e-8, 1e-8))
                .saveAt(SaveAt.everything())
                .run();
        var pieces = s.segments();
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            assertThat(largest(piece.at(piece.from()), exact(piece.from()))).isLessThan(1e-7);
            if (i == 0) continue;
            double t = piece.from();
            assertThat(piece.at(t)).containsExactly(pieces.get(i - 1).at(t), within(1e-12));
            assertThat(piece.derivativeAt(t)).containsExactly(pieces.get(i - 1).derivativeAt(t), within(1e-11));
        }
    }

    @Test
    void an_event_is_located_to_the_accuracy_of_the_step() {
        var s = Solve.of(WAVES)
                .span(0, 20)
                .y0(START)
                .solver(new Odex())
                .controller(Pid.tol(1e-11, 1e-11))
                .events(Event.zero((t, y) -> y[0]).down())
                .run();
        // with a cubic over steps of about one, times would be off by some 1e-3
        for (var each : s.events()) assertThat(Math.sin(each.t())).isCloseTo(0, within(1e-9));
        assertThat(s.events()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-6, 1e-8, 1e-10, 1e-12})
    void adams_has_the_error_of_its_steps_between_them_too(double tolerance) {
        var s = Solve.of(WAVES)
                .span(0, 20)
                .y0(START)
                .solver(new Adams())
                .controller(Pid.tol(tolerance, tolerance))
                .saveAt(SaveAt.everything())
                .run();
        double atEnds = 0, between = 0, slopes = 0;
        for (var piece : s.segments()) atEnds = Math.max(atEnds, largest(exact(piece.to()), piece.at(piece.to())));
        for (int i = 0; i < 2000; i++) {
            double t = 20 * (i + .5) / 2000;
            double[] f = new double[3];
            WAVES.rate(t, exact(t), f);
            between = Math.max(between, largest(exact(t), s.evaluate(t)));
            slopes = Math.max(slopes, largest(f, s.derivative(t)));
        }
        assertThat(between).isLessThan(2 * atEnds);
    }

    private static double largest(double[] a, double[] b) {
        double worst = 0;
        for (int j = 0; j < a.length; j++) worst = Math.max(worst, Math.abs(a[j] - b[j]));
        return worst;
    }
}
