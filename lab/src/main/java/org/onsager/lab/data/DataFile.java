package org.onsager.lab.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.Table;

/// What a file of any known format holds: numbers on a grid, a table, or a network.
///
/// The format is told by the first bytes (NumPy, IDX, HDF5, NetCDF, Parquet) or else by the extension (`.csv`,
/// `.tsv`, `.json`, `.jsonl`, `.gml`, `.edges`, `.edgelist`, `.txt`, `.dat`), with or without gzip.
public sealed interface DataFile {

    /// Numbers on a grid.
    record Grid(NdArray array) implements DataFile {}

    /// Named columns.
    record Rows(Table table) implements DataFile {}

    /// Nodes and edges.
    record Network(EdgeList edges) implements DataFile {}

    /// Reads whatever the file is.
    ///
    /// @throws IllegalArgumentException in one line naming the file, what is wrong (missing, unreadable,
    ///     truncated, damaged, of an unknown format, several arrays in one file) and what is expected
    static DataFile read(Path file) {
        return Format.of(file).read(file);
    }

    /// Reads one array of a file that may hold several (`.npz`, HDF5, NetCDF).
    ///
    /// @throws IllegalArgumentException as [#read(Path)], or if there is no such array
    static NdArray read(Path file, String name) {
        return switch (Format.of(file)) {
            case NPZ -> {
                var arrays = NumPy.readAll(file);
                var array = arrays.get(name);
                if (array == null) {
                    throw Source.bad(file, "has no array " + name, "one of " + String.join(", ", arrays.keySet()));
                }
                yield array;
            }
            case HDF5 -> Hdf5.read(file, name);
            case NETCDF -> NetCdf.read(file, name);
            default -> throw Source.bad(file, "holds no named arrays", "a .npz, HDF5 or NetCDF file");
        };
    }

    /// The numbers: a table as `rows x columns`, a network as `edges x (from, to, weight)`.
    ///
    /// @throws IllegalArgumentException if a table holds words
    default NdArray array() {
        return switch (this) {
            case Grid grid -> grid.array();
            case Rows rows -> NdArray.of(rows.table().matrix());
            case Network network -> {
                var edges = network.edges();
                var matrix = new double[edges.size()][];
                for (int e = 0; e < matrix.length; e++) {
                    matrix[e] = new double[] {edges.from()[e], edges.to()[e], edges.weights()[e]};
                }
                yield NdArray.of(matrix);
            }
        };
    }

    /// The table: a grid with a column `x0`, `x1`, ... for each place after its first dimension, a network with
    /// the columns `from`, `to`, `weight`.
    default Table table() {
        return switch (this) {
            case Rows rows -> rows.table();
            case Grid grid -> {
                double[][] rows = grid.array().rows();
                var table = Table.builder();
                int columns = rows.length == 0 ? 1 : rows[0].length;
                for (int c = 0; c < columns; c++) {
                    int column = c;
                    table.with(
                            "x" + c,
                            Arrays.stream(rows).mapToDouble(row -> row[column]).toArray());
                }
                yield table.build();
            }
            case Network network -> {
                var edges = network.edges();
                yield Table.builder()
                        .with("from", names(edges, edges.from()))
                        .with("to", names(edges, edges.to()))
                        .with("weight", edges.weights())
                        .build();
            }
        };
    }

    private static List<String> names(EdgeList edges, int[] ends) {
        var names = new ArrayList<String>(ends.length);
        for (int end : ends) names.add(edges.nodes().get(end));
        return names;
    }

    /// The formats and how each is read.
    enum Format {
        NPY,
        NPZ,
        IDX,
        HDF5,
        NETCDF,
        TABLE,
        JSON,
        NETWORK,
        TEXT;

        private static final String EXPECTED =
                ".npy, .npz, IDX, HDF5, NetCDF, Parquet, .csv, .tsv, .json, .jsonl, .gml, .edges, .txt or .dat";

        /// The format of a file, by its first bytes and then its extension.
        ///
        /// @throws IllegalArgumentException if it cannot be read or is of no known format
        static Format of(Path file) {
            byte[] head = Source.head(file, 8, EXPECTED);
            if (head.length == 0) throw Source.bad(file, "is empty", EXPECTED);
            if (starts(head, 0x93, 'N', 'U', 'M', 'P', 'Y')) return NPY;
            if (starts(head, 'P', 'K', 3, 4)) return NPZ;
            if (starts(head, 0x89, 'H', 'D', 'F')) return HDF5;
            if (starts(head, 'C', 'D', 'F') && head.length > 3 && head[3] < 8) return NETCDF;
            if (starts(head, 'P', 'A', 'R', '1')) return TABLE;
            if (starts(head, 0, 0) && head.length > 3 && head[2] >= 8 && head[2] <= 14) return IDX;
            return byExtension(file);
        }

        private static Format byExtension(Path file) {
            return switch (Source.extension(file)) {
                case "npy" -> NPY;
                case "npz" -> NPZ;
                case "h5", "hdf5" -> HDF5;
                case "nc", "nc4", "cdf" -> NETCDF;
                case "csv", "tsv", "parquet", "jsonl", "ndjson" -> TABLE;
                case "json" -> JSON;
                case "gml", "edges", "edgelist" -> NETWORK;
                case "txt", "dat" -> TEXT;
                case String extension when extension.endsWith("-ubyte") || extension.startsWith("idx") -> IDX;
                case String _ when String.valueOf(file.getFileName()).contains("-idx") -> IDX;
                case String extension ->
                    throw Source.bad(
                            file,
                            extension.isEmpty() ? "is of no known format" : "is of the unknown format ." + extension,
                            EXPECTED);
            };
        }

        private DataFile read(Path file) {
            return switch (this) {
                case NPY -> new Grid(NumPy.read(file));
                case NPZ -> only(file, List.copyOf(NumPy.readAll(file).keySet()));
                case IDX -> new Grid(Idx.read(file));
                case HDF5 -> only(file, Hdf5.datasets(file));
                case NETCDF -> only(file, NetCdf.variables(file));
                case TABLE -> new Rows(Tables.read(file));
                case JSON -> isListOfObjects(file) ? new Rows(Tables.read(file)) : new Grid(JsonArrays.read(file));
                case NETWORK -> new Network(EdgeList.read(file));
                case TEXT -> isEdgeList(file) ? new Network(EdgeList.read(file)) : new Rows(Csv.read(file));
            };
        }

        private static DataFile only(Path file, List<String> names) {
            if (names.size() != 1) {
                throw Source.bad(
                        file,
                        "holds %d arrays".formatted(names.size()),
                        "one, or its name: " + String.join(", ", names));
            }
            return new Grid(DataFile.read(file, names.getFirst()));
        }

        private static boolean isListOfObjects(Path file) {
            var start = new String(Source.head(file, 4096, EXPECTED), StandardCharsets.UTF_8);
            return start.replaceAll("\\s", "").replace("\uFEFF", "").startsWith("[{");
        }

        /// Text with two or three words on its second plain line (the first may be a count) is a network.
        private static boolean isEdgeList(Path file) {
            var start = new String(Source.head(file, 1 << 16, EXPECTED), StandardCharsets.UTF_8);
            var plain = start.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("%"))
                    .map(line -> line.split("[\\s,;]+").length)
                    .limit(2)
                    .toList();
            return !plain.isEmpty() && plain.getLast() >= 2 && plain.getLast() <= 3;
        }

        private static boolean starts(byte[] head, int... magic) {
            if (head.length < magic.length) return false;
            for (int i = 0; i < magic.length; i++) if ((head[i] & 0xff) != magic[i]) return false;
            return true;
        }
    }
}
