package org.onsager.papers.multitaskinghebbian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;

class ParallelLearningTest {
    private static MemoryTrial smoke(int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new ParallelLearning(), Scale.SMOKE, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_theory_and_small_networks_and_has_the_same_bits_on_two_threads() {
        var one = smoke(1);
        var two = smoke(2);
        assertThat(one.claims()).hasSize(16);
        for (var claim : one.claims()) {
            String id = claim.statement().id();
            if (List.of("M12", "M15").contains(id)) {
                assertThat(claim.verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
                assertThat(claim.note()).contains("standard");
            } else assertThat(claim.verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        }
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
        assertThat(one.figures())
                .containsKeys(
                        "amplitudes-T0.05",
                        "amplitudes-T0.5",
                        "baselines",
                        "hessian",
                        "learning-curve",
                        "owners",
                        "phase-diagram-K2-rho0.0",
                        "quality",
                        "trajectory");
        assertThat(one.metrics())
                .containsEntry("threshold_M_r0.5", 15.0)
                .containsEntry("doubtful_cells_K2_rho0.0", 0.0);
    }

    /// The claims on networks, on fewer and smaller curves than the standard scale.
    @Test
    void networks_agree_with_and_without_a_teacher_and_show_the_patterns_that_theory_promises() {
        var smoke = Settings.smoke();
        var settings = new Settings(new int[] {2}, new double[] {0.1}, 2, 200, 2, new int[] {1}, 10_000);
        assertThat(smoke.largest()).isLessThan(10_000);
        try (var engine = new LocalEngine(2)) {
            var trial = MemoryTrial.run(new ParallelLearning(), settings, Scale.STANDARD, 1, engine);
            assertThat(trial.measured("M12").verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(trial.measured("M15").verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(trial.figures()).containsKey("visible-patterns");
        }
    }
}
