package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Figure.Axis;
import org.onsager.lab.Figure.Dash;

/// One figure of every kind of trace.
final class Gallery {
    private Gallery() {}

    static Map<String, Figure> figures() {
        var figures = new LinkedHashMap<String, Figure>();
        figures.put("lines", lines());
        figures.put("logarithmic", logarithmic());
        figures.put("crowded", crowded());
        figures.put("histogram", histogram());
        figures.put("heatmap", heatMap(false));
        figures.put("diverging", heatMap(true));
        figures.put("phase", phase());
        figures.put("field", field());
        figures.put("graph", graph());
        figures.put("images", images());
        figures.put("frames", frames());
        figures.put("film", film());
        return figures;
    }

    static double[] grid(double low, double high, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> low + (high - low) * i / (count - 1))
                .toArray();
    }

    static double[] map(double[] x, DoubleUnaryOperator f) {
        return java.util.Arrays.stream(x).map(f).toArray();
    }

    static double[][] table(double[] x, double[] y, DoubleBinaryOperator f) {
        var table = new double[y.length][x.length];
        for (int r = 0; r < y.length; r++) for (int c = 0; c < x.length; c++) table[r][c] = f.applyAsDouble(x[c], y[r]);
        return table;
    }

    static Figure lines() {
        double[] x = grid(0, 1, 101);
        double[] few = grid(0.05, 0.95, 10);
        var random = new Random(1);
        return Figure.of(
                        "Retrieval overlap \\(m(\\gamma)\\) at \\(T' = 0.1\\)",
                        "load \\(\\gamma = P!\\,K/(2N^{P-1})\\)",
                        "overlap \\(m_{\\mu}\\)")
                .caption("Theory (lines) and Monte Carlo (points, n = 20, bars: one standard error).")
                .line("theory, \\(P = 4\\)", x, map(x, v -> Math.sqrt(1 - 0.8 * v * v)))
                .points(
                        "Monte Carlo, \\(P = 4\\)",
                        "theory, \\(P = 4\\)",
                        few,
                        map(few, v -> Math.sqrt(1 - 0.8 * v * v) + 0.02 * random.nextGaussian()),
                        map(few, v -> 0.03))
                .line("theory, \\(P = 6\\)", x, map(x, v -> v > 0.6 ? Double.NaN : 0.9 - 0.3 * v))
                .band(
                        "95 % interval",
                        "theory, \\(P = 6\\)",
                        x,
                        map(x, v -> v > 0.6 ? Double.NaN : 0.85 - 0.3 * v),
                        map(x, v -> v > 0.6 ? Double.NaN : 0.95 - 0.3 * v))
                .dashed("no-retrieval bound", "bound", x, map(x, v -> 0.2 + 0.1 * v))
                .build();
    }

    static Figure logarithmic() {
        double[] n = {10, 30, 100, 300, 1000, 3000, 1e4};
        return Figure.of(
                        "Error decays as \\(N^{-1/2}\\)",
                        "particles \\(N\\)",
                        "error \\(\\langle W_2 \\rangle\\) (\\(\\mathrm{mm}\\,\\mathrm{s}^{-1}\\))")
                .x(Axis.log("particles \\(N\\)"))
                .y(Axis.log("error \\(\\langle W_2 \\rangle\\) (\\(\\mathrm{mm}\\,\\mathrm{s}^{-1}\\))"))
                .points(
                        "measured",
                        "a",
                        n,
                        map(n, v -> 3e-3 / Math.sqrt(v) * (1 + 0.1 * Math.sin(v))),
                        map(n, v -> 5e-4 / Math.sqrt(v)))
                .dashed("\\(\\propto N^{-1/2}\\)", "a", n, map(n, v -> 3e-3 / Math.sqrt(v)))
                .points("scheme two", "b", n, map(n, v -> 2e-2 / v), new double[0])
                .points("scheme three", "c", n, map(n, v -> 1e-3 * Math.pow(v, -0.25)), new double[0])
                .points("scheme four", "d", n, map(n, v -> 6e-3 * Math.pow(v, -0.3)), new double[0])
                .build();
    }

    static Figure crowded() {
        double[] x = grid(0, 2e-4, 200);
        var figure = Figure.of("Waves fill the plane", "time \\(t\\) (s)", "voltage \\(V\\) (V)");
        for (int k = 1; k <= 7; k++) {
            int wave = k;
            figure.line("wave " + k, x, map(x, v -> 3e6 * Math.sin(2 * Math.PI * v * 2e4 * (1 + 0.13 * wave) + wave)));
        }
        return figure.build();
    }

    static Figure histogram() {
        double[] edges = grid(-3, 3, 25);
        var heights = new double[24];
        var others = new double[24];
        var random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            int bin = (int) Math.floor((random.nextGaussian() + 3) * 4);
            if (bin >= 0 && bin < 24) heights[bin] += 4 / 5000.0;
            int other = (int) Math.floor((0.5 * random.nextGaussian() + 4) * 4);
            if (other >= 0 && other < 24) others[other] += 4 / 5000.0;
        }
        double[] x = grid(-3, 3, 200);
        return Figure.of("Samples and density", "\\(x\\)", "density \\(p(x)\\)")
                .add(new Figure.Histogram("samples", "s", edges, heights))
                .add(new Figure.Histogram("shifted", "t", edges, others))
                .add(new Figure.Line(
                        "\\(\\mathcal{N}(0, 1)\\)",
                        "s",
                        x,
                        map(x, v -> Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI)),
                        Dash.DASHED))
                .build();
    }

    static Figure heatMap(boolean diverging) {
        double[] x = grid(0, 6, 61);
        double[] y = grid(-2, 2, 41);
        return Figure.of(diverging ? "Vorticity" : "Free energy", "\\(x\\) (m)", "\\(y\\) (m)")
                .add(new Figure.HeatMap(
                        diverging ? "\\(\\omega\\) (\\(\\mathrm{s}^{-1}\\))" : "\\(f(x, y)\\)",
                        x,
                        y,
                        table(
                                x,
                                y,
                                (a, b) ->
                                        a > 5.5 && b > 1.5 ? Double.NaN : diverging ? Math.sin(2 * a) * b : a * a + b),
                        diverging))
                .build();
    }

    static Figure phase() {
        double[] x = map(grid(-2, 1, 40), v -> Math.pow(10, v));
        double[] y = {0.1, 0.15, 0.25, 0.4, 0.6, 0.9, 1.3, 1.8};
        return Figure.of("Phase diagram", "load \\(\\gamma\\)", "temperature \\(T'\\)")
                .x(Axis.log("load \\(\\gamma\\)"))
                .add(new Figure.HeatMap("overlap \\(m\\)", x, y, table(x, y, (a, b) -> 1 / (1 + a * b * 5)), false))
                .add(new Figure.Contour(
                        "\\(m = \\mathrm{const}\\)",
                        "c",
                        x,
                        y,
                        table(x, y, (a, b) -> 1 / (1 + a * b * 5)),
                        new double[] {0.25, 0.5, 0.75}))
                .line("AT line", x, map(x, v -> 0.5 / Math.sqrt(v)))
                .y(Axis.linear("temperature \\(T'\\)").between(0.1, 1.8))
                .build();
    }

    static Figure field() {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        for (double a : grid(-2, 2, 15))
            for (double b : grid(-1.5, 1.5, 11)) {
                x.add(a);
                y.add(b);
            }
        double[] xs = x.stream().mapToDouble(Double::doubleValue).toArray();
        double[] ys = y.stream().mapToDouble(Double::doubleValue).toArray();
        double[] gx = grid(-2, 2, 60);
        double[] gy = grid(-1.5, 1.5, 60);
        return Figure.of("Double well: drift and potential", "\\(x\\)", "\\(y\\)")
                .add(new Figure.Contour(
                        "\\(U(x, y)\\)",
                        "u",
                        gx,
                        gy,
                        table(gx, gy, (a, b) -> (a * a - 1) * (a * a - 1) + b * b),
                        new double[] {0.1, 0.5, 1, 2, 4}))
                .add(new Figure.VectorField(
                        "drift \\(-\\nabla U\\)",
                        xs,
                        ys,
                        IntStream.range(0, xs.length)
                                .mapToDouble(i -> -4 * xs[i] * (xs[i] * xs[i] - 1))
                                .toArray(),
                        IntStream.range(0, xs.length)
                                .mapToDouble(i -> -2 * ys[i])
                                .toArray()))
                .build();
    }

    static Figure graph() {
        int n = 60;
        var random = new Random(5);
        double[] x = random.doubles(n).toArray();
        double[] y = random.doubles(n).toArray();
        var from = new ArrayList<Integer>();
        var to = new ArrayList<Integer>();
        var degree = new double[n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                if (Math.hypot(x[i] - x[j], y[i] - y[j]) < 0.2) {
                    from.add(i);
                    to.add(j);
                    degree[i]++;
                    degree[j]++;
                }
        return Figure.of("Random geometric graph", "", "")
                .add(new Figure.Graph(
                        "degree \\(k_i\\)",
                        x,
                        y,
                        from.stream().mapToInt(Integer::intValue).toArray(),
                        to.stream().mapToInt(Integer::intValue).toArray(),
                        degree))
                .build();
    }

    static Figure images() {
        var captions = new ArrayList<String>();
        var images = new double[10][28 * 28];
        for (int k = 0; k < 10; k++) {
            captions.add("\\(\\xi^{" + k + "}\\), \\(m = 0." + k + "\\)");
            for (int i = 0; i < 784; i++) {
                double r = Math.hypot(i % 28 - 13.5, i / 28 - 13.5);
                images[k][i] = Math.exp(-Math.pow(r - k - 2, 2) / 4);
            }
        }
        return Figure.of("Recalled digits", "", "")
                .add(new Figure.ImageGrid(captions, images, 28, 5))
                .build();
    }

    static Figure frames() {
        var labels = new ArrayList<String>();
        var frames = new ArrayList<List<Figure.Trace>>();
        double[] x = grid(-4, 4, 81);
        for (int k = 0; k <= 10; k++) {
            double t = k / 10.0;
            labels.add("\\(t = " + t + "\\)");
            frames.add(List.of(
                    new Figure.Line(
                            "\\(p_t(x)\\)",
                            "p",
                            x,
                            map(x, v -> Math.exp(-Math.pow(v - 2 * t, 2) * 2) + Math.exp(-Math.pow(v + 2 * t, 2) * 2)),
                            Dash.SOLID),
                    new Figure.Points("sample", "q", new double[] {2 * t}, new double[] {0.5}, new double[0])));
        }
        return Figure.of("Flow from one mode to two", "\\(x\\)", "density")
                .add(new Figure.Line("target", "z", x, map(x, v -> 0.3), Dash.DOTTED))
                .add(new Figure.Frames(labels, frames))
                .build();
    }

    static Figure film() {
        double[] x = grid(0, 6.28, 33);
        var frames = new ArrayList<List<Figure.Trace>>();
        for (int k = 0; k < 4; k++) {
            double t = k;
            frames.add(List.of(new Figure.HeatMap(
                    "\\(u(x, y)\\)", x, x, table(x, x, (a, b) -> Math.sin(a - t) * Math.cos(b)), true)));
        }
        return Figure.of("Travelling wave", "\\(x\\)", "\\(y\\)")
                .add(new Figure.Frames(List.of("t = 0", "t = 1", "t = 2", "t = 3"), frames))
                .build();
    }
}
