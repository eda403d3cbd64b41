package org.onsager.papers.continuallearning;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.onsager.lab.Scale;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.Annealing;
import org.onsager.memory.continual.BinaryNetwork;
import org.onsager.memory.continual.BinaryVcl;
import org.onsager.memory.continual.Brake;
import org.onsager.memory.continual.Consolidation;
import org.onsager.memory.continual.ContinualTask;
import org.onsager.papers.continuallearning.LearnerRuns.Results;

/// Deep networks on permuted MNIST and on MNIST followed by Fashion-MNIST: L12, L13 and all baselines.
final class DeepRuns {
    /// Passes a task in the source of metaplasticity.
    private static final int SOURCE_EPOCHS = 40;

    private static final String NO_DATA = "the data set mnist is not installed: give its folder's parent by --data";

    private final Settings settings;
    private final Trial trial;

    DeepRuns(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
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
        var runs = new LearnerRuns(trial, settings.seeds(), Math.min(1_000, settings.testImages()));
        int epochs = settings.taskEpochs();
        runs.fields("stream", vcl(Brake.STREAM, 1), tasks, epochs);
        runs.fields("none", vcl(Brake.NONE, 0), tasks, epochs);
        if (settings.baselines()) {
            runs.fields("prior", vcl(Brake.TASK_PRIOR, 1), tasks, epochs);
            runs.fields("ewc", vcl(Brake.EWC_ANALYTIC, 1), tasks, epochs);
            runs.fields("ewc-data", vcl(Brake.EWC_DATA, 100), tasks, epochs);
        }
        if (settings.baselineEpochs() > 0) rivals(runs, tasks);
        if (settings.baselines()) runs.joint(joint(), tasks, epochs);
        int permuted = runs.count();
        if (settings.sequenceEpochs() > 0) sequence(runs, images);
        var all = runs.run();
        report(all.subList(0, permuted), all.subList(permuted, all.size()));
    }

    private void report(List<Results> permuted, List<Results> sequence) {
        var figures = new DeepFigures(trial);
        Results with = permuted.get(0), without = permuted.get(1);
        retention(with, without);
        ordering(
                with,
                permuted.stream()
                        .filter(each -> each.key().equals("metaplastic"))
                        .findFirst());
        trial.table("learners", table(permuted));
        figures.permuted(permuted, settings);
        if (!sequence.isEmpty()) figures.sequence(sequence, settings);
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

    /// All of them or, without the other baselines, the one that L13 compares.
    private void rivals(LearnerRuns runs, List<ContinualTask> tasks) {
        if (settings.baselines()) runs.rival("binary", binary(new Consolidation.Plain()), tasks, epochs());
        runs.rival("metaplastic", binary(new Consolidation.Metaplastic(1.35)), tasks, epochs());
        if (settings.baselines()) runs.rival("binary-ewc", binary(new Consolidation.Elastic(5_000)), tasks, epochs());
    }

    private int epochs() {
        return settings.baselineEpochs();
    }

    private BinaryNetwork binary(Consolidation rule) {
        return BinaryNetwork.mlp(rule, 784, settings.hidden(), settings.hidden(), Images.CLASSES);
    }

    private BinaryVcl joint() {
        return BinaryVcl.mlp(
                        Annealing.permuted(settings.taskEpochs()),
                        784,
                        settings.hidden(),
                        settings.hidden(),
                        Images.CLASSES)
                .with(Brake.NONE, 0);
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

    private void ordering(Results with, Optional<Results> rival) {
        if (rival.isEmpty() || settings.baselineEpochs() < SOURCE_EPOCHS || settings.seeds() < 3) {
            trial.untested(
                    "L13",
                    "metaplasticity needs its 40 passes a task for its hidden weights to grow; with fewer it is an"
                            + " ordinary binary network: scale paper, or --set baselineEpochs=40 --set seeds=3");
            return;
        }
        var claim = trial.claim("L13");
        for (int seed = 0; seed < settings.seeds(); seed++) {
            double ours = with.matrices().get(seed).average(),
                    theirs = rival.get().matrices().get(seed).average();
            claim.fact(
                    "higher average accuracy, seed " + seed,
                    ours > theirs,
                    "%.4f against %.4f".formatted(ours, theirs));
        }
        claim.done(
                "784-%d-%d-10 both, %d images a task, %d and %d passes; the metaplastic network has a normalisation a task"
                        .formatted(
                                settings.hidden(),
                                settings.hidden(),
                                settings.images(),
                                settings.taskEpochs(),
                                settings.baselineEpochs()));
    }

    private static Table table(List<Results> all) {
        return Table.builder()
                .with("learner", all.stream().map(Results::name).toList())
                .with("average_accuracy", numbers(all, Results::average))
                .with("forgetting", numbers(all, Results::forgetting))
                .with("drop_of_first_task", numbers(all, Results::drop))
                .build();
    }

    private static double[] numbers(List<Results> all, ToDoubleFunction<Results> value) {
        return all.stream().mapToDouble(value).toArray();
    }

    /// MNIST, then Fashion-MNIST, rate 0.005, slower annealing.
    private void sequence(LearnerRuns runs, Images digits) {
        var folder = trial.data("fashion-mnist");
        if (folder.isEmpty()) return;
        var clothes = Images.read(folder.get(), trial.scale(), settings.images(), settings.testImages());
        var tasks = List.of(
                new ContinualTask("MNIST", 0, digits.train(), digits.test(), new int[0]),
                new ContinualTask("Fashion-MNIST", 1, clothes.train(), clothes.test(), new int[0]));
        for (var brake : List.of(Brake.STREAM, Brake.NONE)) {
            var learner = BinaryVcl.mlp(
                            Annealing.sequential(2 * settings.sequenceEpochs()),
                            784,
                            settings.hidden(),
                            settings.hidden(),
                            Images.CLASSES)
                    .withRate(0.005)
                    .with(brake, brake == Brake.NONE ? 0 : 1);
            String key = "sequence-" + (brake == Brake.NONE ? "none" : "stream");
            runs.fields(key, learner, tasks, settings.sequenceEpochs());
        }
    }
}
