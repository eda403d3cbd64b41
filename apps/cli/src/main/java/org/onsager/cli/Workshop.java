package org.onsager.cli;

import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.DataFolders;
import org.onsager.lab.Lab;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.Progress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a command that computes needs: workers, data, a place for runs, somewhere to tell progress.
final class Workshop {
    @Mixin
    Where where = new Where();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to use (default: all cores). Results do not depend on it.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--engine", paramLabel = "ENGINE", description = "Where tasks run: local (default).")
    String engine = "local";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where data sets are (default: $ONSAGER_DATA, else ~/.cache/onsager).")
    @Nullable
    Path data;

    @Option(names = "--quiet", description = "Tell no progress.")
    boolean quiet;

    DataFolders dataFolders() {
        return data == null ? DataFolders.ofEnvironment() : DataFolders.of(data);
    }

    /// Opens a lab, does the work in it and closes it.
    int inLab(ToIntFunction<Lab> work) {
        if (!engine.equals("local")) {
            throw new IllegalArgumentException(
                    "engine must be local, not %s (Spark is not installed)".formatted(engine));
        }
        var progress = quiet ? Progress.none() : Progress.on(System.err);
        try (var workers = new LocalEngine(threads);
                var lab = Lab.open(where.root(), workers, dataFolders(), progress)) {
            return work.applyAsInt(lab);
        }
    }
}
