package org.onsager.memory.rsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.Phase;

class RetrievalTest {

    @Test
    void broken_retrieval_lies_below_the_symmetric_pressure_and_is_more_stable() {
        var solver = RsbSolver.of(4);
        var at = solver.oneRsb(10, 0.38, Branch.RETRIEVAL);
        assertThat(at.status()).isEqualTo(RsbStatus.ONE_STEP);
        assertThat(at.symmetric().almeidaThouless()).isNegative();
        assertThat(at.almeidaThouless()).isGreaterThan(at.symmetric().almeidaThouless());
        assertThat(at.pressure()).isLessThan(at.symmetric().pressure());
        assertThat(solver.quadratureError(10, 0.38, at.order())).isLessThan(1e-10);
    }

    @Test
    void pressure_is_stationary_in_every_order_parameter() {
        var solver = RsbSolver.of(4);
        var x = solver.oneRsb(10, 0.38, Branch.RETRIEVAL).order();
        double h = 1e-5;
        double[][] directions = {{h, 0, 0, 0}, {0, h, 0, 0}, {0, 0, h, 0}, {0, 0, 0, h}};
        for (double[] d : directions) {
            double up = solver.pressure(10, 0.38, moved(x, d, 1)), down = solver.pressure(10, 0.38, moved(x, d, -1));
            assertThat((up - down) / (2 * h)).isCloseTo(0, within(1e-6));
        }
    }

    private static RsbOrder moved(RsbOrder x, double[] d, int sign) {
        return new RsbOrder(x.m() + sign * d[0], x.q1() + sign * d[1], x.q2() + sign * d[2], x.theta() + sign * d[3]);
    }

    @Test
    void on_the_nishimori_line_the_states_merge() {
        for (int order : new int[] {2, 3, 4}) {
            var solver = RsbSolver.of(order);
            var symmetric = solver.oneRsb(1 / 0.3, 0.3, Branch.RETRIEVAL);
            assertThat(symmetric.status()).isEqualTo(RsbStatus.RS_ONLY);
            assertThat(symmetric.order().m()).isCloseTo(symmetric.order().q2(), within(1e-9));
            assertThat(symmetric.energy()).isCloseTo(-0.5, within(1e-9));
            var merged = solver.atWeight(1 / 0.3, 0.3, new RsbOrder(0.9, 0.7, 0.95, 0.5))
                    .state();
            assertThat(merged.q2() - merged.q1()).isLessThan(1e-8);
        }
    }

    @Test
    void a_branch_is_followed_beyond_the_end_of_the_symmetric_one() {
        double[] loads = new double[18];
        for (int k = 0; k < loads.length; k++) loads[k] = 0.36 + 0.005 * k;
        var cells = RsbDiagram.row(RsbSolver.of(4), 0.1, loads, true);
        assertThat(cells).allMatch(RsbDiagram.Cell::converged);
        assertThat(cells)
                .anyMatch(cell -> cell.retrieval().broken()
                        && !cell.retrieval().symmetric().retrieves());
        assertThat(cells.getFirst().phase()).isEqualTo(Phase.RETRIEVAL);
    }

    @Test
    void a_diagram_has_the_same_bits_on_one_and_two_threads() {
        double[] temperatures = {0.1, 0.3, 0.5, 0.8}, loads = {0, 0.1, 0.3, 0.5};
        var solver = RsbSolver.of(4);
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            var first = one.submit(() -> RsbDiagram.compute(solver, temperatures, loads, true))
                    .join();
            var second = two.submit(() -> RsbDiagram.compute(solver, temperatures, loads, true))
                    .join();
            assertThat(second.cells()).isEqualTo(first.cells());
            assertThat(first.cells().getFirst().getFirst().phase()).isEqualTo(Phase.RETRIEVAL);
            assertThat(first.cells().getFirst().getLast().phase()).isEqualTo(Phase.SPIN_GLASS);
            assertThat(first.cells().getLast().getLast().phase()).isEqualTo(Phase.PARAMAGNET);
        }
    }
}
