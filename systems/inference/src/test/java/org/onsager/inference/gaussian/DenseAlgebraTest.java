package org.onsager.inference.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.onsager.inference.gaussian.DenseProduct.View;
import org.onsager.numerics.RandomStream;

class DenseAlgebraTest {

    private static double[] normal(int seed, int size) {
        var values = new double[size];
        RandomStream.of(seed).fillNormal(values);
        return values;
    }

    @Property(tries = 25)
    void products_are_those_of_three_plain_loops(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 70) int columns,
            @ForAll @IntRange(min = 1, max = 300) int inner) {
        double[] a = normal(1, rows * inner), b = normal(2, inner * columns);
        double[] c = DenseProduct.of(rows, columns, inner, View.of(a, inner), View.of(b, columns));
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int p = 0; p < inner; p++) sum = Math.fma(a[i * inner + p], b[p * columns + j], sum);
                // one chain of fused multiply-adds: the same bits
                assertThat(c[i * columns + j]).isEqualTo(sum);
            }
    }

    @Test
    void transposed_views_cost_no_bits() {
        int m = 37, n = 61, k = 129;
        double[] a = normal(3, m * k), b = normal(4, k * n);
        double[] plain = DenseProduct.of(m, n, k, View.of(a, k), View.of(b, n));
        double[] at = transposed(a, m, k), bt = transposed(b, k, n);
        assertThat(DenseProduct.of(
                        m, n, k, View.of(at, m).transposed(), View.of(bt, k).transposed()))
                .isEqualTo(plain);
    }

    private static double[] transposed(double[] a, int rows, int columns) {
        var t = new double[a.length];
        for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) t[j * rows + i] = a[i * columns + j];
        return t;
    }

    @Test
    void tiles_of_vectors_and_of_scalars_have_the_same_bits() {
        var vector = new DenseProduct.VectorTile();
        var plain = new DenseProduct.PlainTile(vector.width());
        int k = 53, width = vector.width();
        double[] rows = normal(5, 6 * k), columns = normal(6, k * width);
        double[] first = normal(7, 6 * width), second = first.clone();
        vector.add(k, rows, columns, 0, first, 0, width);
        plain.add(k, rows, columns, 0, second, 0, width);
        assertThat(first).isEqualTo(second);
    }

    @Test
    void same_bits_on_one_and_two_threads() throws Exception {
        int n = 230;
        double[] a = normal(8, n * n);
        double[][] results = new double[2][];
        for (int threads = 1; threads <= 2; threads++) {
            try (var pool = new ForkJoinPool(threads)) {
                results[threads - 1] = pool.submit(() -> DenseProduct.of(n, n, n, View.of(a, n), View.of(a, n)))
                        .get();
            }
        }
        assertThat(results[0]).isEqualTo(results[1]);
    }

    private static double[] positive(int n) {
        double[] a = normal(9, n * n);
        double[] s = DenseProduct.of(n, n, n, View.of(a, n), View.of(a, n).transposed());
        for (int i = 0; i < n; i++) s[i * n + i] += n;
        return s;
    }

    @Property(tries = 12)
    void cholesky_factors_solve(@ForAll @IntRange(min = 1, max = 160) int n) {
        double[] s = positive(n);
        var factor = LowerTriangle.factor(s, n);
        double[] l = factor.data();
        double[] again = DenseProduct.of(n, n, n, View.of(l, n), View.of(l, n).transposed());
        for (int i = 0; i < again.length; i++) assertThat(again[i]).isCloseTo(s[i], within(1e-11 * n));
        double[] x = normal(10, 3 * n);
        double[] y = factor.solve(x, 3);
        double[] back = DenseProduct.of(n, 3, n, View.of(s, n), View.of(y, 3));
        for (int i = 0; i < x.length; i++) assertThat(back[i]).isCloseTo(x[i], within(1e-10));
        double[] column = new double[n];
        for (int i = 0; i < n; i++) column[i] = x[3 * i + 1];
        double[] one = factor.solve(column, 1);
        for (int i = 0; i < n; i++) assertThat(one[i]).isCloseTo(y[3 * i + 1], within(1e-12));
        double[] inverse = factor.inverse();
        double[] identity = DenseProduct.of(n, n, n, View.of(s, n), View.of(inverse, n));
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) assertThat(identity[i * n + j]).isCloseTo(i == j ? 1 : 0, within(1e-10));
    }

    private static double[] lags(int n) {
        var mixture = new SpectralMixture(Envelope.MATERN_5_2, 3, true);
        double[] t = mixture.evaluate(SpectralMixture.Distances.equispaced(n, 0.1), mixture.start(3), 0)[0];
        t[0] += 1e-4;
        return t;
    }

    @Test
    void schurs_factor_is_choleskys() {
        for (int n : new int[] {1, 2, 5, 130}) {
            double[] t = lags(n);
            double[] fast = Toeplitz.factor(t).data(),
                    dense = LowerTriangle.factor(Toeplitz.matrix(t), n).data();
            for (int i = 0; i < fast.length; i++) assertThat(fast[i]).isCloseTo(dense[i], within(1e-9));
        }
        assertThatThrownBy(() -> Toeplitz.factor(new double[] {1, 2}))
                .isInstanceOf(LowerTriangle.NotPositiveDefinite.class)
                .hasMessageContaining("pivot 1");
    }

    @Test
    void diagonal_sums_of_the_inverse_need_no_inverse() {
        int n = 90;
        var factor = Toeplitz.factor(lags(n));
        double[] inverse = factor.inverse(), sums = Toeplitz.inverseDiagonalSums(factor);
        for (int d = 0; d < n; d++) {
            double expected = 0;
            for (int i = 0; i + d < n; i++) expected += inverse[i * n + i + d];
            assertThat(sums[d]).isCloseTo(expected, within(1e-7 * Math.abs(sums[0])));
        }
    }

    @Test
    void toeplitz_products_and_their_adjoints_are_the_dense_ones() {
        int n = 31;
        double[] t = normal(11, n), x = normal(12, n), b = normal(13, n);
        for (boolean odd : new boolean[] {false, true}) {
            if (odd) t[0] = 0;
            double[] y = Toeplitz.multiply(t, odd, x);
            var adjoint = new double[n];
            Toeplitz.addDiagonalSums(b, x, odd, adjoint);
            double inner = 0, fromLags = 0;
            for (int i = 0; i < n; i++) {
                double expected = 0;
                for (int j = 0; j < n; j++) expected += (odd && i < j ? -1 : 1) * t[Math.abs(i - j)] * x[j];
                assertThat(y[i]).isCloseTo(expected, within(1e-12));
                inner += b[i] * y[i];
                fromLags += adjoint[i] * t[i];
            }
            assertThat(fromLags).isCloseTo(inner, within(1e-11));
        }
    }
}
