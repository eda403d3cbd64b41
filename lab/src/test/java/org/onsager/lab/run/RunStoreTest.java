package org.onsager.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    @TempDir
    Path root;

    static RunRecord draft(String paper) {
        return new RunRecord(
                "",
                paper,
                "smoke",
                7,
                Map.of("n", 3),
                Map.of(),
                "0.1.0",
                "c0de",
                RunRecord.Machine.here("local", 2),
                Map.of(),
                Status.RUNNING,
                "2026-11-25T17:53:01Z",
                0,
                0,
                "",
                Map.of());
    }

    private static String finished(RunStore store, String paper) {
        try (var folder = store.create(draft(paper))) {
            folder.update(folder.record().withMetrics(Map.of("nan", Double.NaN, "x", 0.1)));
            folder.update(folder.record().withStatus(Status.FINISHED, 1.5, ""));
            return folder.record().run();
        }
    }

    @Test
    void a_record_comes_back_as_it_was_written() {
        try (var store = RunStore.open(root)) {
            var id = finished(store, "ginibre");

            assertThat(store.read(id).metrics()).isEqualTo(Map.of("nan", Double.NaN, "x", 0.1));
            assertThat(store.read(id).sets()).isEqualTo(Map.of("n", "3"));
            assertThat(id).matches("\\d{8}-\\d{6}-ginibre-[0-9a-f]{4}");
        }
    }

    @Test
    void a_run_json_cut_at_any_byte_damages_that_run_alone() throws IOException {
        try (var store = RunStore.open(root)) {
            var good = finished(store, "good");
            var cut = finished(store, "cut");
            var file = root.resolve(cut).resolve(RunStore.RECORD);
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length - 1; length++) { // the last byte is a line break
                Files.write(file, Arrays.copyOf(whole, length));

                var listed = store.list();

                assertThat(listed).hasSize(2);
                for (var summary : listed) {
                    if (summary.run().equals(good)) {
                        assertThat(summary.status()).isEqualTo(Status.FINISHED);
                    } else {
                        assertThat(summary.status()).as("cut at %d", length).isEqualTo(Status.DAMAGED);
                        assertThat(summary.problem())
                                .contains(cut + " is damaged: run.json is")
                                .doesNotContain("\n");
                    }
                }
            }
            Files.write(file, whole);
            assertThat(store.list()).allMatch(summary -> summary.status() == Status.FINISHED);
        }
    }

    @Test
    void a_run_without_a_record_and_a_copied_run_are_damaged() throws IOException {
        try (var store = RunStore.open(root)) {
            var id = finished(store, "one");
            var copy = root.resolve("20200101-000000-one-abcd");
            Files.createDirectories(copy);
            assertThat(store.list().getLast().problem()).contains("it has no run.json");
            Files.copy(root.resolve(id).resolve("run.json"), copy.resolve("run.json"));
            assertThat(store.list().getLast().problem()).contains("run.json is that of run " + id);
        }
    }

    @Test
    void a_run_is_found_by_any_unique_start_and_never_by_a_path() {
        try (var store = RunStore.open(root)) {
            assertThatThrownBy(() -> store.find("2026")).hasMessageContaining("there are no runs here yet");
            var one = finished(store, "one");
            var two = finished(store, "two");

            assertThat(store.find(one)).isEqualTo(one);
            assertThat(store.find(two.substring(0, two.length() - 2))).isEqualTo(two);
            assertThatThrownBy(() -> store.find("20"))
                    .hasMessageContaining("is the start of 2 runs")
                    .hasMessageContaining(one);
            assertThatThrownBy(() -> store.find("1999")).hasMessageContaining("there is no run 1999; the newest is");
            for (var path : List.of("../runs", "/etc/passwd", "", ".", "runs/" + one, one + "/", "..\\x", ".trash")) {
                assertThatThrownBy(() -> store.find(path))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("a run is named by its id");
            }
        }
    }

    @Test
    void a_corrupt_or_missing_index_is_made_anew() throws IOException {
        String id;
        try (var store = RunStore.open(root)) {
            id = finished(store, "one");
            assertThat(store.list()).hasSize(1);
        }
        for (var wreck : List.of(
                "not a database at all, long enough to look like one ".repeat(100),
                "",
                "SQLite format 3\0 and then nothing")) {
            for (var suffix : List.of("-wal", "-shm")) Files.deleteIfExists(root.resolve(RunIndex.FILE + suffix));
            Files.writeString(root.resolve(RunIndex.FILE), wreck);
            try (var store = RunStore.open(root)) {
                assertThat(store.list()).extracting(RunSummary::run).containsExactly(id);
                assertThat(store.list()).extracting(RunSummary::status).containsExactly(Status.FINISHED);
            }
        }
        try (var store = RunStore.open(root)) {
            byte[] pages = Files.readAllBytes(root.resolve(RunIndex.FILE));
            for (int i = 100; i < pages.length; i++) pages[i] ^= 0x5a;
            Files.write(root.resolve(RunIndex.FILE), pages);
            assertThat(store.list()).hasSize(1);
            assertThat(store.reindex()).isEqualTo(1);
            Files.delete(root.resolve(RunIndex.FILE));
            assertThat(store.list()).hasSize(1);
        }
    }

    @Test
    void deleted_and_archived_runs_come_back() {
        try (var store = RunStore.open(root)) {
            var one = finished(store, "one");
            var two = finished(store, "two");
            var three = finished(store, "three");
            store.delete(List.of(one, two));
            store.archive(List.of(three));
            assertThat(store.list()).isEmpty();
            assertThat(store.undo()).containsExactly(three);
            assertThat(store.undo()).containsExactlyInAnyOrder(one, two);
            assertThat(store.undo()).isEmpty();
            assertThat(store.list()).hasSize(3).allMatch(summary -> summary.status() == Status.FINISHED);
            store.delete(List.of(one));
            assertThat(store.emptyTrash()).isEqualTo(1);
            assertThat(store.undo()).isEmpty();
        }
    }

    @Test
    void a_run_that_is_worked_on_is_neither_taken_nor_deleted() {
        try (var store = RunStore.open(root);
                var other = RunStore.open(root)) {
            try (var folder = store.create(draft("busy"))) {
                var id = folder.record().run();
                assertThat(other.list().getFirst().status()).isEqualTo(Status.RUNNING);
                assertThatThrownBy(() -> other.take(id)).hasMessageContaining("is being worked on");
                assertThatThrownBy(() -> other.delete(List.of(id))).hasMessageContaining("is being worked on");
                assertThat(other.list().getFirst().status()).isEqualTo(Status.RUNNING);
            }
            assertThat(other.list().getFirst().status()).isEqualTo(Status.INTERRUPTED);
        }
    }

    /// A disk that takes so many bytes in all, then fails as a full one does, or takes none and says nothing.
    private static SafeFiles disk(int[] bytesLeft, boolean silent) {
        return new SafeFiles(file -> {
            var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            return new WritableByteChannel() {
                @Override
                public int write(ByteBuffer source) throws IOException {
                    int n = Math.min(Math.min(source.remaining(), 37), bytesLeft[0]); // short writes
                    if (n == 0 && !silent) throw new IOException("No space left on device");
                    int limit = source.limit();
                    source.limit(source.position() + n);
                    int written = channel.write(source);
                    source.limit(limit);
                    bytesLeft[0] -= written;
                    return written;
                }

                @Override
                public boolean isOpen() {
                    return channel.isOpen();
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        });
    }

    @Test
    void a_disk_that_fills_up_at_any_byte_leaves_a_readable_store() throws IOException {
        int whole = draft("full").toJson().length();
        for (boolean silent : new boolean[] {false, true}) {
            for (int room = 0; room < 3 * whole; room += 97) {
                var place = root.resolve("full-" + silent + room);
                var left = new int[] {Integer.MAX_VALUE};
                try (var store = RunStore.open(place, disk(left, silent))) {
                    var safe = finished(store, "safe");
                    left[0] = room;
                    try {
                        finished(store, "full");
                    } catch (StoreException e) {
                        assertThat(e)
                                .hasMessageContaining("run.json")
                                .hasMessageMatching(".*(No space left|no more bytes).*");
                    }
                    assertThat(store.read(safe).status()).isEqualTo(Status.FINISHED);
                    assertThat(store.list())
                            .isNotEmpty()
                            .noneMatch(summary ->
                                    summary.status() == Status.DAMAGED || summary.status() == Status.RUNNING);
                }
            }
        }
    }

    @Test
    void a_file_in_the_place_of_the_root_is_one_clear_line() throws IOException {
        var file = Files.writeString(root.resolve("runs"), "not a folder");
        try (var store = RunStore.open(file)) {
            assertThatThrownBy(() -> store.create(draft("x")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("cannot write " + file);
            assertThatThrownBy(store::list)
                    .isInstanceOf(StoreException.class)
                    .hasMessage("cannot read %s: it is not a folder".formatted(file));
        }
    }

    @Test
    void a_folder_in_the_place_of_the_index_is_done_without() throws IOException {
        try (var store = RunStore.open(root)) {
            Files.createDirectories(root.resolve(RunIndex.FILE).resolve("x"));
            finished(store, "one");
            assertThat(store.list()).hasSize(1);
        }
    }
}
