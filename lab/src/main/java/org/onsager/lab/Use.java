package org.onsager.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.onsager.lab.data.Tables;
import org.onsager.lab.run.SafeFiles;

/// What a tool made of the user's files.
///
/// @param files  the files written, in the tool's order
/// @param metrics  the numbers that the tool handed in
/// @param figures  the figures that it handed in
public record Use(List<Path> files, Map<String, Double> metrics, Map<String, Figure> figures) {

    static <Q extends Record> Use of(
            Tool<Q> tool, Q settings, List<Path> inputs, Path out, MemoryTrial trial, TableFiles tables) {
        Tables.requireFormat(out); // before the costly part
        var files = new ArrayList<Path>();
        for (var each : compute(tool, settings, inputs, trial)) {
            var file = files.isEmpty() ? out : beside(out, each.name());
            new SafeFiles().replace(file, place -> tables.write(each.table(), place));
            files.add(file);
        }
        return new Use(List.copyOf(files), trial.metrics(), trial.figures());
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
