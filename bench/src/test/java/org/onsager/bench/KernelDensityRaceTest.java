package org.onsager.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelDensityRaceTest {
    @Test
    void log_densities_are_those_of_all_weights() {
        for (var race : new KernelDensityRace[] {KernelDensityRace.scott(), KernelDensityRace.half()}) {
            race.run();
            assertThat(race.error()).isLessThan(1e-12);
            assertThat(race.logDensity()).hasSize(2_000).doesNotContain(Double.NaN);
        }
    }
}
