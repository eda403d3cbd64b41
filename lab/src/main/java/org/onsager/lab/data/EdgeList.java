package org.onsager.lab.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.zip.GZIPOutputStream;

/// A network as pairs of nodes.
///
/// As text, one edge a line: two node names and, if there is a third word that is a number, a weight, separated
/// by blanks, tabs or commas; lines that start with `#`, `%` or `//` are comments. A first line with a single
/// whole number is a count of nodes and a line with a lone `-1` ends the list, as some collections have it.
/// `.gml` files are read by their nodes and edges. Both may be gzipped.
///
/// @param nodes  names, in the order of their first appearance
/// @param from  indices into `nodes`
/// @param to  indices into `nodes`, one an edge
/// @param weights  one an edge, 1 where the file has none
/// @param directed  whether `from` and `to` are told apart; edge lists as text do not say, so they are not
public record EdgeList(List<String> nodes, int[] from, int[] to, double[] weights, boolean directed) {
    private static final String EXPECTED = "an edge list: two node names (and a weight) a line";

    public EdgeList {
        nodes = List.copyOf(nodes);
        if (from.length != to.length || from.length != weights.length) {
            throw new IllegalArgumentException("from, to and weights must be of one length, not %d, %d and %d"
                    .formatted(from.length, to.length, weights.length));
        }
        for (int e = 0; e < from.length; e++) {
            if (Math.min(from[e], to[e]) < 0 || Math.max(from[e], to[e]) >= nodes.size()) {
                throw new IllegalArgumentException(
                        "edge %d must join nodes in [0, %d), not %d and %d".formatted(e, nodes.size(), from[e], to[e]));
            }
        }
    }

    /// The network of a text or GML file.
    ///
    /// @throws IllegalArgumentException naming the file and the line that cannot be read
    public static EdgeList read(Path file) {
        if (Source.extension(file).equals("gml")) return Gml.read(file);
        return Source.read(file, EXPECTED, in -> {
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
            return parse(file, reader);
        });
    }

    private static EdgeList parse(Path file, BufferedReader reader) throws IOException {
        var edges = new Collector();
        int number = 0;
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (number == 1 && line.startsWith("\uFEFF")) line = line.substring(1);
            var words = new StringTokenizer(line, " \t,;");
            if (!words.hasMoreTokens()) continue;
            var first = words.nextToken();
            if (first.startsWith("#") || first.startsWith("%") || first.startsWith("//")) continue;
            if (!words.hasMoreTokens()) {
                if (edges.isEmpty() && Csv.isWhole(first)) continue;
                if (first.equals("-1")) break;
                throw Source.bad(file, "has only one word on line " + number, EXPECTED);
            }
            var second = words.nextToken();
            double weight = 1;
            if (words.hasMoreTokens()) {
                var third = words.nextToken();
                if (Csv.isNumber(third)) weight = Csv.number(third);
            }
            edges.add(edges.node(first), edges.node(second), weight);
        }
        if (edges.isEmpty()) throw Source.bad(file, "holds no edge", EXPECTED);
        return edges.build(false);
    }

    /// Writes one edge a line, tab-separated, with the weight where any differs from 1; gzipped if the name ends
    /// in `.gz`. Nodes without an edge are left out, as the format has it.
    public static void write(EdgeList network, Path file) {
        boolean weighted = Arrays.stream(network.weights).anyMatch(weight -> weight != 1);
        Source.replace(file, out -> {
            try (var text = new OutputStreamWriter(
                    Source.isGzipName(file) ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8)) {
                text.write("# nodes: %d edges: %d%n".formatted(network.nodes.size(), network.from.length));
                for (int e = 0; e < network.from.length; e++) {
                    text.write(network.nodes.get(network.from[e]) + "\t" + network.nodes.get(network.to[e]));
                    text.write(weighted ? "\t" + network.weights[e] + "\n" : "\n");
                }
            }
        });
    }

    /// Number of edges.
    public int size() {
        return from.length;
    }

    /// The undirected simple network: no loops, each pair once with the weight of its first mention, `from < to`.
    public EdgeList simple() {
        var first = new HashMap<Long, Integer>();
        var kept = new ArrayList<Integer>();
        for (int e = 0; e < from.length; e++) {
            long pair = (long) Math.min(from[e], to[e]) << 32 | Math.max(from[e], to[e]);
            if (from[e] != to[e] && first.putIfAbsent(pair, e) == null) kept.add(e);
        }
        return new EdgeList(
                nodes,
                kept.stream().mapToInt(e -> Math.min(from[e], to[e])).toArray(),
                kept.stream().mapToInt(e -> Math.max(from[e], to[e])).toArray(),
                kept.stream().mapToDouble(e -> weights[e]).toArray(),
                false);
    }

    /// Edges in growing arrays, nodes numbered as they come.
    static final class Collector {
        private final Map<String, Integer> index = new HashMap<>();
        private final List<String> nodes = new ArrayList<>();
        private int[] from = new int[256];
        private int[] to = new int[256];
        private double[] weights = new double[256];
        private int size;

        /// The number of the node of that name, new if it was not there.
        int node(String name) {
            return index.computeIfAbsent(name, added -> {
                nodes.add(added);
                return nodes.size() - 1;
            });
        }

        void add(int a, int b, double weight) {
            if (size == from.length) {
                from = Arrays.copyOf(from, 2 * size);
                to = Arrays.copyOf(to, 2 * size);
                weights = Arrays.copyOf(weights, 2 * size);
            }
            from[size] = a;
            to[size] = b;
            weights[size++] = weight;
        }

        boolean isEmpty() {
            return size == 0;
        }

        EdgeList build(boolean directed) {
            return new EdgeList(
                    nodes, Arrays.copyOf(from, size), Arrays.copyOf(to, size), Arrays.copyOf(weights, size), directed);
        }
    }
}
