package org.onsager.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.Experiment;
import org.onsager.lab.Lab;
import org.onsager.lab.Outcome;
import org.onsager.lab.Parameters;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Measures the claims of a paper.",
        footer = {
            "",
            "Examples:",
            "  ./onsager run dense-hebbian-rs --scale smoke",
            "  ./onsager run dense-hebbian-rs --set neurons=60 --set temperature=0.3 --seed 7 --json",
            "  ./onsager run dense-hebbian-rs --help            the paper's parameters and their ranges"
        })
final class RunCommand implements Callable<Integer> {
    @picocli.CommandLine.Parameters(
            arity = "0..1",
            paramLabel = "SLUG",
            description = "The paper; see ./onsager papers.")
    @Nullable
    String slug;

    @Option(
            names = {"-h", "--help"},
            description = "Show this help, with the parameters of SLUG if it is given.")
    boolean help;

    @Option(names = "--scale", paramLabel = "SCALE", description = "smoke (default), standard or paper.")
    String scale = "smoke";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a parameter; may be repeated.")
    Map<String, String> sets = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "Root of all randomness (default: 1).")
    long seed = 1;

    @Option(names = "--json", description = "Print one JSON document on standard output.")
    boolean json;

    @Mixin
    Placement placement = new Placement();

    @Mixin
    Workshop workshop = new Workshop();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        if (help) return showHelp();
        if (slug == null) throw new IllegalArgumentException("run needs the slug of a paper; see ./onsager papers");
        return run(Slugs.experiment(Catalogue.load(), slug));
    }

    private <P extends Record> int run(Experiment<P> experiment) {
        var chosen = Scale.of(scale);
        var defaults = experiment.defaults(chosen);
        var parameters = Parameters.of(defaults)
                .with(
                        defaults,
                        placement.among(sets, defaults, experiment.paper().slug()));
        return workshop.inLab(lab -> {
            Outcome outcome = lab.run(experiment, parameters, chosen, seed);
            print(lab, outcome);
            return exitCode(outcome);
        });
    }

    private void print(Lab lab, Outcome outcome) {
        var out = Console.out(spec);
        if (json) {
            out.println(outcome.toJson());
        } else {
            out.print(ClaimTable.text(outcome, Console.width()));
            out.println("run " + outcome.run() + " in " + lab.store().folder(outcome.run()));
        }
        out.flush();
    }

    static int exitCode(Outcome outcome) {
        return outcome.count(Verdict.NOT_REPRODUCED) > 0 ? Failures.CLAIM_FAILED : 0;
    }

    private int showHelp() {
        var out = Console.out(spec);
        if (spec != null) spec.commandLine().usage(out);
        if (slug != null) {
            var experiment = Slugs.experiment(Catalogue.load(), slug);
            out.println();
            out.println("Parameters of %s (--set name=value), with the settings of --scale %s:".formatted(slug, scale));
            out.print(ParameterTable.text(experiment.defaults(Scale.of(scale)), Console.width()));
        }
        out.flush();
        return 0;
    }
}
