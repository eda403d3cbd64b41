package org.onsager.solve.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.FastMath;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.multistep.Bdf;

class FormulaOdeTest {
    private static final ExpressionSystem ROBERTSON = ExpressionSystem.parse(
            "param a = 0.04; da1/dt = -a*a1 + 1e4*b1*c1; db1/dt = a*a1 - 1e4*b1*c1 - 3e7*b1^2; dc1/dt = 3e7*b1^2;"
                    + "a1(0) = 1; b1(0) = 0; c1(0) = 0");

    /// Robertson's system for any kind of number.
    private static final class GenericRobertson implements GenericField {
        @Override
        public <T extends CalculusFieldElement<T>> void rate(T t, T[] y, T[] rate) {
            T slow = y[0].multiply(.04),
                    middle = y[1].multiply(y[2]).multiply(1e4),
                    fast = y[1].square().multiply(3e7);
            rate[0] = middle.subtract(slow);
            rate[1] = slow.subtract(middle).subtract(fast);
            rate[2] = fast;
        }
    }

    @Test
    void formulas_and_dual_numbers_give_the_exact_jacobian() {
        double[] y = {.7, 2e-5, .3};
        double[] exact = {-.04, 1e4 * y[2], 1e4 * y[1], .04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1], 0, 6e7 * y[1], 0};
        for (Jacobian jacobian : new Jacobian[] {
            FormulaOde.jacobian(ROBERTSON, new double[] {.04}), ForwardMode.jacobian(new GenericRobertson())
        }) {
            var matrix = new double[9];
            ((Jacobian.Dense) jacobian).analytic().orElseThrow().at(0, y, matrix);
            assertThat(matrix).containsExactly(exact, within(1e-11));
        }
        int[][] pattern = {{0, 1, 2}, {0, 1, 2}, {1}};
        var values = new double[7];
        ((Jacobian.Sparse) ForwardMode.jacobian(new GenericRobertson(), pattern))
                .analytic()
                .orElseThrow()
                .at(0, y, values);
        assertThat(values)
                .containsExactly(
                        new double[] {exact[0], exact[1], exact[2], exact[3], exact[4], exact[5], exact[7]},
                        within(1e-11));
    }

    @Test
    void exact_jacobians_spare_evaluations_and_give_the_same_solution() {
        Ode plain = FormulaOde.of(ROBERTSON).with(Jacobian.differences());
        long evaluations = 0;
        for (Ode ode : new Ode[] {
            plain,
            FormulaOde.of(ROBERTSON),
            ForwardMode.ode(new GenericRobertson()).asAutonomous()
        }) {
            var s = Solve.of(ode)
                    .span(0, 40)
                    .y0(ROBERTSON.initial())
                    .solver(new Rodas5P())
                    .controller(Pid.tol(1e-8, 1e-14))
                    .run();
            assertThat(s.y1()[0]).isCloseTo(.71582706872, within(1e-8));
            if (ode == plain) evaluations = s.statistics().rates();
            else assertThat(s.statistics().rates()).isLessThan((long) (.8 * evaluations));
        }
    }

    private static ExpressionSystem chain(int n, int reach) {
        String equations = IntStream.range(0, n)
                .mapToObj(i -> "dx%d/dt = -x%d^2 + cos(x%d)*x%d + t".formatted(i, i, i, Math.floorMod(i + reach, n)))
                .collect(Collectors.joining("; "));
        String initial = IntStream.range(0, n)
                .mapToObj(i -> "x%d(0) = %d".formatted(i, 1 + i % 3))
                .collect(Collectors.joining("; "));
        return ExpressionSystem.parse(equations + "; " + initial);
    }

    @Test
    void the_form_of_the_jacobian_follows_its_non_zeros() {
        assertThat(FormulaOde.of(ROBERTSON).jacobian()).isInstanceOf(Jacobian.Dense.class);
        assertThat(FormulaOde.of(ROBERTSON).autonomous()).isTrue();
        ExpressionSystem ring = chain(60, 1), far = chain(60, 17);
        assertThat(FormulaOde.of(ring).jacobian()).isInstanceOf(Jacobian.Sparse.class);
        assertThat(FormulaOde.of(far).jacobian()).isInstanceOf(Jacobian.Sparse.class);
        assertThat(FormulaOde.of(far).autonomous()).isFalse();
        var line = ExpressionSystem.parse(IntStream.range(0, 60)
                        .mapToObj(i ->
                                "dx%d/dt = x%d - 2*x%d + x%d".formatted(i, Math.max(0, i - 1), i, Math.min(59, i + 1)))
                        .collect(Collectors.joining("; "))
                + "; x0(0) = 1; "
                + IntStream.range(1, 60)
                        .mapToObj(i -> "x%d(0) = 0".formatted(i))
                        .collect(Collectors.joining("; ")));
        assertThat(FormulaOde.of(line).jacobian()).isInstanceOfSatisfying(Jacobian.Banded.class, banded -> {
            assertThat(banded.lower()).isEqualTo(1);
            assertThat(banded.upper()).isEqualTo(1);
        });
        for (var system : new ExpressionSystem[] {ring, far, line}) {
            Ode exact = FormulaOde.of(system);
            double[] expected = Solve.of(exact.with(Jacobian.differences()))
                    .span(0, 1)
                    .y0(system.initial())
                    .solver(new Radau(3))
                    .controller(Pid.tol(1e-8, 1e-10))
                    .run()
                    .y1();
            for (var solver : new org.onsager.solve.Solver[] {new Rodas5P(), new Bdf(), new Radau(3)}) {
                double[] y = Solve.of(exact)
                        .span(0, 1)
                        .y0(system.initial())
                        .solver(solver)
                        .controller(Pid.tol(1e-8, 1e-10))
                        .run()
                        .y1();
                assertThat(y).containsExactly(expected, within(1e-5));
            }
        }
    }

    @Test
    void functions_are_differentiated_on_dual_numbers_too() {
        GenericField field = new GenericField() {
            @Override
            public <T extends CalculusFieldElement<T>> void rate(T t, T[] y, T[] rate) {
                rate[0] = FastMath.sin(y[0].multiply(y[1])).add(t);
                rate[1] = FastMath.exp(y[0].negate()).divide(y[1]);
            }
        };
        var matrix = new double[4];
        ((Jacobian.Dense) ForwardMode.jacobian(field)).analytic().orElseThrow().at(2, new double[] {.3, .8}, matrix);
        double c = Math.cos(.24), e = Math.exp(-.3);
        assertThat(matrix).containsExactly(new double[] {.8 * c, .3 * c, -e / .8, -e / .64}, within(1e-14));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaOde.of(ROBERTSON, new double[2]))
                .withMessageContaining("parameters must have length 1, not 2");
    }
}
