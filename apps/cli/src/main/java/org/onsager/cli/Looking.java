package org.onsager.cli;

import java.util.function.ToIntFunction;
import org.onsager.lab.DataFolders;
import org.onsager.lab.Lab;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.Progress;

/// A lab for commands that only look.
final class Looking {
    private Looking() {}

    static int in(Where where, ToIntFunction<Lab> work) {
        try (var engine = new LocalEngine(1);
                var lab = Lab.open(where.root(), engine, DataFolders.ofEnvironment(), Progress.none())) {
            return work.applyAsInt(lab);
        }
    }
}
