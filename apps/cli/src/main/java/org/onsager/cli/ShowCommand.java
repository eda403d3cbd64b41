package org.onsager.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Shows a run: its claims, parameters, numbers and files.",
        footer = {"", "Example:", "  ./onsager show 20261125-1805      any unique start of a run's id"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's id, or any unique start of one.")
    String run = "";

    @Mixin
    @Nullable
    Help help;

    @Mixin
    Where where = new Where();

    @Option(names = "--json", description = "Print one JSON document, as run --json does.")
    boolean json;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = Console.out(spec);
        return Looking.in(where, lab -> {
            var outcome = lab.outcome(run);
            if (json) {
                out.println(outcome.toJson());
            } else {
                out.print(ClaimTable.text(outcome, Console.width()));
                out.println("status " + outcome.record().status().word());
                outcome.parameters().forEach((name, value) -> out.println("  %s = %s".formatted(name, value)));
                outcome.metrics().forEach((name, value) -> out.println("  %s: %s".formatted(name, value)));
                out.println("figures: " + String.join(", ", lab.figures(run).keySet()));
                out.println("folder " + lab.store().folder(outcome.run()));
            }
            out.flush();
            return 0;
        });
    }
}
