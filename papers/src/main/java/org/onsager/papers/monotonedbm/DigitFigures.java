package org.onsager.papers.monotonedbm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.Acceleration;
import org.onsager.memory.boltzmann.BlockGibbs;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.JointModel;
import org.onsager.memory.boltzmann.LogPartition;
import org.onsager.memory.boltzmann.Masks;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.Spectrum;
import org.onsager.memory.boltzmann.TrainingState;

/// Pictures of a trained machine.
final class DigitFigures {
    private static final int LARGEST_DENSE = 1000;

    private final Settings settings;
    private final Trial trial;
    private final DigitData data;

    DigitFigures(Settings settings, Trial trial, DigitData data) {
        this.settings = settings;
        this.trial = trial;
        this.data = data;
    }

    void draw(JointModel model, MeanFieldSolver solver, Evaluation evaluation) {
        residuals(model);
        reliability(evaluation);
        gallery(model, solver);
        generated(model);
        exactness(model);
        if (model.machine().variables().dimension() <= LARGEST_DENSE) spectrum(model);
        partition(model);
    }

    void training(TrainingState monotone, TrainingState... others) {
        var figure = Figure.of("Training", "step", "loss")
                .caption(
                        "Joint loss of completion and classification, mean of ten steps. %s, %d images, batch %d, Adam %s."
                                .formatted(data.source(), data.training().count(), settings.batch(), settings.rate()));
        add(figure, "monotone machine", monotone.loss());
        for (var other : others) add(figure, "deep Boltzmann machine", other.loss());
        trial.figure("training", figure.build());
    }

    private static void add(Figure.Builder figure, String name, double[] loss) {
        int width = Math.min(10, Math.max(1, loss.length / 4)), points = loss.length / width;
        double[] x = new double[points], y = new double[points];
        for (int k = 0; k < points; k++) {
            x[k] = (k + 0.5) * width;
            y[k] = Arrays.stream(loss, k * width, (k + 1) * width).average().orElse(Double.NaN);
        }
        figure.line(name, x, y);
    }

    private Evidence someEvidence(JointModel model, int image) {
        var observed = Masks.independent(
                model.pixels(),
                settings.observed(),
                trial.random().split("figure").at(image).generator());
        return model.evidence(data.test().images()[image], observed, Evidence.HIDDEN);
    }

    private void residuals(JointModel model) {
        var evidence = someEvidence(model, 0);
        double a = model.machine().defaultStep();
        var figure = Figure.of("Convergence of inference on a digit", "iteration", "residual")
                .y(Figure.Axis.log("residual max |q - softmax(Phi q + b)|"))
                .caption(
                        "The first test image with %.0f%% of its pixels observed, from uniform marginals; 1/L = %.3f. Iterations of sequential updates are sweeps."
                                .formatted(100 * settings.observed(), a));
        add(figure, "plain, a = 1/L", MeanFieldSolver.of(Method.FORWARD_BACKWARD), model, evidence);
        add(
                figure,
                "plain, a = 0.125 (code)",
                MeanFieldSolver.of(Method.FORWARD_BACKWARD).withStep(0.125),
                model,
                evidence);
        add(figure, "plain, a = 1 (parallel)", MeanFieldSolver.of(Method.PARALLEL), model, evidence);
        add(figure, "Anderson, a = 1/L", MeanFieldSolver.of(Method.ANDERSON), model, evidence);
        add(
                figure,
                "FISTA, a = 1/L",
                MeanFieldSolver.of(Method.FISTA)
                        .withAcceleration(Acceleration.standard().withGrowth(1)),
                model,
                evidence);
        add(figure, "FISTA, growing steps", MeanFieldSolver.of(Method.FISTA), model, evidence);
        add(figure, "Peaceman-Rachford, a = 1", MeanFieldSolver.of(Method.PEACEMAN_RACHFORD), model, evidence);
        add(figure, "sequential", MeanFieldSolver.of(Method.BLOCK), model, evidence);
        trial.figure("residuals", figure.build());
    }

    private static void add(
            Figure.Builder figure, String name, MeanFieldSolver solver, JointModel model, Evidence evidence) {
        var solution = solver.withCheckEvery(1)
                .withMaxIterations(100)
                .withTolerance(1e-10)
                .solve(model.machine(), evidence);
        int first = solver.method() == Method.ANDERSON ? 1 : 0;
        double[] x = IntStream.range(0, solution.trace().length)
                .mapToDouble(k -> k + first)
                .toArray();
        figure.line(name, x, ConvergenceClaims.floor(solution.trace()));
    }

    private void reliability(Evaluation evaluation) {
        var figure = Figure.of(
                        "Can label probabilities be trusted?", "largest label probability", "share of right labels")
                .y(Figure.Axis.linear("share of right labels").between(0, 1))
                .caption(
                        "%d test images, %.0f%% of the pixels observed, in ten bins of confidence; 95%% intervals (Wilson). Above the dashed line probabilities are too modest, below too sure. Mean-field marginals, and the probabilities at the label temperature that the loss trained."
                                .formatted(evaluation.count(), 100 * settings.observed()));
        reliability(figure, "mean-field marginals", evaluation.confidence(), evaluation.correct());
        reliability(figure, "at the trained temperature", evaluation.trained(), evaluation.correct());
        trial.figure(
                "reliability",
                figure.dashed("calibrated", "calibrated", new double[] {0, 1}, new double[] {0, 1})
                        .build());
    }

    private static void reliability(Figure.Builder figure, String name, double[] probability, int[] correct) {
        int bins = 10;
        double[] confidence = new double[bins], share = new double[bins], error = new double[bins];
        var counts = new int[bins];
        for (int n = 0; n < correct.length; n++) {
            int bin = Math.min(bins - 1, (int) (bins * probability[n]));
            counts[bin]++;
            confidence[bin] += probability[n];
            share[bin] += correct[n];
        }
        for (int k = 0; k < bins; k++) {
            confidence[k] = counts[k] > 0 ? confidence[k] / counts[k] : Double.NaN;
            share[k] = counts[k] > 0 ? share[k] / counts[k] : Double.NaN;
            error[k] = counts[k] > 0 ? Evaluation.halfWidth(share[k], counts[k]) : Double.NaN;
        }
        figure.points(name, name, confidence, share, error);
    }

    private void gallery(JointModel model, MeanFieldSolver solver) {
        int side = data.side(), columns = Math.min(8, data.test().count());
        var captions = new ArrayList<String>();
        var pictures = new ArrayList<double[]>();
        for (var kind : List.of("pixels", "half", "patch")) {
            var images = new int[columns][];
            var masks = new boolean[columns][];
            for (int n = 0; n < columns; n++) {
                images[n] = data.test().images()[n];
                masks[n] = mask(kind, side, n);
            }
            var completions = model.complete(images, masks, solver);
            for (int n = 0; n < columns; n++) {
                captions.add(kind);
                pictures.add(grey(images[n], masks[n]));
            }
            for (int n = 0; n < columns; n++) {
                captions.add("says " + completions.get(n).label());
                pictures.add(data.grey(completions.get(n).predicted()));
            }
        }
        for (int n = 0; n < columns; n++) {
            captions.add("is " + data.test().labels()[n]);
            pictures.add(grey(data.test().images()[n], new boolean[0]));
        }
        trial.figure(
                "gallery",
                Figure.of("Completion of digits", "", "")
                        .caption(
                                "Rows in pairs: what is observed (hidden pixels grey) and the expected grey value (at the trained temperature) with the likeliest label; independent pixels at %.0f%%, the upper half, all but a patch of half the side. Last row: the originals. %s, %d bins."
                                        .formatted(100 * settings.observed(), data.source(), settings.bins()))
                        .add(new Figure.ImageGrid(captions, pictures.toArray(double[][]::new), side, columns))
                        .build());
    }

    private boolean[] mask(String kind, int side, int n) {
        var random = trial.random().split("gallery").at(n).generator();
        return data.spread(
                switch (kind) {
                    case "half" -> Masks.upperHalf(side);
                    case "patch" -> Masks.withoutPatch(side, side / 2, random);
                    default -> Masks.independent(side * side, settings.observed(), random);
                });
    }

    /// Grey values; hidden pixels are middle grey.
    private double[] grey(int[] image, boolean[] observed) {
        var grey = new double[image.length];
        for (int i = 0; i < image.length; i++)
            grey[i] = observed.length > 0 && !observed[i] ? 0.5 : (double) image[i] / (settings.bins() - 1);
        return data.grey(grey);
    }

    private void generated(JointModel model) {
        var captions = new ArrayList<String>();
        var pictures = new ArrayList<double[]>();
        for (int label = 0; label < 10; label++)
            for (int[] image : model.generate(
                    label, 2, 30, trial.random().split("generate").at(label))) {
                captions.add("" + label);
                pictures.add(grey(image, new boolean[0]));
            }
        trial.figure(
                "generated",
                Figure.of("Digits drawn from the model", "", "")
                        .caption("Two samples a label, thirty sweeps of block Gibbs sampling with the label clamped.")
                        .add(new Figure.ImageGrid(captions, pictures.toArray(double[][]::new), data.side(), 10))
                        .build());
    }

    /// Mean-field label marginals against those of block Gibbs sampling: what mean field costs.
    private void exactness(JointModel model) {
        int images = Math.min(6, data.test().count()), labels = 10;
        var gibbs = new BlockGibbs(16, 10, 30);
        double[] x = new double[images * labels], y = x.clone(), error = x.clone();
        for (int n = 0; n < images; n++) {
            var evidence = someEvidence(model, n);
            var estimate = gibbs.marginals(
                    model.machine(), evidence, trial.random().split("gibbs").at(n));
            double[] q = MeanFieldSolver.standard()
                    .withTolerance(1e-6)
                    .solve(model.machine(), evidence)
                    .marginals();
            int from = model.machine().variables().offset(model.labelVariable());
            for (int s = 0; s < labels; s++) {
                x[n * labels + s] = estimate.marginals()[from + s];
                y[n * labels + s] = q[from + s];
                error[n * labels + s] = 2 * estimate.standardErrors()[from + s];
            }
        }
        double gap = 0;
        for (int k = 0; k < x.length; k++) gap = Math.max(gap, Math.abs(x[k] - y[k]));
        trial.metric("largest_label_gap_to_gibbs", gap);
        trial.figure(
                "exactness",
                Figure.of(
                                "Mean field is not the posterior",
                                "label marginal by block Gibbs",
                                "label marginal by mean field")
                        .caption(
                                "%d test images of ten labels each, %.0f%% of the pixels observed. Bars: two standard errors of the Gibbs estimate (16 chains of 30 sweeps after 10). A unique mean-field solution is not an exact one."
                                        .formatted(images, 100 * settings.observed()))
                        .points("labels", "labels", x, y, error)
                        .dashed("equal", "equal", new double[] {0, 1}, new double[] {0, 1})
                        .build());
    }

    private void spectrum(JointModel model) {
        double[] values = Spectrum.eigenvalues(model.machine().couplings());
        int bins = 40;
        double top = Math.ceil(values[values.length - 1]);
        double[] edges = new double[bins + 1], heights = new double[bins];
        for (int k = 0; k <= bins; k++) edges[k] = top * k / bins;
        for (double value : values) heights[Math.max(0, Math.min(bins - 1, (int) (value / top * bins)))]++;
        trial.metric("least_eigenvalue", values[0]);
        trial.metric("largest_eigenvalue", values[values.length - 1]);
        trial.figure(
                "spectrum",
                Figure.of("Spectrum of I - Phi after training", "eigenvalue", "eigenvalues a bin")
                        .caption("All %d eigenvalues of the trained machine; the least is %.4f, the margin m = %s."
                                .formatted(values.length, values[0], settings.m()))
                        .add(new Figure.Histogram("trained", "trained", edges, heights))
                        .build());
    }

    private void partition(JointModel model) {
        var none = Evidence.none(model.machine().variables());
        var annealed = trial.stage(
                "partition",
                LogPartition.class,
                () -> LogPartition.annealed(
                        model.machine(), none, 200, 16, trial.random().split("annealing")));
        trial.metric("log_partition_annealed", annealed.value());
        trial.metric("log_partition_annealed_error", annealed.standardError());
        trial.metric(
                "log_partition_bound", LogPartition.bound(model.machine(), none).value());
    }
}
