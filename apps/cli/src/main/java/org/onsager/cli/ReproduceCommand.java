package org.onsager.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.Experiment;
import org.onsager.lab.Lab;
import org.onsager.lab.Outcome;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;
import org.onsager.lab.run.SafeFiles;
import org.onsager.lab.run.StoreException;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reproduce",
        description = "Measures the claims of all papers (or of those named) and writes a report.",
        footer = {
            "",
            "Examples:",
            "  ./onsager reproduce",
            "  ./onsager reproduce dense-hebbian-rs coulomb-gas-cumulants --scale standard",
            "",
            "Exits with 1 if a claim that the scale can show fails, with 3 if a paper could not be run."
        })
final class ReproduceCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "SLUG", description = "Papers (default: every implemented one).")
    List<String> slugs = List.of();

    @Mixin
    @Nullable
    Help help;

    @Option(names = "--scale", paramLabel = "SCALE", description = "smoke (default), standard or paper.")
    String scale = "smoke";

    @Option(names = "--seed", paramLabel = "N", description = "Root of all randomness (default: 1).")
    long seed = 1;

    @Option(names = "--report", paramLabel = "DIR", description = "Where the report goes (default: report).")
    Path report = Path.of("report");

    @Mixin
    Workshop workshop = new Workshop();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        var catalogue = Catalogue.load();
        var experiments = new ArrayList<Experiment<?>>();
        if (slugs.isEmpty()) experiments.addAll(catalogue.experiments().values());
        for (var slug : slugs) experiments.add(Slugs.experiment(catalogue, slug));
        var chosen = Scale.of(scale);
        SafeFiles.requireWritable(report.resolve("index.html")); // before the costly part
        return workshop.inLab(lab -> reproduce(lab, catalogue, experiments, chosen));
    }

    private int reproduce(Lab lab, Catalogue catalogue, List<Experiment<?>> experiments, Scale scale) {
        var out = Console.out(spec);
        var outcomes = new ArrayList<Outcome>();
        int failed = 0;
        for (var experiment : experiments) {
            try {
                var outcome = run(lab, experiment, scale);
                outcomes.add(outcome);
                out.print(ClaimTable.text(outcome, Console.width()));
            } catch (CancellationException | StoreException | OutOfMemoryError e) {
                throw e;
            } catch (RuntimeException e) {
                // one paper that cannot be run must not hide the others
                failed = Math.max(failed, Failures.exitCode(e));
                out.println(
                        "%s could not be run: %s".formatted(experiment.paper().slug(), Failures.message(e)));
            }
            out.println();
            out.flush();
        }
        out.println("%d papers, %d claims reproduced, %d not reproduced, %d not tested at this scale"
                .formatted(
                        outcomes.size(),
                        count(outcomes, Verdict.REPRODUCED),
                        count(outcomes, Verdict.NOT_REPRODUCED),
                        count(outcomes, Verdict.NOT_TESTED)));
        if (!outcomes.isEmpty()) {
            out.println("report: " + ReportWriter.write(lab, catalogue, outcomes, scale.word(), report));
        }
        out.flush();
        if (failed > 0) return failed;
        return count(outcomes, Verdict.NOT_REPRODUCED) > 0 ? Failures.CLAIM_FAILED : 0;
    }

    private <P extends Record> Outcome run(Lab lab, Experiment<P> experiment, Scale scale) {
        return lab.run(experiment, experiment.defaults(scale), scale, seed);
    }

    private static long count(List<Outcome> outcomes, Verdict verdict) {
        return outcomes.stream().mapToLong(outcome -> outcome.count(verdict)).sum();
    }
}
