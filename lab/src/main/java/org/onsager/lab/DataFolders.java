package org.onsager.lab;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.onsager.lab.run.StoreException;

/// Where known data sets are looked for: `<folder>/<name>/` in each folder in turn.
///
/// @param folders  the first that has a set wins
public record DataFolders(List<Path> folders) {
    public DataFolders {
        folders = List.copyOf(folders);
    }

    /// The usual places: `$ONSAGER_TEST_DATA` (tests), `$ONSAGER_DATA`, `~/.cache/onsager`.
    public static DataFolders ofEnvironment() {
        var folders = new ArrayList<Path>();
        for (var variable : List.of("ONSAGER_TEST_DATA", "ONSAGER_DATA")) {
            var value = System.getenv(variable);
            if (value != null && !value.isBlank()) folders.add(Path.of(value));
        }
        folders.add(cache());
        return new DataFolders(folders);
    }

    /// `folder`, as given by `--data`, before the usual places.
    ///
    /// @throws IllegalArgumentException if it is no folder
    public static DataFolders of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--data must be a folder, not %s%s"
                    .formatted(folder, Files.exists(folder) ? "" : ", which does not exist"));
        }
        var folders = new ArrayList<Path>();
        folders.add(folder);
        folders.addAll(ofEnvironment().folders());
        return new DataFolders(folders);
    }

    /// `~/.cache/onsager`, where fetched sets go.
    public static Path cache() {
        return Path.of(System.getProperty("user.home", "."), ".cache", "onsager");
    }

    /// The folder of a set, if it is installed: an empty folder holds nothing.
    ///
    /// @param name  such as `mnist`
    /// @throws IllegalArgumentException if it is no plain name
    public Optional<Path> find(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("the name of a data set must be such as mnist, not " + name);
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(DataFolders::holdsSomething)
                .findFirst();
    }

    private static boolean holdsSomething(Path folder) {
        if (!Files.isDirectory(folder)) return false;
        try (var entries = Files.list(folder)) {
            return entries.anyMatch(entry -> !entry.getFileName().toString().startsWith("."));
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(folder, StoreException.reason(e)), e);
        }
    }

    /// The hash of what a folder holds: SHA-256 over the names and contents of its data files. Read anew each
    /// time: the time of a file says nothing about what is in it. Gzipped files count by what is in them, whoever
    /// compressed them; read-me and licence files do not count.
    ///
    /// @return 64 hexadecimal digits
    /// @throws StoreException if a file cannot be read
    public static String contentHash(Path folder) {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(DataFolders::isData).toList()) {
                hashes.put(folder.relativize(file).toString().replace('\\', '/'), contents(file));
            }
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(folder, StoreException.reason(e)), e);
        }
        var digest = CodeIdentity.sha256();
        hashes.forEach((name, hash) -> digest.update((hash + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean isData(Path file) {
        var name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.matches("(?i)(readme|licen[cs]e).*|\\..*");
    }

    /// SHA-256 of what is in a file; of a gzipped one, of what it unpacks to.
    ///
    /// @throws StoreException if it cannot be read
    static String contents(Path file) {
        if (!file.toString().endsWith(".gz")) return fileHash(file);
        try (var unpacked = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            return hash(unpacked);
        } catch (ZipException | EOFException e) {
            return fileHash(file); // not gzip after all, or cut short: its reader will say so
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(file, StoreException.reason(e)), e);
        }
    }

    /// SHA-256 of a file, 64 hexadecimal digits.
    ///
    /// @throws StoreException if it cannot be read
    public static String fileHash(Path file) {
        try (var in = Files.newInputStream(file)) {
            return hash(in);
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(file, StoreException.reason(e)), e);
        }
    }

    private static String hash(InputStream in) throws IOException {
        var digest = CodeIdentity.sha256();
        var buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        return HexFormat.of().formatHex(digest.digest());
    }
}
