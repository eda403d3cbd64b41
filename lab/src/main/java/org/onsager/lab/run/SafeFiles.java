package org.onsager.lab.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// Writes files that are, after a kill or a power cut at any moment, either the old ones or the new ones, whole:
/// each is written beside its place, forced to disk and moved in, and the folder is forced to disk after it.
public final class SafeFiles {
    private static final long PID = ProcessHandle.current().pid();

    private final Opener opener;
    private final AtomicLong serial = new AtomicLong();

    /// How a file is opened for writing; tests open ones that fail.
    interface Opener {
        WritableByteChannel open(Path file) throws IOException;
    }

    /// Whatever writes a file on its own, such as a table's writer.
    @FunctionalInterface
    public interface Writer {
        /// @param file  where to write; does not exist yet
        void write(Path file) throws IOException;
    }

    /// Files of the ordinary file system.
    public SafeFiles() {
        this(file -> FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    SafeFiles(Opener opener) {
        this.opener = opener;
    }

    /// Puts `text` in `file`, as UTF-8.
    ///
    /// @throws StoreException if the disk refuses; `file` is then as it was
    public void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Puts `bytes` in `file`; folders that are missing are made.
    ///
    /// @throws StoreException if the disk refuses; `file` is then as it was
    public void write(Path file, byte[] bytes) {
        replace(file, beside -> {
            try (var channel = opener.open(beside)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    if (channel.write(buffer) <= 0) throw new IOException("the disk took no more bytes");
                }
            }
        });
    }

    /// Puts in `file` what `writer` writes.
    ///
    /// @throws StoreException if the disk refuses; `file` is then as it was
    public void replace(Path file, Writer writer) {
        var name = file.getFileName().toString();
        // the extension stays: writers of tables choose the format by it
        var beside = file.resolveSibling(".tmp-%d-%d-%s".formatted(PID, serial.incrementAndGet(), name));
        try {
            Files.createDirectories(parent(file));
            writer.write(beside);
            force(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent(file));
        } catch (IOException e) {
            discard(beside);
            throw StoreException.writing(file, e);
        } catch (RuntimeException e) {
            discard(beside);
            throw e;
        }
    }

    /// Whether `file` can be written, asked before the work whose result goes there. A disk may still fill up.
    ///
    /// @throws IllegalArgumentException if it is a folder
    /// @throws StoreException if the folder, or the nearest one above it that exists, is none or is read-only
    public static void requireWritable(Path file) {
        if (Files.isDirectory(file)) throw new IllegalArgumentException("%s is a folder, not a file".formatted(file));
        var folder = parent(file);
        while (!Files.exists(folder) && folder.getParent() != null) folder = folder.getParent();
        if (!Files.isDirectory(folder)) {
            throw new StoreException("cannot write %s: %s is not a folder".formatted(file, folder), null);
        }
        if (!Files.isWritable(folder)) {
            throw new StoreException("cannot write %s: permission denied in %s".formatted(file, folder), null);
        }
    }

    /// Moves a file or folder in one step and forces both folders to disk.
    ///
    /// @throws StoreException if the disk refuses; nothing has moved then
    public static void move(Path from, Path to) {
        try {
            Files.createDirectories(parent(to));
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            force(parent(to));
            force(parent(from));
        } catch (IOException e) {
            throw StoreException.writing(to, e);
        }
    }

    /// Whether `name` is a file that a killed process left beside its place.
    static boolean isLeftover(String name) {
        return name.startsWith(".tmp-");
    }

    /// The folder of a file.
    static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    }

    private static void force(Path path) throws IOException {
        // a folder opens for reading only, and reading is enough to force a file
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException ignored) {
            // the disk that refused the write may refuse this too; readers pass over such files
        }
    }
}
