package org.onsager.numerics.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class VectorKernelsTest {
    private static final PlainLevel1 PLAIN = new PlainLevel1();
    private static final VectorLevel1 VECTOR = new VectorLevel1();

    private static double[] noise(int n, long seed) {
        var source = RandomStream.of(seed).generator();
        var x = new double[n];
        for (int i = 0; i < n; i++) x[i] = source.nextDouble() - 0.5;
        return x;
    }

    @Property(tries = 200)
    void vectors_give_the_bits_of_the_plain_loops(@ForAll @IntRange(min = 0, max = 3000) int n) {
        double[] x = noise(n, n), y = noise(n, n + 1);
        assertThat(VECTOR.sum(x, n / 7, n)).isEqualTo(PLAIN.sum(x, n / 7, n));
        assertThat(VECTOR.dot(x, y, n / 5, n)).isEqualTo(PLAIN.dot(x, y, n / 5, n));
        assertThat(VECTOR.maxAbs(x)).isEqualTo(PLAIN.maxAbs(x));
        double[] a = y.clone(), b = y.clone();
        VECTOR.axpy(0.3, x, a);
        PLAIN.axpy(0.3, x, b);
        assertThat(a).isEqualTo(b);
        VECTOR.scale(1.7, a);
        PLAIN.scale(1.7, b);
        assertThat(a).isEqualTo(b);
        VECTOR.combine(0.1, x, -0.7, y, a);
        PLAIN.combine(0.1, x, -0.7, y, b);
        assertThat(a).isEqualTo(b);
    }

    @Property(tries = 40)
    void sums_and_products_are_right_to_a_few_units(@ForAll @IntRange(min = 0, max = 20_000) int n) {
        double[] x = noise(n, n), y = noise(n, n + 1);
        BigDecimal sum = BigDecimal.ZERO, dot = BigDecimal.ZERO;
        double sizes = 0, products = 0;
        for (int i = 0; i < n; i++) {
            sum = sum.add(new BigDecimal(x[i]));
            dot = dot.add(new BigDecimal(x[i]).multiply(new BigDecimal(y[i])));
            sizes += Math.abs(x[i]);
            products += Math.abs(x[i] * y[i]);
        }
        // 128 additions in a lane, 3 in the fold, log2(20) in the tree
        double bound = 140 * 0x1p-53;
        assertThat(VectorKernels.sum(x)).isCloseTo(sum.doubleValue(), within(bound * sizes + 1e-300));
        assertThat(VectorKernels.dot(x, y)).isCloseTo(dot.doubleValue(), within(bound * products + 1e-300));
    }

    @Test
    void the_pairwise_tree_splits_at_the_largest_power_of_two_of_blocks() {
        double[] x = noise(5 * VectorKernels.BLOCK + 100, 1);
        int b = VectorKernels.BLOCK;
        double expected = ((PLAIN.sum(x, 0, b) + PLAIN.sum(x, b, 2 * b))
                        + (PLAIN.sum(x, 2 * b, 3 * b) + PLAIN.sum(x, 3 * b, 4 * b)))
                + (PLAIN.sum(x, 4 * b, 5 * b) + PLAIN.sum(x, 5 * b, x.length));
        assertThat(VectorKernels.sum(x)).isEqualTo(expected);
    }

    @Test
    void the_norm_neither_overflows_nor_underflows() {
        assertThat(VectorKernels.norm(new double[] {3e200, 4e200})).isCloseTo(5e200, within(1e186));
        assertThat(VectorKernels.norm(new double[] {3e-200, 4e-200})).isCloseTo(5e-200, within(1e-214));
        assertThat(VectorKernels.norm(new double[] {3, 4})).isEqualTo(5);
        assertThat(VectorKernels.norm(new double[] {0, -0.0})).isZero();
        assertThat(VectorKernels.norm(new double[] {1, Double.POSITIVE_INFINITY}))
                .isInfinite();
        assertThat(VectorKernels.norm(new double[] {1, Double.NaN})).isNaN();
        assertThat(VectorKernels.norm(new double[] {Double.MIN_VALUE, 0})).isEqualTo(Double.MIN_VALUE);
    }

    @Property(tries = 100)
    void matrix_vector_products_have_the_bits_of_the_plain_rows(
            @ForAll @IntRange(min = 0, max = 40) int rows, @ForAll @IntRange(min = 1, max = 200) int columns) {
        double[] a = noise(rows * columns, 1), x = noise(columns, 2), y = new double[rows];
        float[] af = new float[a.length], xf = new float[columns], yf = new float[rows];
        for (int i = 0; i < af.length; i++) af[i] = (float) a[i];
        for (int i = 0; i < columns; i++) xf[i] = (float) x[i];
        MatrixVector.multiply(a, x, y);
        MatrixVector.multiply(af, xf, yf);
        var plain = new MatrixVector.PlainRows();
        for (int i = 0; i < rows; i++) {
            assertThat(y[i]).isEqualTo(plain.dot(a, i * columns, x));
            assertThat(yf[i]).isEqualTo(plain.dot(af, i * columns, xf));
            double naive = 0;
            for (int j = 0; j < columns; j++) naive += a[i * columns + j] * x[j];
            assertThat(y[i]).isCloseTo(naive, within(1e-14 * columns));
            assertThat((double) yf[i]).isCloseTo(naive, within(1e-6 * columns));
        }
    }

    @Test
    void matrix_vector_products_have_the_same_bits_on_one_and_two_threads() throws Exception {
        double[] a = noise(700 * 301, 3), x = noise(301, 4);
        double[][] results = new double[2][];
        for (int threads = 1; threads <= 2; threads++)
            try (var pool = new ForkJoinPool(threads)) {
                results[threads - 1] = pool.submit(() -> {
                            var y = new double[700];
                            MatrixVector.multiply(a, x, y);
                            return y;
                        })
                        .get();
            }
        assertThat(results[1]).isEqualTo(results[0]);
        assertThatThrownBy(() -> MatrixVector.multiply(new double[5], new double[2], new double[2]))
                .hasMessage("a must have y.length * x.length = 2 * 2 elements, not 5");
    }

    @Test
    void exp_and_tanh_have_the_same_bits_in_vectors_and_scalars_and_are_right_to_two_units() {
        double[] x = noise(200_003, 5), exp = new double[x.length], tanh = new double[x.length];
        for (int i = 0; i < x.length; i++) x[i] *= i % 3 == 0 ? 2 : i % 3 == 1 ? 40 : 1400;
        Elementary.exp(x, exp);
        Elementary.tanh(x, tanh);
        for (int i = 0; i < x.length; i++) {
            assertThat(exp[i]).isEqualTo(Elementary.exp(x[i]));
            assertThat(tanh[i]).isEqualTo(Elementary.tanh(x[i]));
            double e = StrictMath.exp(x[i]), t = StrictMath.tanh(x[i]);
            // StrictMath itself errs by up to one unit
            assertThat(Math.abs(exp[i] - e)).isLessThanOrEqualTo(2 * Math.ulp(e));
            assertThat(Math.abs(tanh[i] - t)).isLessThanOrEqualTo(3 * Math.ulp(t));
        }
    }

    @Test
    void exp_and_tanh_at_the_edges() {
        double[] x = {
            0,
            -0.0,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            709.78,
            709.79,
            -708,
            -709,
            1e-300,
            0.625,
            -0.625,
            1e9,
            -1e9,
            0.5,
            1
        };
        double[] exp = new double[x.length], tanh = new double[x.length];
        Elementary.exp(x, exp);
        Elementary.tanh(x, tanh);
        assertThat(exp[0]).isOne();
        assertThat(exp[2]).isInfinite();
        assertThat(exp[3]).isZero();
        assertThat(exp[4]).isNaN();
        assertThat(exp[5]).isCloseTo(StrictMath.exp(709.78), within(4e292));
        assertThat(exp[6]).isInfinite();
        assertThat(exp[7]).isCloseTo(StrictMath.exp(-708), within(1e-322));
        assertThat(exp[8]).isZero();
        assertThat(tanh[1]).isEqualTo(-0.0);
        assertThat(tanh[2]).isOne();
        assertThat(tanh[3]).isEqualTo(-1);
        assertThat(tanh[4]).isNaN();
        assertThat(tanh[9]).isEqualTo(1e-300);
        for (int i = 0; i < x.length; i++) {
            assertThat(Double.compare(exp[i], Elementary.exp(x[i]))).isZero();
            assertThat(Double.compare(tanh[i], Elementary.tanh(x[i]))).isZero();
        }
    }
}
