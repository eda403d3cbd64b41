package org.onsager.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Standard output and error of a command, as picocli was given them.
final class Console {
    private Console() {}

    static PrintWriter out(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.err, true)
                : spec.commandLine().getErr();
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
