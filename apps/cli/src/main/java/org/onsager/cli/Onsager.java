package org.onsager.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "onsager",
        subcommands = {PapersCommand.class})
final class Onsager {
    private Onsager() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Onsager()).execute(args));
    }
}
