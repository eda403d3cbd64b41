package org.onsager.papers.continuallearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Figure.Axis;
import org.onsager.lab.Scale;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.continual.FranzParisi;
import org.onsager.memory.continual.SecondTask;
import org.onsager.memory.continual.TaskOneSolution;
import org.onsager.memory.continual.TaskTwoSolution;
import org.onsager.memory.continual.TheoryBranch;

/// Pictures of the theory: both branches of the first task, the second task against its load, and the first task
/// with held uncertainty.
final class TheoryFigures {
    static final double[] SIMILARITIES = {-0.5, 0, 0.5};

    private final Settings settings;
    private final Trial trial;
    private final FranzParisi theory = Theory.franzParisi();
    private final SecondTask after;
    private final Map<Pair, Second> seconds = new HashMap<>();
    private List<Branch> known = List.of();

    TheoryFigures(Settings settings, Trial trial, SecondTask after) {
        this.settings = settings;
        this.trial = trial;
        this.after = after;
    }

    /// One branch of the first task, stored; NaN where it does not exist.
    record Branch(double[] alpha, double[] q, double[] r, double[] selfOverlap, double[] p, double[] pressure) {
        static Branch of(List<TaskOneSolution> solutions, boolean upper) {
            return new Branch(
                    solutions.stream().mapToDouble(TaskOneSolution::alpha).toArray(),
                    column(solutions, upper, s -> s.order().q()),
                    column(solutions, upper, s -> s.order().r()),
                    column(solutions, upper, s -> s.order().selfOverlap()),
                    column(solutions, upper, TaskOneSolution::signOverlap),
                    column(solutions, upper, TaskOneSolution::pressure));
        }

        private static double[] column(
                List<TaskOneSolution> solutions, boolean upper, ToDoubleFunction<TaskOneSolution> value) {
            return solutions.stream()
                    .mapToDouble(
                            s -> s.converged() && s.order().r() > 0.9 == upper ? value.applyAsDouble(s) : Double.NaN)
                    .toArray();
        }

        double[] errors() {
            return Arrays.stream(p)
                    .map(each -> Double.isNaN(each) ? each : TaskOneSolution.generalisationError(each))
                    .toArray();
        }
    }

    /// Second tasks along loads, stored.
    record Second(double[] first, double[] second) {}

    void draw() {
        firstTask();
        secondTask();
        if (trial.scale() != Scale.SMOKE) heldUncertainty();
    }

    /// The lower branch from below, the upper from above.
    List<Branch> branches() {
        if (!known.isEmpty()) return known;
        int points = trial.scale() == Scale.SMOKE ? 7 : 24;
        double[] rising = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> 1.9 * i / points)
                .toArray();
        double[] falling = IntStream.rangeClosed(0, points / 2)
                .mapToDouble(i -> 2.4 - 0.95 * i / (points / 2))
                .toArray();
        known = trial.map(
                "branches",
                List.of(TheoryBranch.LOW, TheoryBranch.HIGH),
                Branch.class,
                branch -> Branch.of(
                        theory.curve(branch == TheoryBranch.LOW ? rising : falling, 0, branch),
                        branch == TheoryBranch.HIGH));
        return known;
    }

    private void firstTask() {
        var branches = branches();
        Branch low = branches.getFirst(), high = branches.getLast();
        trial.figure(
                "order-parameters",
                Figure.of("First task: order parameters, beta = 20", "load alpha", "q, r, Q")
                        .caption(
                                "Replica-symmetric theory. Solid: poor learning, followed upwards; dashed: nearly perfect"
                                        + " learning, followed downwards. Both exist between 1.50 and 1.91; the dashed one wins"
                                        + " beyond 1.65.")
                        .line("q", low.alpha(), low.q())
                        .line("r", low.alpha(), low.r())
                        .line("Q", low.alpha(), low.selfOverlap())
                        .dashed("q, upper", "q", high.alpha(), high.q())
                        .dashed("r, upper", "r", high.alpha(), high.r())
                        .dashed("Q, upper", "Q", high.alpha(), high.selfOverlap())
                        .build());
        trial.table("branches", table(low, high));
    }

    private static Table table(Branch low, Branch high) {
        return Table.builder()
                .with("alpha", join(low.alpha(), high.alpha()))
                .with("q", join(low.q(), high.q()))
                .with("r", join(low.r(), high.r()))
                .with("self_overlap", join(low.selfOverlap(), high.selfOverlap()))
                .with("p", join(low.p(), high.p()))
                .with("eps", join(low.errors(), high.errors()))
                .with("minus_beta_f", join(low.pressure(), high.pressure()))
                .build();
    }

    private static double[] join(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    /// Which second task: overlap of the teachers and strength of the divergence.
    record Pair(double similarity, double gamma) {}

    /// The theory's errors of both tasks against the second load.
    Second second(double similarity, double gamma) {
        return seconds.computeIfAbsent(
                new Pair(similarity, gamma),
                pair -> trial.stage("second-r%s-g%s".formatted(similarity, gamma), Second.class, () -> along(pair)));
    }

    private Second along(Pair pair) {
        var curve = after.curve(settings.secondLoads(), pair.similarity(), pair.gamma());
        return new Second(
                curve.stream().mapToDouble(TaskTwoSolution::firstError).toArray(),
                curve.stream().mapToDouble(TaskTwoSolution::secondError).toArray());
    }

    /// All curves of the figures, at once.
    private void secondCurves(double[] gammas, double[] similarities) {
        var pairs = new ArrayList<Pair>();
        for (double gamma : gammas) for (double similarity : similarities) pairs.add(new Pair(similarity, gamma));
        var curves = trial.map("second-tasks", pairs, Second.class, this::along);
        for (int k = 0; k < curves.size(); k++) seconds.put(pairs.get(k), curves.get(k));
    }

    private void secondTask() {
        double[] loads = settings.secondLoads();
        double[] gammas = trial.scale() == Scale.SMOKE ? new double[] {1} : new double[] {0.1, 0.3, 1, 3};
        double[] similarities = trial.scale() == Scale.SMOKE ? new double[] {0} : SIMILARITIES;
        secondCurves(gammas, similarities);
        var labels = new ArrayList<String>();
        var frames = new ArrayList<List<Figure.Trace>>();
        for (double gamma : gammas) {
            var traces = new ArrayList<Figure.Trace>();
            for (double similarity : similarities) {
                var errors = second(similarity, gamma);
                String group = "r0 = " + Theory.text(similarity);
                traces.add(new Figure.Line("eps1, " + group, group, loads, errors.first(), Figure.Dash.SOLID));
                traces.add(new Figure.Line("eps2, " + group, group, loads, errors.second(), Figure.Dash.DASHED));
            }
            labels.add("gamma = " + Theory.text(gamma));
            frames.add(traces);
        }
        for (double gamma : new double[] {1, 0.1}) {
            int at = Arrays.binarySearch(gammas, gamma);
            if (at < 0) continue;
            var figure = Figure.of(
                            "Two tasks, gamma = %s".formatted(Theory.text(gamma)),
                            "load alpha2 of the second task",
                            "error")
                    .y(Axis.linear("generalisation error").between(0, 0.8))
                    .caption(
                            "Franz-Parisi potential, alpha1 = 2, beta = 20. Solid: what is left of the first task; dashed:"
                                    + " the second. r0 is the overlap of the teachers.");
            frames.get(at).forEach(figure::add);
            trial.figure("two-tasks-gamma-" + Theory.text(gamma), figure.build());
        }
        if (gammas.length > 1)
            trial.figure(
                    "two-tasks-by-gamma",
                    Figure.of("Two tasks as the memory stiffens", "load alpha2 of the second task", "error")
                            .y(Axis.linear("generalisation error").between(0, 0.8))
                            .caption(
                                    "gamma weighs the divergence to the first task's weights: 0.1 forgets, 1 is Bayes' rule,"
                                            + " 3 is rigid.")
                            .add(new Figure.Frames(labels, frames))
                            .build());
    }

    private void heldUncertainty() {
        double[] held = IntStream.rangeClosed(1, 9).mapToDouble(i -> 0.1 * i).toArray();
        var figure = Figure.of("First task with the uncertainty held", "imposed Q = mean of m^2", "error")
                .y(Axis.linear("generalisation error"))
                .caption("The conjugate of Q is found such that <m^2> = Q; points: where Q is free.");
        for (double alpha : new double[] {0.5, 1}) {
            double[] errors = trial.stage(
                    "held-" + alpha,
                    double[].class,
                    () -> Arrays.stream(held)
                            .map(q -> theory.task1At(alpha, q, TheoryBranch.LOW).error())
                            .toArray());
            var free = theory.task1(alpha, 0, TheoryBranch.LOW);
            String name = "alpha = " + Theory.text(alpha);
            figure.line(name, held, errors)
                    .points(
                            "free, alpha = " + Theory.text(alpha),
                            name,
                            new double[] {free.order().selfOverlap()},
                            new double[] {free.error()},
                            new double[0]);
        }
        trial.figure("held-uncertainty", figure.build());
    }
}
