package org.onsager.papers.kdelargedimensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;
import org.onsager.numerics.RandomStream;

class KdeLargeDimensionsTest {

    @Test
    void smoke_reproduces_the_theory_and_leaves_the_rest_to_standard() {
        MemoryTrial trial;
        try (var engine = new LocalEngine(2)) {
            trial = MemoryTrial.run(new KdeLargeDimensions(), Scale.SMOKE, 1, engine);
        }
        assertThat(trial.claims()).hasSize(14);
        for (var id : List.of("K1", "K2", "K3", "K4", "K5", "K8", "K12", "K13"))
            assertThat(trial.measured(id).verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        for (var id : List.of("K6", "K7", "K9", "K10", "K11", "K14")) {
            assertThat(trial.measured(id).verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
            assertThat(trial.measured(id).note()).contains("standard");
        }
    }

    /// A small version of the other claims and of an anisotropic simulation, so that each runs in the tests.
    @Test
    void small_simulations_have_the_same_bits_on_two_threads() {
        var settings = new Settings(20, 0, 1_000, 0, 20, false, 12, 3_000, 5, 1, 1, new double[] {0.5, 1, 2});
        var runs = IntStream.of(1, 2)
                .mapToObj(threads -> {
                    try (var engine = new LocalEngine(threads)) {
                        return MemoryTrial.run(new KdeLargeDimensions(), settings, Scale.STANDARD, 3, engine);
                    }
                })
                .toList();
        var first = runs.getFirst();
        assertThat(first.measured("K9").verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(first.measured("K14").verdict()).isNotEqualTo(Verdict.NOT_TESTED);
        assertThat(first.figures())
                .containsKeys("phase-diagram", "participation", "divergence", "lorenz", "regime-map");
        assertThat(first.tables()).containsKeys("simulation", "simulation-summary");
        assertThat(runs.getLast().claims()).isEqualTo(first.claims());
        assertThat(runs.getLast().metrics()).isEqualTo(first.metrics());
    }

    @Test
    void the_test_of_normality_accepts_normals_and_rejects_others() {
        var samples = new double[400];
        RandomStream.of(1).fillNormal(samples);
        assertThat(FluctuationClaims.normalityPValue(samples)).isGreaterThan(0.01);
        for (int i = 0; i < samples.length; i++) samples[i] = samples[i] * samples[i] - 1;
        assertThat(FluctuationClaims.normalityPValue(samples)).isLessThan(1e-6);
    }

    @Test
    void the_catalogue_knows_the_experiment_and_its_paper() {
        assertThat(org.onsager.papers.Catalogue.load().experiments()).containsKey("kde-large-dimensions");
    }
}
