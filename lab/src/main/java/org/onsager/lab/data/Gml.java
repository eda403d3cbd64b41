package org.onsager.lab.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Graph Modelling Language: keys with numbers, words in quotation marks or bracketed lists of keys.
///
/// A node is named by its label, by its id if it has none or if the label is taken; an edge's weight is its
/// `weight`, or else its `value`.
///
/// Source: M. Himsolt, *GML: A portable graph file format*, 1996.
final class Gml {
    private static final String EXPECTED = "a GML graph: graph [ node [ id 0 ] edge [ source 0 target 0 ] ]";
    private static final int DEEPEST = 64;

    private final Path file;
    private final String text;
    private int at;
    private int line = 1;

    private Gml(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /// One key with its value: a word, or a list of entries.
    private record Entry(String key, String word, List<Entry> list, int line) {
        Optional<String> word(String name) {
            return list.stream()
                    .filter(entry -> entry.key.equals(name) && entry.list.isEmpty())
                    .map(Entry::word)
                    .findFirst();
        }
    }

    static EdgeList read(Path file) {
        var gml = new Gml(file, Source.text(file, EXPECTED));
        var graph = gml.entries(0).stream()
                .filter(entry -> entry.key.equals("graph"))
                .findFirst()
                .orElseThrow(() -> Source.bad(file, "holds no graph", EXPECTED));
        return gml.network(graph);
    }

    private EdgeList network(Entry graph) {
        var edges = new EdgeList.Collector();
        Map<String, Integer> byId = new HashMap<>();
        var labels = new HashSet<String>();
        for (var node : graph.list) {
            if (!node.key.equals("node")) continue;
            var id = node.word("id").orElseThrow(() -> bad("has a node without id", node.line));
            var label = node.word("label").filter(word -> !word.isEmpty()).orElse(id);
            if (!labels.add(label)) label = id;
            labels.add(label);
            if (byId.putIfAbsent(id, edges.node(label)) != null) throw bad("has a second node " + id, node.line);
        }
        for (var edge : graph.list) {
            if (!edge.key.equals("edge")) continue;
            var weight = edge.word("weight").or(() -> edge.word("value")).filter(Csv::isNumber);
            edges.add(
                    end(edge, "source", byId),
                    end(edge, "target", byId),
                    weight.map(Csv::number).orElse(1.0));
        }
        return edges.build(graph.word("directed").filter("1"::equals).isPresent());
    }

    private int end(Entry edge, String key, Map<String, Integer> byId) {
        var id = edge.word(key).orElseThrow(() -> bad("has an edge without " + key, edge.line));
        var node = byId.get(id);
        if (node == null) throw bad("has an edge to the unknown node " + id, edge.line);
        return node;
    }

    private List<Entry> entries(int depth) {
        if (depth > DEEPEST) throw bad("is nested more than %d deep".formatted(DEEPEST), line);
        var entries = new ArrayList<Entry>();
        while (true) {
            var key = token();
            int start = line;
            if (key.isEmpty()) {
                if (depth > 0) throw bad("ends inside a list (truncated)", line);
                return entries;
            }
            if (key.equals("]")) {
                if (depth == 0) throw bad("closes a list that is not open", line);
                return entries;
            }
            var value = token();
            if (value.isEmpty() || value.equals("]")) throw bad("has the key %s without a value".formatted(key), line);
            if (value.equals("[")) {
                entries.add(new Entry(key, "", entries(depth + 1), start));
            } else {
                boolean quoted = value.startsWith("\"");
                entries.add(new Entry(key, quoted ? value.substring(1) : value, List.of(), start));
            }
        }
    }

    /// A bracket, a bare word, or a quoted word with its opening mark; empty at the end.
    private String token() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                while (at < text.length() && text.charAt(at) != '\n') at++;
            } else if (text.charAt(at++) == '\n') {
                line++;
            }
        }
        if (at >= text.length()) return "";
        int start = at;
        char first = text.charAt(at++);
        if (first == '[' || first == ']') return String.valueOf(first);
        if (first == '"') {
            while (at < text.length() && text.charAt(at) != '"') if (text.charAt(at++) == '\n') line++;
            if (at >= text.length()) throw bad("ends inside a quoted word (truncated)", line);
            return text.substring(start, at++);
        }
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "[]\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private IllegalArgumentException bad(String wrong, int where) {
        return Source.bad(file, "%s on line %d".formatted(wrong, where), EXPECTED);
    }
}
