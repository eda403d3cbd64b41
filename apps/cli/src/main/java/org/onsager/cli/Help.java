package org.onsager.cli;

import picocli.CommandLine.Option;

/// `--help` of a command.
final class Help {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
