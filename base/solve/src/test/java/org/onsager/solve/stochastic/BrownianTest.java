package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Increment;

class BrownianTest {
    private static final RandomStream STREAM = RandomStream.of(7).split("path");
    private static final Layout ONE = Layout.of(1).with(Areas.WHK);

    private static double[] ask(Brownian path, double s, double t) {
        var increment = new Increment(path.layout().size());
        path.increment(s, t, increment);
        return new double[] {
            increment.value()[0], increment.spaceTimeArea()[0], increment.spaceTimeTimeArea()[0]
        };
    }

    /// A million draws of (W, H, K) over an interval that needs splits and two leaves; bounds are 1 % of the
    /// variance and 5 standard errors of a correlation.
    @Test
    void increments_and_areas_have_their_laws_and_are_independent() {
        double s = 0.137, t = 0.603, h = t - s;
        var sums = new double[6];
        double scale = 1 / Math.sqrt(h);
        int n = 1_000_000, chunk = 20_000;
        var increment = new Increment(chunk);
        for (int first = 0; first < n; first += chunk) {
            new VirtualBrownianTree(STREAM, ONE.rows(first, chunk), 0, 1, 1 / 64.0).increment(s, t, increment);
            for (int i = 0; i < chunk; i++) {
                double w = increment.value()[i] * scale;
                double a = increment.spaceTimeArea()[i] * scale * Math.sqrt(12);
                double k = increment.spaceTimeTimeArea()[i] * scale * Math.sqrt(720);
                sums[0] += w * w;
                sums[1] += a * a;
                sums[2] += k * k;
                sums[3] += w * a;
                sums[4] += w * k;
                sums[5] += a * k;
            }
        }
        for (int i = 0; i < 3; i++) assertThat(sums[i] / n).isCloseTo(1, within(0.01));
        for (int i = 3; i < 6; i++) assertThat(sums[i] / n).isCloseTo(0, within(5e-3));
    }

    /// Five standard errors of a mean of 200,000 products of normals.
    @Test
    void increments_over_disjoint_intervals_are_independent_even_within_neighbouring_leaves() {
        int n = 200_000;
        var one = new Increment(n);
        var two = new Increment(n);
        var path = new BrownianInterval(STREAM, Layout.of(1).rows(0, n), 0, 1, 0.1);
        path.increment(0.31, 0.44, one);
        path.increment(0.44, 0.58, two);
        double ww = 0, wh = 0, hh = 0;
        for (int i = 0; i < n; i++) {
            ww += one.value()[i] * two.value()[i] / Math.sqrt(0.13 * 0.14);
            wh += one.value()[i] * two.spaceTimeArea()[i] / Math.sqrt(0.13 * 0.14 / 12);
            hh += one.spaceTimeArea()[i] * two.spaceTimeArea()[i] / Math.sqrt(0.13 * 0.14) * 12;
        }
        double bound = 5 / Math.sqrt(n);
        assertThat(ww / n).isCloseTo(0, within(bound));
        assertThat(wh / n).isCloseTo(0, within(bound));
        assertThat(hh / n).isCloseTo(0, within(bound));
    }

    @Property(tries = 200)
    void neighbouring_increments_join_by_chens_relations(
            @ForAll @DoubleRange(min = 0, max = 1) double a,
            @ForAll @DoubleRange(min = 0, max = 1) double b,
            @ForAll @DoubleRange(min = 0, max = 1) double c) {
        double[] times = {a, b, c};
        java.util.Arrays.sort(times);
        double s = times[0], u = times[1], t = times[2];
        if (u - s < 1e-3 || t - u < 1e-3) return;
        var path = new BrownianInterval(STREAM, ONE, 0, 1, 1e-4);
        double[] whole = ask(path, s, t), left = ask(path, s, u), right = ask(path, u, t);
        double p = (u - s) / (t - s), q = (t - u) / (t - s), skew = q * left[0] - p * right[0];
        assertThat(whole[0]).isCloseTo(left[0] + right[0], within(1e-12));
        assertThat(whole[1]).isCloseTo(p * left[1] + q * right[1] + skew / 2, within(1e-12));
        assertThat(whole[2])
                .isCloseTo(
                        p * p * left[2] + q * q * right[2] + p * q * (left[1] - right[1]) / 2 + (q - p) * skew / 12,
                        within(1e-12));
    }

    @Test
    void tree_and_interval_are_the_same_path_whatever_the_order_of_queries() {
        var tree = new VirtualBrownianTree(STREAM, ONE, 0, 2, 1e-4);
        var forward = new BrownianInterval(STREAM, ONE, 0, 2, 1e-4);
        var shuffled = new BrownianInterval(STREAM, ONE, 0, 2, 1e-4);
        int[] order = STREAM.split("order").generator().permutation(300);
        var asked = new double[300][];
        for (int i : order) asked[i] = ask(shuffled, i / 150.0, (i + 1) / 150.0);
        for (int i = 0; i < 300; i++) {
            double[] expected = ask(tree, i / 150.0, (i + 1) / 150.0);
            assertThat(ask(forward, i / 150.0, (i + 1) / 150.0)).isEqualTo(expected);
            assertThat(asked[i]).isEqualTo(expected);
        }
        for (int i = 299; i >= 0; i--)
            assertThat(ask(forward, i / 150.0, (i + 1) / 150.0)).isEqualTo(asked[i]);
    }

    @Test
    void a_row_of_a_block_has_the_path_that_it_has_alone() {
        var block = new Increment(3 * 5);
        new BrownianInterval(STREAM, Layout.of(3).rows(10, 5), 0, 1, 1e-2).increment(0.2, 0.7, block);
        var alone = new Increment(3);
        new BrownianInterval(STREAM, Layout.of(3).rows(12, 1), 0, 1, 1e-2).increment(0.2, 0.7, alone);
        for (int j = 0; j < 3; j++) {
            assertThat(block.value()[j * 5 + 2]).isEqualTo(alone.value()[j]);
            assertThat(block.spaceTimeArea()[j * 5 + 2]).isEqualTo(alone.spaceTimeArea()[j]);
        }
    }

    @Test
    void backwards_the_path_is_reversed() {
        var path = new VirtualBrownianTree(STREAM, ONE, 0, 1, 1e-3);
        double[] there = ask(path, 0.2, 0.9), back = ask(path, 0.9, 0.2);
        assertThat(back).containsExactly(-there[0], there[1], -there[2]);
    }

    /// The conditional law at an interior point against the closed form for W and H of the specification, and the
    /// midpoint's against its form with K.
    @Test
    void interpolation_has_the_closed_conditional_covariance() {
        for (double a : new double[] {0.1, 0.35, 0.5, 0.8}) {
            double b = 1 - a, d = Math.sqrt(a * a * a + b * b * b);
            double p = a * a * a * Math.sqrt(a * b) / (2 * d), q = b * b * b * Math.sqrt(a * b) / (2 * d);
            double r = Math.sqrt(3) * Math.pow(a * b, 1.5) / (6 * d);
            var bridge = new Bridge().at(a, 2);
            double[][] l = bridge.root;
            assertThat(bridge.mean[0][1]).isCloseTo(6 * a * b, within(1e-14));
            assertThat(l[0][0] * l[0][0]).isCloseTo(4 * (p + q) * (p + q), within(1e-14));
            assertThat(a * l[0][0] * l[1][0]).isCloseTo(-2 * (p + q) * p, within(1e-14));
            assertThat(a * a * (l[1][0] * l[1][0] + l[1][1] * l[1][1])).isCloseTo(p * p + r * r, within(1e-14));
        }
        var half = new Bridge().at(0.5, 3);
        assertThat(half.mean[1][2] / 2).isCloseTo(15 / 8.0, within(1e-14));
        assertThat(half.root[0][0] * half.root[0][0]).isCloseTo(1 / 16.0, within(1e-15));
        assertThat(half.root[1][1] * half.root[1][1]).isCloseTo(1 / 768.0, within(1e-15));
        assertThat(half.root[2][1]).isCloseTo(-0.5 * half.root[1][1], within(1e-15));
        assertThat(half.root[2][2] * half.root[2][2]).isCloseTo(1 / 2880.0, within(1e-15));
    }

    @Test
    void a_stored_path_goes_through_its_values_and_is_refined_between_them() {
        double[] times = {0, 0.25, 0.75, 1};
        var path = StoredPath.of(STREAM, Areas.WH, times, new double[][] {{0.3, -0.5, 0.2}, {0.05, 0.01, -0.02}});
        assertThat(ask(path, 0.25, 0.75)).startsWith(-0.5, 0.01);
        assertThat(ask(path, 0, 1)[0]).isCloseTo(0, within(1e-15));
        double[] left = ask(path, 0.25, 0.4), right = ask(path, 0.4, 0.75);
        assertThat(left[0] + right[0]).isCloseTo(-0.5, within(1e-14));
    }

    @Test
    void a_grid_is_drawn_cell_by_cell_and_refines_to_the_same_path() {
        var grid = BrownianGrid.over(STREAM, Layout.of(1), 0, 1, 10);
        double normal = STREAM.split("cell").at(3).at(0).generator().nextGaussian();
        assertThat(ask(grid, 0.1 * 3, 0.1 * 4)[0]).isCloseTo(Math.sqrt(0.1) * normal, within(1e-15));
        double sum = 0;
        for (int i = 0; i < 80; i++) sum += ask(grid, i / 80.0, (i + 1) / 80.0)[0];
        assertThat(sum).isCloseTo(ask(grid, 0, 1)[0], within(1e-12));
    }

    /// 400,000 areas over an interval of length 1/2: variance h²/4 within 1.5 % (five standard errors), and
    /// Foster's regression on H² has slope h/5 against Davie's 0.
    @Test
    void areas_have_variance_a_quarter_of_the_square_of_the_step() {
        int n = 400_000;
        var path = BrownianGrid.over(STREAM, Layout.of(2).rows(0, n), 0, 1, 2);
        var increment = new Increment(2 * n);
        path.increment(0, 0.5, increment);
        for (LevyArea law : LevyArea.values()) {
            double[] areas = law.fill(path, increment);
            double sum = 0, mean = 0, cross = 0, spread = 0;
            boolean antisymmetric = true;
            for (int r = 0; r < n; r++) {
                double hi = increment.spaceTimeArea()[r], hj = increment.spaceTimeArea()[n + r];
                double area = areas[n + r];
                double rest =
                        area - hi * increment.value()[n + r] + hj * increment.value()[r];
                double size = hi * hi + hj * hj - 2 * 0.5 / 12;
                sum += area * area;
                mean += area;
                cross += size * rest * rest;
                spread += size * size;
                antisymmetric &= areas[2 * n + r] == -area;
            }
            assertThat(antisymmetric).isTrue();
            assertThat(sum / n).isCloseTo(0.0625, within(0.015 * 0.0625));
            assertThat(mean / n).isCloseTo(0, within(5 * 0.25 / Math.sqrt(n)));
            assertThat(cross / spread).isCloseTo(law == LevyArea.FOSTER ? 0.1 : 0, within(0.005));
        }
    }

    @Test
    void the_same_interval_has_the_same_area_again() {
        var path = BrownianGrid.over(STREAM, Layout.of(3), 0, 1, 4);
        var increment = new Increment(3);
        path.increment(0.25, 0.5, increment);
        double[] first = LevyArea.FOSTER.fill(path, increment).clone();
        path.increment(0, 0.25, increment);
        assertThat(LevyArea.FOSTER.fill(path, increment)).isNotEqualTo(first);
        path.increment(0.25, 0.5, increment);
        assertThat(LevyArea.FOSTER.fill(path, increment)).isEqualTo(first);
        path.increment(0.5, 0.25, increment);
        double[] back = LevyArea.FOSTER.fill(path, increment);
        for (int i = 0; i < 9; i++) assertThat(back[i]).isEqualTo(-first[i]);
    }

    @Test
    void queries_outside_and_wrong_intervals_are_refused() {
        var path = new BrownianInterval(STREAM, ONE, 0, 1, 1e-3);
        assertThatThrownBy(() -> ask(path, 0.5, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0.0, 1.0]");
        assertThatThrownBy(() -> ask(path, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BrownianInterval(STREAM, ONE, 1, 0, 1e-3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BrownianInterval(STREAM, ONE, 0, 1, 0))
                .hasMessageContaining("resolution must be in (0, 1.0]");
        assertThatThrownBy(() -> path.increment(0, 1, new Increment(2))).hasMessageContaining("1 channels");
        assertThatThrownBy(() -> Layout.of(0)).hasMessageContaining("channels must be in [1, inf), not 0");
        assertThatThrownBy(() -> StoredPath.of(STREAM, Areas.W, new double[] {0, 0}, new double[][] {{1}}))
                .hasMessageContaining("ascend");
    }
}
