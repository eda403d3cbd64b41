package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/// Keeps SQLite's native library unpacked in the user's cache: the driver would unpack it anew at each start.
final class NativeSqlite {
    private NativeSqlite() {}

    /// Points the driver to the unpacked library, unpacking it once; where the cache cannot be written, the
    /// driver unpacks into the temporary folder as it always does.
    static void prepare() {
        if (System.getProperty("org.sqlite.lib.path") != null) return;
        var platform = OSInfo.getNativeLibFolderPathForCurrentOS();
        var name = System.mapLibraryName("sqlitejdbc");
        var cache = Path.of(System.getProperty("user.home", "."), ".cache", "onsager", "native");
        var folder = cache.resolve("sqlite-" + SQLiteJDBCLoader.getVersion()).resolve(platform.replace('/', '-'));
        var library = folder.resolve(name);
        try {
            if (!Files.exists(library)) {
                try (var packed = SQLiteJDBCLoader.class.getResourceAsStream(
                        "/org/sqlite/native/%s/%s".formatted(platform, name))) {
                    if (packed == null) return;
                    byte[] bytes = packed.readAllBytes();
                    new SafeFiles().write(library, bytes);
                }
            }
            System.setProperty("org.sqlite.lib.path", folder.toString());
            System.setProperty("org.sqlite.lib.name", name);
        } catch (IOException | StoreException e) {
            // no cache: slower by the unpacking, nothing else
        }
    }
}
