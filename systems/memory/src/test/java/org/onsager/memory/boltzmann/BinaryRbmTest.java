package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class BinaryRbmTest {
    private static final int VISIBLE = 5;

    private static BinaryRbm small() {
        var random = RandomStream.of(1).generator();
        return BinaryRbm.of(
                Models.matrix(3, VISIBLE, random), Models.vector(VISIBLE, random), Models.vector(3, random));
    }

    private static double[] state(int index) {
        var v = new double[VISIBLE];
        for (int i = 0; i < VISIBLE; i++) v[i] = index >> i & 1;
        return v;
    }

    /// \(p(v)\) of all 32 states from the free energy.
    private static double[] probabilities(BinaryRbm model) {
        double[] p = new double[1 << VISIBLE];
        for (int s = 0; s < p.length; s++) p[s] = Math.exp(-model.freeEnergy(state(s)));
        double sum = Arrays.stream(p).sum();
        for (int s = 0; s < p.length; s++) p[s] /= sum;
        return p;
    }

    @Test
    void pseudo_likelihood_agrees_with_enumeration() {
        var model = small();
        double[] p = probabilities(model);
        for (int s = 0; s < p.length; s++) {
            double expected = 0;
            for (int i = 0; i < VISIBLE; i++) expected += Math.log(p[s] / (p[s] + p[s ^ 1 << i]));
            assertThat(model.pseudoLikelihood(state(s))).isCloseTo(expected, within(1e-12));
        }
        assertThatThrownBy(() -> model.pseudoLikelihood(new double[] {0, 0.5, 0, 0, 1}))
                .hasMessageContaining("values of v must be in {0, 1}, not 0.5");
    }

    /// Within five standard errors of 16 x 2000 draws that are correlated over a few sweeps.
    @Test
    void gibbs_completion_has_the_conditional_means_of_enumeration() throws Exception {
        var model = small();
        double[] p = probabilities(model), expected = new double[VISIBLE];
        double total = 0;
        for (int s = 0; s < p.length; s++) {
            if ((s & 1) == 0 || (s & 2) != 0) continue;
            total += p[s];
            for (int i = 0; i < VISIBLE; i++) expected[i] += p[s] * (s >> i & 1);
        }
        double[] image = {1, 0, 0, 0, 0};
        boolean[] seen = {true, true, false, false, false};
        var images = new double[40][];
        var masks = new boolean[40][];
        Arrays.fill(images, image);
        Arrays.fill(masks, seen);
        double[][] one, two;
        try (var pool = new ForkJoinPool(1)) {
            one = pool.submit(() -> model.complete(images, masks, 4000, RandomStream.of(2)))
                    .get();
        }
        try (var pool = new ForkJoinPool(2)) {
            two = pool.submit(() -> model.complete(images, masks, 4000, RandomStream.of(2)))
                    .get();
        }
        assertThat(two).isDeepEqualTo(one);
        for (int i = 0; i < VISIBLE; i++) {
            int unit = i;
            double mean = Arrays.stream(one).mapToDouble(m -> m[unit]).average().orElseThrow();
            assertThat(mean).as("unit %d", i).isCloseTo(expected[i] / total, within(0.02));
        }
    }

    /// At a small rate: where the weights outrun persistent chains, the likelihood falls again.
    @Test
    void training_raises_the_likelihood_of_the_data_by_every_kind_of_chain() {
        var images = new double[64][];
        for (int n = 0; n < images.length; n++) images[n] = state(n % 4 == 0 ? 0b11100 : 0b00011);
        for (int sweeps : new int[] {1, 5})
            for (boolean persistent : new boolean[] {false, true})
                for (int batch : new int[] {5, 8}) {
                    var model = BinaryRbm.train(
                            new BinaryRbm.Training(6, sweeps, persistent, 400, batch, 0.01),
                            images,
                            RandomStream.of(4));
                    double[] p = probabilities(model);
                    double likelihood = 0.25 * Math.log(p[0b11100]) + 0.75 * Math.log(p[0b00011]);
                    // the best is the entropy of (1/4, 3/4), -0.562; uniform is -3.466
                    assertThat(likelihood)
                            .as("CD-%d, persistent %s, batch %d", sweeps, persistent, batch)
                            .isBetween(-1.3, -0.562);
                }
    }

    @Test
    void what_does_not_fit_is_told_in_one_line() {
        var training = new BinaryRbm.Training(2, 1, true, 1, 1, 0.1);
        assertThatThrownBy(() -> BinaryRbm.train(training, new double[0][], RandomStream.of(1)))
                .hasMessageContaining("number of images must be in [1, inf), not 0");
        assertThatThrownBy(() -> BinaryRbm.train(training, new double[][] {{0, 2}}, RandomStream.of(1)))
                .hasMessageContaining("values of image 0 must be in [0, 1], not 2.0");
        assertThatThrownBy(() -> BinaryRbm.train(training, new double[][] {{0, 1}, {0}}, RandomStream.of(1)))
                .hasMessageContaining("image 1 must have length 2, not 1");
        assertThatThrownBy(() -> small().complete(new double[5], new boolean[4], 10, RandomStream.of(1)))
                .hasMessageContaining("mask must have length 5, not 4");
        assertThatThrownBy(() -> BinaryRbm.of(new double[][] {{1, Double.NaN}}, new double[2], new double[1]))
                .hasMessageContaining("weights must be finite");
    }
}
