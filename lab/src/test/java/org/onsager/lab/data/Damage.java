package org.onsager.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/// Cuts and flips the bytes of a good file and sees that a reader answers each damage with a result or with one
/// `IllegalArgumentException` of one line that names the file.
final class Damage {
    private Damage() {}

    static void of(Path good, int times, Consumer<Path> reader) throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        var random = new Random(20_260_101);
        var damaged = good.resolveSibling("damaged-" + good.getFileName());
        for (int k = 0; k < times; k++) {
            byte[] copy = k % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes.clone();
            int flips = k % 3 == 0 ? 0 : 1 + random.nextInt(4);
            for (int f = 0; f < flips; f++) copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
            Files.write(damaged, copy);
            try {
                reader.accept(damaged);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).contains("damaged-").doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                fail("damage %d escaped as %s".formatted(k, e), e);
            }
        }
    }

    /// The folder of real data; it may be absent.
    static Path data() {
        var folder = System.getenv("ONSAGER_TEST_DATA");
        return Path.of(folder == null ? "absent" : folder);
    }
}
