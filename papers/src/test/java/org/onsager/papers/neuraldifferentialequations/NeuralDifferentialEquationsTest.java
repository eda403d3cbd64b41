package org.onsager.papers.neuraldifferentialequations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;

class NeuralDifferentialEquationsTest {
    private static final Settings SMALL = new Settings(2, false, 1, 10_000, 20, 2_000, 20_000, 2, false);

    private static MemoryTrial run(Settings settings, int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new NeuralDifferentialEquations(), settings, Scale.STANDARD, 3, engine);
        }
    }

    @Test
    void smoke_reproduces_what_it_can_show_and_says_why_it_cannot_show_the_rest() {
        MemoryTrial trial;
        try (var engine = new LocalEngine(2)) {
            trial = MemoryTrial.run(new NeuralDifferentialEquations(), Scale.SMOKE, 1, engine);
        }
        assertThat(trial.claims()).hasSize(30);
        for (var id :
                List.of("N1", "N3", "N6", "N7", "N8", "N9", "N10", "N12", "N13", "N14", "N17", "N18", "N19", "N20"))
            assertThat(trial.measured(id).verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        // the strict rule asks more than double precision can show of pairs whose leading error was designed away
        assertThat(trial.measured("N2").verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(trial.measured("N2").note()).contains("missed by Vern6, Vern8, Vern9, Radau9");
        for (var id : List.of("N4", "N5", "N11", "N15", "N16", "N30"))
            assertThat(trial.measured(id).note()).as(id).contains("standard");
        for (int i = 21; i <= 29; i++) {
            assertThat(trial.measured("N" + i).verdict()).isEqualTo(Verdict.NOT_TESTED);
            assertThat(trial.measured("N" + i).note()).contains("systems/neural");
        }
        assertThat(trial.figures())
                .containsKeys(
                        "work-precision-explicit",
                        "work-precision-implicit",
                        "work-precision-multistep",
                        "work-precision-geometric",
                        "work-precision-stabilised",
                        "work-precision-split",
                        "stability-regions");
    }

    /// A small version of every simulation, so that each runs in the tests.
    @Test
    void small_runs_have_the_same_bits_on_two_threads() {
        var runs = IntStream.of(1, 2).mapToObj(threads -> run(SMALL, threads)).toList();
        for (var id : List.of("N11", "N15", "N16"))
            assertThat(runs.getFirst().measured(id).verdict()).isNotEqualTo(Verdict.NOT_TESTED);
        assertThat(runs.getFirst().figures()).containsKeys("adjoint-error", "strong-order-additive");
        assertThat(runs.getLast().claims()).isEqualTo(runs.getFirst().claims());
        assertThat(runs.getLast().metrics()).isEqualTo(runs.getFirst().metrics());
    }

    @Test
    void the_catalogue_knows_the_experiment() {
        assertThat(org.onsager.papers.Catalogue.load().experiments()).containsKey("neural-differential-equations");
    }
}
