package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_terminal_gets_one_line_with_bar_percentage_time_left_and_what() {
        var bar = new ProgressBar(out, () -> now);
        now = 10_000_000_000L;
        bar.update(0.25, "sweeping");

        assertThat(printed()).isEqualTo("\r\033[K██████░░░░░░░░░░░░░░░░░░  25 %  30 s left  sweeping");
        now += 50_000_000L;
        bar.update(0.26, "too soon to draw again");
        assertThat(printed()).doesNotContain("too soon");
        bar.say("a stored result was not used");
        bar.end();
        assertThat(printed()).endsWith("\r\033[Ka stored result was not used%n".formatted());
    }

    @Test
    void a_log_gets_plain_lines_when_something_new_is_done_or_time_has_passed() {
        var lines = new ProgressLines(out, () -> now);
        for (int second = 0; second <= 25; second++) {
            now = second * 1_000_000_000L;
            lines.update(second / 50.0, second < 12 ? "first" : "second");
        }
        assertThat(printed().lines())
                .containsExactly(
                        "  0 %  first",
                        " 20 %  40 s left  first", " 24 %  38 s left  second", " 44 %  28 s left  second");
        assertThat(printed()).doesNotContain("\033").doesNotContain("\r\033");
    }

    @Test
    void the_time_left_is_told_in_hours_when_it_is_hours() {
        assertThat(ProgressBar.left(0.5, 59)).isEqualTo("59 s left  ");
        assertThat(ProgressBar.left(0.5, 61)).isEqualTo("1:01 left  ");
        assertThat(ProgressBar.left(0.1, 3600)).isEqualTo("9:00:00 left  ");
        assertThat(ProgressBar.left(0.01, 3600)).isEmpty();
    }
}
