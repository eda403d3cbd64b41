package org.onsager.cli;

import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.Words;
import org.onsager.lab.run.StoreException;
import org.onsager.numerics.DivergedException;
import picocli.CommandLine;

/// Errors as people see them: one line on standard error and an exit code, never a stack trace unless asked for.
final class Failures {
    static final int CLAIM_FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int NUMERICAL = 3;
    static final int DISK = 4;
    static final int MEMORY = 5;
    static final int INTERRUPTED = 130;
    private static final int BUG = 70;

    private Failures() {}

    /// Prints the error and answers its exit code.
    ///
    /// @param line  the command that could not be parsed, to point at its help
    static int report(PrintWriter err, Throwable failure, boolean debug, @Nullable CommandLine line) {
        err.println("onsager: " + message(failure));
        if (line != null) err.println("See " + line.getCommandSpec().qualifiedName() + " --help");
        if (debug) failure.printStackTrace(err);
        err.flush();
        return exitCode(failure);
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case DivergedException _ -> NUMERICAL;
            case StoreException _ -> DISK;
            case OutOfMemoryError _ -> MEMORY;
            case CancellationException _ -> INTERRUPTED;
            case CommandLine.ParameterException _, IllegalArgumentException _ -> BAD_INPUT;
            default -> BUG;
        };
    }

    static String message(Throwable failure) {
        return switch (failure) {
            case CommandLine.UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case OutOfMemoryError _ ->
                "the Java heap is too small (%d MB); give it more by ONSAGER_JAVA_OPTIONS=-Xmx8g"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20);
            case CancellationException _ -> "interrupted; ./onsager resume goes on";
            case CommandLine.ParameterException _ ->
                firstLine(failure)
                        .replace("option option", "option")
                        .replaceAll("is not an? (long|int)$", "is not a whole number");
            case IllegalArgumentException _, DivergedException _, StoreException _ -> firstLine(failure);
            default ->
                "%s: %s (a bug; --debug shows where)"
                        .formatted(failure.getClass().getSimpleName(), firstLine(failure));
        };
    }

    private static String unmatched(CommandLine.UnmatchedArgumentException unmatched) {
        var typed = unmatched.getUnmatched().getFirst();
        var spec = unmatched.getCommandLine().getCommandSpec();
        var known = typed.startsWith("-")
                ? spec.optionsMap().keySet()
                : spec.subcommands().keySet();
        var what = typed.startsWith("-") ? "option" : known.isEmpty() ? "argument" : "command";
        return known.isEmpty()
                ? "%s takes no argument %s".formatted(spec.qualifiedName(), typed)
                : "there is no %s %s; did you mean %s?".formatted(what, typed, Words.nearest(typed, known));
    }

    private static String firstLine(Throwable failure) {
        var message = failure.getMessage();
        if (message == null || message.isBlank()) return failure.getClass().getSimpleName();
        return message.lines().findFirst().orElse("");
    }
}
