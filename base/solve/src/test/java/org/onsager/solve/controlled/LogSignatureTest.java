package org.onsager.solve.controlled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.onsager.solve.explicit.Vern7;

class LogSignatureTest {

    private static ControlPath path(int points, int channels, SplittableRandom random) {
        double[] t = IntStream.range(0, points).asDoubleStream().toArray();
        double[][] x = new double[points][];
        Arrays.setAll(x, i -> random.doubles(channels, -1, 1).toArray());
        return ControlPath.linear(t, x);
    }

    private static void same(TensorSeries a, TensorSeries b, double tolerance) {
        for (int k = 0; k <= a.depth(); k++) assertThat(a.level(k)).containsExactly(b.level(k), within(tolerance));
    }

    @Property(tries = 25)
    void signatures_obey_chen_and_shuffle_and_have_inverses_and_logarithms(
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @IntRange(min = 1, max = 5) int depth,
            @ForAll long seed) {
        var random = new SplittableRandom(seed);
        var path = path(7, channels, random);
        TensorSeries whole = TensorSeries.signature(path, .3, 5.2, depth);
        TensorSeries left = TensorSeries.signature(path, .3, 2.7, depth);
        TensorSeries right = TensorSeries.signature(path, 2.7, 5.2, depth);
        same(left.times(right), whole, 1e-12);
        same(whole.log().exp(), whole, 1e-11);
        same(whole.times(whole.inverse()), TensorSeries.line(new double[channels], depth), 1e-11);
        if (depth < 3) return;
        for (int i = 0; i < channels; i++)
            for (int j = 0; j < channels; j++) {
                assertThat(whole.at(i) * whole.at(j)).isCloseTo(whole.at(i, j) + whole.at(j, i), within(1e-11));
                int k = channels - 1;
                assertThat(whole.at(k) * whole.at(i, j))
                        .isCloseTo(whole.at(k, i, j) + whole.at(i, k, j) + whole.at(i, j, k), within(1e-11));
            }
    }

    @Property(tries = 25)
    void logarithms_are_lie_elements_which_their_lyndon_coefficients_give_back(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 5) int depth,
            @ForAll long seed) {
        var path = path(6, channels, new SplittableRandom(seed));
        TensorSeries log = TensorSeries.signature(path, 0, 5, depth).log();
        var basis = new LogSignature(channels, depth);
        double[][] expanded = basis.expand(basis.coefficients(log));
        for (int k = 1; k <= depth; k++) assertThat(expanded[k]).containsExactly(log.level(k), within(1e-10));
        // Dynkin, Specht and Wever: right-normed brackets of the words of a level give it back times its length
        for (int k = 1; k <= depth; k++) {
            var sum = TensorSeries.line(new double[channels], depth).log();
            double[] level = log.level(k);
            for (int w = 0; w < level.length; w++) sum = sum.plus(level[w], rightNormed(channels, depth, k, w));
            for (int w = 0; w < level.length; w++) assertThat(sum.level(k)[w]).isCloseTo(k * level[w], within(1e-9));
        }
    }

    private static TensorSeries rightNormed(int channels, int depth, int length, int index) {
        TensorSeries bracket = TensorSeries.word(channels, depth, index % channels);
        int rest = index / channels;
        for (int k = 1; k < length; k++, rest /= channels) {
            TensorSeries letter = TensorSeries.word(channels, depth, rest % channels);
            bracket = letter.times(bracket).plus(-1, bracket.times(letter));
        }
        return bracket;
    }

    @Test
    void number_of_lyndon_words_is_witts() {
        int[][] witt = {{1, 1, 1, 1, 1, 1}, {2, 3, 5, 8, 14, 23}, {3, 6, 14, 32, 80, 196}, {5, 15, 55, 205, 829, 3409}};
        int[] channels = {1, 2, 3, 5};
        for (int c = 0; c < channels.length; c++)
            for (int depth = 1; depth <= (channels[c] == 5 ? 4 : 6); depth++)
                assertThat(new LogSignature(channels[c], depth).dimension()).isEqualTo(witt[c][depth - 1]);
        assertThat(new LogSignature(2, 4).words().stream().map(Arrays::toString))
                .containsExactly(
                        "[0]",
                        "[1]",
                        "[0, 1]",
                        "[0, 0, 1]",
                        "[0, 1, 1]",
                        "[0, 0, 0, 1]",
                        "[0, 0, 1, 1]",
                        "[0, 1, 1, 1]");
    }

    @Test
    void two_lines_have_the_coefficients_of_baker_campbell_and_hausdorff() {
        TensorSeries log = TensorSeries.line(new double[] {1, 0}, 4)
                .times(TensorSeries.line(new double[] {0, 1}, 4))
                .log();
        // a + b + [a,b]/2 + [a,[a,b]]/12 + [[a,b],b]/12 + [a,[[a,b],b]]/24
        assertThat(new LogSignature(2, 4).coefficients(log))
                .containsExactly(new double[] {1, 1, .5, 1. / 12, 1. / 12, 0, 1. / 24, 0}, within(1e-15));
    }

    private static final double[][] A = {{.1, -1, .3}, {1, .2, 0}, {-.4, .5, -.3}};
    private static final double[][] B = {{0, .4, -.2}, {.3, -.5, .6}, {.1, .2, .3}};
    private static final double[] START = {1, .5, -.3};

    private static ControlPath spiral() {
        double[] t = IntStream.rangeClosed(0, 512).mapToDouble(i -> i / 256.0).toArray();
        double[][] x = Arrays.stream(t)
                .mapToObj(s -> new double[] {Math.sin(2 * s) + s, s * s * Math.cos(s)})
                .toArray(double[][]::new);
        return ControlPath.linear(t, x);
    }

    /// The product of the exponentials of the linear pieces.
    private static double[] exact(ControlPath path) {
        double[] y = START.clone(), grid = path.gridPoints(), last = new double[2], next = new double[2];
        RealMatrix a = MatrixUtils.createRealMatrix(A), b = MatrixUtils.createRealMatrix(B);
        for (int i = 1; i < grid.length; i++) {
            path.evaluate(grid[i - 1], last);
            path.evaluate(grid[i], next);
            y = MatrixUtils.matrixExponential(
                            a.scalarMultiply(next[0] - last[0]).add(b.scalarMultiply(next[1] - last[1])))
                    .operate(y);
        }
        return y;
    }

    private static double[] windows(int n) {
        return IntStream.rangeClosed(0, n).mapToDouble(i -> 2.0 * i / n).toArray();
    }

    @Test
    void log_ode_converges_at_its_depth_to_the_product_of_exponentials() {
        var path = spiral();
        double[] exact = exact(path);
        var linear = new ControlledTerm(path, 3, new LinearField(A, B));
        for (int depth = 1; depth <= 5; depth++) {
            var method = new LogOde(new Vern7(), 1e-12, 1e-13, depth);
            double coarse = distance(method.solve(linear, START, windows(16)), exact);
            double fine = distance(method.solve(linear, START, windows(32)), exact);
            double slope = Math.log(coarse / fine) / Math.log(2);
            // on smooth paths odd terms of the Magnus series are small of higher order
            assertThat(slope).as("depth %d", depth).isGreaterThan(depth - .2);
        }
    }

    @Test
    void one_window_of_a_rough_path_has_an_error_of_the_depth_plus_one() {
        double[] t = IntStream.rangeClosed(0, 20).asDoubleStream().toArray();
        var random = new SplittableRandom(5);
        double[][] walk = new double[21][2];
        for (int i = 1; i <= 20; i++)
            for (int k = 0; k < 2; k++) walk[i][k] = walk[i - 1][k] + (random.nextBoolean() ? 1 : -1);
        for (int depth = 1; depth <= 5; depth++) {
            var method = new LogOde(new Vern7(), 1e-12, 1e-13, depth);
            var errors = new double[2];
            for (int m = 0; m < 2; m++) {
                double scale = .02 / (m + 1);
                var path = ControlPath.linear(
                        t,
                        Arrays.stream(walk)
                                .map(x -> new double[] {scale * x[0], scale * x[1]})
                                .toArray(double[][]::new));
                errors[m] = distance(
                        method.solve(new ControlledTerm(path, 3, new LinearField(A, B)), START, 0, 20), exact(path));
            }
            assertThat(Math.log(errors[0] / errors[1]) / Math.log(2))
                    .as("depth %d", depth)
                    .isCloseTo(depth + 1, within(.3));
        }
    }

    @Test
    void differences_of_any_field_agree_with_the_exact_products_of_a_linear_one() {
        var path = spiral();
        var linear = new ControlledTerm(path, 3, new LinearField(A, B));
        var field = new LinearField(A, B);
        var opaque = new ControlledTerm(path, 3, (t, y, matrix) -> field.at(t, y, matrix));
        for (int depth = 1; depth <= 4; depth++) {
            var method = new LogOde(new Vern7(), 1e-11, 1e-12, depth);
            assertThat(distance(method.solve(opaque, START, windows(4)), method.solve(linear, START, windows(4))))
                    .isLessThan(1e-9);
        }
    }

    @Test
    void a_nonlinear_field_converges_at_depth_three() {
        ControlledTerm.Field field = (t, y, f) -> {
            f[0] = Math.sin(y[1]);
            f[1] = y[0] * y[1] / (1 + y[0] * y[0]);
            f[2] = Math.cos(y[0] + y[1]);
            f[3] = -y[0];
        };
        var term = new ControlledTerm(spiral(), 2, field);
        double[] start = {.4, -.7};
        double[] exact = new LogOde(new Vern7(), 1e-12, 1e-13, 2).solve(term, start, windows(512));
        var three = new LogOde(new Vern7(), 1e-11, 1e-12, 3);
        double coarse = distance(three.solve(term, start, windows(8)), exact);
        double fine = distance(three.solve(term, start, windows(32)), exact);
        assertThat(Math.log(coarse / fine) / Math.log(4)).isGreaterThan(2.8);
    }

    @Test
    void windows_give_one_row_each_and_bad_depths_are_refused() {
        var path = spiral();
        var basis = new LogSignature(2, 3);
        double[][] rows = basis.windows(path, 0, .5, 2);
        assertThat(rows).hasDimensions(2, 5);
        assertThat(rows[1][0]).isCloseTo(Math.sin(4) + 2 - Math.sin(1) - .5, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TensorSeries.line(new double[10], 9))
                .withMessageContaining("depth must be in [1, 7] for 10 channels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> basis.coefficients(TensorSeries.line(new double[3], 3)))
                .withMessageContaining("2 channels and depth 3");
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.sqrt(sum);
    }
}
