package org.onsager.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command `onsager`: finds the subcommand and turns whatever it throws into one line and an exit code.
@Command(
        name = "onsager",
        description = "Stochastic dynamics, mean fields and transport: published systems, measured again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PapersCommand.class,
            RunCommand.class,
            ReproduceCommand.class,
            UseCommand.class,
            RunsCommand.class,
            ShowCommand.class,
            DiffCommand.class,
            ResumeCommand.class,
            ExplainCommand.class,
            CiteCommand.class,
            DataCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ./onsager papers",
            "  ./onsager run dense-hebbian-rs --scale smoke",
            "  ./onsager reproduce",
            "  ./onsager run dense-hebbian-rs --help        the paper's parameters",
            "",
            "Exit codes: 0 fine, 1 a claim failed, 2 bad input, 3 numerical failure, 4 the disk refused,",
            "5 out of memory, 130 interrupted."
        })
final class Onsager implements Runnable {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.LOCAL,
            description = "Show this help.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(execute(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /// Runs one command line.
    ///
    /// @return the exit code
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        // Numbers in claims, figures and names are the same bits wherever they are computed: never 2,2e-16.
        Locale.setDefault(Locale.ROOT);
        var onsager = new Onsager();
        var line = new CommandLine(onsager);
        line.getCommandSpec().version("onsager " + version());
        line.setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110).setUsageHelpLongOptionsMaxWidth(30);
        line.setParameterExceptionHandler(
                (exception, _) -> Failures.report(err, exception, onsager.debug, exception.getCommandLine()));
        line.setExecutionExceptionHandler((exception, _, _) -> Failures.report(err, exception, onsager.debug, null));
        try {
            return line.execute(args);
        } catch (Error e) {
            return Failures.report(err, e, onsager.debug, null);
        }
    }

    static String version() {
        var version = Onsager.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public void run() {
        if (spec != null) spec.commandLine().usage(spec.commandLine().getOut());
    }
}
