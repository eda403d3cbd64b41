package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The disk refused: a read-only or full disk, a write cut short, a file in a folder's place. The store stays
/// readable, whatever was stored before is untouched; the command line turns it into one line and exit code 4.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message  what could not be done to which file, and why, in one line
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// A failed write of `file`.
    static StoreException writing(Path file, IOException cause) {
        return new StoreException("cannot write %s: %s".formatted(file, reason(cause)), cause);
    }

    /// A failed read of `file`.
    static StoreException reading(Path file, IOException cause) {
        return new StoreException("cannot read %s: %s".formatted(file, reason(cause)), cause);
    }

    /// The operating system's reason alone: `FileSystemException` repeats the file's name.
    public static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) return "permission denied";
        if (cause instanceof NoSuchFileException missing) return "there is no " + missing.getFile();
        if (cause instanceof NotDirectoryException file) return file.getFile() + " is not a folder";
        if (cause instanceof FileSystemException system && system.getReason() != null) return system.getReason();
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
