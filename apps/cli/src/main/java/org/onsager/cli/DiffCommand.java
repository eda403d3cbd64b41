package org.onsager.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "Says in what two runs differ: parameters, code, data, metrics, claims.",
        footer = {"", "Example:", "  ./onsager diff 20261125-1805 20261125-1811"})
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, or any unique start of one.")
    String before = "";

    @Parameters(index = "1", paramLabel = "RUN", description = "The run to compare with it.")
    String after = "";

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
            out.println(lab.diff(before, after).toText());
            out.flush();
            return 0;
        });
    }
}
