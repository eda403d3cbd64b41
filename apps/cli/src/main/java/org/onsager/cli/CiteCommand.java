package org.onsager.cli;

import java.util.LinkedHashSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.Paper;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cite",
        description = "Prints BibTeX for the paper of a run and for this software as it was run.",
        footer = {"", "Example:", "  ./onsager cite 20261125-1805"})
final class CiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's id, or any unique start of one.")
    String run = "";

    @Mixin
    @Nullable
    Help help;

    @Mixin
    Where where = new Where();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = Console.out(spec);
        return Looking.in(where, lab -> {
            var record = lab.outcome(run).record();
            var entries = new LinkedHashSet<String>();
            Catalogue.load().papers().stream()
                    .filter(paper -> paper.slug().equals(record.paper()))
                    .map(Paper::bibtex)
                    .forEach(entries::add);
            entries.add(
                    """
                    @software{onsager,
                      title = {Onsager: stochastic dynamics, mean fields and transport for the JVM},
                      version = {%s},
                      note = {run %s, code %s, seed %d%s}
                    }
                    """.formatted(record.version(), record.run(), record.code(), record.seed(), data(record.data())));
            entries.forEach(out::print);
            out.flush();
            return 0;
        });
    }

    private static String data(java.util.Map<String, String> hashes) {
        var text = new StringBuilder();
        hashes.forEach((name, hash) -> text.append(", data %s %s".formatted(name, hash)));
        return text.toString();
    }
}
