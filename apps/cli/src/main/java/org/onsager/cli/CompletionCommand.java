package org.onsager.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(./onsager completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Mixin
    @Nullable
    Help help;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = Console.out(spec);
        if (spec != null) out.print(AutoComplete.bash("onsager", spec.root().commandLine()));
        out.flush();
        return 0;
    }
}
