package org.onsager.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.onsager.lab.data.Tables;
import org.onsager.lab.run.SafeFiles;
import org.onsager.lab.run.StoreException;

/// What a tool made of the user's files.
///
/// @param files  the files written, in the tool's order
/// @param metrics  the numbers that the tool handed in
/// @param figures  the figures that it handed in
public record Use(List<Path> files, Map<String, Double> metrics, Map<String, Figure> figures) {

    static <Q extends Record> Use of(
            Tool<Q> tool, Q settings, List<Path> inputs, Path out, MemoryTrial trial, TableFiles tables) {
        // before the costly part
        Tables.requireFormat(out);
        requireOther(out, inputs);
        SafeFiles.requireWritable(out);
        var made = compute(tool, settings, inputs, trial);
        var files = new ArrayList<Path>();
        for (var each : made) files.add(files.isEmpty() ? out : beside(out, each.name()));
        for (var file : files) requireOther(file, inputs); // before the first is written
        for (int i = 0; i < files.size(); i++) {
            try {
                tables.write(made.get(i).table(), files.get(i));
            } catch (IOException e) {
                throw new StoreException("cannot write %s: %s".formatted(files.get(i), StoreException.reason(e)), e);
            }
        }
        return new Use(List.copyOf(files), trial.metrics(), trial.figures());
    }

    /// Refuses to write over files that must stay: the data that results come from, other results.
    ///
    /// @throws IllegalArgumentException if `file` is one of `kept`, by whatever name
    public static void requireOther(Path file, List<Path> kept) {
        for (var other : kept) {
            try {
                if (!Files.exists(file) || !Files.exists(other) || !Files.isSameFile(file, other)) continue;
            } catch (IOException e) {
                throw new StoreException("cannot read %s: %s".formatted(other, StoreException.reason(e)), e);
            }
            throw new IllegalArgumentException(
                    "%s would be written over %s; give the results another name".formatted(file, other));
        }
    }

    /// The tables alone, written nowhere.
    static <Q extends Record> List<Tool.NamedTable> compute(
            Tool<Q> tool, Q settings, List<Path> inputs, MemoryTrial trial) {
        for (var input : inputs) {
            if (!Files.exists(input)) throw new IllegalArgumentException("there is no file %s".formatted(input));
            if (!Files.isReadable(input)) throw new IllegalArgumentException("%s cannot be read".formatted(input));
        }
        var checked = Parameters.of(settings).with(settings, Map.of());
        var made = new ArrayList<Tool.NamedTable>();
        trial.engine().run(() -> made.addAll(tool.run(checked, inputs, trial)));
        return List.copyOf(made);
    }

    /// `results.csv` and `overlaps` make `results-overlaps.csv`.
    private static Path beside(Path out, String name) {
        var first = out.getFileName().toString();
        int dot = first.indexOf('.', 1);
        return out.resolveSibling(
                dot < 0 ? first + "-" + name : first.substring(0, dot) + "-" + name + first.substring(dot));
    }
}
