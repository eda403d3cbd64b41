package org.onsager.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.run.RunStore;
import org.onsager.lab.run.RunSummary;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "runs",
        description = "Lists the runs, newest first; archives, deletes and takes back.",
        footer = {
            "",
            "Examples:",
            "  ./onsager runs",
            "  ./onsager runs --paper dense-hebbian-rs --limit 200 --json",
            "  ./onsager runs --delete 20261125-1 --delete 20261124     any unique start of an id",
            "  ./onsager runs --undo                                    takes the last deletion or archiving back"
        })
final class RunsCommand implements Callable<Integer> {
    @Mixin
    @Nullable
    Help help;

    @Mixin
    Where where = new Where();

    @Option(names = "--json", description = "Print one JSON array of all runs.")
    boolean json;

    @Option(names = "--paper", paramLabel = "SLUG", description = "Only the runs of this paper.")
    @Nullable
    String paper;

    @Option(names = "--limit", paramLabel = "N", description = "Show at most N runs (default: 40; 0 for all).")
    int limit = 40;

    @Option(names = "--reindex", description = "Make the index anew from the folders.")
    boolean reindex;

    @Option(names = "--delete", paramLabel = "RUN", description = "Move runs to the trash; may be repeated.")
    List<String> delete = List.of();

    @Option(names = "--archive", paramLabel = "RUN", description = "Move runs to the archive; may be repeated.")
    List<String> archive = List.of();

    @Option(names = "--undo", description = "Take the last deletion or archiving back.")
    boolean undo;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = Console.out(spec);
        try (var store = where.store()) {
            if (reindex) out.println("%d runs indexed".formatted(store.reindex()));
            else if (undo) takeBack(out, store);
            else if (!delete.isEmpty()) move(out, store, delete, true);
            else if (!archive.isEmpty()) move(out, store, archive, false);
            else list(out, store);
        }
        out.flush();
        return 0;
    }

    private static void takeBack(PrintWriter out, RunStore store) {
        var back = store.undo();
        out.println(back.isEmpty() ? "nothing to take back" : "taken back: " + String.join(", ", back));
    }

    private static void move(PrintWriter out, RunStore store, List<String> prefixes, boolean delete) {
        var ids = prefixes.stream().map(store::find).distinct().toList();
        if (delete) store.delete(ids);
        else store.archive(ids);
        out.println("%s: %s (./onsager runs --undo takes this back)"
                .formatted(delete ? "deleted" : "archived", String.join(", ", ids)));
    }

    private void list(PrintWriter out, RunStore store) {
        var runs = store.list().stream()
                .filter(run -> paper == null || run.paper().equals(paper))
                .toList();
        // no run of a paper that there is, is an answer; of one that there is not, a slip of the pen
        if (paper != null && runs.isEmpty()) Slugs.requireKnown(Catalogue.load(), paper);
        if (json) {
            out.print(json(runs));
            return;
        }
        int shown = limit <= 0 ? runs.size() : Math.min(limit, runs.size());
        var table = new TextTable("run", "paper", "scale", "seed", "status", "seconds", "problem");
        for (var run : runs.subList(0, shown)) {
            table.row(
                    run.run(),
                    run.paper(),
                    run.scale(),
                    run.seed(),
                    run.status().word(),
                    "%.1f".formatted(run.seconds()),
                    run.problem());
        }
        out.print(table.aligned(Console.width()));
        if (shown < runs.size()) out.println("... and %d more (--limit 0 shows all)".formatted(runs.size() - shown));
    }

    private static String json(List<RunSummary> runs) {
        var text = new StringBuilder("[");
        String separator = "\n";
        for (var run : runs) {
            text.append(separator)
                    .append(
                            "{\"run\":%s,\"paper\":%s,\"scale\":%s,\"seed\":%d,\"status\":%s,\"started\":%s,\"seconds\":%s}"
                                    .formatted(
                                            Listings.quoted(run.run()),
                                            Listings.quoted(run.paper()),
                                            Listings.quoted(run.scale()),
                                            run.seed(),
                                            Listings.quoted(run.status().word()),
                                            Listings.quoted(run.started()),
                                            run.seconds()));
            separator = ",\n";
        }
        return text.append("\n]\n").toString();
    }
}
