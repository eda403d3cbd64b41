package org.onsager.papers.monotonedbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;

class MonotoneDbmTest {
    private static MemoryTrial smoke(int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new MonotoneDbmPaper(), Scale.SMOKE, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_the_theory_and_has_the_same_bits_on_two_threads() {
        var one = smoke(1);
        var two = smoke(2);
        assertThat(one.claims()).hasSize(16);
        for (var claim : one.claims())
            assertThat(claim.verdict())
                    .as(claim.statement().id() + " " + claim)
                    .isEqualTo(
                            List.of("N12", "N13").contains(claim.statement().id())
                                    ? Verdict.NOT_TESTED
                                    : Verdict.REPRODUCED);
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
    }
}
