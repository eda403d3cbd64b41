package org.onsager.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.onsager.lab.data.Tables;

/// Writes the tables of runs and tools, in the format that a file's extension names. What runs write is a seam of
/// its own so that a test can let it fail.
interface TableFiles {

    /// The formats in which a run keeps each table.
    List<String> FORMATS = List.of("csv", "parquet");

    /// @throws IllegalArgumentException if the extension names no format
    /// @throws IOException if the disk refuses
    void write(Table table, Path file) throws IOException;

    /// CSV, Parquet and JSON.
    static TableFiles standard() {
        return (table, file) -> {
            try {
                Tables.write(table, file);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
    }
}
