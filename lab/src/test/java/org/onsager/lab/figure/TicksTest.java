package org.onsager.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class TicksTest {

    @Test
    void steps_are_one_two_two_and_a_half_or_five_times_a_power_of_ten() {
        assertThat(Ticks.niceStep(0.9)).isEqualTo(1);
        assertThat(Ticks.niceStep(1.1)).isEqualTo(2);
        assertThat(Ticks.niceStep(2.2)).isEqualTo(2.5);
        assertThat(Ticks.niceStep(26)).isEqualTo(50);
        assertThat(Ticks.niceStep(0.07)).isEqualTo(0.1, within(1e-15));
    }

    @Test
    void unit_interval_is_marked_in_fifths() {
        var ticks = Ticks.of(0, 1, false, 7);
        assertThat(ticks.labels()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(ticks.exponent()).isZero();
    }

    @Test
    void quarters_show_their_second_place_and_negatives_a_minus_sign() {
        assertThat(Ticks.of(-0.5, 0.5, false, 4).labels())
                .containsExactly("\u22120.50", "\u22120.25", "0.00", "0.25", "0.50");
    }

    @Test
    void large_and_small_numbers_share_one_power_of_ten() {
        var large = Ticks.of(0, 3e6, false, 4);
        assertThat(large.exponent()).isEqualTo(6);
        assertThat(large.labels()).containsExactly("0", "1", "2", "3");
        assertThat(Ticks.of(0, 2e-4, false, 4).labels()).containsExactly("0.0", "0.5", "1.0", "1.5", "2.0");
    }

    @Test
    void decades_are_labelled_as_powers() {
        var ticks = Ticks.of(1e-3, 1e2, true, 7);
        assertThat(ticks.at()).hasSize(6);
        assertThat(ticks.labels()).startsWith("\\(10^{-3}\\)").endsWith("\\(10^{2}\\)");
        assertThat(ticks.minor()).contains(0.002, 50);
        assertThat(Ticks.of(1, 50, true, 7).labels()).containsExactly("1", "2", "5", "10", "20", "50");
    }

    @Property(tries = 500)
    void ticks_are_inside_ascending_even_and_say_their_value(
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double low,
            @ForAll @DoubleRange(min = 1e-6, max = 1e9) @Scale(9) double span) {
        double high = low + span;
        if (span < 1e-7 * Math.abs(low)) return;
        var ticks = Ticks.of(low, high, false, 6);
        assertThat(ticks.at().length).isBetween(2, 8);
        double step = ticks.at()[1] - ticks.at()[0];
        for (int i = 0; i < ticks.at().length; i++) {
            assertThat(ticks.at()[i]).isBetween(low - 1e-8 * span - 1e-9 * step, high + 1e-8 * span + 1e-9 * step);
            double said =
                    Double.parseDouble(ticks.labels().get(i).replace('\u2212', '-')) * Math.pow(10, ticks.exponent());
            assertThat(said).isCloseTo(ticks.at()[i], within(1e-6 * step + 1e-12 * Math.abs(high)));
        }
    }
}
