package org.onsager.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Named columns of equal length: what experiments write and users read, as CSV, Parquet or JSON.
///
/// @param columns  at least one, with distinct names and equal lengths
public record Table(List<Column> columns) {
    private static final Pattern NUMBER =
            Pattern.compile("|(?i:na|nan|n/a|null|[-+]?inf(inity)?)|[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    public Table {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) throw new IllegalArgumentException("a table must have at least one column");
        for (var column : columns) {
            if (column.length() != columns.getFirst().length()) {
                throw new IllegalArgumentException("column %s must have %d rows as %s has, not %d"
                        .formatted(
                                column.name(),
                                columns.getFirst().length(),
                                columns.getFirst().name(),
                                column.length()));
            }
            if (columns.stream()
                            .filter(other -> other.name().equals(column.name()))
                            .count()
                    > 1) {
                throw new IllegalArgumentException("column names must be distinct, not twice " + column.name());
            }
        }
    }

    /// One column.
    public sealed interface Column {
        String name();

        int length();

        /// The cell of a row as text, with every digit of a number.
        String text(int row);
    }

    /// Real numbers; NaN is a missing value.
    public record Reals(String name, double[] values) implements Column {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public String text(int row) {
            return Double.toString(values[row]);
        }
    }

    /// Whole numbers.
    public record Integers(String name, long[] values) implements Column {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public String text(int row) {
            return Long.toString(values[row]);
        }
    }

    /// Words; an empty one is a missing value.
    public record Texts(String name, List<String> values) implements Column {
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public int length() {
            return values.size();
        }

        @Override
        public String text(int row) {
            return values.get(row);
        }
    }

    /// A table with no columns yet; add them by `with`.
    public static Builder builder() {
        return new Builder();
    }

    /// Number of rows.
    public int rows() {
        return columns.getFirst().length();
    }

    /// The column of that name, if there is one.
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// The numbers of a column, whole numbers converted.
    ///
    /// @throws IllegalArgumentException if there is no such column or it holds words
    public double[] reals(String name) {
        return switch (column(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no column %s; the columns are %s".formatted(name, names())))) {
            case Reals reals -> reals.values().clone();
            case Integers integers ->
                Arrays.stream(integers.values()).asDoubleStream().toArray();
            case Texts texts -> throw words(texts);
        };
    }

    /// The complaint that names the first cell that is no number, and the commonest reason.
    private static IllegalArgumentException words(Texts texts) {
        var cells = texts.values();
        int row = 0;
        while (row < cells.size() - 1 && NUMBER.matcher(cells.get(row)).matches()) row++;
        var cell = cells.isEmpty() ? "" : cells.get(row);
        return new IllegalArgumentException("column %s must hold numbers, not words such as %s in row %d%s"
                .formatted(
                        texts.name(),
                        cell.isBlank()
                                ? "an empty cell"
                                : cell.lines().findFirst().orElse(""),
                        row,
                        cell.matches("[-+]?\\d+,\\d+") ? " (numbers need a decimal point)" : ""));
    }

    /// The column names in order.
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /// Every numeric column as one row-major matrix of shape `rows x columns`; words are an error.
    public double[][] matrix() {
        var matrix = new double[rows()][columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            double[] values = reals(columns.get(c).name());
            for (int r = 0; r < matrix.length; r++) matrix[r][c] = values[r];
        }
        return matrix;
    }

    /// Collects columns.
    public static final class Builder {
        private final List<Column> columns = new ArrayList<>();

        private Builder() {}

        /// Adds real numbers.
        public Builder with(String name, double... values) {
            columns.add(new Reals(name, values.clone()));
            return this;
        }

        /// Adds whole numbers.
        public Builder with(String name, long[] values) {
            columns.add(new Integers(name, values.clone()));
            return this;
        }

        /// Adds whole numbers.
        public Builder with(String name, int[] values) {
            columns.add(new Integers(name, Arrays.stream(values).asLongStream().toArray()));
            return this;
        }

        /// Adds words.
        public Builder with(String name, List<String> values) {
            columns.add(new Texts(name, values));
            return this;
        }

        public Table build() {
            return new Table(columns);
        }
    }
}
