package org.onsager.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

class RestrictedMachineRaceTest {

    /// Independent pixels with the right means score about -23.7 a digit, guessing -44.
    @Test
    void what_is_raced_learns_digits() {
        var races = RestrictedMachineRace.all();
        assumeThat(races).as("the digits of scikit-learn are here").hasSize(1);
        var race = (RestrictedMachineRace) races.getFirst();
        race.run();
        assertThat(race.error()).isLessThan(20);
        assertThat(race.accuracy()).isGreaterThan(0.8);
    }
}
