package org.onsager.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "papers",
        description = "Lists the papers: what is implemented, and how many claims the last run reproduced.",
        footer = {"", "Examples:", "  ./onsager papers", "  ./onsager papers --json"})
final class PapersCommand implements Callable<Integer> {
    @Mixin
    @Nullable
    Help help;

    @Mixin
    Where where = new Where();

    @Option(names = "--json", description = "Print one JSON array.")
    boolean json;

    @Option(names = "--markdown", description = "Print the README's table, with the recorded smoke counts.")
    boolean markdown;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = Console.out(spec);
        var catalogue = Catalogue.load();
        if (markdown) {
            out.print(Listings.markdown(catalogue, Reproduced.recorded()));
        } else {
            var counts = Reproduced.lastRuns(where.root());
            out.print(json ? Listings.json(catalogue, counts) : Listings.text(catalogue, counts));
        }
        out.flush();
        return 0;
    }
}
