package org.onsager.papers.gppdesolver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.pde.GpPdeSolution;
import org.onsager.inference.pde.GpPdeSolver;
import org.onsager.inference.pde.SourceSpectrum;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.numerics.DivergedException;

/// The user's own differential equation, or regression of the user's table.
final class PdeTool implements Tool<ToolSettings> {

    @Override
    public String summary() {
        return "solves your differential equation with a Gaussian process, or fits one to your table";
    }

    @Override
    public String usage() {
        return """
            --in PROBLEM [SOURCE]        task = pde: a text file, one statement a line
              box x: 0, 2*pi, 400          an axis (one letter): ends and grid points; a second line for a second axis
              equation: u_xx + u*(u^2-1) = sin(x)    linear in u_x, u_xx, u_xy, ...; any function of u alone
              boundary x lower: 0          value at an end; slope x lower: the derivative; periodic x
              solution: sin(100*x)         if known: source and sides that are not given, and the error
              SOURCE                       optional, right-hand side on the grid: CSV, .npy, Parquet
            --in TABLE [QUERIES]         task = regression: columns of numbers, one of them the value
            --out FILE                   the solution or the predictions; spectrum, history and summary beside it

              ./onsager use gp-pde-solver --in problem.txt --out solution.csv
              ./onsager use gp-pde-solver --in table.csv --set task=regression --set output=y --out fit.csv
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        if (inputs.isEmpty()) throw new IllegalArgumentException("--in must name a file");
        if (settings.task() == ToolSettings.Task.REGRESSION) return RegressionTool.run(settings, inputs, trial);
        var file = ProblemFile.read(inputs.getFirst(), inputs.subList(1, inputs.size()));
        int components = settings.components() == 0 ? 30 : settings.components();
        var solver = GpPdeSolver.standard()
                .kernel(settings.kernel().or(Kernel.STM).mixture(components))
                .method(settings.method())
                .range(settings.range() == 0 ? Double.NaN : settings.range())
                .iterations(settings.iterations())
                .boundaryWeight(settings.boundaryWeight())
                .peaks(settings.peaks());
        var solution = file.solution().isPresent()
                ? solver.solve(
                        file.problem(),
                        file.solution()
                                .get()
                                .reference(
                                        file.problem().dimensions() == 1 ? 300 : 100,
                                        file.problem().axes().toArray(GridAxis[]::new)))
                : solver.solve(file.problem());
        for (var warning : solution.report().warnings()) trial.progress(1, "warning: " + warning);
        trial.metric("warnings", solution.report().warnings().size());
        if (solution.report().status() == GpPdeSolution.Status.DIVERGED)
            throw new DivergedException("the log density fell or was not finite after %d iterations: %s"
                    .formatted(
                            solution.report().iterations(),
                            String.join("; ", solution.report().warnings())));
        figures(trial, file, solution);
        return List.of(
                new NamedTable("solution", solution(settings, file, solution)),
                new NamedTable("spectrum", spectrum(file, solution)),
                new NamedTable("history", history(solution)),
                new NamedTable("summary", summary(trial, settings, file, solution)));
    }

    private static List<double[]> points(ToolSettings settings, ProblemFile file) {
        return file.problem().axes().stream()
                .map(axis -> settings.points() == 0
                        ? axis.points()
                        : GridAxis.equispaced(axis.low(), axis.high(), Math.max(2, settings.points()))
                                .points())
                .toList();
    }

    private static Table solution(ToolSettings settings, ProblemFile file, GpPdeSolution solution) {
        var points = points(settings, file);
        int rows = points.getFirst().length, columns = points.size() == 1 ? 1 : points.get(1).length;
        var table = Table.builder();
        for (int j = 0; j < points.size(); j++) {
            int axis = j;
            table.with(
                    file.names().get(j),
                    IntStream.range(0, rows * columns)
                            .mapToDouble(i -> points.get(axis)[axis == 0 ? i / columns : i % columns])
                            .toArray());
        }
        double[] u = solution.at(points);
        table.with("u", u);
        for (var term : file.problem().operator().terms()) {
            if (Arrays.stream(term.orders()).sum() == 0) continue;
            var name = new StringBuilder("u_");
            for (int j = 0; j < term.orders().length; j++)
                name.append(file.names().get(j).repeat(term.orders()[j]));
            table.with(name.toString(), solution.derivative(points, term.orders()));
        }
        if (settings.bands()) table.with("sd", solution.deviation(points));
        if (settings.points() == 0) table.with("residual", solution.report().residual());
        file.solution().ifPresent(known -> {
            double[] exact = known.values(points);
            table.with("exact", exact);
            table.with(
                    "error",
                    IntStream.range(0, u.length)
                            .mapToDouble(i -> u[i] - exact[i])
                            .toArray());
        });
        return table.build();
    }

    private static Table spectrum(ProblemFile file, GpPdeSolution solution) {
        var components = solution.spectrum();
        return Table.builder()
                .with(
                        "axis",
                        components.stream().map(c -> file.names().get(c.axis())).toList())
                .with(
                        "weight",
                        components.stream()
                                .mapToDouble(GpPdeSolution.Component::weight)
                                .toArray())
                .with(
                        "frequency",
                        components.stream()
                                .mapToDouble(GpPdeSolution.Component::frequency)
                                .toArray())
                .with(
                        "length_scale",
                        components.stream()
                                .mapToDouble(GpPdeSolution.Component::lengthScale)
                                .toArray())
                .build();
    }

    private static Table history(GpPdeSolution solution) {
        var checks = solution.report().history();
        return Table.builder()
                .with(
                        "iteration",
                        checks.stream().mapToInt(GpPdeSolution.Check::iteration).toArray())
                .with(
                        "objective",
                        checks.stream()
                                .mapToDouble(GpPdeSolution.Check::objective)
                                .toArray())
                .with(
                        "largest_residual",
                        checks.stream()
                                .mapToDouble(GpPdeSolution.Check::residual)
                                .toArray())
                .with(
                        "relative_error",
                        checks.stream().mapToDouble(GpPdeSolution.Check::error).toArray())
                .with(
                        "seconds",
                        checks.stream()
                                .mapToDouble(GpPdeSolution.Check::seconds)
                                .toArray())
                .build();
    }

    private static Table summary(Trial trial, ToolSettings settings, ProblemFile file, GpPdeSolution solution) {
        var report = solution.report();
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        put(names, values, "equation", file.equation());
        put(names, values, "status", report.status());
        put(names, values, "iterations", report.iterations());
        put(names, values, "largest residual", report.maxResidual());
        put(names, values, "log density", report.objective());
        put(names, values, "log tau (boundary)", report.logTau());
        put(names, values, "log v (equation)", report.logV());
        for (int j = 0; j < report.ranges().length; j++) {
            var axis = file.problem().axes().get(j);
            String name = " of axis " + file.names().get(j);
            put(names, values, "range F" + name, report.ranges()[j]);
            put(names, values, "condition bound" + name, report.conditions()[j]);
            put(names, values, "jitter" + name, report.jitter()[j]);
            put(
                    names,
                    values,
                    "advised grid points" + name,
                    SourceSpectrum.of(file.problem(), j).recommendedPoints(axis.high() - axis.low()));
        }
        trial.metric("max_residual", report.maxResidual());
        trial.metric("iterations", report.iterations());
        file.solution().ifPresent(known -> {
            double error = report.history().getLast().error();
            boolean isZero = known.reference(9, file.problem().axes().toArray(GridAxis[]::new))
                    .isZero();
            put(names, values, isZero ? "absolute error (the reference is zero)" : "relative error", error);
            trial.metric("error", error);
        });
        put(names, values, "kernel", settings.kernel().or(Kernel.STM).label());
        for (var warning : report.warnings()) put(names, values, "warning", warning);
        return Table.builder().with("quantity", names).with("value", values).build();
    }

    private static void put(List<String> names, List<String> values, String name, Object value) {
        names.add(name);
        values.add(String.valueOf(value));
    }

    private static void figures(Trial trial, ProblemFile file, GpPdeSolution solution) {
        double top = 1.25 * solution.report().ranges()[0];
        double[] s = ProfileFigures.frequencies(solution, top);
        double[] learnt =
                Arrays.stream(s).map(f -> solution.spectralDensity(0, f)).toArray();
        ProfileFigures.spectrum(trial, SourceSpectrum.of(file.problem(), 0), s, learnt, "First axis");
        double[] x = file.problem().axes().getFirst().points(), u = solution.field();
        if (file.problem().dimensions() == 1) {
            trial.figure(
                    "solution",
                    Figure.of("Solution", file.names().getFirst(), "u")
                            .line("u", x, u)
                            .build());
            return;
        }
        double[] y = file.problem().axes().get(1).points();
        var map = new double[y.length][x.length];
        for (int i = 0; i < x.length; i++) for (int j = 0; j < y.length; j++) map[j][i] = u[i * y.length + j];
        trial.figure(
                "solution",
                Figure.of("Solution", file.names().get(0), file.names().get(1))
                        .add(new Figure.HeatMap("u", x, y, map, true))
                        .build());
    }
}
