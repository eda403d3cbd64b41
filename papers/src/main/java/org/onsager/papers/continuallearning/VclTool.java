package org.onsager.papers.continuallearning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.AccuracyMatrix;
import org.onsager.memory.continual.Annealing;
import org.onsager.memory.continual.BinaryNetwork;
import org.onsager.memory.continual.BinaryVcl;
import org.onsager.memory.continual.Brake;
import org.onsager.memory.continual.Consolidation;
import org.onsager.memory.continual.ContinualLearner;
import org.onsager.memory.continual.ContinualRun;
import org.onsager.memory.continual.ContinualTask;

/// The user's own tasks in sequence.
final class VclTool implements Tool<VclToolSettings> {

    @Override
    public String summary() {
        return "learns your labelled tasks one after another with binary weights, and tells what was forgotten";
    }

    @Override
    public String usage() {
        return """
            --in TASKS...  one labelled set a task, in the order of learning: CSV, Parquet, .npy, JSON with the label in the
              column label, class or y, else in the last; or a file of images (IDX) followed by the file of its labels
            --out FILE  accuracies on every task after each; summary, uncertainty and predictions go beside it

              ./onsager use continual-learning --in monday.csv tuesday.csv --out accuracy.csv
              ./onsager use continual-learning --in digits.csv --set split=classes --out accuracy.csv
              ./onsager use continual-learning --in digits.csv --set split=permuted --set task=baselines --out learners.csv
              ./onsager use continual-learning --in one.csv two.csv --set task=perceptron --out perceptron.csv
            """;
    }

    @Override
    public VclToolSettings defaults() {
        return VclToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(VclToolSettings settings, List<Path> inputs, Trial trial) {
        if (inputs.isEmpty()) throw new IllegalArgumentException("--in must name at least one file, not 0");
        var own = OwnTasks.read(inputs);
        return switch (settings.task()) {
            case LEARN -> learn(settings, tasks(own, settings, trial), trial);
            case BASELINES -> baselines(settings, tasks(own, settings, trial), trial);
            case PERCEPTRON -> List.of(new OwnPerceptron(settings, own, trial).table());
            case THEORY -> List.of(new OwnPerceptron(settings, own, trial).theory());
        };
    }

    private static List<ContinualTask> tasks(OwnTasks own, VclToolSettings settings, Trial trial) {
        var tasks = own.tasks(settings, trial.random());
        tasks.forEach(task -> task.warning().ifPresent(warning -> trial.progress(0, "warning: " + warning)));
        return tasks;
    }

    private static int[] sizes(VclToolSettings settings, ContinualTask task) {
        var sizes = new int[settings.hidden().length + 2];
        sizes[0] = task.train().size();
        System.arraycopy(settings.hidden(), 0, sizes, 1, settings.hidden().length);
        sizes[sizes.length - 1] = task.train().classes();
        return sizes;
    }

    private static BinaryVcl vcl(VclToolSettings settings, List<ContinualTask> tasks, Brake brake, double gamma) {
        return BinaryVcl.mlp(Annealing.permuted(tasks.size() * settings.epochs()), sizes(settings, tasks.getFirst()))
                .withRate(settings.rate())
                .withBatch(settings.batch())
                .with(brake, gamma);
    }

    private static List<NamedTable> learn(VclToolSettings settings, List<ContinualTask> tasks, Trial trial) {
        var learner = vcl(settings, tasks, settings.brake(), settings.gamma());
        var run = new ContinualRun<>(tasks, settings.epochs(), 1_000, learner);
        var result = run.run(trial.random().split("learn"));
        var report = learner.uncertainty(result.state());
        var uncertainty = Table.builder()
                .with(
                        "layer",
                        IntStream.rangeClosed(1, report.frozen().length)
                                .mapToDouble(l -> l)
                                .toArray())
                .with("mean_variance", report.meanVariance())
                .with("frozen_share", report.frozen())
                .build();
        return List.of(
                new NamedTable("accuracy", accuracies(tasks, result.matrix())),
                new NamedTable("summary", summary(List.of(learner.name()), List.of(result.matrix()))),
                new NamedTable("uncertainty", uncertainty),
                new NamedTable(
                        "predictions", predictions(tasks, task -> learner.predict(result.state(), task, task.test()))));
    }

    private static Table accuracies(List<ContinualTask> tasks, AccuracyMatrix matrix) {
        var table = Table.builder()
                .with("after", tasks.stream().map(ContinualTask::name).toList());
        for (int k = 0; k < tasks.size(); k++) {
            int task = k;
            table.with(
                    "task" + (k + 1),
                    IntStream.range(0, tasks.size())
                            .mapToDouble(t -> matrix.at(t, task))
                            .toArray());
        }
        return table.build();
    }

    private static Table summary(List<String> names, List<AccuracyMatrix> matrices) {
        return Table.builder()
                .with("learner", names)
                .with(
                        "average_accuracy",
                        matrices.stream().mapToDouble(AccuracyMatrix::average).toArray())
                .with(
                        "forgetting",
                        matrices.stream()
                                .mapToDouble(AccuracyMatrix::forgetting)
                                .toArray())
                .with(
                        "backward_transfer",
                        matrices.stream()
                                .mapToDouble(AccuracyMatrix::backwardTransfer)
                                .toArray())
                .with(
                        "forward_transfer",
                        matrices.stream()
                                .mapToDouble(AccuracyMatrix::forwardTransfer)
                                .toArray())
                .build();
    }

    private interface Predictor {
        int[] of(ContinualTask task);
    }

    private static Table predictions(List<ContinualTask> tasks, Predictor predictor) {
        var task = new ArrayList<String>();
        var label = new ArrayList<Double>();
        var predicted = new ArrayList<Double>();
        for (var each : tasks) {
            int[] classes = predictor.of(each);
            for (int k = 0; k < classes.length; k++) {
                task.add(each.name());
                label.add((double) each.test().labels()[k]);
                predicted.add((double) classes[k]);
            }
        }
        return Table.builder()
                .with("task", task)
                .with("label", label.stream().mapToDouble(Double::doubleValue).toArray())
                .with(
                        "predicted",
                        predicted.stream().mapToDouble(Double::doubleValue).toArray())
                .build();
    }

    private static List<NamedTable> baselines(VclToolSettings settings, List<ContinualTask> tasks, Trial trial) {
        var learners = new ArrayList<ContinualLearner<?>>();
        for (var brake : Brake.values()) {
            double gamma = brake == Brake.EWC_DATA ? 100 * settings.gamma() : settings.gamma();
            learners.add(vcl(settings, tasks, brake, brake == Brake.NONE ? 0 : gamma));
        }
        int[] sizes = sizes(settings, tasks.getFirst());
        for (var rule : List.of(
                new Consolidation.Plain(), new Consolidation.Metaplastic(1.35), new Consolidation.Elastic(5_000)))
            learners.add(BinaryNetwork.mlp(rule, sizes));
        var matrices = new ArrayList<AccuracyMatrix>();
        for (var learner : learners) matrices.add(run(learner, settings, tasks, trial));
        return List.of(new NamedTable(
                "learners",
                summary(learners.stream().map(ContinualLearner::name).toList(), matrices)));
    }

    private static <S> AccuracyMatrix run(
            ContinualLearner<S> learner, VclToolSettings settings, List<ContinualTask> tasks, Trial trial) {
        return new ContinualRun<>(tasks, settings.epochs(), 1_000, learner)
                .run(trial.random().split("learn"))
                .matrix();
    }
}
