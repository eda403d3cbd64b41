package org.onsager.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/// Writes tables in the format that a file's extension names.
interface TableFiles {

    /// The formats in which a run keeps each table.
    List<String> extensions();

    /// The format of a run's metrics.
    String metricsExtension();

    /// @throws IllegalArgumentException if the extension names no format
    void write(Table table, Path file) throws IOException;

    /// What runs are written in.
    static TableFiles standard() {
        return csv();
    }

    /// Comma-separated values only.
    static TableFiles csv() {
        return new TableFiles() {
            @Override
            public List<String> extensions() {
                return List.of("csv");
            }

            @Override
            public String metricsExtension() {
                return "csv";
            }

            @Override
            public void write(Table table, Path file) throws IOException {
                var text = new StringBuilder(String.join(",", table.names())).append('\n');
                for (int row = 0; row < table.rows(); row++) {
                    var cells = new StringJoiner(",");
                    for (var column : table.columns()) cells.add(quoted(column.text(row)));
                    text.append(cells).append('\n');
                }
                Files.writeString(file, text);
            }
        };
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\\r\\n]*") ? cell : "\"%s\"".formatted(cell.replace("\"", "\"\""));
    }
}
