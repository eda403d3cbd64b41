package org.onsager.solve.multistep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.implicit.Radau;

class StabilisedTest {

    /// The stability function, by the recurrence on numbers.
    private static double stability(StabilityPolynomial p, double z) {
        double before = 0, now = 1;
        for (int j = 1; j < p.mu.length; j++) {
            double next = (1 + p.kappa[j] + p.mu[j] * z) * now - p.kappa[j] * before;
            before = now;
            now = next;
        }
        double w = 1, power = 1;
        for (double each : p.w) w += each * (power *= z);
        return w * now;
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 10, 13, 20, 35, 70, 128, 200})
    void stability_polynomials_stay_below_their_damping_on_intervals_of_the_known_length(int degree) {
        for (int order : new int[] {2, 4}) {
            var p = new StabilityPolynomial(order, degree);
            double worst = 0;
            for (int i = 0; i <= 40 * degree; i++)
                // dense near both ends
                worst = Math.max(
                        worst,
                        Math.abs(stability(
                                p, -0.3 - (p.length - 0.3) * 0.5 * (1 - Math.cos(i * Math.PI / (40 * degree))))));
            assertThat(worst).isBetween(0.93, degree < 8 ? 0.999 : 0.96);
            assertThat(Math.abs(stability(p, -1.03 * p.length))).isGreaterThan(1);
            double perSquare = p.length / degree / degree;
            assertThat(perSquare).isCloseTo(order == 2 ? 0.8073 : 0.3508, within(3.0 / degree / degree));
            assertThat(StabilityPolynomial.degreeFor(order, p.length)).isBetween(degree, degree + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 11, 24, 60, 200})
    void a_step_meets_the_conditions_of_all_trees_whatever_its_number_of_stages(int degree) {
        // the solution of this system after a step of 1 is the elementary weights; the last component is stiff
        // and asks for the stages
        for (Solver solver : new Solver[] {new Rock2(), new Rock4(), new Rkc()}) {
            int order = (int) solver.order();
            double lambda = order == 2 ? 0.8 * (degree * degree - 2) : 0.35 * (degree * degree - 10);
            Ode trees = Ode.of((t, u, f) -> {
                f[0] = 1;
                f[1] = u[0];
                f[2] = u[0] * u[0];
                f[3] = u[1];
                f[4] = u[0] * u[0] * u[0];
                f[5] = u[0] * u[1];
                f[6] = u[2];
                f[7] = u[3];
                f[8] = -lambda / 1.2 * u[8];
            });
            var s = Solve.of(trees)
                    .span(0, 1)
                    .y0(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 1})
                    .solver(solver)
                    .fixedStep(1)
                    .run();
            double[] exact = {1, .5, 1. / 3, 1. / 6, .25, .125, 1. / 12, 1. / 24};
            for (int i = 0; i < (order == 2 ? 2 : 8); i++)
                assertThat(s.y1()[i]).as("%s, tree %d", solver.name(), i).isCloseTo(exact[i], within(1e-12));
            assertThat(Math.abs(s.y1()[8])).isLessThan(1);
        }
    }

    private static Ode heat(int n) {
        return Ode.of((t, y, d) -> {
            double c = (n + 1.0) * (n + 1.0);
            for (int i = 0; i < n; i++)
                d[i] = c * ((i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0)) + y[i] * (1 - y[i] * y[i]);
        });
    }

    @Test
    void nonlinear_diffusion_is_solved_to_tolerance_with_few_evaluations() {
        int n = 200;
        var y0 = new double[n];
        for (int i = 0; i < n; i++) y0[i] = Math.sin(3 * Math.PI * (i + 1) / (n + 1.0)) + (i < n / 2 ? 0.5 : 0);
        var run = Solve.of(heat(n)).span(0, 0.1).y0(y0);
        double[] exact =
                run.solver(new Radau(5)).controller(Pid.tol(1e-11, 1e-12)).run().y1();
        double spectralRadius = 4.0 * (n + 1) * (n + 1);
        for (Solver solver : new Solver[] {new Rock2(), new Rock4()})
            for (double tolerance : new double[] {1e-3, 1e-5, 1e-7}) {
                Solution<double[]> s = run.solver(solver)
                        .controller(Pid.tol(tolerance, tolerance))
                        .run();
                assertThat(distance(s.y1(), exact)).as(solver.name()).isLessThan(10 * tolerance);
                // an explicit method without stabilisation needs its six evaluations every 3.3 / radius; order 2
                // is held by accuracy, not stability, at the tightest tolerance
                if (tolerance < 1e-6 && solver instanceof Rock2) continue;
                assertThat(s.statistics().rates()).isLessThan((long) (0.4 * 0.1 * spectralRadius * 6 / 3.3));
            }
    }

    @Test
    void stabilised_method_of_order_four_needs_fewer_evaluations_at_tight_tolerances() {
        int n = 100;
        var y0 = new double[n];
        for (int i = 0; i < n; i++) y0[i] = Math.sin(Math.PI * (i + 1) / (n + 1.0));
        var run = Solve.of(heat(n)).span(0, 0.2).y0(y0).controller(Pid.tol(1e-8, 1e-8));
        long two = run.solver(new Rock2()).run().statistics().rates();
        long four = run.solver(new Rock4()).run().statistics().rates();
        assertThat(four).isLessThan(two / 3);
    }

    @Test
    void a_fixed_step_that_needs_too_many_stages_is_refused_with_the_longest_that_does_not() {
        int n = 100;
        var y0 = new double[n];
        Arrays.fill(y0, 1);
        assertThatThrownBy(() -> Solve.of(heat(n))
                        .span(0, 1)
                        .y0(y0)
                        .solver(new Rock2(10))
                        .fixedStep(0.5)
                        .run())
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("needs more stages than allowed");
        assertThatIllegalArgumentException().isThrownBy(() -> new Rock4(5)).withMessageContaining("[6, inf)");
        // adaptive steps shrink to what the stages allow
        assertThat(Solve.of(heat(n))
                        .span(0, 0.05)
                        .y0(y0)
                        .solver(new Rock2(10))
                        .controller(Pid.tol(1e-2, 1e-2))
                        .run()
                        .statistics()
                        .accepted())
                .isGreaterThan((long) (0.05 * 4 * 101 * 101 / 80));
    }

    private static double distance(double[] a, double[] b) {
        double max = 0;
        for (int i = 0; i < a.length; i++) max = Math.max(max, Math.abs(a[i] - b[i]));
        return max;
    }
}
