package org.onsager.papers.continuallearning;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Scale;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.AccuracyMatrix;
import org.onsager.memory.continual.Annealing;
import org.onsager.memory.continual.BinaryNetwork;
import org.onsager.memory.continual.BinaryState;
import org.onsager.memory.continual.BinaryVcl;
import org.onsager.memory.continual.Brake;
import org.onsager.memory.continual.Consolidation;
import org.onsager.memory.continual.ContinualRun;
import org.onsager.memory.continual.ContinualTask;
import org.onsager.memory.continual.FieldState;
import org.onsager.memory.continual.UncertaintyReport;
import org.onsager.numerics.RandomStream;

/// Deep networks on permuted MNIST and on MNIST followed by Fashion-MNIST: L12, L13 and all baselines.
final class DeepRuns {
    private static final String NO_DATA = "the data set mnist is not installed: give its folder's parent by --data";

    private final Settings settings;
    private final Trial trial;

    DeepRuns(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /// A run of a network of fields as far as it has come.
    ///
    /// @param curve  accuracies on all tasks, before any epoch and after each
    /// @param reports  uncertainties at the end of each task
    record Progress(FieldState state, List<double[]> curve, List<UncertaintyReport> reports) {}

    /// The same of a binary network.
    record Rival(BinaryState state, List<double[]> curve) {}

    /// A learner's results over seeds.
    record Results(String name, List<AccuracyMatrix> matrices, List<List<double[]>> curves) {
        double average() {
            return matrices.stream()
                    .mapToDouble(AccuracyMatrix::average)
                    .average()
                    .orElse(Double.NaN);
        }

        double forgetting() {
            return matrices.stream()
                    .mapToDouble(AccuracyMatrix::forgetting)
                    .average()
                    .orElse(Double.NaN);
        }

        double drop() {
            return matrices.stream()
                    .mapToDouble(AccuracyMatrix::dropOfFirst)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    void measure() {
        var folder = trial.data("mnist");
        if (folder.isEmpty()) {
            trial.untested("L12", NO_DATA);
            trial.untested("L13", NO_DATA);
            return;
        }
        var images = Images.read(folder.get(), trial.scale(), settings.images(), settings.testImages());
        var tasks = ContinualTask.permuted(
                images.train(),
                images.test(),
                settings.tasks(),
                false,
                trial.random().split("permuted"));
        var figures = new DeepFigures(trial);
        var all = new ArrayList<Results>();
        var reports = new ArrayList<UncertaintyReport>();
        var with = fields("stream", vcl(Brake.STREAM, 1), tasks, settings.taskEpochs(), reports);
        var without = fields("none", vcl(Brake.NONE, 0), tasks, settings.taskEpochs(), new ArrayList<>());
        all.add(with);
        all.add(without);
        trial.progress(0.65, "baselines");
        if (settings.baselines()) {
            all.add(fields("prior", vcl(Brake.TASK_PRIOR, 1), tasks, settings.taskEpochs(), new ArrayList<>()));
            all.add(fields("ewc", vcl(Brake.EWC_ANALYTIC, 1), tasks, settings.taskEpochs(), new ArrayList<>()));
            all.add(fields("ewc-data", vcl(Brake.EWC_DATA, 100), tasks, settings.taskEpochs(), new ArrayList<>()));
        }
        var rivals = settings.baselineEpochs() > 0 ? rivals(tasks) : List.<Results>of();
        all.addAll(rivals);
        double[] joint = settings.baselines() ? joint(tasks) : new double[0];
        retention(with, without);
        ordering(with, rivals);
        trial.table("learners", table(all, joint));
        figures.permuted(all, joint, reports, settings);
        if (settings.sequenceEpochs() > 0) sequence(images, figures);
    }

    private BinaryVcl vcl(Brake brake, double gamma) {
        return BinaryVcl.mlp(
                        Annealing.permuted(settings.tasks() * settings.taskEpochs()),
                        784,
                        settings.hidden(),
                        settings.hidden(),
                        Images.CLASSES)
                .with(brake, gamma);
    }

    private RandomStream seed(int seed) {
        return trial.random().split("deep").at(seed);
    }

    /// Runs a network of fields over all seeds; `reports` receives the first seed's uncertainties.
    private Results fields(
            String name, BinaryVcl learner, List<ContinualTask> tasks, int epochs, List<UncertaintyReport> reports) {
        var run = new ContinualRun<>(tasks, epochs, testLimit(), learner);
        var matrices = new ArrayList<AccuracyMatrix>();
        var curves = new ArrayList<List<double[]>>();
        for (int seed = 0; seed < settings.seeds(); seed++) {
            var stream = seed(seed);
            var end = trial.iterate(
                    "deep-%s-%d".formatted(name, seed),
                    Progress.class,
                    () -> {
                        var state = learner.start(stream);
                        return new Progress(state, List.of(run.test(state, -1)), List.of());
                    },
                    run.steps(),
                    (progress, step) -> {
                        var state = run.step(progress.state(), step, stream);
                        var seen = new ArrayList<>(progress.reports());
                        // before the anchor moves to this task's end the divergence is what the task cost
                        if (run.endsTask(step)) seen.add(learner.uncertainty(state));
                        return new Progress(state, with(progress.curve(), run.test(state, step)), seen);
                    });
            matrices.add(run.matrix(end.curve()));
            curves.add(end.curve());
            if (seed == 0) reports.addAll(end.reports());
        }
        var results = new Results(learner.name(), matrices, curves);
        trial.metric("accuracy_" + name, results.average());
        trial.metric("forgetting_" + name, results.forgetting());
        return results;
    }

    private static List<double[]> with(List<double[]> curve, double[] row) {
        var longer = new ArrayList<>(curve);
        longer.add(row);
        return longer;
    }

    private int testLimit() {
        return Math.min(1_000, settings.testImages());
    }

    private List<Results> rivals(List<ContinualTask> tasks) {
        var results = new ArrayList<Results>();
        var rules = List.of(
                new Consolidation.Plain(), new Consolidation.Metaplastic(1.35), new Consolidation.Elastic(5_000));
        var names = List.of("binary", "metaplastic", "binary-ewc");
        for (int k = 0; k < rules.size(); k++) {
            var learner = BinaryNetwork.mlp(rules.get(k), 784, settings.hidden(), settings.hidden(), Images.CLASSES);
            results.add(rival(names.get(k), learner, tasks));
        }
        return results;
    }

    private Results rival(String name, BinaryNetwork learner, List<ContinualTask> tasks) {
        var run = new ContinualRun<>(tasks, settings.baselineEpochs(), testLimit(), learner);
        var matrices = new ArrayList<AccuracyMatrix>();
        var curves = new ArrayList<List<double[]>>();
        for (int seed = 0; seed < settings.seeds(); seed++) {
            var stream = seed(seed);
            var end = trial.iterate(
                    "rival-%s-%d".formatted(name, seed),
                    Rival.class,
                    () -> {
                        var state = learner.start(stream);
                        return new Rival(state, List.of(run.test(state, -1)));
                    },
                    run.steps(),
                    (progress, step) -> {
                        var state = run.step(progress.state(), step, stream);
                        return new Rival(state, with(progress.curve(), run.test(state, step)));
                    });
            matrices.add(run.matrix(end.curve()));
            curves.add(end.curve());
        }
        var results = new Results(learner.name(), matrices, curves);
        trial.metric("accuracy_" + name, results.average());
        trial.metric("forgetting_" + name, results.forgetting());
        return results;
    }

    /// Accuracies of one network that learns all tasks at once: what no sequence can beat.
    private double[] joint(List<ContinualTask> tasks) {
        var learner = BinaryVcl.mlp(
                        Annealing.permuted(settings.taskEpochs()),
                        784,
                        settings.hidden(),
                        settings.hidden(),
                        Images.CLASSES)
                .with(Brake.NONE, 0);
        var together = ContinualTask.joint(tasks);
        var stream = seed(0);
        var end = trial.iterate(
                "joint",
                Progress.class,
                () -> new Progress(learner.start(stream), List.of(), List.of()),
                settings.taskEpochs(),
                (progress, step) ->
                        new Progress(learner.epoch(progress.state(), together, stream), List.of(), List.of()));
        double[] accuracies = tasks.stream()
                .mapToDouble(task -> learner.accuracy(end.state(), task, Integer.MAX_VALUE))
                .toArray();
        trial.metric(
                "accuracy_joint", java.util.Arrays.stream(accuracies).average().orElse(Double.NaN));
        return accuracies;
    }

    private void retention(Results with, Results without) {
        if (trial.scale() == Scale.SMOKE) {
            trial.untested("L12", "two tasks of 1000 images show no forgetting to speak of: scale standard");
            return;
        }
        var claim = trial.claim("L12");
        for (int seed = 0; seed < with.matrices().size(); seed++) {
            double kept = with.matrices().get(seed).dropOfFirst(),
                    lost = without.matrices().get(seed).dropOfFirst();
            claim.fact(
                    "smaller drop with the divergence, seed " + seed,
                    kept < lost,
                    "first task %.4f -> %.4f with, %.4f -> %.4f without"
                            .formatted(
                                    with.matrices().get(seed).at(0, 0),
                                    with.matrices().get(seed).at(0, 0) - kept,
                                    without.matrices().get(seed).at(0, 0),
                                    without.matrices().get(seed).at(0, 0) - lost));
        }
        claim.done("%d permuted tasks of %d images, 784-%d-%d-10, %d passes each"
                .formatted(
                        settings.tasks(),
                        settings.images(),
                        settings.hidden(),
                        settings.hidden(),
                        settings.taskEpochs()));
    }

    private void ordering(Results with, List<Results> rivals) {
        if (trial.scale() != Scale.PAPER || rivals.isEmpty() || settings.seeds() < 3) {
            trial.untested(
                    "L13",
                    "metaplasticity needs its 40 passes a task for its hidden weights to grow; with fewer it is an"
                            + " ordinary binary network: scale paper, at least 3 seeds");
            return;
        }
        var metaplastic = rivals.get(1);
        trial.claim("L13")
                .fact(
                        "higher average accuracy",
                        with.average() > metaplastic.average(),
                        "%.4f against %.4f, mean of %d seeds"
                                .formatted(with.average(), metaplastic.average(), settings.seeds()))
                .done("784-%d-%d-10 both; metaplastic network with a normalisation a task, %d passes"
                        .formatted(settings.hidden(), settings.hidden(), settings.baselineEpochs()));
    }

    private static Table table(List<Results> all, double[] joint) {
        var names = new ArrayList<>(all.stream().map(Results::name).toList());
        var averages = new ArrayList<>(all.stream().map(Results::average).toList());
        var forgetting = new ArrayList<>(all.stream().map(Results::forgetting).toList());
        var drops = new ArrayList<>(all.stream().map(Results::drop).toList());
        if (joint.length > 0) {
            names.add("joint training");
            averages.add(java.util.Arrays.stream(joint).average().orElse(Double.NaN));
            forgetting.add(0.0);
            drops.add(0.0);
        }
        return Table.builder()
                .with("learner", names)
                .with("average_accuracy", numbers(averages))
                .with("forgetting", numbers(forgetting))
                .with("drop_of_first_task", numbers(drops))
                .build();
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// MNIST, then Fashion-MNIST, rate 0.005, slower annealing.
    private void sequence(Images digits, DeepFigures figures) {
        var folder = trial.data("fashion-mnist");
        if (folder.isEmpty()) return;
        var clothes = Images.read(folder.get(), trial.scale(), settings.images(), settings.testImages());
        var tasks = List.of(
                new ContinualTask("MNIST", 0, digits.train(), digits.test(), new int[0]),
                new ContinualTask("Fashion-MNIST", 1, clothes.train(), clothes.test(), new int[0]));
        var results = new ArrayList<Results>();
        for (var brake : List.of(Brake.STREAM, Brake.NONE)) {
            var learner = BinaryVcl.mlp(
                            Annealing.sequential(2 * settings.sequenceEpochs()),
                            784,
                            settings.hidden(),
                            settings.hidden(),
                            Images.CLASSES)
                    .withRate(0.005)
                    .with(brake, brake == Brake.NONE ? 0 : 1);
            results.add(fields(
                    "sequence-" + (brake == Brake.NONE ? "none" : "stream"),
                    learner,
                    tasks,
                    settings.sequenceEpochs(),
                    new ArrayList<>()));
        }
        figures.sequence(results, settings);
    }
}
