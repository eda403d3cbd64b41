package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.*;
import org.onsager.solve.multistep.*;
import org.onsager.solve.symplectic.*;

/// Which methods take differential-algebraic equations of index 1, with what order, and with what steps: \(u' =
/// -(v - \sin t)/u\), \(0 = u^2 + \sin t - v\), of which \(u = e^{-t}\).
class IndexOneMethodsTest {
    private static final Ode.Field FIELD = (t, y, f) -> {
        f[0] = -(y[1] - Math.sin(t)) / y[0];
        f[1] = y[0] * y[0] + Math.sin(t) - y[1];
    };
    private static final Ode CONSTRAINED = Ode.of(FIELD).with(Mass.diagonal(1, 0));

    /// Steps that are long enough for the error to be above Newton's, and the orders of \(u\) and \(v\).
    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of(new ImplicitEuler(), 64, 1, 1),
                Arguments.of(new ImexEuler(), 64, 1, 1),
                Arguments.of(new CrankNicolson(), 16, 2, 2),
                Arguments.of(new ImplicitMidpoint(), 16, 2, 2),
                Arguments.of(new Sdirk2(), 16, 2, 2),
                Arguments.of(new TrBdf2(), 16, 2, 2),
                Arguments.of(new Ars222(), 16, 2, 2),
                Arguments.of(new Ars443(), 24, 3, 3),
                Arguments.of(new Kvaerno3(), 24, 3, 3),
                Arguments.of(new Kvaerno4(), 24, 4, 4),
                Arguments.of(new Kvaerno5(), 12, 5, 5),
                Arguments.of(new KenCarp3(), 24, 3, 3),
                Arguments.of(new KenCarp4(), 12, 4, 4),
                Arguments.of(new KenCarp5(), 8, 5, 5),
                Arguments.of(new Ros3P(), 24, 3, 3),
                Arguments.of(new Rodas4(), 12, 4, 4),
                Arguments.of(new Rodas5P(), 8, 5, 5),
                Arguments.of(new Radau(1), 64, 1, 1),
                Arguments.of(new Radau(3), 8, 5, 5),
                // algebraic components of Gauss methods have order s for even s, s + 1 for odd s
                Arguments.of(new GaussLegendre(1), 16, 2, 2),
                Arguments.of(new GaussLegendre(2), 12, 4, 2),
                Arguments.of(new GaussLegendre(3), 8, 6, 4));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void a_method_that_is_taken_has_its_order(Solver solver, int steps, double differential, double algebraic) {
        double[] coarse = errors(solver, steps), fine = errors(solver, 2 * steps);
        // of these two the leading error is a small part of the next order's at such steps
        double more = solver instanceof Rodas5P ? 1.5 : .25;
        assertThat(Math.log(coarse[0] / fine[0]) / Math.log(2)).isBetween(differential - .2, differential + more);
        assertThat(Math.log(coarse[1] / fine[1]) / Math.log(2)).isBetween(algebraic - .2, algebraic + more);
    }

    private static double[] errors(Solver solver, int steps) {
        double[] y = MassProblems.end(solver, CONSTRAINED, MassProblems.exact(0), steps), e = MassProblems.exact(1);
        return new double[] {Math.abs(y[0] - e[0]), Math.abs(y[1] - e[1])};
    }

    static Stream<Solver> controlled() {
        return Stream.of(
                new Sdirk2(),
                new TrBdf2(),
                new Kvaerno3(),
                new Kvaerno4(),
                new Kvaerno5(),
                new KenCarp3(),
                new KenCarp4(),
                new KenCarp5(),
                new Ros3P(),
                new Rodas4(),
                new Rodas5P(),
                new Radau(1),
                new Radau(3));
    }

    /// Steps rise by \(100^{1/(q+1)}\) where the estimate has order \(q\): for most methods that of the embedded
    /// formula, for KenCarp4 and KenCarp5 less, because their embedded formulas have order 2 in algebraic
    /// components.
    @ParameterizedTest
    @MethodSource("controlled")
    void a_tolerance_a_hundred_times_tighter_takes_the_steps_that_the_estimate_s_order_says(Solver solver) {
        double order = solver.errorOrder();
        if (solver instanceof DiagonallyImplicit given) order = Math.min(order, algebraicOrder(given.tableau()));
        assertThat(order).isEqualTo(solver instanceof KenCarp4 || solver instanceof KenCarp5 ? 2 : solver.errorOrder());
        var loose = run(solver, 1e-7);
        var tight = run(solver, 1e-9);
        assertThat((double) tight.statistics().accepted() / loose.statistics().accepted())
                .isCloseTo(Math.pow(100, 1 / (order + 1)), within(.15 * Math.pow(100, 1 / (order + 1))));
        assertThat(tight.y1())
                .containsExactly(
                        MassProblems.exact(1), within(2e-9 * tight.statistics().steps()));
    }

    private static Solution<double[]> run(Solver solver, double tolerance) {
        return Solve.of(CONSTRAINED)
                .span(0, 1)
                .y0(MassProblems.exact(0))
                .solver(solver)
                .controller(Pid.tol(tolerance, tolerance))
                .run();
    }

    /// The order of the embedded formula in an algebraic component \(t^q\): stages meet the constraint, \(\sum_j
    /// a_{ij} k_j = c_i^q\), an explicit first one has \(k_1 = 0\), and the estimate \(\sum_i e_i k_i\) should
    /// vanish; 10 where it always does, as for Kvaerno's formulas, of which both end in a stage.
    private static int algebraicOrder(DirkTableau tableau) {
        for (int q = 1; q <= 10; q++) {
            var k = new double[tableau.stages()];
            double estimate = 0;
            for (int i = 0; i < k.length; i++) {
                if (tableau.a(i, i) == 0) k[i] = q == 1 ? 1 : 0;
                else {
                    k[i] = Math.pow(tableau.c(i), q);
                    for (int j = 0; j < i; j++) k[i] -= tableau.a(i, j) * k[j];
                    k[i] /= tableau.a(i, i);
                }
                estimate += tableau.e(i) * k[i];
            }
            if (Math.abs(estimate) > 1e-8) return q - 1;
        }
        return 10;
    }

    @Test
    void embedded_formulas_of_rosenbrock_methods_have_order_two_in_algebraic_components() {
        for (Rosenbrock each : new Rosenbrock[] {new Ros3P(), new Rodas4(), new Rodas5P()})
            assertThat(algebraicSecond(each.tableau())).as(each.name()).isCloseTo(1, within(1e-9));
    }

    /// \(\sum_{ij} \hat b_i \omega_{ij} \alpha_j^2\) of the embedded weights, 1 where they have order 2 in the
    /// algebraic components of an index-1 equation; \(\omega = (\alpha_{ij} + \gamma_{ij})^{-1}\) is, in the
    /// transformed coefficients, \((1 + a)^{-1}\). Source: E. Hairer and G. Wanner, *Solving Ordinary
    /// Differential Equations II*, VI.3.
    private static double algebraicSecond(RosenbrockTableau tableau) {
        var x = new double[tableau.stages];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = tableau.alpha[i] * tableau.alpha[i];
            for (int j = 0; j < tableau.a[i].count(); j++) x[i] -= tableau.a[i].value(j) * x[tableau.a[i].index(j)];
        }
        for (int j = 0; j < tableau.b.count(); j++) sum += tableau.b.value(j) * x[tableau.b.index(j)];
        for (int j = 0; j < tableau.e.count(); j++) sum -= tableau.e.value(j) * x[tableau.e.index(j)];
        return sum;
    }

    /// With the published embedded formula of ROS3P steps rise tenfold from 1e-6 to 1e-8, to 5617, and the error
    /// is 5e-7 there.
    @Test
    void ros3p_goes_through_at_tight_tolerances() {
        var ode = Ode.of((t, y, f) -> {
                    f[0] = -2 * y[0];
                    f[1] = y[0] * y[0] - y[1];
                })
                .with(Mass.diagonal(2, 0));
        double before = Double.NaN;
        for (double tolerance : new double[] {1e-6, 1e-8, 1e-10}) {
            var s = Solve.of(ode)
                    .span(0, 20)
                    .y0(new double[] {1, 1})
                    .solver(new Ros3P())
                    .controller(Pid.tol(tolerance, tolerance))
                    .run();
            double steps = s.statistics().steps();
            if (before > 0) assertThat(steps / before).isCloseTo(Math.cbrt(100), within(.15 * Math.cbrt(100)));
            before = steps;
            assertThat(s.y1()).containsExactly(new double[] {Math.exp(-20), Math.exp(-40)}, within(20 * tolerance));
        }
    }

    @Test
    void methods_that_change_their_order_stay_within_the_tolerance() {
        for (Solver solver : new Solver[] {new Bdf(), new VariableRadau(), new Radau(5), new Radau(7)})
            for (double tolerance : new double[] {1e-5, 1e-7, 1e-9})
                assertThat(run(solver, tolerance).y1())
                        .as("%s, %s", solver.name(), tolerance)
                        .containsExactly(MassProblems.exact(1), within(2 * tolerance));
    }

    static Stream<Solver> refused() {
        return Stream.of(
                new Euler(),
                new RK4(),
                new Tsit5(),
                new Vern9(),
                new Dop853(),
                new CarpenterKennedy(),
                new Adams(),
                new GraggBulirschStoer(3),
                new Odex(),
                new Rkc(),
                new Rock2(),
                new Rock4(),
                new AutoSwitch(),
                new StormerVerlet(),
                new ReversibleHeun(),
                new AsynchronousLeapfrog(),
                new TwoStepMidpoint(),
                new CoupledReversible(new RK4()));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void every_other_method_is_refused_before_the_first_step(Solver solver) {
        for (Mass mass : new Mass[] {Mass.diagonal(1, 0), Mass.diagonal(2, (t, m) -> m[0] = 1)})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Solve.of(Ode.of(FIELD).with(mass))
                            .span(0, 1)
                            .y0(MassProblems.exact(0))
                            .solver(solver)
                            .controller(new FixedStep(.1, Tolerance.of(1e-6, 1e-6)))
                            .run())
                    .withMessageContaining("does not take mass matrices; use Rodas5P, Radau, Kvaerno5 or Bdf");
    }
}
