package org.onsager.solve.explicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.OrderConditions;

class ErkTableauTest {
    static Stream<ExplicitRungeKutta> solvers() {
        return Stream.of(
                new Euler(),
                new Midpoint(),
                new Heun(),
                new Ralston(),
                new Bosh3(),
                new RK4(),
                new ThreeEighths(),
                new Ralston4(),
                new Gill(),
                new Rkf45(),
                new CashKarp(),
                new Dopri5(),
                new Tsit5(),
                new Luther(),
                new SspRk33(),
                new SspRk104(),
                new Vern6(),
                new Vern7(),
                new Vern8(),
                new Dopri8(),
                new Dop853(),
                new Vern9());
    }

    @Test
    void rooted_trees_are_counted_as_known() {
        assertThat(OrderConditions.trees(9).stream().map(List::size)).containsExactly(1, 1, 2, 4, 9, 20, 48, 115, 286);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void tableau_satisfies_its_order_conditions_and_no_more(ExplicitRungeKutta solver) {
        ErkTableau tableau = solver.tableau();
        assertThat(OrderConditions.residual(a(tableau), b(tableau), tableau.order()))
                .isLessThan(1e-12);
        if (tableau.order() < 9)
            assertThat(OrderConditions.residual(a(tableau), b(tableau), tableau.order() + 1))
                    .isGreaterThan(1e-7);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void embedded_solution_satisfies_its_order_conditions(ExplicitRungeKutta solver) {
        ErkTableau tableau = solver.tableau();
        if (tableau.errorOrder() == 0) return;
        double[] embedded = b(tableau);
        for (int i = 0; i < embedded.length; i++) embedded[i] -= tableau.e(i);
        // DOP853's coarse-looking first estimate is of order 5; its combination with the third-order one behaves
        // like 7
        int order = solver instanceof Dop853 ? 5 : tableau.errorOrder();
        assertThat(OrderConditions.residual(a(tableau), embedded, order)).isLessThan(1e-12);
        assertThat(OrderConditions.residual(a(tableau), embedded, order + 1)).isGreaterThan(1e-8);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void nodes_are_row_sums(ExplicitRungeKutta solver) {
        ErkTableau tableau = solver.tableau();
        for (int i = 0; i < tableau.allStages(); i++) {
            double sum = 0;
            for (int j = 0; j < i; j++) sum += tableau.a(i, j);
            assertThat(sum).isCloseTo(tableau.c(i), within(2e-14 * (1 + magnitude(tableau, i))));
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void dense_output_meets_both_ends_and_is_of_high_order_between(ExplicitRungeKutta solver) {
        ErkTableau tableau = solver.tableau();
        if (!tableau.hasDense()) return;
        int n = tableau.allStages();
        for (int i = 0; i < n; i++) {
            double atEnd = i < tableau.stages() ? tableau.b(i) : 0;
            assertThat(tableau.dense(i, 0)).isZero();
            assertThat(tableau.dense(i, 1)).isCloseTo(atEnd, within(1e-9));
        }
        // at theta the weights b_i(theta)/theta with a/theta form a method of the dense order for a step theta h
        double theta = 0.37;
        var a = new double[n][n];
        var b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = tableau.dense(i, theta) / theta;
            for (int j = 0; j < i; j++) a[i][j] = tableau.a(i, j) / theta;
        }
        int order = switch (solver) {
            case Dop853 _ -> 7;
            case Tsit5 _, Dopri5 _ -> 4;
            case Vern7 _ -> 6;
            default -> tableau.order();
        };
        assertThat(OrderConditions.relativeResidual(a, b, order)).isLessThan(1e-12);
    }

    @Test
    void stability_polynomials_take_the_known_values() {
        assertThat(stability(new Bosh3(), -1)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(stability(new Bosh3(), -2)).isCloseTo(-1.0 / 3, within(1e-12));
        assertThat(stability(new Dopri5(), -1)).isCloseTo(.368333333333, within(1e-11));
        assertThat(stability(new Dopri5(), -2)).isCloseTo(.173333333333, within(1e-11));
        assertThat(stability(new Tsit5(), -1)).isCloseTo(.36809887799147, within(1e-12));
        assertThat(stability(new Tsit5(), -2)).isCloseTo(.158328191454, within(1e-11));
        assertThat(stability(new Dopri8(), -1)).isCloseTo(.36787941004324, within(1e-12));
        assertThat(stability(new Dopri8(), -2)).isCloseTo(.135296199101, within(1e-11));
    }

    private static double stability(ExplicitRungeKutta solver, double z) {
        ErkTableau tableau = solver.tableau();
        var k = new double[tableau.stages()];
        double result = 1;
        for (int i = 0; i < k.length; i++) {
            double y = 1;
            for (int j = 0; j < i; j++) y += tableau.a(i, j) * k[j];
            k[i] = z * y;
            result += tableau.b(i) * k[i];
        }
        return result;
    }

    private static double[][] a(ErkTableau tableau) {
        int n = tableau.stages();
        return IntStream.range(0, n)
                .mapToObj(i ->
                        IntStream.range(0, n).mapToDouble(j -> tableau.a(i, j)).toArray())
                .toArray(double[][]::new);
    }

    private static double[] b(ErkTableau tableau) {
        return IntStream.range(0, tableau.stages()).mapToDouble(tableau::b).toArray();
    }

    private static double magnitude(ErkTableau tableau, int i) {
        double sum = 0;
        for (int j = 0; j < i; j++) sum += Math.abs(tableau.a(i, j));
        return sum;
    }
}
