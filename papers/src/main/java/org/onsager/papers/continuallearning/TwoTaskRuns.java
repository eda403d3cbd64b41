package org.onsager.papers.continuallearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Figure.Axis;
import org.onsager.lab.Scale;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.PerceptronTask;
import org.onsager.memory.continual.PerceptronTrainer;
import org.onsager.memory.continual.PerceptronTrainer.Adam;
import org.onsager.memory.continual.SecondTask;
import org.onsager.memory.continual.TaskTwoSolution;
import org.onsager.numerics.statistics.Moments;

/// Perceptrons that learn two tasks in turn: L9, L10, and errors across the switch.
final class TwoTaskRuns {
    private static final double[] GAMMAS = {1, 0.1};

    private final Settings settings;
    private final Trial trial;
    private final TheoryFigures theory;
    /// At load 1 of unrelated tasks, one for each of `GAMMAS`.
    private final List<TaskTwoSolution> expected;

    TwoTaskRuns(Settings settings, Trial trial, TheoryFigures theory, SecondTask second) {
        this.settings = settings;
        this.trial = trial;
        this.theory = theory;
        this.expected = Arrays.stream(GAMMAS)
                .mapToObj(gamma -> second.solve(1, 0, gamma).orThrow())
                .toList();
    }

    record Asked(double gamma, double similarity, double load, int run) {}

    /// Errors of both tasks along both phases, stored.
    record Found(double[] epochs, double[] first, double[] second, int switchAt) {
        double lastFirst() {
            return first[first.length - 1];
        }

        double lastSecond() {
            return second[second.length - 1];
        }
    }

    void measure() {
        var asked = new ArrayList<Asked>();
        for (double gamma : GAMMAS)
            for (double similarity : settings.similarities())
                for (double load : settings.pairLoads())
                    for (int run = 0; run < settings.pairRuns(); run++)
                        asked.add(new Asked(gamma, similarity, load, run));
        var found = trial.map("two-tasks", asked, Found.class, this::run);
        weak(asked, found);
        bayes(asked, found);
        switchFigure(asked, found);
        if (settings.pairLoads().length > 1) loadFigures(asked, found);
    }

    private Found run(Asked asked) {
        var stream = trial.random().split("two-tasks").at(asked.run());
        int size = settings.pairSize();
        byte[] first = PerceptronTask.teacher(size, stream);
        byte[] second = PerceptronTask.similarTeacher(first, asked.similarity(), stream);
        var teachers = List.of(first, second);
        var one = PerceptronTask.of(first, (int) (Theory.FIRST_LOAD * size), stream.split("first"));
        var two = PerceptronTask.of(second, (int) Math.max(1, Math.round(asked.load() * size)), stream.split("second"));
        int early = settings.pairFirstEpochs();
        var before = PerceptronTrainer.of(new Adam(0.001, 1e-3), early)
                .train(one, PerceptronTrainer.start(size, 1, stream), new double[size], teachers, stream);
        var after = PerceptronTrainer.of(new Adam(0.005, 1e-3), settings.pairEpochs())
                .withGamma(asked.gamma())
                .train(two, before.theta(), before.theta(), teachers, stream.split("after"));
        double[] shifted = Arrays.stream(after.epochs()).map(e -> e + early).toArray();
        return new Found(
                join(before.epochs(), shifted),
                join(before.errors(0), after.errors(0)),
                join(before.errors(1), after.errors(1)),
                before.epochs().length);
    }

    private static double[] join(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    private List<Found> at(List<Asked> asked, List<Found> found, double gamma) {
        var chosen = new ArrayList<Found>();
        for (int k = 0; k < asked.size(); k++) {
            var each = asked.get(k);
            if (each.gamma() == gamma && each.similarity() == 0 && each.load() == 1) chosen.add(found.get(k));
        }
        return chosen;
    }

    private void weak(List<Asked> asked, List<Found> found) {
        var solution = expected.get(1);
        var claim = trial.claim("L9")
                .number("theory eps1", 0.414, solution.firstError(), 5e-3)
                .number("theory eps2", 0.325, solution.secondError(), 5e-3);
        var runs = at(asked, found, 0.1);
        if (trial.scale() == Scale.SMOKE || runs.isEmpty()) {
            claim.done(
                    "theory alone: gradient descent at N = 200 scatters by 0.04; from scale standard on it is compared");
            return;
        }
        claim.number("gradient descent eps1", solution.firstError(), mean(runs, true), 0.04)
                .number("gradient descent eps2", solution.secondError(), mean(runs, false), 0.04)
                .done(how(runs));
    }

    private void bayes(List<Asked> asked, List<Found> found) {
        var runs = at(asked, found, 1);
        if (trial.scale() == Scale.SMOKE || runs.isEmpty()) {
            trial.untested(
                    "L10",
                    "a perceptron of N = 200 scatters by 0.04, as much as is tolerated: scale standard (N = 500)");
            return;
        }
        var solution = expected.get(0);
        trial.claim("L10")
                .number("eps1", solution.firstError(), mean(runs, true), 0.04)
                .number("eps2", solution.secondError(), mean(runs, false), 0.04)
                .done(how(runs));
    }

    private String how(List<Found> runs) {
        return "N = %d, %d runs, Adam 0.001 then 0.005, %d + %d passes, all examples a step"
                .formatted(settings.pairSize(), runs.size(), settings.pairFirstEpochs(), settings.pairEpochs());
    }

    private static double mean(List<Found> runs, boolean first) {
        return runs.stream()
                .mapToDouble(run -> first ? run.lastFirst() : run.lastSecond())
                .average()
                .orElse(Double.NaN);
    }

    /// Errors against epochs across the switch, with the theory's values.
    private void switchFigure(List<Asked> asked, List<Found> found) {
        for (int g = 0; g < GAMMAS.length; g++) {
            double gamma = GAMMAS[g];
            var runs = at(asked, found, gamma);
            if (runs.isEmpty()) continue;
            var run = runs.getFirst();
            var solution = expected.get(g);
            double from = run.epochs()[run.switchAt()], to = run.epochs()[run.epochs().length - 1];
            double[] ends = {from, to};
            trial.figure(
                    "across-the-switch-gamma-" + Theory.text(gamma),
                    Figure.of("Two tasks in turn, gamma = %s".formatted(Theory.text(gamma)), "epoch", "error")
                            .y(Axis.linear("generalisation error").between(0, 0.6))
                            .caption(
                                    "One run, N = %d, alpha1 = 2, alpha2 = 1, r0 = 0; the second task begins at epoch %.0f. Dashed: Franz-Parisi theory."
                                            .formatted(settings.pairSize(), from))
                            .line("first task", run.epochs(), run.first())
                            .line("second task", run.epochs(), run.second())
                            .dashed("theory, first", "first task", ends, new double[] {
                                solution.firstError(), solution.firstError()
                            })
                            .dashed("theory, second", "second task", ends, new double[] {
                                solution.secondError(), solution.secondError()
                            })
                            .build());
        }
    }

    /// Runs on top of the theory's curves, a figure for each task and strength.
    private void loadFigures(List<Asked> asked, List<Found> found) {
        for (double gamma : GAMMAS)
            for (boolean first : new boolean[] {true, false}) loadFigure(asked, found, gamma, first);
    }

    private void loadFigure(List<Asked> asked, List<Found> found, double gamma, boolean first) {
        String task = first ? "first" : "second";
        var figure = Figure.of(
                        "Error of the %s task, runs and theory, gamma = %s".formatted(task, Theory.text(gamma)),
                        "load alpha2 of the second task",
                        "generalisation error")
                .y(Axis.linear("generalisation error").between(0, 0.8))
                .caption(
                        "Lines: Franz-Parisi theory. Points: gradient descent, N = %d, %d runs, bars: one standard error."
                                .formatted(settings.pairSize(), settings.pairRuns()));
        for (double similarity : settings.similarities()) {
            String group = "r0 = " + Theory.text(similarity);
            var curves = theory.second(similarity, gamma);
            double[] expectation = first ? curves.first() : curves.second();
            figure.add(new Figure.Line(group, group, settings.secondLoads(), expectation, Figure.Dash.SOLID));
            double[] loads = settings.pairLoads();
            var means = new double[loads.length];
            var errors = new double[loads.length];
            for (int a = 0; a < loads.length; a++) {
                var moments = new Moments();
                for (int k = 0; k < asked.size(); k++) {
                    var each = asked.get(k);
                    if (each.gamma() == gamma && each.similarity() == similarity && each.load() == loads[a])
                        moments.add(
                                first ? found.get(k).lastFirst() : found.get(k).lastSecond());
                }
                means[a] = moments.mean();
                errors[a] = settings.pairRuns() > 1 ? moments.standardDeviation() / Math.sqrt(settings.pairRuns()) : 0;
            }
            figure.points(group + ", runs", group, loads, means, errors);
        }
        trial.figure("two-tasks-runs-%s-gamma-%s".formatted(task, Theory.text(gamma)), figure.build());
    }
}
