package org.onsager.papers.continuallearning;

import org.onsager.lab.Trial;
import org.onsager.memory.continual.BinaryWeight;
import org.onsager.memory.continual.FranzParisi;
import org.onsager.memory.continual.PerceptronOrder;
import org.onsager.memory.continual.SecondTask;
import org.onsager.memory.continual.TaskOneSolution;
import org.onsager.memory.continual.TheoryBranch;

/// What the equations say: L1 to L5, L7, L8 and L11.
final class TheoryClaims {
    private final Settings settings;
    private final Trial trial;
    private final FranzParisi theory = Theory.franzParisi();
    private final SecondTask second;
    private final TaskOneSolution reference;

    TheoryClaims(Settings settings, Trial trial, SecondTask second) {
        this.settings = settings;
        this.trial = trial;
        this.second = second;
        this.reference = second.first();
    }

    void measure() {
        divergence();
        poorLearning();
        nearlyPerfect();
        if (settings.transition()) transition();
        else
            trial.untested(
                    "L4",
                    "follows two branches to their crossing and end, some seconds; from --scale standard on, or --set"
                            + " transition=true");
        highTemperature();
        twoTasks();
        limits();
    }

    private void divergence() {
        var claim = trial.claim("L1");
        double worst = 0, step = 1e-5;
        for (double beta : new double[] {0.5, 1, 1.5, 4})
            for (double theta : new double[] {-1.3, -0.2, 0.1, 0.7})
                for (double prior : new double[] {-0.8, -0.2, 0, 0.9}) {
                    double difference = (BinaryWeight.divergence(beta, theta + step, prior)
                                    - BinaryWeight.divergence(beta, theta - step, prior))
                            / (2 * step);
                    worst = Math.max(worst, Math.abs(difference - BinaryWeight.divergenceSlope(beta, theta, prior)));
                }
        claim.number("largest difference from central differences", 0, worst, 1e-8)
                .number("KL(0.7, -0.2; beta = 1.5)", 0.6274070, BinaryWeight.divergence(1.5, 0.7, -0.2), 5e-8)
                .number("its slope", 0.7872771, BinaryWeight.divergenceSlope(1.5, 0.7, -0.2), 5e-8)
                .done("64 triples (beta, theta, theta'), step 1e-5");
    }

    private void poorLearning() {
        double[] loads = {0.3, 0.5, 1.0};
        double[][] published = {
            {0.359607, 0.248485, 0.552820, 0.399692},
            {0.539526, 0.378974, 0.679767, 0.355433},
            {0.849057, 0.605352, 0.911751, 0.282758}
        };
        var claim = trial.claim("L2");
        String[] names = {"q", "r", "Q", "eps"};
        for (int k = 0; k < loads.length; k++) {
            var solution = theory.task1(loads[k], 0, TheoryBranch.LOW).orThrow();
            double[] found = values(solution);
            for (int i = 0; i < 4; i++)
                claim.number("%s (alpha = %s)".formatted(names[i], loads[k]), published[k][i], found[i], 2e-4);
            if (loads[k] == 0.5)
                claim.number(
                                "qh (alpha = 0.5)",
                                15.584809,
                                solution.conjugates().q(),
                                1e-4)
                        .number("-beta f (alpha = 0.5)", -1.370970, solution.pressure(), 1e-5);
            trial.metric("eps_alpha_" + loads[k], solution.error());
        }
        var check = theory.task1(1.0, 0, TheoryBranch.LOW);
        claim.done("halving all quadrature moves the order parameters at alpha = 1 by %.1e"
                .formatted(theory.selfCheck(check)));
    }

    private static double[] values(TaskOneSolution solution) {
        var order = solution.order();
        return new double[] {order.q(), order.r(), order.selfOverlap(), solution.error()};
    }

    private void nearlyPerfect() {
        double[] loads = {1.6, 1.8, 2.0, 2.2};
        double[] published = {0.017398, 0.004755, 0.001327, 0.000349};
        var claim = trial.claim("L3");
        for (int k = 0; k < loads.length; k++) {
            var solution = theory.task1(loads[k], 0, TheoryBranch.HIGH).orThrow();
            claim.number("eps (alpha = %s)".formatted(loads[k]), published[k], solution.error(), 0.02 * published[k]);
            if (loads[k] == 2.0) {
                var order = solution.order();
                claim.number("q (alpha = 2)", 0.978238, order.q(), 2e-6)
                        .number("r (alpha = 2)", 0.988999, order.r(), 2e-6)
                        .number("Q (alpha = 2)", 0.978394, order.selfOverlap(), 2e-6);
            }
        }
        claim.done("relative tolerance 2 % in eps");
        double mean = slope(1.8, 2.2);
        trial.metric("decay_exponent", mean);
        trial.claim("L5")
                .number("slope over 1.8-2.2", -13.0, mean, 1)
                .number("local slope at 1.7", -11, slope(1.69, 1.71), 1)
                .number("local slope at 2.3", -16, slope(2.29, 2.31), 1)
                .done("difference quotients of ln eps against ln alpha; the power is not constant");
    }

    private double slope(double from, double to) {
        // the upper branch at 2 flows to its own states at every load of this claim
        double low = theory.task1(from, 0, reference.order()).error();
        double high = theory.task1(to, 0, reference.order()).error();
        return Math.log(high / low) / Math.log(to / from);
    }

    /// Stored: where branches meet and end.
    record Transition(double crossing, double upperEnd, double lowerError) {}

    private void transition() {
        var found = trial.stage(
                "transition",
                Transition.class,
                () -> new Transition(
                        theory.transition(0, 1.55, 1.75),
                        theory.end(0, TheoryBranch.HIGH, 1.6, 1.4),
                        theory.curve(new double[] {1.5, 1.6, 1.7, 1.75, 1.78}, 0, TheoryBranch.LOW)
                                .getLast()
                                .error()));
        trial.metric("alpha_transition", found.crossing());
        trial.metric("alpha_upper_branch_ends", found.upperEnd());
        trial.claim("L4")
                .number("equal free energies", 1.650, found.crossing(), 0.01)
                .number("upper branch ends", 1.49, found.upperEnd(), 0.01)
                .fact(
                        "lower branch at 1.78",
                        found.lowerError() > 0.1,
                        "eps = %.4f, followed upwards from 1.5".formatted(found.lowerError()))
                .done("root of the difference of -beta f; extended system at the fold");
    }

    private void highTemperature() {
        var solution = FranzParisi.at(1).task1(0.25, 0, TheoryBranch.LOW).orThrow();
        trial.claim("L7")
                .number("q", 0.018006, solution.order().q(), 1e-5)
                .number("r", 0.051022, solution.order().r(), 1e-5)
                .number("Q", 0.334059, solution.order().selfOverlap(), 1e-5)
                .number("Qh", 0, solution.conjugates().selfOverlap(), 1e-8)
                .done("Qh is proportional to beta (beta - 1): the two averages of the textbook form combine");
    }

    private void twoTasks() {
        double[][] asked = {{0, 1}, {0.5, 2}, {-0.5, 1}};
        double[][] published = {
            {0.89036, 0.09791, 0.1505, 0.4688}, {0.82908, 0.66747, 0.1889, 0.2674}, {0.85137, -0.36042, 0.1758, 0.6174}
        };
        var claim = trial.claim("L8");
        String[] names = {"p1", "p2", "eps1", "eps2"};
        for (int k = 0; k < asked.length; k++) {
            var solution = second.solve(asked[k][1], asked[k][0], 1).orThrow();
            double[] found = {
                solution.firstOverlap(), solution.secondOverlap(), solution.firstError(), solution.secondError()
            };
            for (int i = 0; i < 4; i++)
                claim.number(
                        "%s (r0 = %s, alpha2 = %s)".formatted(names[i], asked[k][0], asked[k][1]),
                        published[k][i],
                        found[i],
                        2e-3);
        }
        claim.done("first task at alpha1 = 2 on the branch of nearly perfect learning");
    }

    private void limits() {
        var claim = trial.claim("L11");
        double worst = 0;
        for (double similarity : new double[] {-0.5, 0, 0.5}) {
            var complete =
                    second.solve(3, similarity, 1e-3, Theory.NEARLY_PERFECT).orThrow();
            worst = Math.max(worst, complete.secondError());
            claim.number(
                    "eps1 (r0 = %s, gamma = 0.001, alpha2 = 3)".formatted(similarity),
                    Math.acos(similarity) / Math.PI,
                    complete.firstError(),
                    1e-2);
        }
        var nothing =
                second.solve(1e-3, 0.5, 1, new PerceptronOrder(0.9, 0.3, 0.91)).orThrow();
        claim.number("eps1 (alpha2 = 0.001)", reference.error(), nothing.firstError(), 1e-2)
                .number("p2 - r0 p1 (alpha2 = 0)", 0, secondWithoutExamples(), 1e-10)
                .done("the second task's own error is at most %.1e when it is complete".formatted(worst));
    }

    private double secondWithoutExamples() {
        var solution = second.solve(0, 0.3, 1);
        return solution.secondOverlap() - 0.3 * solution.firstOverlap();
    }
}
