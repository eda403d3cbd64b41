package org.onsager.numerics.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.fourier.LaneTransform.Tile;

class FourierTransformTest {
    private static final double PRECISION = 1e-14;

    private static double[] noise(int size, long seed) {
        var source = RandomStream.of(seed).generator();
        var x = new double[size];
        for (int i = 0; i < size; i++) x[i] = source.nextDouble() - 0.5;
        return x;
    }

    /// The definition, term by term.
    private static double[][] definition(double[] re, double[] im) {
        int n = re.length;
        var out = new double[2][n];
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++) {
                double c = Roots.cos((long) j * k, n), s = -Roots.sin((long) j * k, n);
                out[0][k] += re[j] * c - im[j] * s;
                out[1][k] += re[j] * s + im[j] * c;
            }
        return out;
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
    }

    @Property(tries = 150)
    void every_length_gives_the_defining_sum_and_its_inverse(@ForAll @IntRange(min = 1, max = 300) int n) {
        double[] x = noise(n, n), y = noise(n, -n), re = x.clone(), im = y.clone();
        var plan = FourierTransform.of(n);
        plan.forward(re, im);
        double[][] exact = definition(x, y);
        assertClose(re, exact[0], PRECISION * n);
        assertClose(im, exact[1], PRECISION * n);
        plan.inverse(re, im);
        assertClose(re, x, PRECISION);
        assertClose(im, y, PRECISION);
    }

    @Property(tries = 150)
    void the_half_spectrum_of_a_real_signal_is_that_of_the_complex_one(@ForAll @IntRange(min = 1, max = 300) int n) {
        double[] x = noise(n, n), re = x.clone(), im = new double[n], halfRe = new double[n / 2 + 1];
        double[] halfIm = halfRe.clone(), back = new double[n];
        var plan = FourierTransform.of(n);
        plan.forward(re, im);
        plan.forwardReal(x, halfRe, halfIm);
        for (int k = 0; k <= n / 2; k++) {
            assertThat(halfRe[k]).isCloseTo(re[k], within(PRECISION * n));
            assertThat(halfIm[k]).isCloseTo(im[k], within(PRECISION * n));
        }
        plan.inverseReal(halfRe, halfIm, back);
        assertClose(back, x, PRECISION);
    }

    /// Parseval, and the transform of a shifted pulse is a pure wave, at lengths of every kind of plan.
    @ParameterizedTest
    @ValueSource(ints = {1 << 16, 59049, 65537, 120_000, 100_003})
    void long_signals_keep_parsevals_identity_and_turn_pulses_into_waves(int n) {
        double[] re = noise(n, 3), im = noise(n, 4);
        double energy = 0, spectral = 0;
        for (int i = 0; i < n; i++) energy += re[i] * re[i] + im[i] * im[i];
        var plan = FourierTransform.of(n);
        plan.forward(re, im);
        for (int i = 0; i < n; i++) spectral += re[i] * re[i] + im[i] * im[i];
        assertThat(spectral / n / energy).isCloseTo(1, within(1e-12));

        double[] pulse = new double[n], zero = new double[n];
        pulse[7] = 1;
        plan.forward(pulse, zero);
        for (int k = 0; k < n; k += 97) {
            assertThat(pulse[k]).isCloseTo(Roots.cos(7L * k, n), within(PRECISION));
            assertThat(zero[k]).isCloseTo(-Roots.sin(7L * k, n), within(PRECISION));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 60, 64, 143, 17, 257})
    void the_vector_passes_give_the_bits_of_the_plain_loops(int n) {
        var plain = new LaneTransform(n, new PlainButterflies());
        var vector = new LaneTransform(n, new VectorButterflies());
        var a = new Tile(plain.tileLength());
        var b = new Tile(plain.tileLength());
        double[] re = noise(8 * n, 1), im = noise(8 * n, 2);
        for (var tile : new Tile[] {a, b}) {
            System.arraycopy(re, 0, tile.re, 0, 8 * n);
            System.arraycopy(im, 0, tile.im, 0, 8 * n);
        }
        plain.forward(a);
        vector.forward(b);
        assertThat(java.util.Arrays.copyOf(b.re, 8 * n)).isEqualTo(java.util.Arrays.copyOf(a.re, 8 * n));
        assertThat(java.util.Arrays.copyOf(b.im, 8 * n)).isEqualTo(java.util.Arrays.copyOf(a.im, 8 * n));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "6,1", "4,6", "5,7", "16,16", "17,24", "33,20", "40,31"})
    void two_dimensions_are_rows_then_columns(int rows, int columns) {
        double[] x = noise(rows * columns, 5), y = noise(rows * columns, 6), re = x.clone(), im = y.clone();
        double[][] exact = definition2D(x, y, rows, columns);
        var plan = FourierTransform2D.of(rows, columns);
        plan.forward(re, im);
        assertClose(re, exact[0], PRECISION * rows * columns);
        assertClose(im, exact[1], PRECISION * rows * columns);
        plan.inverse(re, im);
        assertClose(re, x, PRECISION);
        assertClose(im, y, PRECISION);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "6,1", "4,6", "5,7", "16,16", "17,24", "33,20", "40,31"})
    void a_real_field_has_the_left_half_of_the_complex_spectrum(int rows, int columns) {
        double[] x = noise(rows * columns, 7);
        double[][] exact = definition2D(x, new double[x.length], rows, columns);
        var plan = FourierTransform2D.of(rows, columns);
        int half = plan.halfColumns();
        double[] re = new double[rows * half], im = re.clone(), back = new double[x.length];
        plan.forwardReal(x, re, im);
        for (int k = 0; k < rows; k++)
            for (int l = 0; l < half; l++) {
                assertThat(re[k * half + l]).isCloseTo(exact[0][k * columns + l], within(PRECISION * x.length));
                assertThat(im[k * half + l]).isCloseTo(exact[1][k * columns + l], within(PRECISION * x.length));
            }
        double[] keptRe = re.clone(), keptIm = im.clone();
        plan.inverseReal(re, im, back);
        assertClose(back, x, PRECISION);
        assertThat(re).isEqualTo(keptRe);
        assertThat(im).isEqualTo(keptIm);
    }

    private static double[][] definition2D(double[] x, double[] y, int rows, int columns) {
        double[] re = new double[x.length], im = new double[x.length];
        for (int row = 0; row < rows; row++) {
            int from = row * columns, to = from + columns;
            double[][] line =
                    definition(java.util.Arrays.copyOfRange(x, from, to), java.util.Arrays.copyOfRange(y, from, to));
            System.arraycopy(line[0], 0, re, from, columns);
            System.arraycopy(line[1], 0, im, from, columns);
        }
        for (int column = 0; column < columns; column++) {
            double[] r = new double[rows], i = new double[rows];
            for (int row = 0; row < rows; row++) {
                r[row] = re[row * columns + column];
                i[row] = im[row * columns + column];
            }
            double[][] line = definition(r, i);
            for (int row = 0; row < rows; row++) {
                re[row * columns + column] = line[0][row];
                im[row * columns + column] = line[1][row];
            }
        }
        return new double[][] {re, im};
    }

    @Test
    void same_bits_on_one_and_two_threads() throws Exception {
        double[][] results = new double[2][];
        for (int threads = 1; threads <= 2; threads++)
            try (var pool = new ForkJoinPool(threads)) {
                results[threads - 1] = pool.submit(() -> {
                            double[] field = noise(256 * 200, 8);
                            var plan = FourierTransform2D.of(256, 200);
                            double[] re = new double[256 * 101], im = re.clone();
                            plan.forwardReal(field, re, im);
                            double[] x = noise(60_000, 9), y = noise(60_000, 10);
                            FourierTransform.of(60_000).forward(x, y);
                            var all = java.util.stream.DoubleStream.of(re);
                            for (double[] each : new double[][] {im, x, y})
                                all = java.util.stream.DoubleStream.concat(all, java.util.stream.DoubleStream.of(each));
                            return all.toArray();
                        })
                        .get();
            }
        assertThat(results[1]).isEqualTo(results[0]);
    }

    @Test
    void wrong_shapes_are_refused_by_name() {
        assertThatThrownBy(() -> FourierTransform.of(0)).hasMessage("length must be in [1, 2^26], not 0");
        assertThatThrownBy(() -> FourierTransform.of(8).forwardReal(new double[8], new double[4], new double[5]))
                .hasMessage("re must have length 5, not 4");
        assertThatThrownBy(() -> FourierTransform2D.of(4, 4).forward(new double[16], new double[15]))
                .hasMessage("im must have length 16, not 15");
        assertThat(FourierTransform.fastLength(7)).isEqualTo(8);
        assertThat(FourierTransform.fastLength(1001)).isEqualTo(1024);
    }
}
