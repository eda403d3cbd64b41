package org.onsager.solve.adjoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointsTest {
    @Test
    void binomial_schedule_is_as_good_as_the_best_of_all_schedules() {
        int most = 60;
        for (int free = 1; free <= 4; free++) {
            long[][] best = best(most, free);
            for (int n = 1; n <= most; n++) assertThat(cost(n, free)).isEqualTo(best[free][n]);
        }
    }

    /// Repeated steps of the best schedule, by dynamic programming.
    private static long[][] best(int most, int free) {
        var best = new long[free + 1][most + 1];
        for (int n = 2; n <= most; n++) best[0][n] = (long) n * (n - 1) / 2;
        for (int s = 1; s <= free; s++)
            for (int n = 2; n <= most; n++) {
                best[s][n] = Long.MAX_VALUE;
                for (int m = 1; m < n; m++) best[s][n] = Math.min(best[s][n], m + best[s - 1][n - m] + best[s][m]);
            }
        return best;
    }

    private static long cost(int n, int free) {
        if (n <= 1) return 0;
        if (free == 0) return (long) n * (n - 1) / 2;
        int m = Checkpoints.split(n, free);
        return m + cost(n - m, free - 1) + cost(m, free);
    }
}
