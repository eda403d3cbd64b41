package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTrialTest {

    @Test
    void a_stage_name_used_twice_is_refused_as_in_a_run_on_disk() {
        try (var engine = new LocalEngine(1)) {
            var trial = MemoryTrial.ofTool(1, engine);
            assertThat(trial.stage("draws", Double.class, () -> 2.0)).isEqualTo(2);
            assertThat(trial.map("squares", List.of(3.0), Double.class, x -> x * x))
                    .containsExactly(9.0);
            assertThatThrownBy(() -> trial.map("draws", List.of(3.0), Double.class, x -> x))
                    .hasMessage("stage draws is used twice: each stage needs a name of its own");
            assertThatThrownBy(() -> trial.iterate("squares", Double.class, () -> 1.0, 2, (x, _) -> 2 * x))
                    .hasMessageContaining("stage squares is used twice");
        }
    }
}
