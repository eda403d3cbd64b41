package org.onsager.papers.continuallearning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Figure.Axis;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.AccuracyMatrix;
import org.onsager.memory.continual.UncertaintyReport;

/// Pictures of deep networks.
final class DeepFigures {
    /// Lower edge of the histograms.
    private static final double LEAST = 1e-4;

    private final Trial trial;

    DeepFigures(Trial trial) {
        this.trial = trial;
    }

    /// @param all  with the divergence, without, then the others, joint training among them or not
    void permuted(List<LearnerRuns.Results> all, Settings settings) {
        var with = all.getFirst();
        var without = all.get(1);
        String what = "permuted MNIST, %d tasks, %d images, 784-%d-%d-10"
                .formatted(settings.tasks(), settings.images(), settings.hidden(), settings.hidden());
        curves("accuracy-with-divergence", "Accuracy a task, with divergence", what, with, settings.taskEpochs());
        curves(
                "accuracy-without-divergence",
                "Accuracy a task, without divergence",
                what,
                without,
                settings.taskEpochs());
        matrix(
                "matrix-with-divergence",
                "Accuracy matrix, with divergence",
                with.matrices().getFirst());
        matrix(
                "matrix-without-divergence",
                "Accuracy matrix, without divergence",
                without.matrices().getFirst());
        averages(all, what);
        if (!with.reports().isEmpty()) variances(with.reports());
    }

    private void curves(String name, String title, String what, LearnerRuns.Results results, int epochs) {
        var curve = results.curves().getFirst();
        double[] x = IntStream.range(0, curve.size()).mapToDouble(e -> e).toArray();
        var figure = Figure.of(title, "epoch", "test accuracy")
                .y(Axis.linear("test accuracy").between(0, 1))
                .caption(what + "; task k is learned in epochs %d(k-1) to %d k; first seed.".formatted(epochs, epochs));
        int tasks = curve.getFirst().length;
        for (int k = 0; k < tasks; k++) {
            int task = k;
            figure.line(
                    "task " + (k + 1),
                    x,
                    curve.stream().mapToDouble(row -> row[task]).toArray());
        }
        trial.figure(name, figure.build());
    }

    private void matrix(String name, String title, AccuracyMatrix matrix) {
        int tasks = matrix.untrained().length;
        double[] axis = IntStream.rangeClosed(1, tasks).mapToDouble(k -> k).toArray();
        trial.figure(
                name,
                Figure.of(title, "tested on task", "after learning task")
                        .caption(
                                "Average %.4f, forgetting %.4f, backward transfer %.4f, forward transfer %.4f; first seed."
                                        .formatted(
                                                matrix.average(),
                                                matrix.forgetting(),
                                                matrix.backwardTransfer(),
                                                matrix.forwardTransfer()))
                        .add(new Figure.HeatMap(
                                "accuracy", axis, axis, matrix.rows().toArray(double[][]::new), false))
                        .build());
    }

    private void averages(List<LearnerRuns.Results> all, String what) {
        int tasks = all.getFirst().matrices().getFirst().rows().size();
        if (tasks < 2) return;
        double[] x = IntStream.rangeClosed(1, tasks).mapToDouble(t -> t).toArray();
        var figure = Figure.of("Average accuracy on the tasks seen", "tasks learned", "average test accuracy")
                .y(Axis.linear("average test accuracy").between(0, 1))
                .caption(what + "; mean over seeds. Joint training sees all tasks at once. Binary networks keep a"
                        + " normalisation a task, so they are told which task a test image is from.");
        for (var results : all) {
            boolean joint = results.key().equals("joint");
            double[] y = IntStream.range(0, tasks)
                    .mapToDouble(t -> results.matrices().stream()
                            .mapToDouble(matrix -> joint ? matrix.average() : seen(matrix, t))
                            .average()
                            .orElse(Double.NaN))
                    .toArray();
            figure.add(new Figure.Line(
                    results.name(), results.name(), x, y, joint ? Figure.Dash.DOTTED : Figure.Dash.SOLID));
        }
        trial.figure("average-accuracy", figure.build());
    }

    private static double seen(AccuracyMatrix matrix, int t) {
        double sum = 0;
        for (int k = 0; k <= t; k++) sum += matrix.at(t, k);
        return sum / (t + 1);
    }

    private void variances(List<UncertaintyReport> reports) {
        var labels = new ArrayList<String>();
        var frames = new ArrayList<List<Figure.Trace>>();
        for (int t = 0; t < reports.size(); t++) {
            labels.add("after task " + (t + 1));
            frames.add(histograms(reports.get(t), false));
        }
        String caption =
                "Share of a layer's weights; the variance 1 - mu^2 scales both the gradient of new data and the"
                        + " divergence: it is a weight's own learning rate. Left: frozen weights. Empty bins lie on the axis."
                        + " In the legend: the mean variance.";
        var last = Figure.of("Variance of the weights after the last task", "1 - mu^2", "share")
                .y(Axis.log("share of the weights").between(LEAST, 1))
                .caption(caption);
        histograms(reports.getLast(), true).forEach(last::add);
        trial.figure("variances", last.build());
        if (frames.size() > 1)
            trial.figure(
                    "variances-by-task",
                    Figure.of("Variance of the weights, task by task", "1 - mu^2", "share")
                            .y(Axis.log("share of the weights").between(LEAST, 1))
                            .caption(caption)
                            .add(new Figure.Frames(labels, frames))
                            .build());
    }

    private static List<Figure.Trace> histograms(UncertaintyReport report, boolean detailed) {
        var traces = new ArrayList<Figure.Trace>();
        double[] edges = report.varianceEdges();
        double[] centres = IntStream.range(0, edges.length - 1)
                .mapToDouble(b -> 0.5 * (edges[b] + edges[b + 1]))
                .toArray();
        for (int l = 0; l < report.varianceShares().length; l++) {
            String name = detailed
                    ? "layer %d: %.3f, %.0f %% frozen"
                            .formatted(l + 1, report.meanVariance()[l], 100 * report.frozen()[l])
                    : "layer " + (l + 1);
            double[] shares = java.util.Arrays.stream(report.varianceShares()[l])
                    .map(share -> Math.max(share, LEAST))
                    .toArray();
            traces.add(new Figure.Line(name, "layer " + (l + 1), centres, shares, Figure.Dash.SOLID));
        }
        return traces;
    }

    void sequence(List<LearnerRuns.Results> results, Settings settings) {
        var figure = Figure.of("MNIST, then Fashion-MNIST", "epoch", "test accuracy")
                .y(Axis.linear("test accuracy").between(0, 1))
                .caption("%d images a task, 784-%d-%d-10, %d passes a task; solid with the divergence, dashed without."
                        .formatted(settings.images(), settings.hidden(), settings.hidden(), settings.sequenceEpochs()));
        String[] names = {"MNIST", "Fashion-MNIST"};
        for (int r = 0; r < results.size(); r++) {
            var curve = results.get(r).curves().getFirst();
            double[] x = IntStream.range(0, curve.size()).mapToDouble(e -> e).toArray();
            for (int k = 0; k < 2; k++) {
                int task = k;
                double[] y = curve.stream().mapToDouble(row -> row[task]).toArray();
                if (r == 0) figure.line(names[k], x, y);
                else figure.dashed(names[k] + ", without", names[k], x, y);
            }
        }
        trial.figure("mnist-then-fashion", figure.build());
    }
}
