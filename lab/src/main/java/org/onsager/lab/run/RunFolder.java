package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The folder of a run that this process works on, locked as long as it is open.
public final class RunFolder implements AutoCloseable {
    private final Path path;
    private final SafeFiles files;
    private final RunLock lock;
    private final Runnable closed;
    private RunRecord record;

    RunFolder(Path path, SafeFiles files, RunLock lock, RunRecord record, Runnable closed) {
        this.path = path;
        this.files = files;
        this.lock = lock;
        this.record = record;
        this.closed = closed;
    }

    public Path path() {
        return path;
    }

    public SafeFiles files() {
        return files;
    }

    /// What `run.json` says now.
    public synchronized RunRecord record() {
        return record;
    }

    /// Rewrites `run.json`.
    ///
    /// @throws StoreException if the disk refuses; the old one is still there
    public synchronized void update(RunRecord record) {
        files.write(path.resolve(RunStore.RECORD), record.toJson());
        this.record = record;
    }

    /// Appends a line with the time to `log.txt`. A log that the disk refuses is not worth a run: results that
    /// it refuses fail loudly.
    public synchronized void log(String line) {
        try {
            var text = "%s %s%n".formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), line);
            Files.writeString(path.resolve("log.txt"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException ignored) {
            // see above
        }
    }

    /// Lets go of the run.
    @Override
    public void close() {
        lock.close();
        closed.run();
    }
}
