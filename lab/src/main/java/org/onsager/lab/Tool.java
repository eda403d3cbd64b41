package org.onsager.lab;

import java.nio.file.Path;
import java.util.List;

/// A paper's method applied to the user's own files: `./onsager use SLUG --in FILE... [--set ...] --out FILE`.
///
/// @param <Q>  its settings, a record as an experiment's parameters are
public interface Tool<Q extends Record> {

    /// What it does, in one line.
    String summary();

    /// What files it takes and what it writes, a few lines for `--help`.
    String usage();

    /// The settings before any `--set`.
    Q defaults();

    /// Does the work.
    ///
    /// @param inputs  the files after `--in`, in order; each exists and is readable
    /// @return the tables to write: the first goes to `--out` (its extension decides the format), the others
    ///     beside it with their names appended
    /// @throws IllegalArgumentException naming the file and the line or index if an input is not what the
    ///     tool takes
    List<NamedTable> run(Q settings, List<Path> inputs, Trial trial);

    /// @param name  names the file when there are several
    record NamedTable(String name, Table table) {}
}
