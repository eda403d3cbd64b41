package org.onsager.transport.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;

class MetricsTest {

    @Property(tries = 50)
    void assignment_is_the_best_of_all_permutations(@ForAll @IntRange(min = 1, max = 6) int n, @ForAll long seed) {
        var cost = new double[n * n];
        RandomStream.of(seed).fillUniform(cost);
        int[] match = Assignment.solve(cost, n);
        double found = 0;
        for (int i = 0; i < n; i++) found += cost[i * n + match[i]];
        assertThat(found).isCloseTo(best(cost, n, 0, new boolean[n]), within(1e-12));
    }

    private static double best(double[] cost, int n, int row, boolean[] used) {
        if (row == n) return 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < n; c++) {
            if (used[c]) continue;
            used[c] = true;
            least = Math.min(least, cost[row * n + c] + best(cost, n, row + 1, used));
            used[c] = false;
        }
        return least;
    }

    @Test
    void a_shift_is_its_own_distance() {
        var a = PointCloud.draw(Law.normal(2), RandomStream.of(1), 100);
        var moved = a.values().clone();
        for (int i = 0; i < 100; i++) moved[2 * i] += 3;
        var b = new PointCloud(2, moved);
        assertThat(Wasserstein.exact(a, b)).isCloseTo(3, within(1e-12));
        assertThat(Wasserstein.exact(new PointCloud(1, a.coordinate(0)), new PointCloud(1, b.coordinate(0))))
                .isCloseTo(3, within(1e-12));
        assertThat(Wasserstein.exact(a, a)).isZero();
        // the mean square of a direction's first coordinate is 1/2
        assertThat(Wasserstein.sliced(a, b, 2_000, RandomStream.of(2))).isCloseTo(3 / Math.sqrt(2), within(0.08));
    }

    @Test
    void clouds_of_different_size_are_compared_on_the_line() {
        var a = PointCloud.of(new double[][] {{0}, {1}});
        var b = PointCloud.of(new double[][] {{0}, {0.5}, {1}});
        // quantiles: 0 for 1/3, then 0 against 0.5 and 1 against 0.5 for 1/6 each, then 1
        assertThat(Wasserstein.exact(a, b)).isCloseTo(Math.sqrt(2.0 / 6 * 0.25), within(1e-15));
    }

    @Test
    void energy_distance_is_zero_for_equal_laws_and_known_for_points() {
        var a = PointCloud.draw(Law.normal(2), RandomStream.of(1), 1_000);
        var b = PointCloud.draw(Law.normal(2), RandomStream.of(2), 1_000);
        assertThat(EnergyDistance.of(a, b)).isCloseTo(0, within(0.01));
        var zero = PointCloud.of(new double[][] {{0}, {0}});
        var one = PointCloud.of(new double[][] {{1}, {1}});
        assertThat(EnergyDistance.of(zero, one)).isEqualTo(2);
        assertThatThrownBy(() -> EnergyDistance.of(zero, PointCloud.of(new double[] {1})))
                .hasMessageContaining("at least 2 points");
    }

    @Test
    void sinkhorn_meets_its_marginals_and_tends_to_the_optimal_cost() {
        var a = PointCloud.draw(Law.normal(2), RandomStream.of(1), 60);
        var b = PointCloud.draw(Law.normal(2), RandomStream.of(2), 60);
        var plan = Sinkhorn.of(0.5).solve(a, b);
        assertThat(plan.converged()).isTrue();
        var row = new double[60];
        var columns = new double[60];
        for (int i = 0; i < 60; i++) {
            plan.row(i, row);
            double sum = 0;
            for (int j = 0; j < 60; j++) {
                sum += row[j];
                columns[j] += row[j];
            }
            assertThat(sum).isCloseTo(1.0 / 60, within(1e-6));
        }
        for (double column : columns) assertThat(column).isCloseTo(1.0 / 60, within(1e-6));
        double exact = Math.pow(Wasserstein.exact(a, b), 2) / 2;
        double entropic = Sinkhorn.of(0.01).solve(a, b).cost();
        // 0 <= entropic - exact <= regularisation times log n
        assertThat(entropic).isBetween(exact - 1e-6, exact + 0.01 * Math.log(60) + 1e-6);
    }
}
