package org.onsager.papers.continuallearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Scale;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.PerceptronTask;
import org.onsager.memory.continual.PerceptronTrainer;
import org.onsager.memory.continual.TheoryBranch;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;

/// Perceptrons that learn one task: L6, learning curves and convergence times.
final class OneTaskRuns {
    /// Within the authors' ranges, which they choose by load: rate 0.002-0.008, batches of 64-128, decay
    /// 0.03-0.5.
    private static PerceptronTrainer.Rule adam(double alpha) {
        return new PerceptronTrainer.Adam(0.005, alpha > 1 ? 0.03 : 0.1);
    }

    private static final int BATCH = 100;

    private final Settings settings;
    private final Trial trial;
    private final TheoryFigures theory;

    OneTaskRuns(Settings settings, Trial trial, TheoryFigures theory) {
        this.settings = settings;
        this.trial = trial;
        this.theory = theory;
    }

    record Asked(double alpha, int run) {}

    record Found(double error, double selfOverlap, double trainingError) {}

    void measure() {
        var tasks = new ArrayList<Asked>();
        for (double alpha : settings.loads())
            for (int run = 0; run < settings.runs(); run++) tasks.add(new Asked(alpha, run));
        var found = trial.map("one-task", tasks, Found.class, this::run);
        var means = new double[settings.loads().length];
        var errors = new double[means.length];
        for (int a = 0; a < means.length; a++) {
            var moments = new Moments();
            for (int run = 0; run < settings.runs(); run++)
                moments.add(found.get(a * settings.runs() + run).error());
            means[a] = moments.mean();
            errors[a] = settings.runs() > 1 ? moments.standardDeviation() / Math.sqrt(settings.runs()) : Double.NaN;
        }
        claim(means);
        figure(means, errors);
        dynamics();
        convergence();
    }

    private Found run(Asked asked) {
        var stream = trial.random().split("one-task").at(asked.run()).at((long) (1000 * asked.alpha()));
        int size = settings.size();
        byte[] teacher = PerceptronTask.teacher(size, stream);
        var task = PerceptronTask.of(teacher, (int) Math.max(1, Math.round(asked.alpha() * size)), stream);
        var run = PerceptronTrainer.of(adam(asked.alpha()), settings.epochs())
                .withBatch(BATCH)
                .train(task, PerceptronTrainer.start(size, 1, stream), new double[size], List.of(teacher), stream);
        double[] q = run.selfOverlaps();
        return new Found(run.error(0), q[q.length - 1], run.trainingError());
    }

    private void claim(double[] means) {
        if (trial.scale() == Scale.SMOKE) {
            trial.untested(
                    "L6",
                    "a single perceptron of N = 200 scatters by 0.02, as much as is tolerated: scale standard (N = 1000)");
            return;
        }
        var saddle = Theory.franzParisi();
        var claim = trial.claim("L6");
        boolean any = false;
        for (int a = 0; a < means.length; a++) {
            double alpha = settings.loads()[a];
            if (alpha == 0.5 || alpha == 1) {
                double expected = saddle.task1(alpha, 0, TheoryBranch.LOW).error();
                claim.number("eps (alpha = %s)".formatted(alpha), expected, means[a], 0.02);
                any = true;
            }
            if (alpha == 1.4) {
                double lower = saddle.task1(alpha, 0, TheoryBranch.LOW).error();
                claim.fact(
                        "better than the lower branch at 1.4",
                        means[a] < lower,
                        "eps = %.4f against %.4f".formatted(means[a], lower));
                any = true;
            }
        }
        if (any)
            claim.done("N = %d, %d runs a load, Adam 0.005, decay 0.1 (0.03 above alpha = 1), batches of 100, %d passes"
                    .formatted(settings.size(), settings.runs(), settings.epochs()));
        else trial.untested("L6", "loads must hold 0.5, 1 or 1.4");
    }

    private void figure(double[] means, double[] errors) {
        var branches = theory.branches();
        var low = branches.getFirst();
        var high = branches.getLast();
        boolean bars = settings.runs() > 1;
        double[] p = Arrays.stream(means).map(e -> Math.cos(Math.PI * e)).toArray();
        double[] pErrors = IntStream.range(0, p.length)
                .mapToDouble(a -> Math.PI * Math.sqrt(Math.max(0, 1 - p[a] * p[a])) * errors[a])
                .toArray();
        String caption =
                "Theory (solid: poor learning; dashed: nearly perfect) and gradient descent, N = %d, %d runs a load; bars, where they are longer than the marks: one standard error."
                        .formatted(settings.size(), settings.runs());
        trial.figure(
                "error-against-load",
                Figure.of("First task: error", "load alpha", "generalisation error")
                        .caption(caption)
                        .line("theory", low.alpha(), low.errors())
                        .dashed("theory, upper branch", "theory", high.alpha(), high.errors())
                        .points("gradient descent", "runs", settings.loads(), means, bars ? errors : new double[0])
                        .build());
        trial.figure(
                "overlap-against-load",
                Figure.of("First task: overlap with the teacher", "load alpha", "p")
                        .caption(caption)
                        .line("theory", low.alpha(), low.p())
                        .dashed("theory, upper branch", "theory", high.alpha(), high.p())
                        .points("gradient descent", "runs", settings.loads(), p, bars ? pErrors : new double[0])
                        .build());
    }

    /// A learning curve, stored.
    record Curve(double[] epochs, double[] errors) {}

    /// Momentum 0.9, rate 0.03, batches of max(10, M/20), no divergence (authors' figure of dynamics).
    private void dynamics() {
        int size = settings.dynamicsSize();
        var loads = trial.scale() == Scale.SMOKE ? List.of(0.5, 1.5) : List.of(0.5, 1.0, 1.5, 2.0);
        var curves = trial.map("dynamics", loads, Curve.class, alpha -> {
            var stream = trial.random().split("dynamics").at((long) (1000 * alpha));
            byte[] teacher = PerceptronTask.teacher(size, stream);
            int examples = (int) Math.round(alpha * size);
            var run = PerceptronTrainer.of(
                            new PerceptronTrainer.Momentum(0.03, 0.9), trial.scale() == Scale.SMOKE ? 100 : 500)
                    .withBatch(Math.max(10, examples / 20))
                    .withEvery(2)
                    .train(
                            PerceptronTask.of(teacher, examples, stream),
                            PerceptronTrainer.start(size, 1, stream),
                            new double[size],
                            List.of(teacher),
                            stream);
            return new Curve(run.epochs(), run.errors(0));
        });
        var figure = Figure.of("Learning curves of one perceptron", "epoch", "generalisation error")
                .caption(
                        "Gradient descent with momentum 0.9, rate 0.03, batches of max(10, M/20), N = %d; no divergence, no decay."
                                .formatted(size));
        for (int k = 0; k < loads.size(); k++)
            figure.line(
                    "alpha = " + Theory.text(loads.get(k)),
                    curves.get(k).epochs(),
                    curves.get(k).errors());
        trial.figure("dynamics", figure.build());
    }

    /// Full-batch descent of rate 0.01; \(T_c\) is the first epoch whose window of a tenth of the run has a
    /// standard deviation of the error below \(5\cdot10^{-4}\) (authors: windows of 1000 of 10000 epochs).
    private void convergence() {
        if (settings.convergenceLoads().length == 0) return;
        int size = settings.dynamicsSize();
        var loads = Arrays.stream(settings.convergenceLoads()).boxed().toList();
        var times = trial.map("convergence", loads, double[].class, alpha -> {
            var stream = trial.random().split("convergence").at((long) (1000 * alpha));
            return new double[] {convergenceTime(alpha, size, stream)};
        });
        double[] values = times.stream().mapToDouble(t -> t[0]).toArray();
        trial.figure(
                "convergence-time",
                Figure.of("Convergence time", "load alpha", "epochs")
                        .caption(
                                "Full-batch gradient descent, rate 0.01, N = %d: first epoch at which the error's standard deviation over a window of %d epochs is below 5e-4; points left out did not settle within %d epochs."
                                        .formatted(
                                                size, settings.convergenceEpochs() / 10, settings.convergenceEpochs()))
                        .points("T_c", settings.convergenceLoads(), values)
                        .build());
    }

    private double convergenceTime(double alpha, int size, RandomStream stream) {
        byte[] teacher = PerceptronTask.teacher(size, stream);
        int epochs = settings.convergenceEpochs(), window = epochs / 10;
        var run = PerceptronTrainer.of(new PerceptronTrainer.Momentum(0.01, 0), epochs)
                .withEvery(1)
                .train(
                        PerceptronTask.of(teacher, (int) Math.round(alpha * size), stream),
                        PerceptronTrainer.start(size, 1, stream),
                        new double[size],
                        List.of(teacher),
                        stream);
        double[] errors = run.errors(0);
        double sum = 0, square = 0;
        for (int t = 0; t < errors.length; t++) {
            sum += errors[t];
            square += errors[t] * errors[t];
            if (t >= window) {
                sum -= errors[t - window];
                square -= errors[t - window] * errors[t - window];
            }
            if (t >= window - 1) {
                double mean = sum / window;
                if (Math.sqrt(Math.max(0, square / window - mean * mean)) < 5e-4) return t - window + 1;
            }
        }
        return Double.NaN;
    }
}
