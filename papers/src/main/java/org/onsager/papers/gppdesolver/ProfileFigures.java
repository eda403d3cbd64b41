package org.onsager.papers.gppdesolver;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.onsager.inference.pde.GpPdeSolution;
import org.onsager.inference.pde.SourceSpectrum;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;

/// Pictures of one solve in one dimension.
final class ProfileFigures {
    private ProfileFigures() {}

    static void draw(Trial trial, Walk.Route route, Walk walk) {
        var solution = route.path().finish(walk.state());
        String what = "%s, %s, %d points, %d iterations of the profile path"
                .formatted(route.problem(), route.kernel().label(), route.points(), route.steps());
        solution(trial, route, walk, what);
        convergence(trial, walk, what);
        components(trial, walk, what);
        double top = 1.25 * route.range();
        double[] s = frequencies(solution, top);
        double[] learnt =
                Arrays.stream(s).map(f -> solution.spectralDensity(0, f)).toArray();
        spectrum(trial, SourceSpectrum.of(route.pde(), 0), s, learnt, what);
        trial.table(
                "components",
                Table.builder()
                        .with(
                                "weight",
                                walk.spectrum().stream()
                                        .mapToDouble(c -> c.weight())
                                        .toArray())
                        .with(
                                "frequency",
                                walk.spectrum().stream()
                                        .mapToDouble(c -> c.frequency())
                                        .toArray())
                        .with(
                                "length_scale",
                                walk.spectrum().stream()
                                        .mapToDouble(c -> c.lengthScale())
                                        .toArray())
                        .build());
    }

    private static void solution(Trial trial, Walk.Route route, Walk walk, String what) {
        var path = route.path();
        double end = Math.min(route.side(), 0.4);
        var window = route.problem().reference(end);
        double[] x = window.points().getFirst(), found = path.predict(walk.state(), window);
        double[] grid = Arrays.stream(route.pde().axes().getFirst().points())
                .filter(p -> p <= end)
                .toArray();
        double[] field = Arrays.copyOf(path.finish(walk.state()).field(), grid.length);
        trial.figure(
                "solution",
                Figure.of("Solution between the grid points", "x", "u(x)")
                        .caption(what + "; first part of the interval. Points: collocation points, about four a wave.")
                        .line("exact", x, window.values())
                        .dashed("Gaussian process", "Gaussian process", x, found)
                        .points("collocation points", grid, field)
                        .build());
    }

    private static void convergence(Trial trial, Walk walk, String what) {
        trial.figure(
                "convergence",
                Figure.of("Error and residual on the way", "iteration", "relative error; residual / 10,000")
                        .y(Figure.Axis.log("relative error; residual / 10,000"))
                        .caption(what
                                + ". Error at 300 points off the grid, largest residual of the equation on the grid in"
                                + " units of the source's amplitude. Deterministic, one run.")
                        .line("relative error", walk.iterations(), walk.error())
                        .line(
                                "largest residual / 10,000",
                                walk.iterations(),
                                Arrays.stream(walk.residual())
                                        .map(r -> Math.max(1e-12, r / 1e4))
                                        .toArray())
                        .build());
    }

    private static void components(Trial trial, Walk walk, String what) {
        int looks = walk.iterations().length, count = walk.components()[0].length / 3;
        var frequencies = Figure.of("Frequencies that survive", "iteration", "frequency (cycles a unit of x)")
                .caption(what + ". One line a component, drawn while its weight is above 1 % of the largest.");
        var weights = Figure.of("Weights on the way", "iteration", "weight")
                .y(Figure.Axis.log("weight"))
                .caption(what + ". One line a component; the five with the largest final weights are named by their"
                        + " frequency, the others share one colour.");
        var scales = Figure.of("Widths of the bumps at the end", "frequency (cycles a unit of x)", "length scale")
                .y(Figure.Axis.log("length scale"))
                .caption(what + ". Components above and below 1 % of the largest weight.");
        double[][] rows = walk.components();
        var order = IntStream.range(0, count)
                .boxed()
                .sorted((a, b) -> Double.compare(rows[looks - 1][3 * b], rows[looks - 1][3 * a]))
                .toList();
        double most = rows[looks - 1][3 * order.getFirst()];
        for (int rank = count - 1; rank >= 0; rank--) {
            int q = order.get(rank);
            double[] frequency = new double[looks], weight = new double[looks];
            for (int i = 0; i < looks; i++) {
                weight[i] = rows[i][3 * q];
                double largest = 0;
                for (int c = 0; c < count; c++) largest = Math.max(largest, rows[i][3 * c]);
                frequency[i] = weight[i] > 0.01 * largest ? rows[i][3 * q + 1] : Double.NaN;
            }
            String group =
                    rank < 5 ? "%.3f, w = %.2g".formatted(rows[looks - 1][3 * q + 1], weight[looks - 1]) : "others";
            // one entry of the legend stands for all the others
            String name = rank < 5 || rank == count - 1 ? group : "";
            frequencies.add(new Figure.Line(name, group, walk.iterations(), frequency, Figure.Dash.SOLID));
            weights.add(new Figure.Line(name, group, walk.iterations(), weight, Figure.Dash.SOLID));
        }
        for (boolean alive : new boolean[] {true, false}) {
            var chosen = order.stream()
                    .filter(q -> rows[looks - 1][3 * q] > 0.01 * most == alive)
                    .toList();
            if (chosen.isEmpty()) continue;
            scales.points(
                    alive ? "weight above 1 %" : "below",
                    chosen.stream().mapToDouble(q -> rows[looks - 1][3 * q + 1]).toArray(),
                    chosen.stream().mapToDouble(q -> rows[looks - 1][3 * q + 2]).toArray());
        }
        trial.figure("frequencies", frequencies.build());
        trial.figure("weights", weights.build());
        trial.figure("length-scales", scales.build());
    }

    /// Equispaced frequencies up to `top` and a few more on either side of every bump, which may be much
    /// narrower.
    static double[] frequencies(GpPdeSolution solution, double top) {
        var even = IntStream.rangeClosed(0, 800).mapToDouble(i -> top * i / 800);
        var bumps = solution.spectrum().stream()
                .filter(c -> c.axis() == 0)
                .flatMapToDouble(c -> IntStream.rangeClosed(-6, 6)
                        .mapToDouble(i -> c.frequency() + i / (2 * Math.PI * c.lengthScale())));
        return DoubleStream.concat(even, bumps)
                .filter(f -> f >= 0 && f <= top)
                .sorted()
                .toArray();
    }

    /// Both normalised to their largest value.
    static void spectrum(Trial trial, SourceSpectrum source, double[] s, double[] learnt, String what) {
        double top = s[s.length - 1];
        int bins =
                (int) Arrays.stream(source.frequencies()).filter(f -> f <= top).count();
        trial.figure(
                "spectrum",
                Figure.of("Learnt spectrum over the source's", "frequency (cycles a unit of x)", "power, largest = 1")
                        .y(Figure.Axis.log("power, largest = 1").between(1e-8, 3))
                        .caption(what + ". Source: Fourier transform of f on the grid, detrended, Hann window.")
                        .line(
                                "source f",
                                Arrays.copyOf(source.frequencies(), bins),
                                floored(Arrays.copyOf(source.power(), bins)))
                        .line("learnt prior", s, floored(learnt))
                        .build());
    }

    private static double[] floored(double[] power) {
        double most = Arrays.stream(power).max().orElse(1);
        return Arrays.stream(power).map(p -> Math.max(1e-8, p / most)).toArray();
    }

    static void drawErrors(Trial trial, Map<String, Walk> walks) {
        var figure = Figure.of("The profile path on seven problems", "iteration", "relative error")
                .y(Figure.Axis.log("relative error"))
                .caption("Student-t mixture of 30 components from the same start; error at 300 points off the grid."
                        + " Deterministic, one run each.");
        walks.forEach((name, walk) -> {
            if (name.contains("-STM-") && !name.contains("-F"))
                figure.line(name.substring(0, 2), walk.iterations(), walk.error());
        });
        trial.figure("profile-errors", figure.build());
    }
}
