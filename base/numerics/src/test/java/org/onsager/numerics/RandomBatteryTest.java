package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The short battery: twelve tests of 2^18 words in each of six layouts, fixed seed, p-values within
/// \([10^{-5}, 1 - 10^{-5}]\) (ideal randomness would leave that in one of 700 batteries). Two-sided tests cannot
/// be too good. `docs/random-battery.md` has the long one.
class RandomBatteryTest {
    private static final int SIZE = 1 << 18;
    private static final double EXTREME = 1e-5;

    static Stream<RandomBattery.Layout> layouts() {
        return RandomBattery.LAYOUTS.stream();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void every_layout_passes_the_battery(RandomBattery.Layout layout) {
        var stream = RandomStream.of(20260101).split("battery");
        for (var test : RandomBattery.TESTS) {
            var words = layout.reader().apply(stream.split(test.name()));
            double p = test.pValue().applyAsDouble(new RandomBattery.Reader(words, SIZE));
            assertThat(p).as("%s, %s", layout.name(), test.name()).isGreaterThan(EXTREME);
            if (test.chiSquare())
                assertThat(p).as("%s, %s", layout.name(), test.name()).isLessThan(1 - EXTREME);
        }
    }

    @Test
    void the_battery_finds_weak_generators() {
        var state = new long[] {1, 1, 0};
        assertThat(failures(() -> state[0] = state[0] * 6364136223846793005L + 1442695040888963407L))
                .as("linear congruential modulo 2^64")
                .isGreaterThanOrEqualTo(1);
        assertThat(failures(() -> {
                    state[1] = state[1] * 1103515245 + 12345;
                    long upper = state[1] & 0x7FFFFFFF;
                    state[1] = state[1] * 1103515245 + 12345;
                    return upper << 33 ^ (state[1] & 0x7FFFFFFF) << 2;
                }))
                .as("linear congruential modulo 2^31")
                .isGreaterThanOrEqualTo(4);
        assertThat(failures(() -> state[2] += 0x9E3779B97F4A7C15L))
                .as("Weyl sequence")
                .isGreaterThanOrEqualTo(6);
    }

    private static long failures(LongSupplier words) {
        return RandomBattery.TESTS.stream()
                .mapToDouble(test -> test.pValue().applyAsDouble(new RandomBattery.Reader(words, SIZE)))
                .filter(p -> p < EXTREME || p > 1 - EXTREME)
                .count();
    }
}
