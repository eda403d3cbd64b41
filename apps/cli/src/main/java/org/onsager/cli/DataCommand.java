package org.onsager.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.DataFolders;
import org.onsager.lab.KnownData;
import org.onsager.lab.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "data",
        description = "Known data sets: where they were found, and how to get them.",
        subcommands = {DataCommand.ListCommand.class, DataCommand.FetchCommand.class},
        footer = {"", "Examples:", "  ./onsager data list", "  ./onsager data fetch mnist"})
final class DataCommand implements Callable<Integer> {
    @Mixin
    @Nullable
    Help help;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        return list(DataFolders.ofEnvironment(), spec);
    }

    private static int list(DataFolders folders, @Nullable CommandSpec spec) {
        var out = Console.out(spec);
        var table = new TextTable("name", "found in", "licence", "what");
        for (var known : KnownData.all()) {
            var place = folders.find(known.name()).map(Path::toString).orElse("not installed");
            table.row(known.name(), place, known.licence(), known.what());
        }
        out.print(table.aligned(Console.width()));
        out.flush();
        return 0;
    }

    @Command(name = "list", description = "Lists the known data sets and where they were found.")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        @Nullable
        Help help;

        @Option(names = "--data", paramLabel = "DIR", description = "Look here first.")
        @Nullable
        Path data;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() {
            return list(data == null ? DataFolders.ofEnvironment() : DataFolders.of(data), spec);
        }
    }

    @Command(name = "fetch", description = "Downloads a data set from its public source and checks its checksums.")
    static final class FetchCommand implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The data set; see ./onsager data list.")
        String name = "";

        @Mixin
        @Nullable
        Help help;

        @Option(names = "--data", paramLabel = "DIR", description = "Where it goes (default: ~/.cache/onsager).")
        @Nullable
        Path data;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() {
            var into = data == null ? DataFolders.cache() : data;
            var out = Console.out(spec);
            out.println("fetched into " + KnownData.named(name).fetch(into, Progress.on(System.err)));
            out.flush();
            return 0;
        }
    }
}
