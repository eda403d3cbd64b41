package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper.Trouble;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;

/// On \(x^2 = a\) with the slope kept.
class SimplifiedNewtonTest {
    private SimplifiedNewton newton = within(1e-10);
    private final Root root = new Root();

    private static SimplifiedNewton within(double tolerance) {
        return new SimplifiedNewton(ArraySpace.REAL, Tolerance.of(tolerance, tolerance), new Tally(), 0.2, 0.3);
    }

    private final class Root implements SimplifiedNewton.Method, SimplifiedNewton.Equations {
        double a = 4;
        double guess = 2.1;
        double x;
        double slope;
        double factor = Double.NaN;
        int slopes;
        int factors;
        int failures;
        final double[] delta = new double[1];

        @Override
        public void linearise() {
            slope = 2 * guess;
            slopes++;
        }

        @Override
        public boolean factor(double alpha) {
            factors++;
            factor = slope;
            return factor != 0;
        }

        @Override
        public boolean iterate() {
            x = guess;
            return newton.solve(this, new double[] {1});
        }

        @Override
        public void failed() {
            failures++;
        }

        @Override
        public boolean correct() {
            delta[0] = (a - x * x) / factor;
            return true;
        }

        @Override
        public double[] correction() {
            return delta;
        }

        @Override
        public void apply() {
            x += delta[0];
        }
    }

    @Test
    void slope_and_factors_are_kept_while_the_iteration_converges_and_the_coefficient_stays() {
        assertThat(newton.step(1, root)).isTrue();
        assertThat(root.x).isCloseTo(2, offset(1e-11));
        newton.taken();
        assertThat(newton.step(1.19, root)).isTrue();
        assertThat(root.slopes).isOne();
        assertThat(root.factors).isOne();
        assertThat(newton.step(1.5, root)).isTrue();
        assertThat(root.slopes).isOne();
        assertThat(root.factors).isEqualTo(2);
    }

    @Test
    void a_failure_with_an_old_slope_is_tried_again_with_a_fresh_one() {
        assertThat(newton.step(1, root)).isTrue();
        newton.taken();
        root.a = 10_000;
        root.guess = 99.9;
        assertThat(newton.step(1, root)).isTrue();
        assertThat(root.x).isCloseTo(100, offset(1e-8));
        assertThat(root.slopes).isEqualTo(2);
        assertThat(root.failures).isOne();
    }

    @Test
    void a_failure_with_a_fresh_slope_or_something_not_finite_is_not_tried_again() {
        root.a = -1;
        assertThat(newton.step(1, root)).isFalse();
        assertThat(newton.trouble()).isEqualTo(Trouble.NONLINEAR);
        assertThat(root.slopes).isOne();
        root.a = Double.NaN;
        newton.taken();
        assertThat(newton.step(1, root)).isFalse();
        assertThat(newton.trouble()).isEqualTo(Trouble.NONFINITE);
        assertThat(root.slopes).isOne();
    }

    @Test
    void a_singular_matrix_is_told_and_factored_again_the_next_time() {
        root.guess = 0;
        assertThat(newton.step(1, root)).isFalse();
        assertThat(newton.trouble()).isEqualTo(Trouble.SINGULAR);
        root.slope = 4;
        root.guess = 2.1;
        assertThat(newton.step(1, root)).isTrue();
        assertThat(root.factors).isEqualTo(2);
    }

    @Test
    void slow_convergence_renews_the_slope_for_the_next_step() {
        newton = within(1e-2);
        root.guess = 3.2;
        assertThat(newton.step(1, root)).isTrue();
        newton.taken();
        assertThat(newton.step(1, root)).isTrue();
        assertThat(root.slopes).isEqualTo(2);
    }

    /// On \(y' = 1\) the guess of a stage is its solution, and two corrections of rounding size have any ratio.
    @Test
    void methods_step_through_a_constant_slope() {
        var one = Ode.of((t, y, rate) -> {
            rate[0] = 1;
            rate[1] = 0;
        });
        for (Solver solver : new Solver[] {
            new Kvaerno3(), new Kvaerno4(), new Kvaerno5(), new KenCarp3(), new KenCarp4(), new KenCarp5(), new TrBdf2()
        })
            for (double start : new double[] {0, 1, 1e6})
                for (double tolerance : new double[] {1e-3, 1e-6, 1e-12}) {
                    var s = Solve.of(one)
                            .span(0, 1000)
                            .y0(new double[] {start, start})
                            .solver(solver)
                            .controller(Pid.tol(tolerance, 1e-3 * tolerance))
                            .run();
                    assertThat(s.y1()[0]).as(solver.name()).isCloseTo(start + 1000, offset(1e-9 * (start + 1000)));
                    assertThat(s.statistics().steps()).isLessThan(40);
                }
    }
}
