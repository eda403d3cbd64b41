package org.onsager.lab.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.onsager.lab.run.SafeFiles;
import org.onsager.lab.run.StoreException;

/// Opens and replaces files with one-line errors; sees through gzip by its first two bytes, whatever the name.
final class Source {
    private Source() {}

    /// Reads something from a stream.
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /// Writes something to a stream.
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /// What `reader` makes of the (decompressed) bytes of `file`.
    ///
    /// @throws IllegalArgumentException naming the file if it cannot be read, ends early or is damaged
    static <T> T read(Path file, String expected, Reader<T> reader) {
        if (Files.isDirectory(file)) throw bad(file, "is a folder", expected);
        try (var in = open(file)) {
            return reader.read(in);
        } catch (NoSuchFileException e) {
            throw bad(file, "does not exist", expected);
        } catch (AccessDeniedException e) {
            throw bad(file, "cannot be read (permission denied)", expected);
        } catch (EOFException e) {
            throw bad(file, "ends too early (truncated)", expected);
        } catch (ZipException e) {
            throw bad(file, "holds damaged compressed data (" + e.getMessage() + ")", expected);
        } catch (IOException e) {
            throw bad(file, "cannot be read (" + e.getMessage() + ")", expected);
        }
    }

    /// All the (decompressed) bytes of `file`.
    static byte[] bytes(Path file, String expected) {
        return read(file, expected, InputStream::readAllBytes);
    }

    /// The text of `file` in UTF-8, without a byte-order mark.
    static String text(Path file, String expected) {
        var text = new String(bytes(file, expected), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// The first bytes of `file` after decompression, fewer if it is shorter.
    static byte[] head(Path file, int count, String expected) {
        return read(file, expected, in -> in.readNBytes(count));
    }

    private static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /// Writes beside `file`, then moves into its place, so that nobody ever sees half a file.
    ///
    /// @throws StoreException if the folder is read-only or full
    static void replace(Path file, Writer writer) {
        replaceBy(file, beside -> {
            try (var out = Files.newOutputStream(beside)) {
                writer.write(out);
            }
        });
    }

    /// As [#replace], for work that writes a file by its name.
    static void replaceBy(Path file, SafeFiles.Writer writer) {
        new SafeFiles().replace(file.toAbsolutePath(), writer);
    }

    /// The extension in lower case without the dot and without a `.gz` after it; empty if there is none.
    static String extension(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (isGzipName(file)) name = name.substring(0, name.length() - ".gz".length());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    static boolean isGzipName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /// The one form of every complaint about a file.
    static IllegalArgumentException bad(Path file, String wrong, String expected) {
        return new IllegalArgumentException("%s %s; expected %s".formatted(file, wrong, expected));
    }
}
