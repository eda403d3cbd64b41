package org.onsager.memory.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

class TernaryDotTest {
    @Property(tries = 200)
    void vectors_give_the_plain_sum(
            @ForAll @IntRange(min = 1, max = 400) int size, @ForAll @IntRange(max = 9) int start) {
        RandomSource source = RandomStream.of(size).at(start).generator();
        var x = new byte[start + size + 3];
        for (int k = 0; k < x.length; k++) x[k] = (byte) (source.nextInt(3) - 1);
        var sums = new int[size];
        for (int k = 0; k < size; k++) sums[k] = source.nextInt(40_001) - 20_000;
        assertThat(TernaryDot.of(x, start, sums)).isEqualTo(TernaryDot.plain(x, start, 0, sums));
    }
}
