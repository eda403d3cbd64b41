package org.onsager.papers.densehebbianrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;

class DenseHebbianRsTest {

    private static MemoryTrial smoke(int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new DenseHebbianRs(), Scale.SMOKE, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_the_theory_and_has_the_same_bits_on_two_threads() {
        var one = smoke(1);
        var two = smoke(2);

        assertThat(one.claims()).hasSize(15);
        for (var id : List.of("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D9", "D10", "D11", "D12"))
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        for (var id : List.of("D8", "D13", "D14", "D15")) {
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
            assertThat(one.measured(id).note()).contains("standard");
        }
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
    }

    /// A small version of every simulation, so that each runs in the tests.
    @Test
    void small_simulations_have_the_same_bits_on_two_threads() {
        var settings = new Settings(
                40,
                0.2,
                new double[] {0.05, 0.1},
                10,
                5,
                4,
                new double[] {0.1},
                2,
                new int[] {24},
                new int[] {12, 16},
                4,
                new int[0],
                2,
                false);
        var runs = java.util.stream.IntStream.of(1, 2)
                .mapToObj(threads -> {
                    try (var engine = new LocalEngine(threads)) {
                        return MemoryTrial.run(new DenseHebbianRs(), settings, Scale.STANDARD, 3, engine);
                    }
                })
                .toList();
        assertThat(runs.getFirst().measured("D13").verdict()).isNotEqualTo(Verdict.NOT_TESTED);
        assertThat(runs.getFirst().measured("D15").verdict()).isNotEqualTo(Verdict.NOT_TESTED);
        assertThat(runs.getFirst().figures()).containsKeys("storage", "detection", "overlap-against-load");
        assertThat(runs.getLast().claims()).isEqualTo(runs.getFirst().claims());
        assertThat(runs.getLast().metrics()).isEqualTo(runs.getFirst().metrics());
    }

    @Test
    void the_catalogue_knows_the_experiment_and_its_paper() {
        assertThat(org.onsager.papers.Catalogue.load().experiments()).containsKey("dense-hebbian-rs");
    }
}
