package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

    /// The six lines `philox4x32` of Random123's `tests/kat_vectors`: rounds, counter, key, answer, in words of
    /// 32 bits.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "7; 00000000 00000000 00000000 00000000; 00000000 00000000; 5f6fb709 0d893f64 4f121f81 4f730a48",
                "7; ffffffff ffffffff ffffffff ffffffff; ffffffff ffffffff; 5207ddc2 45165e59 4d8ee751 8c52f662",
                "7; 243f6a88 85a308d3 13198a2e 03707344; a4093822 299f31d0; 4dfccaba 190a87f0 c47362ba b6b5242a",
                "10; 00000000 00000000 00000000 00000000; 00000000 00000000; 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
                "10; ffffffff ffffffff ffffffff ffffffff; ffffffff ffffffff; 408f276d 41c83b0e a20bc7c6 6d5451fd",
                "10; 243f6a88 85a308d3 13198a2e 03707344; a4093822 299f31d0; d16cfe09 94fdcceb 5001e420 24126ea1"
            })
    void answers_are_those_published_with_random123(int rounds, String counter, String key, String answer) {
        var philox = new Philox();
        philox.generate(pair(key, 0), pair(counter, 0), pair(counter, 2), rounds);
        assertThat(philox.low).isEqualTo(pair(answer, 0));
        assertThat(philox.high).isEqualTo(pair(answer, 2));
    }

    private static long pair(String words, int first) {
        var word = words.split(" ");
        return Long.parseLong(word[first], 16) | Long.parseLong(word[first + 1], 16) << 32;
    }
}
