package org.onsager.solve.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Vern7;

class BoundaryProblemTest {
    static final BoundaryProblem BRATU = new BoundaryProblem(
            2,
            (t, y, d) -> {
                d[0] = y[1];
                d[1] = -Math.exp(y[0]);
            },
            (a, b, r) -> {
                r[0] = a[0];
                r[1] = b[0];
            });

    private static double[] mesh(int n) {
        return java.util.stream.IntStream.range(0, n)
                .mapToDouble(i -> i / (n - 1.0))
                .toArray();
    }

    @Test
    void bratu_problem_is_solved_by_collocation_and_by_shooting() {
        double theta = 1;
        for (int i = 0; i < 100; i++) theta = Math.sqrt(2) * Math.cosh(theta / 4);
        double middle = 2 * Math.log(Math.cosh(theta / 4));
        var s = new LobattoCollocation(1e-8, 5000).solve(BRATU, mesh(6), new double[6][2]);
        assertThat(s.at(.5)[0]).isCloseTo(middle, within(1e-9));
        assertThat(s.residual()).isLessThan(1e-8);
        var shooting =
                new MultipleShooting(new Vern7(), Tolerance.of(1e-11, 1e-11)).solve(BRATU, mesh(5), new double[5][2]);
        assertThat(shooting.y()[2][0]).isCloseTo(middle, within(1e-9));
    }

    @Test
    void boundary_layer_gets_a_finer_mesh() {
        double epsilon = 1e-2;
        var layer = new BoundaryProblem(
                2,
                (t, y, d) -> {
                    d[0] = y[1];
                    d[1] = -y[1] / epsilon;
                },
                (a, b, r) -> {
                    r[0] = a[0];
                    r[1] = b[0] - 1;
                });
        var s = new LobattoCollocation(1e-6, 20_000).solve(layer, mesh(11), new double[11][2]);
        double exact = (1 - Math.exp(-.05 / epsilon)) / (1 - Math.exp(-1 / epsilon));
        assertThat(s.at(.05)[0]).isCloseTo(exact, within(1e-6));
        assertThat(s.t()[1] - s.t()[0]).isLessThan(.1 * (s.t()[s.t().length - 1] - s.t()[s.t().length - 2]));
    }
}
