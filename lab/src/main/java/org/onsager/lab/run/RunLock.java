package org.onsager.lab.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The claim of a living process on a run: a lock of the operating system, which falls when the process ends,
/// however it ends. Nobody ever has to remove one by hand; the file itself means nothing.
final class RunLock implements AutoCloseable {
    static final String FILE = "lock";

    /// The runs that this process holds. The operating system keeps its locks by process, and closing any channel
    /// of a file drops them all, so whoever looks or takes must know first what the process holds already.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path key;

    private RunLock(FileChannel channel, Path key) {
        this.channel = channel;
        this.key = key;
    }

    /// Takes the lock of the run that is, or is about to be, in `place`.
    ///
    /// @param folder  where its files are now
    /// @throws IllegalArgumentException if this or another process holds it
    static RunLock take(Path folder, Path place) {
        var key = key(place);
        if (!HELD.add(key)) throw busy(place);
        boolean taken = false;
        try {
            var lock = new RunLock(lock(folder, place), key);
            taken = true;
            return lock;
        } finally {
            if (!taken) HELD.remove(key);
        }
    }

    private static FileChannel lock(Path folder, Path place) {
        var file = folder.resolve(FILE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            // a list of runs in another process may hold it for some microseconds while it looks
            for (int attempt = 0; attempt < 50; attempt++) {
                FileLock lock = channel.tryLock();
                if (lock != null) return channel;
                Thread.sleep(10);
            }
            close(channel);
            throw busy(place);
        } catch (IOException e) {
            close(channel);
            throw StoreException.writing(file, e);
        } catch (InterruptedException e) {
            close(channel);
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for " + file, e);
        }
    }

    private static IllegalArgumentException busy(Path place) {
        return new IllegalArgumentException(
                "run %s is being worked on by another process or thread".formatted(place.getFileName()));
    }

    /// Whether some process holds the lock of the run in `place`.
    ///
    /// @throws IOException if the file system knows no locks
    static boolean isHeld(Path place) throws IOException {
        if (HELD.contains(key(place))) return true;
        var file = place.resolve(FILE);
        if (!Files.exists(file)) return false;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        }
    }

    private static Path key(Path place) {
        try {
            return SafeFiles.parent(place).toRealPath().resolve(place.getFileName());
        } catch (IOException e) {
            return place.toAbsolutePath().normalize();
        }
    }

    @Override
    public void close() {
        close(channel);
        HELD.remove(key);
    }

    private static void close(@org.jspecify.annotations.Nullable FileChannel channel) {
        try {
            if (channel != null) channel.close();
        } catch (IOException ignored) {
            // the lock falls with the process at the latest
        }
    }
}
