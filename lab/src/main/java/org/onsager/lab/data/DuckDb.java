package org.onsager.lab.data;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.Table;
import org.onsager.lab.run.StoreException;

/// The one place that speaks to DuckDB: an in-memory database for each call, without extensions to be fetched.
final class DuckDb {
    private DuckDb() {}

    /// Work on a connection.
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    static Table read(Path file, String extension) {
        return connected(
                connection -> {
                    // prepared, as the driver keeps what is wrong with a file to itself otherwise
                    try (var statement = connection.prepareStatement("SELECT * FROM " + source(file, extension));
                            var result = statement.executeQuery()) {
                        return table(result);
                    }
                },
                e -> unreadable(file, extension, e));
    }

    static Table query(String sql, Path file, String extension) {
        return connected(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        load(connection, file, extension);
                        // From here on nothing outside can be reached, and nothing can be switched back on.
                        statement.execute("SET enable_external_access = false");
                        statement.execute("SET lock_configuration = true");
                        try (var result = statement.executeQuery(sql)) {
                            return table(result);
                        }
                    }
                },
                e -> new IllegalArgumentException(
                        "the query failed on %s: %s; expected one SELECT from data".formatted(file, firstLine(e))));
    }

    private static void load(Connection connection, Path file, String extension) throws SQLException {
        try (var statement =
                connection.prepareStatement("CREATE TABLE data AS SELECT * FROM " + source(file, extension))) {
            statement.execute();
        } catch (SQLException e) {
            throw unreadable(file, extension, e);
        }
    }

    static void write(Table table, Path file, String extension) {
        var options = switch (extension) {
            case "parquet" -> "FORMAT parquet, COMPRESSION zstd";
            case "json" -> "FORMAT json, ARRAY true";
            default -> "FORMAT json";
        };
        var gzip = Source.isGzipName(file) ? ", COMPRESSION gzip" : "";
        Source.replaceBy(
                file,
                beside -> connected(
                        connection -> {
                            create(connection, table);
                            try (var statement = connection.createStatement()) {
                                statement.execute("COPY data TO %s (%s%s)".formatted(literal(beside), options, gzip));
                            }
                            return beside;
                        },
                        e -> unwritable(file, e)));
    }

    /// What the disk refused is told apart from what cannot be said in the format.
    static RuntimeException unwritable(Path file, SQLException e) {
        var wrong = firstLine(e);
        if (!wrong.startsWith("IO Error")) {
            return Source.bad(file, "cannot be written (%s)".formatted(wrong), "a table that the format can hold");
        }
        // IO Error: Could not write file "/place/of/it": No space left on device
        int reason = wrong.lastIndexOf("\": ");
        return new StoreException(
                "cannot write %s: %s".formatted(file, reason < 0 ? wrong : wrong.substring(reason + 3)), e);
    }

    private static <T> T connected(Work<T> work, Function<SQLException, RuntimeException> complaint) {
        var settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try (var connection = new DuckDBDriver().connect("jdbc:duckdb:", settings)) {
            return work.on(connection);
        } catch (SQLException e) {
            throw complaint.apply(e);
        }
    }

    private static IllegalArgumentException unreadable(Path file, String extension, SQLException e) {
        return Source.bad(file, "cannot be read as %s (%s)".formatted(extension, firstLine(e)), "a whole table");
    }

    private static String source(Path file, String extension) {
        return switch (extension) {
            case "csv" -> "read_csv(%s)".formatted(pattern(file));
            case "tsv" -> "read_csv(%s, delim = '\t')".formatted(pattern(file));
            case "parquet" -> "read_parquet(%s)".formatted(pattern(file));
            case "json" -> "read_json(%s)".formatted(pattern(file));
            default -> "read_json(%s, format = 'newline_delimited')".formatted(pattern(file));
        };
    }

    /// A file name as an SQL string that matches this file only: DuckDB reads names as glob patterns.
    private static String pattern(Path file) {
        var name = new StringBuilder();
        for (char c : file.toAbsolutePath().toString().toCharArray()) {
            if (c == '*' || c == '?' || c == '[') name.append('[').append(c).append(']');
            else name.append(c);
        }
        return "'" + name.toString().replace("'", "''") + "'";
    }

    private static String literal(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private static void create(Connection connection, Table table) throws SQLException {
        var columns = table.columns().stream()
                .map(column -> "\"%s\" %s".formatted(column.name().replace("\"", "\"\""), type(column)))
                .collect(Collectors.joining(", "));
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE data (" + columns + ")");
        }
        try (var appender =
                connection.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, "data")) {
            for (int row = 0; row < table.rows(); row++) {
                appender.beginRow();
                for (var column : table.columns()) {
                    append(appender, column, row);
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, Table.Column column, int row) throws SQLException {
        switch (column) {
            case Table.Reals reals -> {
                if (Double.isNaN(reals.values()[row])) appender.appendNull();
                else appender.append(reals.values()[row]);
            }
            case Table.Integers integers -> appender.append(integers.values()[row]);
            case Table.Texts texts -> appender.append(texts.values().get(row));
        }
    }

    private static String type(Table.Column column) {
        return switch (column) {
            case Table.Reals _ -> "DOUBLE";
            case Table.Integers _ -> "BIGINT";
            case Table.Texts _ -> "VARCHAR";
        };
    }

    private static Table table(ResultSet result) throws SQLException {
        var meta = result.getMetaData();
        var columns = new ArrayList<Cells>();
        for (int c = 1; c <= meta.getColumnCount(); c++) {
            columns.add(new Cells(unique(columns, meta.getColumnName(c)), kind(meta.getColumnTypeName(c))));
        }
        while (result.next())
            for (int c = 0; c < columns.size(); c++) columns.get(c).add(result, c + 1);
        return new Table(columns.stream().map(Cells::column).toList());
    }

    private static String unique(ArrayList<Cells> columns, String name) {
        var unique = name;
        for (int k = 1; ; k++) {
            var candidate = unique;
            if (columns.stream().noneMatch(cells -> cells.name.equals(candidate))) return candidate;
            unique = name + "_" + k;
        }
    }

    private enum Kind {
        WHOLE,
        /// Whole numbers that may not fit a `long`: they become reals if one does not.
        WIDE,
        REAL,
        WORD
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> Kind.WHOLE;
            case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT" -> Kind.WIDE;
            case "FLOAT", "DOUBLE" -> Kind.REAL;
            case String decimal when decimal.startsWith("DECIMAL") -> Kind.REAL;
            default -> Kind.WORD;
        };
    }

    /// One column while its rows come in.
    private static final class Cells {
        private final String name;
        private Kind kind;
        private double[] reals = new double[64];
        private long[] wholes = new long[64];
        private final ArrayList<String> words = new ArrayList<>();
        private int size;

        Cells(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
        }

        void add(ResultSet result, int c) throws SQLException {
            if (size == reals.length) {
                reals = Arrays.copyOf(reals, 2 * size);
                wholes = Arrays.copyOf(wholes, 2 * size);
            }
            switch (kind) {
                case WHOLE -> {
                    wholes[size] = result.getLong(c);
                    reals[size] = wholes[size];
                    if (result.wasNull()) {
                        kind = Kind.REAL;
                        reals[size] = Double.NaN;
                    }
                }
                case WIDE -> {
                    @Nullable Object value = result.getObject(c);
                    var number = value == null ? null : new BigInteger(value.toString());
                    reals[size] = number == null ? Double.NaN : number.doubleValue();
                    if (number == null || number.bitLength() > 63) kind = Kind.REAL;
                    else wholes[size] = number.longValue();
                }
                case REAL -> {
                    reals[size] = result.getDouble(c);
                    if (result.wasNull()) reals[size] = Double.NaN;
                }
                case WORD -> {
                    @Nullable Object value = result.getObject(c);
                    words.add(value == null ? "" : value.toString());
                }
            }
            size++;
        }

        Table.Column column() {
            return switch (kind) {
                case WHOLE, WIDE -> new Table.Integers(name, Arrays.copyOf(wholes, size));
                case REAL -> new Table.Reals(name, Arrays.copyOf(reals, size));
                case WORD -> new Table.Texts(name, words);
            };
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("unknown error")
                .strip();
    }
}
