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
        assertThat(failures(new LongSupplier() {
                    private long state = 1;

                    @Override
                    public long getAsLong() {
                        return state = state * 6364136223846793005L + 1442695040888963407L;
                    }
                }))
                .as("linear congruential, all 64 bits")
                .isGreaterThanOrEqualTo(3);
        assertThat(failures(new LongSupplier() {
                    private long state;

                    @Override
                    public long getAsLong() {
                        return state += 0x9E3779B97F4A7C15L;
                    }
                }))
                .as("Weyl sequence")
                .isGreaterThanOrEqualTo(6);
        assertThat(failures(new LongSupplier() {
                    private long state = 88172645463325252L;

                    @Override
                    public long getAsLong() {
                        state ^= state << 13;
                        state ^= state >>> 7;
                        return state ^= state << 17;
                    }
                }))
                .as("xorshift64, linear over bits")
                .isGreaterThanOrEqualTo(1);
    }

    private static long failures(LongSupplier words) {
        return RandomBattery.TESTS.stream()
                .mapToDouble(test -> test.pValue().applyAsDouble(new RandomBattery.Reader(words, SIZE)))
                .filter(p -> p < EXTREME || p > 1 - EXTREME)
                .count();
    }
}
