package org.onsager.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resume",
        description = "Goes on with a run that was interrupted or failed, to the bits of an undisturbed one.",
        footer = {"", "Example:", "  ./onsager resume 20261125-1805"})
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's id, or any unique start of one.")
    String run = "";

    @Mixin
    @Nullable
    Help help;

    @Mixin
    Workshop workshop = new Workshop();

    @Option(names = "--json", description = "Print one JSON document, as run --json does.")
    boolean json;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = Console.out(spec);
        return workshop.inLab(lab -> {
            var outcome = lab.resume(run, Catalogue.load().experiments().values());
            if (json) out.println(outcome.toJson());
            else out.print(ClaimTable.text(outcome, Console.width()));
            out.flush();
            return RunCommand.exitCode(outcome);
        });
    }
}
