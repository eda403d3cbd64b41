package org.onsager.memory.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.numerics.RandomStream;

class ImageMemoryTest {
    private static final RandomStream ROOT = RandomStream.of(4);

    @Test
    void quality_and_second_moment_are_those_that_the_examples_were_drawn_with() {
        int classes = 4, sites = 3_000, perClass = 12;
        double quality = 0.6;
        var archetypes = BitPatterns.random(classes, sites, ROOT);
        var rows = new byte[classes * perClass][];
        var labels = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            labels[k] = k % classes;
            rows[k] = DenseHebbian.corrupt(
                    archetypes.pattern(labels[k]),
                    0.5 * (1 - quality),
                    ROOT.split("flip").at(k).generator());
        }
        var means = ExampleMeans.of(rows, labels, classes);
        assertThat(means.examples()).isEqualTo(perClass);
        // 36,000 independent sites and rows: standard errors below 0.005
        assertThat(means.quality()).isCloseTo(quality, offset(0.02));
        assertThat(means.secondMoment()).isCloseTo(0.36 + 0.64 / perClass, offset(0.02));
        var drawn = ExampleMeans.draw(archetypes, quality, perClass, ROOT.split("drawn"));
        double square = 0;
        for (int c = 0; c < classes; c++)
            for (int i = 0; i < sites; i++) square += Math.pow(drawn.means().value(c, i), 2) / classes / sites;
        assertThat(square).isCloseTo(drawn.secondMoment(), offset(0.02));
    }

    @Test
    void centring_retrieves_classes_that_share_a_background() {
        int pixels = 400;
        var source = ROOT.split("background").generator();
        var prototypes = new byte[3][pixels];
        for (int i = 0; i < pixels; i++)
            for (int c = 0; c < 3; c++) prototypes[c][i] = (byte) (source.nextDouble() < 0.15 ? 1 : -1);
        var memory = ImageMemory.learn(prototypes, new int[] {0, 1, 2}, 3, 1, 4, true);
        for (int c = 0; c < 3; c++) {
            byte[] start = DenseHebbian.corrupt(
                    prototypes[c], 0.05, ROOT.split("noise").at(c).generator());
            var dynamics = new Dynamics.Glauber(Double.POSITIVE_INFINITY);
            assertThat(memory.recall(start, c, dynamics, 20, ROOT.generator()).recalledClass())
                    .isEqualTo(c);
            assertThat(memory.nearestPrototype(start)).isEqualTo(c);
        }
    }

    @Test
    void images_that_do_not_fit_are_named() {
        var threshold = new Binarisation.Threshold(0.5);
        assertThatThrownBy(() -> threshold.apply(new double[][] {{0, 1}, {1}}))
                .hasMessage("image 1 must have 2 pixels as image 0 has, not 1");
        assertThatThrownBy(() -> threshold.apply(new double[][] {{0, 1}, {1, Double.NaN}}))
                .hasMessage("image 1 is not a number at pixel 1");
        assertThatThrownBy(() -> ExampleMeans.of(new byte[][] {{1, -1}}, new int[] {1}, 2))
                .hasMessage("class 0 has no example");
        assertThatThrownBy(() -> ImageMemory.learn(new byte[][] {{1, -1}}, new int[] {0}, 1, 0, 2, false))
                .hasMessage("M must be in [1, inf), not 0");
    }

    @Test
    void the_median_splits_every_pixel_in_halves() {
        var spins = new Binarisation.Median().apply(new double[][] {{0, 5}, {0, 6}, {0, 7}, {9, 8}});
        assertThat(spins).isDeepEqualTo(new byte[][] {{-1, -1}, {-1, -1}, {-1, 1}, {1, 1}});
    }
}
