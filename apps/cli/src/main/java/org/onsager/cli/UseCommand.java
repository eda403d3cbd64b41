package org.onsager.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.Parameters;
import org.onsager.lab.Tool;
import org.onsager.lab.Use;
import org.onsager.lab.figure.Drawing;
import org.onsager.lab.run.SafeFiles;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "use",
        description = "Applies a paper's method to your own data.",
        footer = {
            "",
            "Examples:",
            "  ./onsager use dense-hebbian-rs --help                 what files it takes, and its settings",
            "  ./onsager use dense-hebbian-rs --in patterns.csv --out recall.csv",
            "The extension of --out decides the format: .csv, .parquet or .json."
        })
final class UseCommand implements Callable<Integer> {
    @picocli.CommandLine.Parameters(
            arity = "0..1",
            paramLabel = "SLUG",
            description = "The paper; see ./onsager papers.")
    @Nullable
    String slug;

    @Option(
            names = {"-h", "--help"},
            description = "Show this help, with the files and settings of SLUG if it is given.")
    boolean help;

    @Option(
            names = "--in",
            arity = "1..*",
            paramLabel = "FILE",
            description = "The files, in the order the method wants them.")
    List<Path> inputs = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the result goes (default: printed).")
    @Nullable
    Path output;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Where the method's figure goes, with --out; several get their names appended.")
    @Nullable
    Path plot;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Change a setting; may be repeated.")
    Map<String, String> sets = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "Root of all randomness (default: 1).")
    long seed = 1;

    @Mixin
    Placement placement = new Placement();

    @Mixin
    Workshop workshop = new Workshop();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        if (slug == null) {
            if (help) return usage();
            throw new IllegalArgumentException("use needs the slug of a paper; see ./onsager papers");
        }
        var tool = Slugs.experiment(Catalogue.load(), slug)
                .tool()
                .orElseThrow(() -> new IllegalArgumentException("paper %s has no method for own data".formatted(slug)));
        if (help) {
            usage();
            describe(tool);
            return 0;
        }
        for (var input : inputs) {
            if (!Files.isReadable(input)) throw new IllegalArgumentException("cannot read --in file " + input);
        }
        return use(tool, slug);
    }

    private <Q extends Record> int use(Tool<Q> tool, String slug) {
        var defaults = tool.defaults();
        var settings = Parameters.of(defaults).with(defaults, placement.among(sets, defaults, slug));
        var out = Console.out(spec);
        return workshop.inLab(lab -> {
            if (plot != null) checkPlot(plot);
            if (output == null) {
                for (var named : lab.compute(tool, settings, inputs, seed)) {
                    out.println(named.name());
                    out.print(TextTable.of(named.table()).aligned(Console.width()));
                }
            } else {
                var use = lab.use(tool, settings, inputs, output, seed);
                for (var file : use.files()) out.println("wrote " + file);
                if (plot != null) draw(use, plot, out);
            }
            out.flush();
            return 0;
        });
    }

    private void checkPlot(Path file) {
        if (output == null) throw new IllegalArgumentException("--plot needs --out FILE for the numbers");
        if (file.toAbsolutePath().normalize().equals(output.toAbsolutePath().normalize()))
            throw new IllegalArgumentException("--plot and --out must be two files, not both " + file);
        Use.requireOther(file, inputs);
        var name = file.getFileName().toString();
        if (!Drawing.EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1)))
            throw new IllegalArgumentException(
                    "--plot must end in one of %s, not %s".formatted(Drawing.EXTENSIONS, name));
        SafeFiles.requireWritable(file);
    }

    private void draw(Use use, Path file, PrintWriter out) {
        var figures = use.figures();
        if (figures.isEmpty()) throw new IllegalArgumentException("this method drew no figure for --plot");
        var name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        for (var each : figures.entrySet()) {
            var place = figures.size() == 1
                    ? file
                    : file.resolveSibling(name.substring(0, dot) + "-" + each.getKey() + name.substring(dot));
            Use.requireOther(place, inputs);
            Use.requireOther(place, use.files());
            Drawing.write(each.getValue(), place);
            out.println("wrote " + place);
        }
    }

    private int usage() {
        var out = Console.out(spec);
        if (spec != null) spec.commandLine().usage(out);
        out.flush();
        return 0;
    }

    private <Q extends Record> void describe(Tool<Q> tool) {
        var out = Console.out(spec);
        out.println();
        out.println(tool.summary());
        out.println(tool.usage());
        out.println();
        out.println("Settings (--set name=value):");
        out.print(ParameterTable.text(tool.defaults(), Console.width()));
        out.flush();
    }
}
