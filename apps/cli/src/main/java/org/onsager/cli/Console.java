package org.onsager.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Standard output and error of a command, as picocli was given them.
final class Console {
    private Console() {}

    static PrintWriter out(@Nullable CommandSpec spec) {
        return commandLine(spec).getOut();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return commandLine(spec).getErr();
    }

    private static CommandLine commandLine(@Nullable CommandSpec spec) {
        if (spec == null) throw new IllegalStateException("a command must be started by picocli");
        return spec.commandLine();
    }

    /// Columns of the terminal, 120 where nobody says.
    static int width() {
        try {
            var columns = System.getenv("COLUMNS");
            return columns == null ? 120 : Math.max(60, Integer.parseInt(columns));
        } catch (NumberFormatException e) {
            return 120;
        }
    }
}
