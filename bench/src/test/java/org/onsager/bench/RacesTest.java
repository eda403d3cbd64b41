package org.onsager.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class RacesTest {

    @Test
    void a_result_is_one_json_object() {
        assertThat(new RaceResult("ode", "onsager \"a\"", 1e-6, 0.25, Double.NaN).toJson())
                .isEqualTo(
                        "{\"race\":\"ode\",\"peer\":\"onsager \\\"a\\\"\",\"tol\":1.0E-6,\"seconds\":0.25,\"error\":null}");
    }

    @Test
    void every_entry_is_known_by_name_peer_and_tolerance() {
        assertThat(Races.all().stream().map(race -> race.name() + race.peer() + race.tolerance()))
                .doesNotHaveDuplicates();
    }

    @Test
    void an_unknown_race_is_refused_by_name() {
        assertThatThrownBy(() -> Races.run(java.util.List.of("marathon"), true, System.out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not marathon");
    }

    @Test
    void ornstein_uhlenbeck_end_points_have_the_schemes_mean_and_variance_and_do_not_depend_on_threads()
            throws Exception {
        var race = new OrnsteinUhlenbeckRace();
        race.run();
        double[] x = race.endPoints();
        // stationary variance h / (1 - (1 - h)^2), less what 200 steps have not yet filled; four standard errors
        double decay = Math.pow(0.99, 400), variance = 0.01 * (1 - decay) / (1 - 0.99 * 0.99);
        assertThat(race.error()).isLessThan(4 * Math.sqrt(variance / x.length));
        double mean = Math.pow(0.99, 200);
        double seen = Arrays.stream(x)
                .map(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow();
        assertThat(Math.abs(seen / variance - 1)).isLessThan(4 * Math.sqrt(2.0 / x.length));
        try (var pool = new ForkJoinPool(1)) {
            pool.submit(race::run).get();
        }
        assertThat(Arrays.equals(race.endPoints(), x)).isTrue();
    }
}
