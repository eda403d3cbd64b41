package org.onsager.memory.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class BinaryNetworkTest {

    private static ContinualRun.Result<BinaryState> run(Consolidation rule) {
        var learner = BinaryNetwork.mlp(rule, 20, 64, 4);
        return new ContinualRun<>(BinaryVclTest.permutedBlobs(3), 15, 200, learner).run(RandomStream.of(1));
    }

    @Test
    void a_plain_binary_network_forgets_and_elastic_consolidation_forgets_less() {
        var plain = run(new Consolidation.Plain());
        var elastic = run(new Consolidation.Elastic(5_000));
        assertThat(plain.matrix().at(0, 0)).isGreaterThan(0.9);
        assertThat(plain.matrix().forgetting()).isGreaterThan(0.1);
        assertThat(elastic.matrix().forgetting())
                .isLessThan(0.5 * plain.matrix().forgetting());
        double stiffness = 0;
        for (float[] layer : elastic.state().stiffness()) for (float each : layer) stiffness += each;
        assertThat(stiffness).isPositive();
    }

    @Test
    void without_strength_metaplasticity_is_nothing_and_with_it_hidden_weights_grow_larger() {
        var plain = run(new Consolidation.Plain()).state();
        assertThat(run(new Consolidation.Metaplastic(0)).state().hidden()).isDeepEqualTo(plain.hidden());
        double meta = size(run(new Consolidation.Metaplastic(50)).state());
        assertThat(meta).isGreaterThan(1.1 * size(plain));
    }

    private static double size(BinaryState state) {
        double sum = 0;
        for (float[] layer : state.hidden()) for (float each : layer) sum += Math.abs(each);
        return sum;
    }

    /// The gradients of scale and shift of the last normalisation are exact: differences of the loss.
    @Test
    void gradients_pass_the_last_normalisation() {
        int[] sizes = {20, 8, 4};
        var learner = BinaryNetwork.mlp(new Consolidation.Plain(), sizes);
        var state = learner.start(RandomStream.of(2));
        var data = BinaryVclTest.blobs(16, 20, 4, 3);
        var network = pass(sizes, state, data);
        network.backward(16, true, (layer, from, to) -> {});
        for (int o = 0; o < 4; o++) {
            float keep = state.norm().scale()[1][o], step = 0.02f;
            state.norm().scale()[1][o] = keep + step;
            double up = loss(sizes, state, data);
            state.norm().scale()[1][o] = keep - step;
            double down = loss(sizes, state, data);
            state.norm().scale()[1][o] = keep;
            assertThat((double) network.scaleGradient[1][o]).isCloseTo((up - down) / (2 * step), within(1e-3 * 16));
        }
    }

    private static SignNetwork pass(int[] sizes, BinaryState state, LabelledData data) {
        var network = new SignNetwork(sizes, state.hidden(), state.norm(), 16);
        var order = new int[16];
        for (int k = 0; k < 16; k++) order[k] = k;
        network.load(data, new int[0], order, 0, 16);
        network.forward(16, true);
        network.cross(data.labels(), order, 0, 16, 1);
        return network;
    }

    private static double loss(int[] sizes, BinaryState state, LabelledData data) {
        var order = new int[16];
        for (int k = 0; k < 16; k++) order[k] = k;
        return pass(sizes, state, data).cross(data.labels(), order, 0, 16, 1);
    }

    @Test
    void the_vector_api_and_empty_pixels_change_no_bit_of_a_binary_network() {
        int[] sizes = {51, 80, 4};
        var learner = BinaryNetwork.mlp(new Consolidation.Plain(), sizes);
        var data = FieldNetworkTest.pixels(13, 51);
        var order = new int[13];
        for (int k = 0; k < order.length; k++) order[k] = k;
        var networks = new java.util.ArrayList<SignNetwork>();
        var states = new java.util.ArrayList<BinaryState>();
        for (boolean vectors : new boolean[] {true, false}) {
            var state = learner.start(RandomStream.of(5));
            var network = new SignNetwork(sizes, state.hidden(), state.norm(), 13, new FloatKernels(vectors));
            network.load(data, new int[0], order, 0, 13);
            network.forward(13, true);
            network.cross(data.labels(), order, 0, 13, 1.0 / 13);
            network.backward(13, true, (layer, from, to) -> {
                float[] h = state.hidden()[layer], g = network.gradient[layer];
                network.kernels.elastic(g, h, h, h, 2, from, to);
                network.kernels.pull(g, h, g, h, 0.5f, from, to);
                network.kernels.hidden(
                        g,
                        h,
                        state.first()[layer],
                        state.second()[layer],
                        0.1f,
                        1,
                        1e-3f,
                        3,
                        0.9f,
                        0.99f,
                        1e-8f,
                        from,
                        to);
            });
            networks.add(network);
            states.add(state);
        }
        assertThat(networks.getFirst().gradient).isDeepEqualTo(networks.getLast().gradient);
        assertThat(states.getFirst().hidden()).isDeepEqualTo(states.getLast().hidden());
    }

    @Test
    void one_and_two_threads_give_the_same_bits() throws Exception {
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            var a = one.submit(() -> run(new Consolidation.Metaplastic(1.35))).get();
            var b = two.submit(() -> run(new Consolidation.Metaplastic(1.35))).get();
            assertThat(b.state().hidden()).isDeepEqualTo(a.state().hidden());
        }
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> new Consolidation.Metaplastic(-1)).hasMessage("m must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> new Consolidation.Elastic(-1)).hasMessage("lambda must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> BinaryNetwork.mlp(new Consolidation.Plain(), 5))
                .hasMessage("sizes must name at least inputs and classes");
    }
}
