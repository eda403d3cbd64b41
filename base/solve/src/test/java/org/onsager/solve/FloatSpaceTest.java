package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.multistep.*;
import org.onsager.solve.symplectic.ReversibleHeun;

class FloatSpaceTest {
    private static final OdeTerm<float[]> OSCILLATOR = FloatSpace.ode((t, y, d) -> {
        d[0] = y[1];
        d[1] = -y[0];
    });
    private static final float[] START = {1, 0};

    static Stream<Solver> adaptive() {
        return Stream.of(
                new Bosh3(),
                new Rkf45(),
                new CashKarp(),
                new Dopri5(),
                new Tsit5(),
                new Vern6(),
                new Vern7(),
                new Vern8(),
                new Vern9(),
                new Dop853(),
                new Dopri8(),
                new Odex(),
                new Rock4());
    }

    @ParameterizedTest
    @MethodSource("adaptive")
    void closed_form_events_and_dense_output_at_the_tolerance(Solver solver) {
        double tolerance = 1e-5;
        var s = Solve.of(OSCILLATOR)
                .span(0, 10)
                .y0(START)
                .solver(solver)
                .controller(Pid.tol(tolerance, tolerance))
                .saveAt(SaveAt.everything())
                .events(Event.<float[]>of((t, y) -> y[0]).down())
                .run();
        assertThat((double) s.y1()[0]).isCloseTo(Math.cos(10), within(50 * tolerance));
        assertThat((double) s.y1()[1]).isCloseTo(-Math.sin(10), within(50 * tolerance));
        assertThat(s.events()).hasSize(2);
        assertThat(s.events().getFirst().t()).isCloseTo(Math.PI / 2, within(50 * tolerance));
        // Rock4 has a cubic between its steps, with the error h^4/384
        double h = 0;
        for (var piece : s.segments()) h = Math.max(h, piece.to() - piece.from());
        double between = solver instanceof Rock4 ? Math.pow(h, 4) / 384 : 50 * tolerance;
        for (int i = 0; i <= 100; i++)
            assertThat((double) s.evaluate(i / 10.0)[0])
                    .isCloseTo(Math.cos(i / 10.0), within(50 * tolerance + between));
    }

    static Stream<Solver> fixed() {
        return Stream.of(
                new Heun(),
                new RK4(),
                new Luther(),
                new SspRk104(),
                new CarpenterKennedy(),
                new Rkc(),
                new ReversibleHeun(),
                new Tsit5());
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void fixed_steps_end_at_the_closed_form_to_their_order_or_rounding(Solver solver) {
        double h = .01;
        var s = Solve.of(OSCILLATOR)
                .span(0, 10)
                .y0(START)
                .solver(solver)
                .fixedStep(h)
                .run();
        // order two: T h^2/6; else 1000 steps with an error of 2^-24 each, of random signs or nearly so
        double bound = solver.order() <= 2 ? 10 * h * h / 3 : 200 * 0x1p-24;
        assertThat((double) s.y1()[0]).isCloseTo(Math.cos(10), within(bound));
        assertThat((double) s.y1()[1]).isCloseTo(-Math.sin(10), within(bound));
    }

    @Test
    void tolerances_that_rounding_would_decide_are_refused_before_the_first_step() {
        var problem = Solve.of(OSCILLATOR).span(0, 10).y0(START);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.controller(Pid.tol(1e-8, 1e-9)).start())
                .withMessage(
                        "rtol must be in [1.0E-6, inf) for states of type float[], not 1.0E-8; use double[] states for tighter tolerances");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.controller(Pid.tol(0, 1e-8)).start());
        assertThat(problem.controller(Pid.tol(1e-6, 1e-9)).run().status()).isEqualTo(Status.SUCCESS);
        assertThat(problem.controller(Pid.tol(0, 1e-4)).run().status()).isEqualTo(Status.SUCCESS);
        // Newton's tolerance of fixed steps is not one of the run
        problem.controller(new FixedStep(.1, Tolerance.of(1e-10, 1e-10))).run();
    }

    @Test
    void implicit_methods_are_refused_with_the_remedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Solve.of(OSCILLATOR)
                        .span(0, 1)
                        .y0(START)
                        .solver(new Rodas5P())
                        .run())
                .withMessageContaining("needs states of type double[]");
    }

    @Test
    void an_overflow_of_single_precision_is_told() {
        var s = Solve.of(FloatSpace.ode((t, y, d) -> d[0] = y[0] * y[0] * 1e30f))
                .span(0, 1)
                .y0(new float[] {1e10f})
                .solver(new RK4())
                .fixedStep(.1)
                .throwing(false)
                .run();
        assertThat(s.status()).isEqualTo(Status.NONFINITE);
    }

    @Test
    void sums_of_any_number_of_terms_are_those_of_doubles_rounded() {
        int n = 37;
        for (int terms = 0; terms <= 9; terms++) {
            var k = new float[9][n];
            var wide = new double[9][n];
            var b = new float[n];
            var base = new double[n];
            for (int i = 0; i < n; i++) {
                base[i] = b[i] = (float) Math.sin(i);
                for (int j = 0; j < 9; j++) wide[j][i] = k[j][i] = (float) Math.cos(i + 10 * j);
            }
            var row = new double[terms];
            for (int j = 0; j < terms; j++) row[j] = 1.0 / (j + 2);
            Weights w = Weights.of(row);
            float[] sum = FloatSpace.REAL.combine(b, .3, w, k, new float[n]);
            double[] exact = ArraySpace.REAL.combine(base, .3, w, wide, new double[n]);
            // below two, and rounded up to three times
            for (int i = 0; i < n; i++) assertThat((double) sum[i]).isCloseTo(exact[i], within(3 * 0x1p-24));
        }
    }

    @Test
    void a_run_is_saved_and_resumed_to_the_same_bits() {
        for (Solver solver : new Solver[] {new Tsit5(), new Dopri8()}) {
            var problem =
                    Solve.of(OSCILLATOR).span(0, 10).y0(START).solver(solver).controller(Pid.tol(1e-5, 1e-6));
            var first = problem.start();
            for (int i = 0; i < 3; i++) first.step();
            var second = problem.resume(first.save());
            while (second.step()) {}
            assertThat(second.solution().y1()).isEqualTo(problem.run().y1());
        }
    }
}
