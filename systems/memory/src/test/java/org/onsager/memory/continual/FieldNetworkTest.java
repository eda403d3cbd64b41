package org.onsager.memory.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

/// The products, moments and gradients that [BinaryVcl] trains with.
class FieldNetworkTest {

    @Test
    void products_have_the_bits_of_the_plain_loop() {
        int rows = 13, depth = 37, columns = 80;
        var a = new float[rows * depth];
        var b = new float[depth * columns];
        RandomStream.of(1).fillNormal(a);
        RandomStream.of(2).fillNormal(b);
        var c = new float[rows * columns];
        new FloatKernels(true).multiply(a, depth, 1, b, columns, c, 0, columns, 0, rows, 0, columns, depth);
        var plain = new float[rows * columns];
        new FloatKernels(false).multiply(a, depth, 1, b, columns, plain, 0, columns, 0, rows, 0, columns, depth);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) sum = Math.fma(a[i * depth + k], b[k * columns + j], sum);
                assertThat(c[i * columns + j]).isEqualTo(sum);
                assertThat(plain[i * columns + j]).isEqualTo(sum);
            }
    }

    /// Half the inputs are 0 everywhere, most of the others in most examples: both sparse products take part.
    static LabelledData pixels(int count, int size) {
        var inputs = new float[count * size];
        RandomStream.of(4).fillNormal(inputs);
        for (int i = 0; i < inputs.length; i++) if (i % size < size / 2 || inputs[i] < 0.8) inputs[i] = 0;
        var labels = new int[count];
        for (int k = 0; k < count; k++) labels[k] = k % 4;
        return new LabelledData(size, 4, inputs, labels);
    }

    @Test
    void leaving_out_empty_pixels_and_the_vector_api_changes_no_bit_of_a_training_step() {
        int[] sizes = {51, 80, 20, 4};
        var learner = BinaryVcl.mlp(Annealing.constant(1), sizes);
        var data = pixels(13, 51);
        var order = new int[13];
        for (int k = 0; k < order.length; k++) order[k] = k;
        var networks = new ArrayList<FieldNetwork>();
        for (boolean vectors : new boolean[] {true, false}) {
            var state = learner.start(RandomStream.of(5));
            var network = new FieldNetwork(sizes, state.theta(), 1.3, 13, new FloatKernels(vectors));
            network.load(data, new int[0], order, 0, 13);
            network.forward(13, RandomStream.of(6));
            network.cross(data.labels(), order, 0, 13);
            network.backward(
                    13,
                    (layer, from, to) -> network.kernels.adam(
                            network.gradient[layer],
                            state.theta()[layer],
                            state.first()[layer],
                            state.second()[layer],
                            state.brake()[layer],
                            0.1f,
                            1,
                            0.9f,
                            0.99f,
                            1e-8f,
                            from,
                            to));
            networks.add(network);
        }
        assertThat(networks.getFirst().gradient).isDeepEqualTo(networks.getLast().gradient);
        assertThat(networks.getFirst().theta).isDeepEqualTo(networks.getLast().theta);
    }

    @Test
    void means_and_variances_of_fields_are_accurate_also_where_they_saturate() {
        var theta = new float[4_096];
        RandomStream.of(3).fillNormal(theta);
        var mean = new float[theta.length];
        var variance = new float[theta.length];
        new FloatKernels(true).moments(4, theta, mean, variance, 0, theta.length);
        for (int i = 0; i < theta.length; i++) {
            assertThat((double) mean[i]).isCloseTo(BinaryWeight.mean(4, theta[i]), within(3e-7));
            double exact = BinaryWeight.variance(4, theta[i]);
            assertThat((double) variance[i]).isCloseTo(exact, within(3e-6 * exact));
        }
    }

    /// A 5-4-3 network with frozen noise: gradients of the float network against central differences of the loss
    /// in double precision.
    @Test
    void backward_is_the_derivative_of_the_loss() {
        int[] sizes = {5, 4, 3};
        var learner = BinaryVcl.mlp(Annealing.constant(1.3), sizes);
        var state = learner.start(RandomStream.of(4));
        var data = BinaryVclTest.blobs(6, 5, 3, 5);
        var network = new FieldNetwork(sizes, state.theta(), 1.3, 6);
        int[] order = {0, 1, 2, 3, 4, 5};
        network.load(data, new int[0], order, 0, 6);
        network.forward(6, RandomStream.of(6));
        double loss = network.cross(data.labels(), order, 0, 6);
        network.backward(6, (layer, from, to) -> {});
        double[][] theta = doubles(state.theta());
        assertThat(loss).isCloseTo(loss(sizes, theta, 1.3f, data, network.noise), within(1e-5));
        for (int l = 0; l < 2; l++) {
            double largest = 0, worst = 0;
            for (int i = 0; i < sizes[l]; i++)
                for (int o = 0; o < sizes[l + 1]; o++) {
                    int at = i * 16 + o;
                    double keep = theta[l][at];
                    theta[l][at] = keep + 1e-5;
                    double up = loss(sizes, theta, 1.3f, data, network.noise);
                    theta[l][at] = keep - 1e-5;
                    double down = loss(sizes, theta, 1.3f, data, network.noise);
                    theta[l][at] = keep;
                    double slope = (up - down) / 2e-5;
                    largest = Math.max(largest, Math.abs(slope));
                    worst = Math.max(worst, Math.abs(slope - network.gradient[l][at]));
                }
            assertThat(worst / largest).as("layer %d", l).isLessThan(1e-5);
        }
    }

    private static double[][] doubles(float[][] arrays) {
        var copies = new double[arrays.length][];
        for (int l = 0; l < copies.length; l++) {
            copies[l] = new double[arrays[l].length];
            for (int i = 0; i < copies[l].length; i++) copies[l][i] = arrays[l][i];
        }
        return copies;
    }

    private static double loss(int[] sizes, double[][] theta, double beta, LabelledData data, float[][] noise) {
        double loss = 0;
        for (int b = 0; b < data.count(); b++) {
            var a = new double[sizes[0]];
            for (int i = 0; i < a.length; i++) a[i] = data.inputs()[b * sizes[0] + i];
            for (int l = 0; l + 1 < sizes.length; l++) {
                var z = new double[sizes[l + 1]];
                for (int o = 0; o < z.length; o++) {
                    double mean = 0, spread = 0;
                    for (int i = 0; i < a.length; i++) {
                        double mu = Math.tanh(beta * theta[l][i * 16 + o]);
                        mean += mu * a[i];
                        spread += (1 - mu * mu) * a[i] * a[i];
                    }
                    z[o] = mean / Math.sqrt(a.length) + noise[l][b * 16 + o] * Math.sqrt(spread / a.length + 1e-30);
                    if (l + 2 < sizes.length) z[o] = Math.max(0, z[o]);
                }
                a = z;
            }
            double total = 0;
            for (double each : a) total += Math.exp(each);
            loss += Math.log(total) - a[data.labels()[b]];
        }
        return loss;
    }
}
