package org.onsager.papers.multitaskinghebbian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.DataFolders;
import org.onsager.lab.Lab;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Progress;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;
import org.onsager.lab.run.Status;

class ParallelLearningTest {
    @TempDir
    private Path runs;

    @Test
    void smoke_reproduces_theory_and_small_networks_and_resumes_to_the_same_bits() {
        MemoryTrial one;
        try (var engine = new LocalEngine(1)) {
            one = MemoryTrial.run(new ParallelLearning(), Scale.SMOKE, 1, engine);
        }
        assertThat(one.claims()).hasSize(16);
        for (var claim : one.claims()) {
            String id = claim.statement().id();
            if (List.of("M12", "M15").contains(id)) {
                assertThat(claim.verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
                assertThat(claim.note()).contains("standard");
            } else assertThat(claim.verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        }
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
        stoppedAndResumed(one);
    }

    /// On two threads, stopped half way and taken up again: the bits of the undisturbed run on one.
    private void stoppedAndResumed(MemoryTrial undisturbed) {
        var experiment = new ParallelLearning();
        var stop = new Stop();
        try (var engine = new LocalEngine(2);
                var lab = Lab.open(runs, engine, DataFolders.ofEnvironment(), stop)) {
            stop.lab = lab;
            assertThatThrownBy(() -> lab.run(experiment, Settings.smoke(), Scale.SMOKE, 1))
                    .isInstanceOf(CancellationException.class);
        }
        try (var engine = new LocalEngine(2);
                var lab = Lab.open(runs, engine, DataFolders.ofEnvironment(), Progress.none())) {
            var stopped = lab.list().getFirst();
            assertThat(stopped.status()).isEqualTo(Status.INTERRUPTED);
            var resumed = lab.resume(stopped.run(), List.of(experiment));
            assertThat(resumed.metrics()).isEqualTo(undisturbed.metrics());
            assertThat(resumed.claims()).isEqualTo(undisturbed.claims());
            assertThat(lab.explain(stopped.run()).toText()).contains("taken from disk");
        }
    }

    /// Stops the lab as soon as the curves begin.
    private static final class Stop implements Progress {
        private volatile @Nullable Lab lab;

        @Override
        public void update(double fraction, String what) {
            var running = lab;
            if (what.equals("curves") && running != null) running.stop();
        }

        @Override
        public void say(String sentence) {}
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
