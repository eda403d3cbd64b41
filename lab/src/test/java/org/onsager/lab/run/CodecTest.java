package org.onsager.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CodecTest {
    enum Phase {
        RETRIEVAL,
        GLASS
    }

    sealed interface Shape {}

    record Disc(double radius) implements Shape {}

    record Box(float[] sides, char label) implements Shape {}

    record Pair<A, B>(A first, B second) {}

    record Tree(int value, List<Tree> children) {}

    record Everything(
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            boolean yes,
            String text,
            Phase phase,
            double[] reals,
            double[][] matrix,
            int[] whole,
            long[] counts,
            byte[] raw,
            List<Pair<String, double[]>> pairs,
            Map<String, List<Integer>> map,
            Optional<Double> maybe,
            OptionalInt count,
            Shape shape,
            Shape[] shapes,
            String[] words,
            Tree tree) {}

    record Unstorable(Thread thread) {}

    @Test
    void arrays_of_a_million_numbers_are_stored_as_they_lie_in_memory() {
        double[] large = new java.util.SplittableRandom(1).doubles(1_000_000).toArray();
        var codec = Codec.of(double[].class);

        byte[] stored = codec.encode(large);

        assertThat(stored).hasSize(4 + 8_000_000);
        assertThat(codec.decode(stored)).isEqualTo(large);
    }

    @Test
    void a_type_that_cannot_be_stored_is_refused_by_name_before_the_work() {
        assertThatThrownBy(() -> Codec.of(Unstorable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unstorable.thread of type java.lang.Thread cannot be stored");
        assertThatThrownBy(() -> Codec.of(List.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_checkpoint_cut_or_changed_at_any_byte_is_known_for_broken() {
        var whole = new Checkpoint(Map.of("seed", "1"), Map.of("code", "x"), "double[]", new byte[] {1, 2, 3, 4, 5});
        var files = new java.util.ArrayList<byte[]>();
        var place = Path.of(
                System.getProperty("java.io.tmpdir"),
                "checkpoint-" + ProcessHandle.current().pid());
        whole.write(new SafeFiles(), place);
        byte[] bytes = read(place);
        assertThat(Checkpoint.parse(bytes)).isInstanceOf(Checkpoint.Whole.class);
        for (int i = 0; i < bytes.length; i++) {
            files.add(Arrays.copyOf(bytes, i));
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            files.add(changed);
        }
        assertThat(files).allSatisfy(each -> assertThat(Checkpoint.parse(each)).isInstanceOf(Checkpoint.Broken.class));
    }

    private static byte[] read(Path file) {
        try {
            byte[] bytes = java.nio.file.Files.readAllBytes(file);
            java.nio.file.Files.delete(file);
            return bytes;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
