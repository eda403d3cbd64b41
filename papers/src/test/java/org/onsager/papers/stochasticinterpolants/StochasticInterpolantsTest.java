package org.onsager.papers.stochasticinterpolants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.PointCloud;

class StochasticInterpolantsTest {

    private static MemoryTrial smoke(int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new StochasticInterpolants(), Scale.SMOKE, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_the_exact_claims_and_has_the_same_bits_on_two_threads() {
        var one = smoke(1);
        var two = smoke(2);

        assertThat(one.claims()).hasSize(16);
        for (var id : List.of("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S16"))
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        for (var id : List.of("S11", "S12", "S13", "S14", "S15")) {
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
            assertThat(one.measured(id).note()).contains("standard");
        }
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
    }

    /// A tiny version of every training and sampling, in one piece and in stored pieces.
    @Test
    void small_trainings_have_the_same_bits_on_two_threads_and_in_pieces() {
        var runs = java.util.stream.Stream.of(small(0), small(0), small(7))
                .map(settings -> {
                    try (var engine = new LocalEngine(settings.storeEvery() == 0 ? 2 : 1)) {
                        return MemoryTrial.run(new StochasticInterpolants(), settings, Scale.STANDARD, 3, engine);
                    }
                })
                .toList();
        for (var id : List.of("S11", "S12", "S13", "S14", "S15"))
            assertThat(runs.getFirst().measured(id).verdict()).as(id).isNotEqualTo(Verdict.NOT_TESTED);
        assertThat(runs.getFirst().figures()).containsKeys("divergence", "off-support", "board-mirror", "bridge");
        assertThat(runs.get(1).metrics()).isEqualTo(runs.getFirst().metrics());
        assertThat(runs.get(2).metrics()).isEqualTo(runs.getFirst().metrics());
    }

    private static Settings small(int storeEvery) {
        return new Settings(
                200,
                10,
                10,
                100,
                1,
                20,
                16,
                1,
                8,
                2,
                2,
                20,
                2,
                new double[] {0, 1},
                20,
                16,
                1,
                8,
                false,
                100,
                100,
                0,
                1,
                storeEvery,
                "cpu");
    }

    @Test
    void the_checkerboard_fills_its_eight_squares_equally_and_nothing_else() {
        var cloud = PointCloud.draw(new Checkerboard(), RandomStream.of(1), 80_000);
        assertThat(Checkerboard.outside(cloud)).isZero();
        for (double share : Checkerboard.shares(cloud))
            assertThat(share).isCloseTo(0.125, org.assertj.core.api.Assertions.within(4 * Math.sqrt(0.11 / 80_000)));
        assertThat(Checkerboard.square(0.5, 2.5)).isEqualTo(-1);
        assertThat(Checkerboard.square(5, 0.5)).isEqualTo(-1);
    }

    @Test
    void the_catalogue_knows_the_experiment_and_its_paper() {
        assertThat(org.onsager.papers.Catalogue.load().experiments()).containsKey("stochastic-interpolants");
    }
}
