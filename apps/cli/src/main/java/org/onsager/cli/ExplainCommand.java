package org.onsager.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description =
                "Says what ran, with which code, data, parameters and seed, and why stored results were or were not used.",
        footer = {"", "Example:", "  ./onsager explain 20261125-1805"})
final class ExplainCommand implements Callable<Integer> {
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
            out.println(lab.explain(run).toText());
            out.flush();
            return 0;
        });
    }
}
