package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.multistep.GraggBulirschStoer;
import org.onsager.solve.symplectic.ReversibleHeun;

class SpacesTest {
    /// A complex number: an immutable state, as a tensor is.
    record Complex(double re, double im) {}

    static final StateSpace<Complex> COMPLEX = new StateSpace<>() {
        @Override
        public Complex zero(Complex like) {
            return new Complex(0, 0);
        }

        @Override
        public Complex copy(Complex from, Complex into) {
            return from;
        }

        @Override
        public Complex[] storage(int n, Complex like) {
            return new Complex[n];
        }

        @Override
        public Complex axpy(Complex b, double a, Complex x, Complex into) {
            return new Complex(b.re + a * x.re, b.im + a * x.im);
        }

        @Override
        public double scaledNorm(Complex v, Complex y, Complex z, Tolerance tolerance) {
            double size = Math.max(Math.hypot(y.re, y.im), Math.hypot(z.re, z.im));
            return Math.hypot(v.re, v.im) / (tolerance.atol(0) + tolerance.rtol(0) * size);
        }

        @Override
        public int size(Complex y) {
            return 2;
        }

        @Override
        public double component(Complex y, int i) {
            return i == 0 ? y.re : y.im;
        }
    };

    @Test
    void the_same_solvers_serve_immutable_states() {
        OdeTerm<Complex> rotation = OdeTerm.autonomous(COMPLEX, y -> new Complex(-y.im, y.re));
        for (Solver solver : new Solver[] {new Tsit5(), new Vern7(), new Dop853(), new GraggBulirschStoer()}) {
            var s = Solve.of(rotation)
                    .span(0, 3)
                    .y0(new Complex(1, 0))
                    .solver(solver)
                    .controller(Pid.tol(1e-10, 1e-10))
                    .saveAt(SaveAt.everything())
                    .events(Event.<Complex>of((t, y) -> y.re).down())
                    .run();
            assertThat(s.y1().re()).isCloseTo(Math.cos(3), within(1e-8));
            if (!(solver instanceof GraggBulirschStoer)) {
                assertThat(s.evaluate(1.234).im()).isCloseTo(Math.sin(1.234), within(1e-7));
                assertThat(s.events().getFirst().t()).isCloseTo(Math.PI / 2, within(1e-8));
            }
        }
        var reversible = Solve.of(rotation)
                .span(0, 3)
                .y0(new Complex(1, 0))
                .solver(new ReversibleHeun())
                .fixedStep(1e-3)
                .run();
        assertThat(reversible.y1().re()).isCloseTo(Math.cos(3), within(1e-5));
    }

    @Test
    void array_and_immutable_states_take_the_same_steps() {
        var array = Solve.of(SolveTest.OSCILLATOR)
                .span(0, 10)
                .y0(new double[] {1, 0})
                .controller(new FixedStep(.01))
                .run();
        OdeTerm<Complex> same = OdeTerm.autonomous(COMPLEX, y -> new Complex(y.im, -y.re));
        var complex = Solve.of(same)
                .span(0, 10)
                .y0(new Complex(1, 0))
                .controller(new FixedStep(.01))
                .run();
        assertThat(complex.y1().re()).isCloseTo(array.y1()[0], within(1e-13));
    }

    private static final Ensemble.Field LORENZ = (t, y, d, first, n) -> {
        for (int r = 0; r < n; r++) {
            double a = y[r], b = y[n + r], c = y[2 * n + r];
            d[r] = 10.0 * (b - a);
            d[n + r] = a * (28.0 - c) - b;
            d[2 * n + r] = a * b - 8.0 / 3.0 * c;
        }
    };

    private static double[] ensemble(int rows, int block) {
        var y0 = new double[3 * rows];
        for (int r = 0; r < rows; r++) {
            y0[r] = 1 + 1e-3 * r;
            y0[rows + r] = 1;
            y0[2 * rows + r] = 1;
        }
        return new Ensemble(3, rows, block)
                .solve(LORENZ, y0, p -> p.solver(new RK4()).span(0, 1).fixedStep(.01));
    }

    @Test
    void ensemble_rows_have_the_bits_of_single_runs_whatever_the_block() {
        double[] batched = ensemble(100, 32), single = ensemble(100, 1);
        assertThat(batched).isEqualTo(single);
    }

    @Test
    void each_row_of_an_ensemble_may_have_events_and_steps_of_its_own() {
        // balls dropped from different heights
        int rows = 50;
        var y0 = new double[2 * rows];
        for (int r = 0; r < rows; r++) y0[r] = 1 + r;
        var landed = new Ensemble(2, rows, 8)
                .solutions(
                        (t, y, d, first, n) -> {
                            for (int r = 0; r < n; r++) {
                                d[r] = y[n + r];
                                d[n + r] = -8;
                            }
                        },
                        y0,
                        (row, p) -> p.span(0, 10)
                                .solver(new Vern7())
                                .events(Event.zero((t, y) -> y[0]).down().terminal()));
        for (int r = 0; r < rows; r++) assertThat(landed.get(r).t1()).isCloseTo(Math.sqrt(2 * y0[r] / 8), within(1e-9));
    }

    @Test
    void same_bits_on_one_and_two_threads() throws Exception {
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            double[] a = one.submit(() -> ensemble(200, 16)).get();
            double[] b = two.submit(() -> ensemble(200, 16)).get();
            assertThat(a).isEqualTo(b);
        }
    }

    @Test
    void long_and_short_states_are_combined_to_the_same_bits() {
        int n = 100;
        Ode coupled = Ode.of((t, y, dy) -> {
            for (int i = 0; i < y.length; i++) dy[i] = Math.sin(y[i]) - .1 * y[i];
        });
        var y0 = new double[n];
        for (int i = 0; i < n; i++) y0[i] = .01 * i;
        double[] together = Solve.of(coupled)
                .span(0, 2)
                .y0(y0)
                .solver(new Vern7())
                .fixedStep(.1)
                .run()
                .y1();
        for (int i = 0; i < n; i += 7) {
            double[] alone = Solve.of(coupled)
                    .span(0, 2)
                    .y0(new double[] {y0[i]})
                    .solver(new Vern7())
                    .fixedStep(.1)
                    .run()
                    .y1();
            assertThat(together[i]).isEqualTo(alone[0]);
        }
    }
}
