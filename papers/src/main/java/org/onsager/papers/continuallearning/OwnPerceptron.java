package org.onsager.papers.continuallearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.PerceptronObjective;
import org.onsager.memory.continual.PerceptronTask;
import org.onsager.memory.continual.PerceptronTrainer;
import org.onsager.memory.continual.TheoryBranch;

/// A binary perceptron on the user's tasks with labels of -1 and 1, and the theory at their loads.
final class OwnPerceptron {
    private final VclToolSettings settings;
    private final OwnTasks own;
    private final Trial trial;

    OwnPerceptron(VclToolSettings settings, OwnTasks own, Trial trial) {
        this.settings = settings;
        this.own = own;
        this.trial = trial;
    }

    private static PerceptronTask task(OwnTasks.Rows rows) {
        var inputs =
                Arrays.stream(rows.inputs()).flatMapToDouble(Arrays::stream).toArray();
        try {
            return new PerceptronTask(rows.size(), inputs, rows.labels());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(rows.name() + ": " + e.getMessage(), e);
        }
    }

    /// After each task: the share of every task's examples that are wrong, and the mean variance of the weights.
    NamedTable table() {
        var tasks = own.sets().stream().map(OwnPerceptron::task).toList();
        boolean plain = tasks.stream().allMatch(task -> task.binary() || task.normalised());
        int size = tasks.getFirst().size();
        var stream = trial.random().split("perceptron");
        var trainer = PerceptronTrainer.of(new PerceptronTrainer.Adam(settings.rate(), 1e-3), settings.epochs())
                .withBatch(settings.batch());
        if (!plain) trainer = trainer.withExactVariance();
        double[] theta = PerceptronTrainer.start(size, 1, stream);
        var wrong = new ArrayList<double[]>();
        var variance = new double[tasks.size()];
        for (int t = 0; t < tasks.size(); t++) {
            // the first task has nothing to remember
            double gamma = t == 0 || settings.brake() == org.onsager.memory.continual.Brake.NONE ? 0 : settings.gamma();
            var run = trainer.withGamma(gamma).train(tasks.get(t), theta, theta, List.of(), stream.at(t));
            theta = run.theta();
            variance[t] = 1 - run.selfOverlaps()[run.selfOverlaps().length - 1];
            double[] end = theta;
            boolean exact = !plain;
            wrong.add(tasks.stream()
                    .mapToDouble(task -> new PerceptronObjective(task, 1, exact).trainingError(end))
                    .toArray());
        }
        var table = Table.builder()
                .with("after", own.sets().stream().map(OwnTasks.Rows::name).toList())
                .with(
                        "load",
                        tasks.stream()
                                .mapToDouble(task -> (double) task.examples() / size)
                                .toArray())
                .with("mean_variance", variance);
        for (int k = 0; k < tasks.size(); k++) {
            int column = k;
            table.with(
                    "error" + (k + 1),
                    wrong.stream().mapToDouble(row -> row[column]).toArray());
        }
        return new NamedTable("perceptron", table.build());
    }

    /// What teachers of random inputs would lead to at the files' loads: the winning branch of the first, then
    /// the Franz-Parisi potential of each other one as a second task.
    NamedTable theory() {
        var theory = Theory.franzParisi();
        int size = own.sets().getFirst().size();
        double first = (double) own.sets().getFirst().labels().length / size;
        var reference = theory.branches(first, 0).stream()
                .filter(each -> each.converged())
                .findFirst()
                .orElseGet(() -> theory.task1(first, 0, TheoryBranch.LOW))
                .orThrow();
        var names = new ArrayList<String>();
        var loads = new ArrayList<Double>();
        var one = new ArrayList<Double>();
        var two = new ArrayList<Double>();
        names.add(own.sets().getFirst().name());
        loads.add(first);
        one.add(reference.error());
        two.add(Double.NaN);
        for (var rows : own.sets().subList(1, own.sets().size())) {
            double load = (double) rows.labels().length / size;
            var solution = theory.task2(reference, load, settings.similarity(), settings.gamma());
            names.add(rows.name());
            loads.add(load);
            one.add(solution.firstError());
            two.add(solution.secondError());
        }
        return new NamedTable(
                "theory",
                Table.builder()
                        .with("after", names)
                        .with("load", numbers(loads))
                        .with("error_first", numbers(one))
                        .with("error_own", numbers(two))
                        .build());
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
