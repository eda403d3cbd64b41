package org.onsager.papers.continuallearning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.AccuracyMatrix;
import org.onsager.memory.continual.BinaryNetwork;
import org.onsager.memory.continual.BinaryState;
import org.onsager.memory.continual.BinaryVcl;
import org.onsager.memory.continual.ContinualRun;
import org.onsager.memory.continual.ContinualTask;
import org.onsager.memory.continual.FieldState;
import org.onsager.memory.continual.UncertaintyReport;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// Runs of deep learners, each stored every few seconds, all learners and seeds at once: a single one leaves
/// threads idle in the short serial parts of its steps.
final class LearnerRuns {
    private final Trial trial;
    private final int seeds;
    private final int testLimit;
    private final List<Asked> asked = new ArrayList<>();

    /// @param seeds  runs of every learner
    /// @param testLimit  test images between the ends of tasks
    LearnerRuns(Trial trial, int seeds, int testLimit) {
        this.trial = trial;
        this.seeds = seeds;
        this.testLimit = testLimit;
    }

    /// A run of a network of fields as far as it has come.
    ///
    /// @param curve  accuracies on all tasks, before any epoch and after each
    /// @param reports  uncertainties at the end of each task
    record Progress(FieldState state, List<double[]> curve, List<UncertaintyReport> reports) {}

    /// The same of a binary network.
    record Rival(BinaryState state, List<double[]> curve) {}

    /// What a run showed; the joint learner's curve is its last accuracies alone.
    private record Outcome(List<double[]> curve, List<UncertaintyReport> reports) {}

    private record Asked(String key, String name, int tasks, int epochs, int seeds, IntFunction<Outcome> run) {}

    /// A learner's results over seeds.
    ///
    /// @param reports  of the first seed; empty for rivals
    record Results(
            String key,
            String name,
            List<AccuracyMatrix> matrices,
            List<List<double[]>> curves,
            List<UncertaintyReport> reports) {
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

    private RandomStream seed(int seed) {
        return trial.random().split("deep").at(seed);
    }

    /// Asks for a network of fields.
    void fields(String key, BinaryVcl learner, List<ContinualTask> tasks, int epochs) {
        var run = new ContinualRun<>(tasks, epochs, testLimit, learner);
        asked.add(new Asked(key, learner.name(), tasks.size(), epochs, seeds, seed -> {
            var stream = seed(seed);
            var end = trial.iterate(
                    "deep-%s-%d".formatted(key, seed),
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
            return new Outcome(end.curve(), end.reports());
        }));
    }

    private static List<double[]> with(List<double[]> curve, double[] row) {
        var longer = new ArrayList<>(curve);
        longer.add(row);
        return longer;
    }

    /// Asks for a binary network.
    void rival(String key, BinaryNetwork learner, List<ContinualTask> tasks, int epochs) {
        var run = new ContinualRun<>(tasks, epochs, testLimit, learner);
        asked.add(new Asked(key, learner.name(), tasks.size(), epochs, seeds, seed -> {
            var stream = seed(seed);
            var end = trial.iterate(
                    "rival-%s-%d".formatted(key, seed),
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
            return new Outcome(end.curve(), List.of());
        }));
    }

    /// Asks for one network that learns all tasks at once: what no sequence can beat.
    void joint(BinaryVcl learner, List<ContinualTask> tasks, int epochs) {
        asked.add(new Asked("joint", "joint training", tasks.size(), 0, 1, first -> {
            var together = ContinualTask.joint(tasks);
            var stream = seed(first);
            var end = trial.iterate(
                    "joint",
                    Progress.class,
                    () -> new Progress(learner.start(stream), List.of(), List.of()),
                    epochs,
                    (progress, step) ->
                            new Progress(learner.epoch(progress.state(), together, stream), List.of(), List.of()));
            double[] accuracies = tasks.stream()
                    .mapToDouble(task -> learner.accuracy(end.state(), task, Integer.MAX_VALUE))
                    .toArray();
            return new Outcome(List.of(accuracies), List.of());
        }));
    }

    /// Learners asked for.
    int count() {
        return asked.size();
    }

    /// Runs all that was asked for, in the order of asking.
    List<Results> run() {
        record One(Asked asked, int seed) {}
        var ones = new ArrayList<One>();
        for (var each : asked) for (int seed = 0; seed < each.seeds(); seed++) ones.add(new One(each, seed));
        var outcomes = Parallel.map(
                ones.size(), i -> ones.get(i).asked().run().apply(ones.get(i).seed()));
        var results = new ArrayList<Results>();
        int from = 0;
        for (var each : asked) {
            results.add(results(each, outcomes.subList(from, from + each.seeds())));
            from += each.seeds();
        }
        return results;
    }

    private Results results(Asked asked, List<Outcome> outcomes) {
        var matrices =
                outcomes.stream().map(outcome -> matrix(asked, outcome.curve())).toList();
        var results = new Results(
                asked.key(),
                asked.name(),
                matrices,
                outcomes.stream().map(Outcome::curve).toList(),
                outcomes.getFirst().reports());
        trial.metric("accuracy_" + asked.key(), results.average());
        if (asked.epochs() > 0) trial.metric("forgetting_" + asked.key(), results.forgetting());
        return results;
    }

    /// Rows after each task; of a joint learner every row is its last.
    private static AccuracyMatrix matrix(Asked asked, List<double[]> curve) {
        var rows = new ArrayList<double[]>();
        for (int t = 1; t <= asked.tasks(); t++) rows.add(curve.get(asked.epochs() * t));
        return new AccuracyMatrix(rows, curve.getFirst());
    }
}
