package org.onsager.papers.coulombgascumulants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;
import org.onsager.papers.Catalogue;

class CoulombGasCumulantsTest {

    private static MemoryTrial run(Settings settings, int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new CoulombGasCumulants(), settings, Scale.STANDARD, 3, engine);
        }
    }

    @Test
    void smoke_reproduces_every_exact_claim() {
        try (var engine = new LocalEngine(2)) {
            var trial = MemoryTrial.run(new CoulombGasCumulants(), Scale.SMOKE, 1, engine);
            assertThat(trial.claims()).hasSize(12);
            for (var claim : trial.claims()) {
                boolean simulated = claim.statement().id().equals("C7")
                        || claim.statement().id().equals("C10");
                assertThat(claim.verdict())
                        .as(claim.statement().id())
                        .isEqualTo(simulated ? Verdict.NOT_TESTED : Verdict.REPRODUCED);
                if (simulated) assertThat(claim.note()).contains("--scale standard");
            }
            assertThat(trial.figures())
                    .containsKeys("droplet", "density", "histogram", "rate-bump", "tilted-density", "sizes-cube");
        }
    }

    /// A small version of every simulation, so that each runs in the tests.
    @Test
    void small_simulations_have_the_same_bits_on_two_threads() {
        var settings = new Settings(new int[] {25, 50}, 4_000, new int[] {8, 12, 18}, 2_000, 10, 2, 500, 11);
        var runs =
                IntStream.of(1, 2).mapToObj(threads -> run(settings, threads)).toList();
        assertThat(runs.getFirst().measured("C7").verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(runs.getFirst().measured("C10").verdict()).isNotEqualTo(Verdict.NOT_TESTED);
        assertThat(runs.getLast().claims()).isEqualTo(runs.getFirst().claims());
        assertThat(runs.getLast().metrics()).isEqualTo(runs.getFirst().metrics());
    }

    @Test
    void plasma_drift_vanishes_for_many_particles() {
        assertThat(PlasmaDrift.cumulant(1e9, 1, 2)).isCloseTo(0.8, within(2e-6));
        assertThat(PlasmaDrift.cumulant(1e9, 1, 3)).isCloseTo(8.0 / 3, within(6e-6));
    }

    @Test
    void the_catalogue_knows_the_experiment_and_its_paper() {
        assertThat(Catalogue.load().experiments()).containsKey("coulomb-gas-cumulants");
    }
}
