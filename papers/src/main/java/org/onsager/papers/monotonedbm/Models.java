package org.onsager.papers.monotonedbm;

import java.util.List;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.Architecture;
import org.onsager.memory.boltzmann.Architecture.Layer;
import org.onsager.memory.boltzmann.DbmTrainer;
import org.onsager.memory.boltzmann.DeepBoltzmann;
import org.onsager.memory.boltzmann.Initialisation;
import org.onsager.memory.boltzmann.JointLoss;
import org.onsager.memory.boltzmann.JointModel;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.MonotoneDbm;
import org.onsager.memory.boltzmann.PersistentTraining;
import org.onsager.memory.boltzmann.PixelClassifier;
import org.onsager.memory.boltzmann.Precision;
import org.onsager.memory.boltzmann.StopRule;
import org.onsager.memory.boltzmann.TrainingState;
import org.onsager.numerics.RandomStream;

/// Trains what a run compares, each training a stage that can be interrupted.
final class Models {
    private final Settings settings;
    private final Trial trial;
    private final DigitData data;

    Models(Settings settings, Trial trial, DigitData data) {
        this.settings = settings;
        this.trial = trial;
        this.data = data;
    }

    /// A trained model with how its training went.
    record Trained(JointModel model, TrainingState state) {}

    Architecture architecture() {
        int side = data.side();
        if (settings.network() == Settings.Network.DENSE)
            return Architecture.dense(data.training().pixels(), settings.bins(), settings.first(), 10);
        if (side >= 28)
            return Architecture.images(side, settings.bins(), data.planes(), settings.first(), settings.second(), 10);
        // smaller images: the first hidden layer keeps the side, the second halves it
        return new Architecture(
                List.of(
                        new Layer(settings.bins(), side, side, 1),
                        new Layer(4 * settings.first(), side, side, settings.first()),
                        new Layer(4 * settings.second(), side / 2, side / 2, settings.second()),
                        new Layer(10, 1, 1, 1)),
                new int[][] {{3, 0, 0, 0}, {3, 3, 0, 0}, {3, 3, 3, 0}, {0, 0, side / 2, 1}});
    }

    private Initialisation start() {
        return settings.published() ? Initialisation.PUBLISHED : Initialisation.IDENTITY;
    }

    DbmTrainer trainer() {
        var published = DbmTrainer.asPublished();
        var standard = DbmTrainer.standard(settings.epochs());
        var base = settings.published() ? published : standard;
        return new DbmTrainer(
                settings.epochs(),
                settings.batch(),
                settings.rate(),
                !settings.published(),
                base.leastObserved(),
                base.mostObserved(),
                JointLoss.standard(),
                base.solver().withPrecision(precision()),
                base.adjoint());
    }

    Trained monotone() {
        return monotone(0);
    }

    Trained unconstrained() {
        return unconstrained(0);
    }

    DeepBoltzmann persistent() {
        return persistent(0);
    }

    /// The monotone machine of training `n`, from 0: start, order and masks are drawn anew.
    Trained monotone(int n) {
        var start = MonotoneDbm.initial(architecture(), settings.m(), start(), stream("monotone", n));
        return train(stage("train-monotone", n), start, trainer());
    }

    /// The deep Boltzmann machine trained by the same loss.
    Trained unconstrained(int n) {
        var start = DeepBoltzmann.initial(architecture(), start(), stream("unconstrained", n));
        return train(stage("train-unconstrained", n), start, trainer().forUnconstrained());
    }

    private static String stage(String name, int n) {
        return n == 0 ? name : name + "-" + n;
    }

    private RandomStream stream(String name, int n) {
        return trial.random().split(stage(name, n));
    }

    private Trained train(String name, JointModel start, DbmTrainer trainer) {
        var stream = trial.random().split(name);
        var state = trial.iterate(
                name,
                TrainingState.class,
                () -> trainer.start(start),
                trainer.steps(data.training().count()),
                (current, step) -> trainer.step(start, data.training(), current, step, stream));
        return new Trained(start.withParameters(start.parameters().fromFlat(state.parameters())), state);
    }

    /// The deep Boltzmann machine trained by persistent contrastive divergence, its pixels and label observed.
    DeepBoltzmann persistent(int n) {
        var start = DeepBoltzmann.initial(architecture(), start(), stream("unconstrained", n));
        double[] flat = trial.stage(
                stage("train-persistent", n),
                double[].class,
                () -> new PersistentTraining(
                                Math.max(1, settings.epochs() / 2), settings.batch(), 0.2 * settings.rate(), 32)
                        .train(start, data.training(), stream("persistent", n))
                        .parameters()
                        .flat());
        return start.withParameters(start.parameters().fromFlat(flat));
    }

    /// How many test images a classifier of observed pixels gets right at each fraction.
    int[] classifier(int hidden, double[] fractions) {
        return trial.stage("classifier-" + hidden, int[].class, () -> {
            var stream = trial.random().split("classifier").at(hidden);
            var training = data.training();
            var masks = stream.split("masks");
            var classifier = PixelClassifier.train(
                    new PixelClassifier.Training(hidden, Math.max(4, settings.epochs()), settings.batch(), 2e-3),
                    (n, epoch) -> {
                        var random =
                                masks.at((long) epoch * training.count() + n).generator();
                        double fraction = random.nextDouble(0.2, 0.8);
                        return PixelClassifier.encode(
                                training.images()[n],
                                org.onsager.memory.boltzmann.Masks.independent(training.pixels(), fraction, random),
                                training.bins());
                    },
                    training.labels(),
                    10,
                    stream);
            var right = new int[fractions.length];
            var test = data.test();
            for (int k = 0; k < fractions.length; k++) {
                boolean[][] observed =
                        Evaluation.masks(test, fractions[k], trial.random().split("test"));
                for (int n = 0; n < test.count(); n++)
                    if (classifier.classify(PixelClassifier.encode(test.images()[n], observed[n], test.bins()))
                            == test.labels()[n]) right[k]++;
            }
            return right;
        });
    }

    /// Parallel mean field as the deep Boltzmann machine is asked.
    static MeanFieldSolver parallel() {
        return new MeanFieldSolver(Method.PARALLEL, Double.NaN, 1e-2, 50, StopRule.RESIDUAL, 5);
    }

    /// Inference of a test.
    MeanFieldSolver solver() {
        return new MeanFieldSolver(Method.FISTA, Double.NaN, 1e-3, 1000, StopRule.RESIDUAL, 5)
                .withPrecision(precision());
    }

    private Precision precision() {
        return settings.single() ? Precision.SINGLE : Precision.DOUBLE;
    }

    /// The restricted machine on test images, at each fraction of observed pixels.
    RestrictedMachine.Test[] restricted(double[] fractions) {
        double[][] parameters = trial.stage(
                "train-restricted",
                double[][].class,
                () -> RestrictedMachine.train(
                                data.training(),
                                settings.epochs(),
                                trial.random().split("restricted"))
                        .parameters());
        var machine = RestrictedMachine.of(parameters, data.training().bins());
        return trial.stage("test-restricted", RestrictedMachine.Test[].class, () -> {
            var tests = new RestrictedMachine.Test[fractions.length];
            for (int k = 0; k < tests.length; k++)
                tests[k] = machine.test(
                        data.test(),
                        Evaluation.masks(
                                data.test(), fractions[k], trial.random().split("test")),
                        trial.random().split("restricted-test").at(k));
            return tests;
        });
    }
}
