package org.onsager.lab;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a run tells how far it is. Called from several threads.
public interface Progress {

    /// @param fraction  of the whole run, 0 to 1
    /// @param what  what is being done now
    void update(double fraction, String what);

    /// A sentence that must not be lost, such as why a stored result was not used.
    void say(String sentence);

    /// The run is over: the line of a terminal is cleared.
    default void end() {}

    /// Says nothing.
    static Progress none() {
        return new Progress() {
            @Override
            public void update(double fraction, String what) {}

            @Override
            public void say(String sentence) {}
        };
    }

    /// A bar on a terminal, plain lines elsewhere.
    ///
    /// @param out  standard error
    static Progress on(PrintStream out) {
        return isTerminal() ? new ProgressBar(out, System::nanoTime) : new ProgressLines(out, System::nanoTime);
    }

    /// Whether standard error is a terminal.
    private static boolean isTerminal() {
        var term = System.getenv("TERM");
        if (term == null || term.equals("dumb")) return false;
        try {
            // where there is a /proc it knows about standard error itself
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isPresent();
        }
    }
}
