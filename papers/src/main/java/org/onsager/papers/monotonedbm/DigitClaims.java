package org.onsager.papers.monotonedbm;

import java.util.Arrays;
import java.util.function.Supplier;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.JointModel;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.StopRule;
import org.onsager.memory.boltzmann.TrainingState;

/// Joint completion and classification of digits: N12 and N13.
final class DigitClaims {
    private static final double[] FRACTIONS = {0.1, 0.2, 0.4, 0.6, 0.8, 1};

    private final Settings settings;
    private final Trial trial;

    DigitClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        var loaded = DigitData.load(settings, trial);
        if (loaded.isEmpty()) {
            String reason = "the data set %s is not here; ./onsager data list says where it is looked for"
                    .formatted(DigitData.folder(settings));
            trial.untested("N12", reason);
            trial.untested("N13", reason);
            return;
        }
        var data = loaded.get();
        var models = new Models(settings, trial, data);
        trial.progress(0.1, "training the monotone machine");
        var monotone = models.monotone();
        report("monotone", monotone.state());
        trial.progress(settings.baselines() ? 0.4 : 0.8, "testing the monotone machine");
        var atFraction = evaluate("monotone", monotone.model(), data, settings.observed(), models.solver());
        trial.metric("accuracy", atFraction.accuracy());
        trial.metric("accuracy_95", Evaluation.halfWidth(atFraction.accuracy(), atFraction.count()));
        trial.metric("pixel_accuracy", atFraction.pixelAccuracy());
        trial.metric("mean_iterations", atFraction.meanIterations());
        if (settings.baselines()) compare(models, monotone, data, atFraction);
        else {
            String reason = "the machines it is compared with are trained from --scale standard on (baselines = true)";
            trial.untested("N12", reason);
            trial.untested("N13", reason);
            new DigitFigures(settings, trial, data).training(monotone.state());
        }
        trial.progress(0.9, "pictures");
        new DigitFigures(settings, trial, data).draw(monotone.model(), models.solver(), atFraction);
    }

    private void report(String name, TrainingState state) {
        int last = state.loss().length - 1;
        trial.metric(name + "_steps", state.steps());
        trial.metric(name + "_loss", state.loss()[last]);
        trial.metric(name + "_reconstruction", state.reconstruction()[last]);
        trial.metric(name + "_classification", state.classification()[last]);
        trial.metric(
                name + "_most_iterations",
                Arrays.stream(state.mostIterations()).max().orElse(0));
        trial.metric(name + "_skipped", state.skipped());
    }

    private Evaluation evaluate(
            String name, JointModel model, DigitData data, double fraction, MeanFieldSolver solver) {
        return trial.stage(
                "test-%s-%.2f".formatted(name, fraction),
                Evaluation.class,
                () -> Evaluation.of(
                        model, data.test(), fraction, solver, trial.random().split("test")));
    }

    private void compare(Models models, Models.Trained monotone, DigitData data, Evaluation ours) {
        trial.progress(0.45, "training the deep Boltzmann machine by its marginals");
        var unconstrained = models.unconstrained();
        report("unconstrained", unconstrained.state());
        trial.progress(0.7, "training the deep Boltzmann machine by persistent chains");
        var persistent = models.persistent();
        trial.progress(0.8, "tests");
        var marginal = evaluate("unconstrained", unconstrained.model(), data, settings.observed(), Models.parallel());
        var chains = evaluate("persistent", persistent, data, settings.observed(), Models.parallel());
        var sequential = trial.stage("test-persistent-block", Evaluation.class, () -> {
            int some = Math.min(200, data.test().count());
            return Evaluation.of(
                    persistent,
                    data.test().slice(0, some),
                    settings.observed(),
                    new MeanFieldSolver(Method.BLOCK, Double.NaN, 1e-2, 20, StopRule.RESIDUAL, 5),
                    trial.random().split("test"));
        });
        trial.metric("accuracy_unconstrained", marginal.accuracy());
        trial.metric("accuracy_persistent", chains.accuracy());
        trial.metric("accuracy_persistent_sequential", sequential.accuracy());
        ordering(models, data, ours, marginal, chains, sequential);
        var restricted = restricted(models, data.test().count());
        iterations(models, monotone, data, marginal, chains);
        new AccuracyFigure(trial, data, models, FRACTIONS)
                .draw(monotone.model(), unconstrained.model(), persistent, restricted, settings.epochs());
        new DigitFigures(settings, trial, data).training(monotone.state(), unconstrained.state());
    }

    private void ordering(
            Models models,
            DigitData data,
            Evaluation ours,
            Evaluation marginal,
            Evaluation chains,
            Evaluation sequential) {
        double[] one = new double[settings.trainings()], two = one.clone(), three = one.clone();
        one[0] = ours.accuracy();
        two[0] = chains.accuracy();
        three[0] = marginal.accuracy();
        for (int n = 1; n < one.length; n++) {
            int training = n;
            trial.progress(0.8 + 0.1 * n / one.length, "training %d of each machine".formatted(n + 1));
            one[n] = accuracy(
                    "monotone",
                    n,
                    data,
                    models.solver(),
                    () -> models.monotone(training).model());
            two[n] = accuracy("persistent", n, data, Models.parallel(), () -> models.persistent(training));
            three[n] = accuracy(
                    "unconstrained",
                    n,
                    data,
                    Models.parallel(),
                    () -> models.unconstrained(training).model());
        }
        int images = ours.count();
        Repeated monotone = new Repeated(one, images), persistent = new Repeated(two, images);
        var unconstrained = new Repeated(three, images);
        trial.metric("lead_over_persistent", monotone.lead(persistent));
        trial.metric("lead_over_unconstrained", monotone.lead(unconstrained));
        trial.claim("N12")
                .fact(
                        "better by more than 5 points than the deep machine trained by persistent chains",
                        monotone.lead(persistent) > 0.05,
                        "%s: %s against %s under parallel and %s under sequential mean field"
                                .formatted(
                                        monotone.describeLead(persistent),
                                        monotone.describe(),
                                        persistent.describe(),
                                        sequential.describe()))
                .fact(
                        "better by more than 5 points than the deep machine trained by the same loss",
                        monotone.lead(unconstrained) > 0.05,
                        "%s: against %s under parallel mean field"
                                .formatted(monotone.describeLead(unconstrained), unconstrained.describe()))
                .done(
                        ("%s, %d training images, %d epochs, %.0f%% of the pixels observed, the same test images and masks for"
                                        + " all; 95%% intervals, leads' over trainings")
                                .formatted(
                                        data.source(),
                                        data.training().count(),
                                        settings.epochs(),
                                        100 * settings.observed()));
    }

    private double accuracy(String name, int n, DigitData data, MeanFieldSolver solver, Supplier<JointModel> model) {
        return trial.stage(
                        "test-%s-training-%d".formatted(name, n),
                        Evaluation.class,
                        () -> Evaluation.of(
                                model.get(),
                                data.test(),
                                settings.observed(),
                                solver,
                                trial.random().split("test")))
                .accuracy();
    }

    /// The restricted machine at the fraction of the claims, then at those of the figure.
    private RestrictedMachine.Test[] restricted(Models models, int images) {
        var fractions = new double[FRACTIONS.length + 1];
        fractions[0] = settings.observed();
        System.arraycopy(FRACTIONS, 0, fractions, 1, FRACTIONS.length);
        var tests = models.restricted(fractions);
        trial.metric("accuracy_restricted", (double) tests[0].right() / images);
        trial.metric("pixel_accuracy_restricted", tests[0].pixelAccuracy());
        return Arrays.copyOfRange(tests, 1, tests.length);
    }

    private void iterations(
            Models models, Models.Trained monotone, DigitData data, Evaluation marginal, Evaluation chains) {
        var published = evaluate(
                "monotone-published", monotone.model(), data, settings.observed(), MeanFieldSolver.asPublished());
        int most = Arrays.stream(monotone.state().mostIterations()).max().orElse(0);
        double[] shares = monotone.state().unconverged();
        double worst = Arrays.stream(shares).max().orElse(0);
        String rule = settings.published()
                ? "Anderson steps of 0.125 to a relative change of 0.01"
                : "FISTA to a residual of 0.001";
        var claim = trial.claim("N13")
                .within("most iterations of a training step, " + rule, 0, 50, most)
                .number("share of unconverged images in the worst step", 0, worst, 0)
                .within("most iterations on test images, published settings", 0, 50, published.mostIterations())
                .number("test images unconverged, published settings", 0, published.unconverged(), 0);
        claim.fact(
                "parallel mean field of the deep Boltzmann machine fails on more than 1% of the test images",
                Math.max(marginal.unconverged(), chains.unconverged()) > 0.01 * marginal.count(),
                "residual above 0.01 after 50 iterations on %d (trained by marginals) and %d (by persistent chains) of %d"
                        .formatted(marginal.unconverged(), chains.unconverged(), marginal.count()));
        trial.metric("unconverged_unconstrained", (double) marginal.unconverged() / marginal.count());
        trial.metric("unconverged_persistent", (double) chains.unconverged() / chains.count());
        double[] residuals = published.residuals().clone();
        Arrays.sort(residuals);
        claim.done("at the published settings the median residual of the softmax equations is still %.2g"
                .formatted(residuals[residuals.length / 2]));
    }

    static Figure.Axis percent(String label) {
        return Figure.Axis.linear(label).between(0, 100);
    }
}
