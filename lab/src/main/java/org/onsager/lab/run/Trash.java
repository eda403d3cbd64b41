package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Runs put aside in batches, `<root>/.trash/<time>/<id>` and `<root>/.archive/<time>/<id>`, from where the last
/// batch can be taken back. A run moves in one step; a batch that was cut short is a smaller batch.
final class Trash {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> SHELVES = List.of(".trash", ".archive");

    private final Path root;

    Trash(Path root) {
        this.root = root;
    }

    /// Moves runs to the trash.
    void delete(Collection<String> ids) {
        putAside(".trash", ids);
    }

    /// Moves runs to the archive.
    void archive(Collection<String> ids) {
        putAside(".archive", ids);
    }

    private void putAside(String shelf, Collection<String> ids) {
        var batch = root.resolve(shelf).resolve(TIME.format(Instant.now()));
        for (var id : ids) SafeFiles.move(root.resolve(id), batch.resolve(id));
    }

    /// Takes the last batch back.
    ///
    /// @return the runs that are back, none if nothing was put aside
    List<String> undo() {
        var last =
                batches().max(Comparator.comparing(batch -> batch.getFileName().toString()));
        if (last.isEmpty()) return List.of();
        var back = new ArrayList<String>();
        for (var run : children(last.get())) {
            var id = run.getFileName().toString();
            SafeFiles.move(run, root.resolve(id));
            back.add(id);
        }
        remove(last.get());
        back.sort(Comparator.naturalOrder());
        return back;
    }

    /// Deletes for good what is in the trash.
    ///
    /// @return how many runs that were
    int empty() {
        int runs = 0;
        for (var batch : children(root.resolve(".trash"))) {
            runs += children(batch).size();
            try (var all = Files.walk(batch)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            } catch (IOException e) {
                throw StoreException.writing(batch, e);
            }
        }
        return runs;
    }

    private Stream<Path> batches() {
        return SHELVES.stream()
                .flatMap(shelf -> children(root.resolve(shelf)).stream())
                .filter(batch -> !children(batch).isEmpty());
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (var all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            throw StoreException.reading(folder, e);
        }
    }

    private static void remove(Path batch) {
        try {
            Files.deleteIfExists(batch);
        } catch (IOException e) {
            throw StoreException.writing(batch, e);
        }
    }
}
