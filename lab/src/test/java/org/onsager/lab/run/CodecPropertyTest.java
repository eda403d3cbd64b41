package org.onsager.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.onsager.lab.run.CodecTest.Box;
import org.onsager.lab.run.CodecTest.Disc;
import org.onsager.lab.run.CodecTest.Everything;
import org.onsager.lab.run.CodecTest.Pair;
import org.onsager.lab.run.CodecTest.Phase;
import org.onsager.lab.run.CodecTest.Shape;
import org.onsager.lab.run.CodecTest.Tree;

class CodecPropertyTest {

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void whatever_is_stored_comes_back_with_the_same_bits(
            @ForAll long l,
            @ForAll double d,
            @ForAll long dBits,
            @ForAll float f,
            @ForAll long[] bits,
            @ForAll int[] whole,
            @ForAll byte[] raw,
            @ForAll List<@From("words") String> words,
            @ForAll boolean yes) {
        double[] reals =
                Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
        var map = new LinkedHashMap<String, List<Integer>>();
        for (var word : words) map.put(word, Arrays.stream(whole).boxed().toList());
        var value = new Everything(
                (byte) l,
                (short) l,
                (int) l,
                l,
                f,
                Double.longBitsToDouble(dBits),
                yes,
                String.join("", words),
                yes ? Phase.GLASS : Phase.RETRIEVAL,
                reals,
                new double[][] {reals, {}, {d}},
                whole,
                bits,
                raw,
                words.stream().map(word -> new Pair<>(word, reals)).toList(),
                map,
                yes ? Optional.of(d) : Optional.empty(),
                yes ? OptionalInt.of(3) : OptionalInt.empty(),
                yes ? new Disc(d) : new Box(new float[] {f}, 'x'),
                new Shape[] {new Disc(-0.0), new Box(new float[0], '\uffff')},
                words.toArray(String[]::new),
                new Tree(1, List.of(new Tree(2, List.of()), new Tree((int) l, List.of()))));
        var codec = Codec.of(Everything.class);

        byte[] stored = codec.encode(value);
        var back = codec.decode(stored);

        assertThat(back)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                // AssertJ takes two NaNs for different and two zeros for equal: bits decide here
                .withEqualsForType(
                        (a, b) -> Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b), Double.class)
                .withEqualsForType((a, b) -> Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b), Float.class)
                .isEqualTo(value);
        assertThat(codec.encode(back)).isEqualTo(stored);
        assertThat(Double.doubleToRawLongBits(back.d())).isEqualTo(dBits);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .ofMaxLength(8)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void bytes_that_are_no_value_are_refused_without_harm(@ForAll byte[] noise) {
        try {
            Codec.of(Everything.class).decode(noise);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
