package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.run.StoreException;

class DataFoldersTest {
    @TempDir
    Path root;

    @Test
    void the_first_folder_that_has_a_set_wins_and_a_path_is_no_name() throws IOException {
        var one = Files.createDirectories(root.resolve("one"));
        var two = folder("two/mnist", "a.csv", "1\n");
        Files.createDirectories(one.resolve("mnist")); // as a failed download may leave behind
        var folders = new DataFolders(List.of(one, two.getParent()));

        assertThat(folders.find("mnist")).contains(two);
        assertThat(folders.find("cifar")).isEmpty();
        assertThatThrownBy(() -> folders.find("../two/mnist")).hasMessageContaining("must be such as mnist");
        assertThatThrownBy(() -> DataFolders.of(root.resolve("three"))).hasMessageContaining("which does not exist");
    }

    @Test
    void the_content_decides_and_neither_time_nor_compression_nor_the_read_me() throws IOException {
        var one = folder("one", "a.csv", "1,2\n");
        var hash = DataFolders.contentHash(one);

        Files.setLastModifiedTime(one.resolve("a.csv"), FileTime.fromMillis(0));
        Files.writeString(one.resolve("README.md"), "about");
        assertThat(DataFolders.contentHash(one)).isEqualTo(hash);

        Files.writeString(one.resolve("a.csv"), "1,3\n"); // same size
        Files.setLastModifiedTime(one.resolve("a.csv"), FileTime.fromMillis(0));
        assertThat(DataFolders.contentHash(one)).isNotEqualTo(hash);

        var packed = Files.createDirectories(root.resolve("packed"));
        var again = Files.createDirectories(root.resolve("again"));
        pack(packed.resolve("a.gz"), 1);
        pack(again.resolve("a.gz"), 100);
        assertThat(packed.resolve("a.gz")).exists();
        assertThat(Files.readAllBytes(packed.resolve("a.gz"))).isNotEqualTo(Files.readAllBytes(again.resolve("a.gz")));
        assertThat(DataFolders.contentHash(packed)).isEqualTo(DataFolders.contentHash(again));
    }

    private static void pack(Path file, int piece) throws IOException {
        byte[] bytes =
                "the same contents, packed in two ways".repeat(50).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 512, true)) {
            for (int i = 0; i < bytes.length; i += piece) {
                out.write(bytes, i, Math.min(piece, bytes.length - i));
                if (piece > 1) out.flush();
            }
        }
    }

    private Path folder(String name, String file, String text) throws IOException {
        var folder = Files.createDirectories(root.resolve(name));
        Files.writeString(folder.resolve(file), text);
        return folder;
    }

    @Test
    void the_known_sets_are_the_ones_that_are_installed_here() {
        var data = System.getenv("ONSAGER_TEST_DATA");
        assumeThat(data != null && Files.isDirectory(Path.of(data)))
                .as("no real data here")
                .isTrue();
        assertThat(KnownData.all())
                .extracting(KnownData::name)
                .contains("mnist", "fashion-mnist")
                .isSorted();
        for (var set : KnownData.all()) {
            assertThat(set.problems(Path.of(data, set.name()))).as(set.name()).isEmpty();
        }
        assertThatThrownBy(() -> KnownData.named("mnits")).hasMessageContaining("did you mean mnist?");
    }

    @Test
    void a_fetched_file_is_kept_only_with_the_right_checksum() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            var address = "http://127.0.0.1:" + server.getAddress().getPort();
            var hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
            var cache = root.resolve("cache");

            var folder =
                    set(new KnownData.Part("a.txt", hello, address + "/good")).fetch(cache, Progress.none());
            assertThat(folder.resolve("a.txt")).hasContent("hello");

            assertThatThrownBy(() -> set(new KnownData.Part("b.txt", "00", address + "/good"))
                            .fetch(cache, Progress.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was not kept")
                    .hasMessageContaining(hello);
            assertThatThrownBy(() -> set(new KnownData.Part("c.txt", hello, address + "/missing"))
                            .fetch(cache, Progress.none()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("answers 404");
            assertThatThrownBy(() -> set(new KnownData.Part("d.txt", hello, "")).fetch(cache, Progress.none()))
                    .hasMessageContaining("no public address");
            assertThat(folder)
                    .isDirectoryNotContaining(
                            file -> !file.getFileName().toString().equals("a.txt"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_set_of_which_half_was_fetched_is_not_installed() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var served = new AtomicInteger();
        var secondIsThere = new AtomicBoolean();
        server.createContext("/first", exchange -> {
            served.incrementAndGet();
            answer(exchange, 200);
        });
        server.createContext("/second", exchange -> answer(exchange, secondIsThere.get() ? 200 : 503));
        server.start();
        try {
            var address = "http://127.0.0.1:" + server.getAddress().getPort();
            var hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
            var cache = root.resolve("cache");
            var folders = new DataFolders(List.of(cache));
            var both = set(
                    new KnownData.Part("a.txt", hello, address + "/first"),
                    new KnownData.Part("b.txt", hello, address + "/second"));

            assertThatThrownBy(() -> both.fetch(cache, Progress.none())).hasMessageContaining("answers 503");
            assertThat(folders.find("toy")).isEmpty();

            secondIsThere.set(true);
            both.fetch(cache, Progress.none());
            assertThat(folders.find("toy"))
                    .hasValueSatisfying(
                            folder -> assertThat(both.problems(folder)).isEmpty());
            assertThat(served).as("what had come was not fetched again").hasValue(1);

            Files.delete(cache.resolve("toy/a.txt"));
            both.fetch(cache, Progress.none());
            assertThat(both.problems(cache.resolve("toy"))).isEmpty();
            assertThat(cache).isDirectoryNotContaining("glob:**/.fetching-*");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, 5);
        exchange.getResponseBody().write("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        exchange.close();
    }

    private static KnownData set(KnownData.Part... parts) {
        return new KnownData("toy", "a toy", "somewhere", "free", List.of(parts));
    }
}
