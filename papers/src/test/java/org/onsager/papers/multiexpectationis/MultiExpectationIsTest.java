package org.onsager.papers.multiexpectationis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.inference.importance.Schedule;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;

class MultiExpectationIsTest {

    private static MemoryTrial run(Settings settings, Scale scale, int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new MultiExpectationIs(), settings, scale, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_the_limits_and_has_the_same_bits_on_two_threads() {
        var one = run(Settings.smoke(), Scale.SMOKE, 1);
        var two = run(Settings.smoke(), Scale.SMOKE, 2);

        assertThat(one.claims()).hasSize(12);
        for (var id : List.of("M1", "M4", "M5", "M6", "M11", "M12"))
            assertThat(one.measured(id).verdict()).as("%s", one.measured(id)).isEqualTo(Verdict.REPRODUCED);
        for (var id : List.of("M2", "M3", "M7", "M8", "M9", "M10")) {
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
            assertThat(one.measured(id).note()).contains("standard");
        }
        assertThat(one.metrics().get("moments_iscv_variance"))
                .isLessThan(java.util.Objects.requireNonNull(one.metrics().get("moments_mc_variance")) / 100);
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
    }

    @Test
    void the_laws_of_the_beam_are_valid_and_spread_over_every_parameter() {
        var designs = Beam.designs(100, org.onsager.numerics.RandomStream.of(5));
        for (double[] law : designs) assertThat(Beam.law(law).dimension()).isEqualTo(6);
        double[] lengths = java.util.Arrays.stream(designs)
                .mapToDouble(law -> law[5])
                .sorted()
                .toArray();
        for (int j = 0; j < 100; j++) assertThat(lengths[j]).isBetween(4 + j / 100.0, 4 + (j + 1) / 100.0);
    }

    @Test
    void the_beam_measures_its_claims_in_few_runs() {
        var settings = new Settings(20_000, 20, 20, 2, 10, 400, 3, Schedule.OnStop.BEST);
        var trial = run(settings, Scale.STANDARD, 2);
        assertThat(trial.measured("M7").verdict())
                .as("%s", trial.measured("M7"))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(trial.measured("M8").verdict()).isNotEqualTo(Verdict.NOT_TESTED);
        assertThat(trial.metrics().get("beam_sobol_gain_by_standard_errors")).isBetween(10.0, 20.0);
        assertThat(trial.figures())
                .containsKeys("alpha", "moments", "criterion", "ishigami", "beam-indices", "laws-1", "sample");
    }
}
