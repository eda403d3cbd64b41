package org.onsager.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.run.RunStore;
import org.onsager.lab.run.StoreException;
import picocli.CommandLine.Option;

/// Where the runs are.
final class Where {
    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description = "Where runs are kept (default: $ONSAGER_RUNS, else ./runs).")
    @Nullable
    Path runs;

    Path root() {
        var root = named();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new StoreException("runs are kept in a folder, and %s is none".formatted(root), null);
        }
        return root;
    }

    private Path named() {
        if (runs != null) return runs;
        var environment = System.getenv("ONSAGER_RUNS");
        return environment == null || environment.isBlank() ? Path.of("runs") : Path.of(environment);
    }

    RunStore store() {
        return RunStore.open(root());
    }
}
