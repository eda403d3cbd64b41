package org.onsager.lab.data;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.onsager.lab.Table;

/// Small separated-value files without a database behind: loading DuckDB's native library takes about a second,
/// reading a file of some megabytes here takes a few hundredths.
///
/// RFC 4180 with the separator found from the first line (comma, semicolon, tab, bar; blanks if there is none of
/// them). Empty cells, `NA` and `NaN` are missing. A column of whole numbers without a missing one holds
/// integers, a column of numbers holds reals, any other words. The first line names the columns unless all of its
/// cells are numbers.
final class Csv {
    private static final String EXPECTED = "separated values: the same number of cells on every line";
    private static final Set<String> MISSING = Set.of("", "na", "nan", "n/a", "null");
    private static final char BLANKS = ' ';

    private final Path file;
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    private Csv(Path file, String text, char separator) {
        this.file = file;
        this.text = text;
        this.separator = separator;
    }

    static Table read(Path file) {
        var text = Source.text(file, EXPECTED);
        if (text.indexOf('\0') >= 0) throw Source.bad(file, "holds zero bytes, so it is not text", EXPECTED);
        return new Csv(file, text, separator(text)).table();
    }

    private static char separator(String text) {
        var first = text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .replaceAll("\"[^\"]*\"", "");
        char best = BLANKS;
        long most = 0;
        for (char candidate : new char[] {',', '\t', ';', '|'}) {
            long count = first.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private Table table() {
        var rows = new ArrayList<List<String>>();
        while (at < text.length()) {
            int start = line;
            var row = row();
            if (row.size() == 1 && row.getFirst().isEmpty()) continue;
            if (!rows.isEmpty() && row.size() != rows.getFirst().size()) {
                throw Source.bad(
                        file,
                        "has %d cells on line %d and %d on the first"
                                .formatted(row.size(), start, rows.getFirst().size()),
                        EXPECTED);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) throw Source.bad(file, "is empty", EXPECTED);
        boolean named = !rows.getFirst().stream().allMatch(Csv::isNumber);
        var names =
                named ? distinct(rows.removeFirst()) : numbered(rows.getFirst().size());
        var columns = new ArrayList<Table.Column>();
        for (int c = 0; c < names.size(); c++) columns.add(column(names.get(c), rows, c));
        return new Table(columns);
    }

    private List<String> row() {
        var cells = new ArrayList<String>();
        if (separator == BLANKS) skipBlanks();
        while (true) {
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : bare());
            if (separator == BLANKS) skipBlanks();
            if (at >= text.length()) return cells;
            char next = text.charAt(at++);
            if (next == '\n' || next == '\r') {
                if (next == '\r' && at < text.length() && text.charAt(at) == '\n') at++;
                line++;
                return cells;
            }
            if (separator == BLANKS) at--;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
    }

    private String bare() {
        int start = at;
        while (at < text.length() && !endsCell(text.charAt(at))) at++;
        return text.substring(start, at).strip();
    }

    private boolean endsCell(char c) {
        return c == separator || c == '\n' || c == '\r' || separator == BLANKS && c == '\t';
    }

    private String quoted() {
        int start = line;
        var cell = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) throw Source.bad(file, "does not close the quotation of line " + start, EXPECTED);
            char c = text.charAt(at++);
            if (c == '\n') line++;
            if (c != '"') {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                break;
            }
        }
        while (at < text.length() && text.charAt(at) == ' ' && separator != BLANKS) at++;
        if (at < text.length() && !endsCell(text.charAt(at))) {
            throw Source.bad(file, "goes on after a quotation on line " + line, EXPECTED);
        }
        return cell.toString();
    }

    private static List<String> distinct(List<String> names) {
        var seen = new LinkedHashSet<String>();
        for (int c = 0; c < names.size(); c++) {
            var name = names.get(c).isEmpty() ? "column" + c : names.get(c);
            var unique = name;
            for (int k = 1; !seen.add(unique); k++) unique = name + "_" + k;
        }
        return List.copyOf(seen);
    }

    private static List<String> numbered(int count) {
        var names = new ArrayList<String>();
        for (int c = 0; c < count; c++) names.add("column" + c);
        return names;
    }

    private static Table.Column column(String name, List<List<String>> rows, int c) {
        boolean whole = !rows.isEmpty();
        boolean numeric = true;
        for (var row : rows) {
            whole &= isWhole(row.get(c));
            numeric &= whole || isNumber(row.get(c)) || isMissing(row.get(c));
        }
        if (whole) {
            return new Table.Integers(
                    name,
                    rows.stream().mapToLong(row -> Long.parseLong(row.get(c))).toArray());
        }
        if (numeric) {
            return new Table.Reals(
                    name, rows.stream().mapToDouble(row -> number(row.get(c))).toArray());
        }
        return new Table.Texts(name, rows.stream().map(row -> row.get(c)).toList());
    }

    private static boolean isMissing(String cell) {
        return MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /// Whether a cell is a whole number that a `long` holds for sure.
    static boolean isWhole(String cell) {
        int start = cell.startsWith("-") || cell.startsWith("+") ? 1 : 0;
        if (cell.length() == start || cell.length() - start > 18) return false;
        for (int i = start; i < cell.length(); i++) if (cell.charAt(i) < '0' || cell.charAt(i) > '9') return false;
        return true;
    }

    /// Whether a cell is a number (an infinity counts, a missing value does not).
    static boolean isNumber(String cell) {
        if (isWhole(cell)) return true;
        for (int i = 0; i < cell.length(); i++) {
            // Java would also take hexadecimal numbers and the suffixes d and f.
            if ("0123456789+-.eE".indexOf(cell.charAt(i)) < 0) return isInfinity(cell);
        }
        try {
            return !cell.isEmpty() && !Double.isNaN(Double.parseDouble(cell));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// The number of a cell, NaN for a missing one.
    static double number(String cell) {
        if (isMissing(cell)) return Double.NaN;
        if (isInfinity(cell)) return cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return Double.parseDouble(cell);
    }

    private static boolean isInfinity(String cell) {
        var word = cell.startsWith("-") || cell.startsWith("+") ? cell.substring(1) : cell;
        return word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity");
    }

    static void write(Table table, Path file, char separator) {
        Source.replace(file, out -> {
            try (var text = new OutputStreamWriter(
                    Source.isGzipName(file) ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8)) {
                write(table, text, separator);
            }
        });
    }

    static void write(Table table, Writer text, char separator) throws java.io.IOException {
        var columns = table.columns();
        var line = new StringBuilder();
        for (int r = -1; r < table.rows(); r++) {
            line.setLength(0);
            for (int c = 0; c < columns.size(); c++) {
                if (c > 0) line.append(separator);
                line.append(
                        escape(r < 0 ? columns.get(c).name() : columns.get(c).text(r), separator));
            }
            // A single empty word would read back as no line at all.
            text.append(line.isEmpty() ? "\"\"" : line).append('\n');
        }
    }

    private static String escape(String cell, char separator) {
        boolean plain = cell.equals(cell.strip());
        for (int i = 0; plain && i < cell.length(); i++) {
            char c = cell.charAt(i);
            plain = c != separator && c != '"' && c != '\n' && c != '\r';
        }
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
