package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class LanesTest {
    /// Width 1 runs the plain loops, width 16 the Vector API where it is there.
    @Test
    void every_lane_of_the_proximal_kernel_has_the_bits_of_the_plain_loop_alone() {
        var random = RandomStream.of(1).generator();
        for (int k : new int[] {2, 4, 7, 20})
            for (double a : new double[] {0.05, 0.4, 0.95, 1}) {
                int width = Lanes.BUNDLE;
                double[] y = Models.vector(k * width, random), z = new double[k * width];
                new LaneProximal(a, width).apply(k, y, 0, z, 0);
                for (int l = 0; l < width; l++) {
                    double[] one = new double[k], alone = new double[k];
                    for (int j = 0; j < k; j++) one[j] = y[j * width + l];
                    new LaneProximal(a, 1).apply(k, one, 0, alone, 0);
                    for (int j = 0; j < k; j++)
                        // lanes of a bundle may make one more of Newton's steps than they need
                        assertThat(z[j * width + l]).isCloseTo(alone[j], org.assertj.core.api.Assertions.within(1e-12));
                }
            }
    }

    @Test
    void sparse_products_have_the_bits_of_the_plain_loop_in_every_lane() {
        var random = RandomStream.of(2).generator();
        var pattern = TiedMatrix.dense(11, 23);
        double[] w = Models.vector(pattern.ties, random);
        int width = Lanes.BUNDLE;
        double[] x = Models.vector(23 * width, random), y = new double[11 * width];
        pattern.apply(w, x, y, width);
        for (int l = 0; l < width; l++) {
            double[] one = new double[23], alone = new double[11];
            for (int c = 0; c < 23; c++) one[c] = x[c * width + l];
            pattern.apply(w, one, alone, 1);
            for (int r = 0; r < 11; r++) assertThat(y[r * width + l]).isEqualTo(alone[r]);
        }
    }

    /// Dense rows and the outputs of a convolution go four at a time, the rest one by one; neither changes a bit.
    @Test
    void rows_that_go_together_have_the_bits_of_rows_alone() {
        var random = RandomStream.of(4).generator();
        int width = Lanes.BUNDLE;
        var convolution =
                new Convolutions(Architecture.images(8, 2, 1, 1, 3)).factor().pattern();
        for (var pattern : java.util.List.of(TiedMatrix.dense(11, 23), convolution)) {
            double[] w = Models.vector(pattern.ties, random);
            double[] x = Models.vector(pattern.columns * width, random), y = new double[pattern.rows * width];
            float[] v = FloatLanes.of(w), fx = FloatLanes.of(x), fy = new float[y.length];
            boolean[] together = TiedMatrix.together(pattern.rowStart, pattern.rowColumn);
            int marked = 0;
            for (boolean each : together) if (each) marked++;
            assertThat(marked).isBetween(2, pattern.rows / 4);
            pattern.apply(w, x, y, width);
            FloatLanes.gather(pattern.rowStart, pattern.rowColumn, pattern.rowTie, together, v, fx, fy);
            for (int r = 0; r < pattern.rows; r++)
                for (int l = 0; l < width; l++) {
                    double sum = 0;
                    float single = 0;
                    for (int e = pattern.rowStart[r]; e < pattern.rowStart[r + 1]; e++) {
                        sum = Math.fma(w[pattern.rowTie[e]], x[pattern.rowColumn[e] * width + l], sum);
                        single = Math.fma(v[pattern.rowTie[e]], fx[pattern.rowColumn[e] * width + l], single);
                    }
                    assertThat(y[r * width + l]).isEqualTo(sum);
                    assertThat(fy[r * width + l]).isEqualTo(single);
                }
        }
    }

    @Test
    void dense_products_have_the_bits_of_the_plain_loop() {
        var random = RandomStream.of(5).generator();
        int width = Lanes.BUNDLE, rows = 11, columns = 7;
        double[] a = Models.vector(rows * columns, random), x = Models.vector(columns * width, random);
        var y = new double[rows * width];
        float[] b = FloatLanes.of(a), fx = FloatLanes.of(x), fy = new float[y.length];
        Lanes.dense(a, columns, x, y, width);
        FloatLanes.dense(b, columns, fx, fy);
        for (int r = 0; r < rows; r++)
            for (int l = 0; l < width; l++) {
                double sum = 0;
                float single = 0;
                for (int c = 0; c < columns; c++) {
                    sum = Math.fma(a[r * columns + c], x[c * width + l], sum);
                    single = Math.fma(b[r * columns + c], fx[c * width + l], single);
                }
                assertThat(y[r * width + l]).isEqualTo(sum);
                assertThat(fy[r * width + l]).isEqualTo(single);
            }
    }

    @Test
    void gradient_of_tied_weights_is_the_sum_over_their_places() {
        var random = RandomStream.of(3).generator();
        var architecture = Architecture.images(8, 2, 1, 1, 3);
        var pattern = new Convolutions(architecture).factor().pattern();
        double[] w = Models.vector(pattern.ties, random);
        double[] x = Models.vector(pattern.columns, random), y = Models.vector(pattern.rows, random);
        double[] gradient = new double[pattern.ties], image = new double[pattern.rows];
        pattern.addGradient(2, y, x, gradient, 1);
        // y A x is linear in the weights, so the gradient times the weights gives it back
        double byGradient = 0, direct = 0, size = 0;
        for (int p = 0; p < w.length; p++) byGradient += gradient[p] * w[p];
        pattern.apply(w, x, image, 1);
        for (int r = 0; r < image.length; r++) {
            direct += 2 * y[r] * image[r];
            size += Math.abs(y[r] * image[r]);
        }
        assertThat(byGradient).isCloseTo(direct, org.assertj.core.api.Assertions.within(1e-12 * size));
    }
}
