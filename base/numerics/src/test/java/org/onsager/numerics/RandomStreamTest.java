package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
    private static final RandomStream STREAM = RandomStream.of(42).split("test").at(7);

    @Property
    void vector_and_scalar_fills_have_the_same_bits(
            @ForAll long key,
            @ForAll long index,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1500) long first,
            @ForAll @IntRange(max = 1500) int size) {
        var stream = new RandomStream(key, index);
        double[] vector = new double[size + 3], scalar = new double[size + 3];
        VectorFill.normal(stream, vector, 2, size + 2, first);
        ScalarFill.normal(stream, scalar, 2, size + 2, first);
        assertThat(vector).isEqualTo(scalar);
        VectorFill.uniform(stream, vector, 1, size + 1, first);
        ScalarFill.uniform(stream, scalar, 1, size + 1, first);
        assertThat(vector).isEqualTo(scalar);
        byte[] signs = new byte[size + 3], plain = new byte[size + 3];
        VectorFill.rademacher(stream, signs, 2, size + 2, first);
        ScalarFill.rademacher(stream, plain, 2, size + 2, first);
        assertThat(signs).isEqualTo(plain);
    }

    @Test
    void a_million_vector_normals_have_the_scalar_bits() {
        double[] vector = new double[1 << 20], scalar = new double[1 << 20];
        VectorFill.normal(STREAM, vector, 0, vector.length, 0);
        ScalarFill.normal(STREAM, scalar, 0, scalar.length, 0);
        assertThat(Arrays.equals(vector, scalar)).isTrue();
    }

    @Test
    void fills_are_what_a_fresh_generator_draws() {
        double[] normals = new double[100], uniforms = new double[100];
        var words = new long[100];
        STREAM.fillNormal(normals);
        STREAM.fillUniform(uniforms);
        STREAM.fillBits(words);
        RandomSource a = STREAM.generator(), b = STREAM.generator(), c = STREAM.generator();
        for (int i = 0; i < 100; i++) {
            assertThat(a.nextGaussian()).isEqualTo(normals[i]);
            assertThat(b.nextDouble()).isEqualTo(uniforms[i]);
            assertThat(c.nextLong()).isEqualTo(words[i]);
        }
    }

    @Property
    void number_i_does_not_depend_on_how_a_fill_is_cut(
            @ForAll @IntRange(max = 300) int from, @ForAll @IntRange(min = 300, max = 600) int to) {
        double[] whole = new double[600], part = new double[600];
        STREAM.fillNormal(whole);
        STREAM.fillNormal(part, from, to);
        assertThat(Arrays.copyOfRange(part, from, to)).isEqualTo(Arrays.copyOfRange(whole, from, to));
        assertThat(Arrays.copyOf(part, from)).isEqualTo(new double[from]);
        assertThat(Arrays.copyOfRange(part, to, 600)).isEqualTo(new double[600 - to]);
        STREAM.fillNormal(part, 0, to - from, from);
        assertThat(Arrays.copyOf(part, to - from)).isEqualTo(Arrays.copyOfRange(whole, from, to));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void same_stream_same_bits_on_any_number_of_threads(int threads) throws Exception {
        double[] alone = new double[100_003], together = new double[100_003];
        STREAM.fillNormal(alone);
        try (var pool = new ForkJoinPool(threads)) {
            pool.submit(() ->
                            Parallel.range(together.length, 1_001, (from, to) -> STREAM.fillNormal(together, from, to)))
                    .get();
        }
        assertThat(Arrays.equals(together, alone)).isTrue();
    }

    @Test
    void float_normals_are_the_rounded_double_normals() {
        var doubles = new double[1_500];
        var floats = new float[1_503];
        STREAM.fillNormal(doubles, 0, 1_500, 9);
        STREAM.fillNormal(floats, 3, 1_503, 9);
        for (int i = 0; i < 1_500; i++) assertThat(floats[i + 3]).isEqualTo((float) doubles[i]);
    }

    @Test
    void bytes_and_signs_are_the_words_bits() {
        var words = new long[4];
        var bytes = new byte[27];
        var signs = new byte[256];
        STREAM.fillBits(words);
        STREAM.fillBits(bytes);
        STREAM.fillRademacher(signs);
        for (int i = 0; i < 27; i++) assertThat(bytes[i]).isEqualTo((byte) (words[i / 8] >>> 8 * (i % 8)));
        for (int i = 0; i < 256; i++) assertThat(signs[i]).isEqualTo((byte) ((words[i / 64] >>> i & 1) == 1 ? 1 : -1));
    }

    @Test
    void different_paths_from_a_root_are_different_streams() {
        var seen = new HashSet<Long>();
        for (long seed = -2; seed < 3; seed++) {
            var root = RandomStream.of(seed);
            assertThat(seen.add(root.generator().nextLong())).isTrue();
            for (var name : new String[] {"", "a", "b", "ab", "ba", "0", "1"})
                assertThat(seen.add(root.split(name).generator().nextLong())).isTrue();
            for (int i = 0; i < 30; i++) {
                assertThat(seen.add(root.at(i).generator().nextLong())).isTrue();
                assertThat(seen.add(root.at(i).split("a").generator().nextLong()))
                        .isTrue();
                assertThat(seen.add(root.split("a").at(i).generator().nextLong()))
                        .isTrue();
                for (int j = 0; j < 30; j++)
                    assertThat(seen.add(root.at(i).at(j).generator().nextLong()))
                            .isTrue();
            }
        }
    }

    @Test
    void numbered_children_share_a_key_so_that_they_cannot_overlap() {
        assertThat(STREAM.at(3).key()).isEqualTo(STREAM.at(-9).key()).isNotEqualTo(STREAM.key());
        assertThat(STREAM.at(3).index()).isEqualTo(3);
    }

    @Test
    void a_range_outside_the_array_is_refused() {
        var out = new double[10];
        assertThatThrownBy(() -> STREAM.fillNormal(out, 3, 11)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> STREAM.fillUniform(out, -1, 5, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> STREAM.fillRademacher(new byte[3], 2, 1, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> STREAM.fillNormal(out, 0, 10, -1))
                .hasMessage("first must be in [0, 2^63 - 10), not -1");
        assertThatThrownBy(() -> STREAM.fillBits(new long[5], 0, 5, Long.MAX_VALUE - 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
