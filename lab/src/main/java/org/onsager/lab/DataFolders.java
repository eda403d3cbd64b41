package org.onsager.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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

    /// The folder of a set, if it is installed.
    ///
    /// @param name  such as `mnist`
    /// @throws IllegalArgumentException if it is no plain name
    public Optional<Path> find(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("the name of a data set must be such as mnist, not " + name);
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /// The hash of what a folder holds: SHA-256 over the names and contents of its files. Read anew each time;
    /// the time of a file says nothing about what is in it.
    ///
    /// @return 64 hexadecimal digits
    /// @throws StoreException if a file cannot be read
    public static String contentHash(Path folder) {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString().replace('\\', '/'), fileHash(file));
            }
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(folder, StoreException.reason(e)), e);
        }
        var digest = CodeIdentity.sha256();
        hashes.forEach((name, hash) -> digest.update((hash + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /// SHA-256 of a file, 64 hexadecimal digits.
    public static String fileHash(Path file) {
        var digest = CodeIdentity.sha256();
        var buffer = new byte[1 << 16];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(file, StoreException.reason(e)), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
