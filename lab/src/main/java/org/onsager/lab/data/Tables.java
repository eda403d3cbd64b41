package org.onsager.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.onsager.lab.Table;
import org.onsager.lab.run.StoreException;

/// Tables in and out by the extension of the file: `.csv`, `.tsv`, `.parquet`, `.json` (a list of objects),
/// `.jsonl` / `.ndjson` (an object a line); all but Parquet also with `.gz` behind.
///
/// DuckDB does the work, except for separated values of up to 32 MB, which are read without waking it. Missing
/// cells are NaN in numbers and empty in words; truth values become 0 and 1, dates ISO words, nested values JSON
/// words. Whole numbers with a missing one among them become reals.
public final class Tables {
    static final List<String> EXTENSIONS = List.of("csv", "tsv", "parquet", "json", "jsonl", "ndjson");
    private static final String EXPECTED =
            "a table: .csv, .tsv, .parquet, .json, .jsonl (or those but Parquet with .gz)";
    private static final long LARGE = 32L << 20;

    private Tables() {}

    /// The table in a file.
    ///
    /// @throws IllegalArgumentException naming the file, what is wrong and what is expected
    public static Table read(Path file) {
        var extension = checked(file);
        return isSeparated(extension) && !isLarge(file) ? Csv.read(file) : DuckDb.read(file, extension);
    }

    /// Writes a table in one step: the file is there as a whole or not at all.
    ///
    /// @throws IllegalArgumentException if the extension is none of a table's
    /// @throws StoreException if the folder is read-only or full
    public static void write(Table table, Path file) {
        var extension = Source.extension(file);
        switch (extension) {
            case "csv" -> Csv.write(table, file, ',');
            case "tsv" -> Csv.write(table, file, '\t');
            case "parquet", "json", "jsonl", "ndjson" -> {
                if (extension.equals("parquet") && Source.isGzipName(file)) {
                    throw Source.bad(file, "names a gzipped Parquet file", "Parquet (it compresses itself)");
                }
                DuckDb.write(table, file, extension);
            }
            default -> throw Source.bad(file, "has the extension ." + extension, EXPECTED);
        }
    }

    /// Whether [#write] can write to `file`: to be asked before the work that makes the table.
    ///
    /// @throws IllegalArgumentException if the extension is none of a table's
    public static void requireFormat(Path file) {
        if (!EXTENSIONS.contains(Source.extension(file))) {
            throw Source.bad(file, "has the extension ." + Source.extension(file), EXPECTED);
        }
    }

    /// The answer of an SQL query over one file, which the query calls `data`:
    /// `Tables.query("select gamma, avg(m) as m from data group by gamma order by gamma", file)`.
    ///
    /// The query sees nothing but `data`: no other file, no network, no extension.
    ///
    /// @throws IllegalArgumentException naming the file if it cannot be read, or with the query's first error
    public static Table query(String sql, Path file) {
        return DuckDb.query(sql, file, checked(file));
    }

    private static String checked(Path file) {
        var extension = Source.extension(file);
        if (!EXTENSIONS.contains(extension)) throw Source.bad(file, "has the extension ." + extension, EXPECTED);
        Source.head(file, 1, EXPECTED);
        if (extension.equals("json")) requireClosed(file);
        return extension;
    }

    /// A list that was cut off between two objects: DuckDB would take what is left of it for the whole.
    private static void requireClosed(Path file) {
        Source.read(file, EXPECTED, in -> {
            int first = 0;
            int last = 0;
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n && first == 0; i++) if (isInk(buffer[i])) first = buffer[i];
                for (int i = n - 1; i >= 0; i--) {
                    if (isInk(buffer[i])) {
                        last = buffer[i];
                        break;
                    }
                }
            }
            if (first == '[' && last != ']') throw Source.bad(file, "ends inside its list (truncated)", EXPECTED);
            return file;
        });
    }

    /// Neither white space nor part of a byte-order mark.
    private static boolean isInk(byte b) {
        return b > ' ';
    }

    static boolean isSeparated(String extension) {
        return extension.equals("csv") || extension.equals("tsv");
    }

    private static boolean isLarge(Path file) {
        try {
            return Files.size(file) > (Source.isGzipName(file) ? LARGE / 4 : LARGE);
        } catch (IOException e) {
            throw Source.bad(file, "cannot be read (" + e.getMessage() + ")", EXPECTED);
        }
    }
}
