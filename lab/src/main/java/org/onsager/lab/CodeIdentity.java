package org.onsager.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/// Which code runs: its version, and a hash of its classes that needs no version control and comes out the same
/// whether they lie in a folder or in a jar.
///
/// Onsager's own classes and those of the experiment go in by content (the CRC-32 of each class, which a jar has
/// at hand), the other jars of the class path by name and size: their names carry their versions.
///
/// @param version  such as `0.1.0`
/// @param hash  16 hexadecimal digits
record CodeIdentity(String version, String hash) {

    /// The identity of the code that runs `experiment`.
    static CodeIdentity of(Class<?> experiment) {
        var entries = new TreeMap<String, String>();
        var places = new LinkedHashSet<Path>();
        for (var place : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!place.isEmpty()) places.add(Path.of(place).toAbsolutePath().normalize());
        }
        var own = location(experiment);
        places.add(own);
        try {
            for (var place : places) {
                if (Files.isDirectory(place)) {
                    folder(place, entries);
                } else if (place.equals(own) || place.getFileName().toString().contains("onsager")) {
                    jar(place, entries);
                } else if (Files.exists(place)) {
                    entries.put(place.getFileName().toString(), Long.toString(Files.size(place)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class path", e);
        }
        return new CodeIdentity(currentVersion(), hash(entries));
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath()
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void folder(Path folder, TreeMap<String, String> entries) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (!file.toString().endsWith(".class")) continue;
                var sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                entries.put(folder.relativize(file).toString().replace('\\', '/'), Long.toHexString(sum.getValue()));
            }
        }
    }

    private static void jar(Path jar, TreeMap<String, String> entries) throws IOException {
        if (!Files.exists(jar)) return;
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .forEach(entry -> entries.put(entry.getName(), Long.toHexString(entry.getCrc())));
        }
    }

    private static String hash(TreeMap<String, String> entries) {
        var digest = sha256();
        entries.forEach((name, mark) -> digest.update((name + " " + mark + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }

    /// SHA-256, which every Java has.
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The version of this build.
    static String currentVersion() {
        try (var text = CodeIdentity.class.getResourceAsStream("version.txt")) {
            return text == null ? "unknown" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
