package org.onsager.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.onsager.lab.DataFolders;
import org.onsager.lab.Lab;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.Progress;
import org.onsager.lab.run.Status;

/// Looks up each paper's newest finished run. On its own, so that a listing without runs loads no database.
final class LastRuns {
    private LastRuns() {}

    static Map<String, Reproduced> counts(Path root) {
        var counts = new LinkedHashMap<String, Reproduced>();
        try (var engine = new LocalEngine(1);
                var lab = Lab.open(root, engine, DataFolders.ofEnvironment(), Progress.none())) {
            for (var run : lab.list()) {
                if (run.status() != Status.FINISHED || counts.containsKey(run.paper())) continue;
                try {
                    counts.put(run.paper(), Reproduced.of(lab.outcome(run.run()).claims()));
                } catch (IllegalArgumentException e) {
                    // a damaged run says nothing; the one before it may
                }
            }
        }
        return counts;
    }
}
