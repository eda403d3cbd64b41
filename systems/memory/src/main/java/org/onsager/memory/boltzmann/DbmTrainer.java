package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;

/// Trains a [JointModel] by the loss of its mean-field marginals: sample a mask, infer, differentiate through the
/// fixed point, step by Adam. The same seed gives the same bits on any number of threads, interrupted or not.
///
/// On a monotone model inference that does not meet the solver's rule is repeated by FISTA; images on which that
/// fails too are left out of the step and counted. Training stops early when the median residual exceeds ten
/// times the tolerance for twenty steps in a row.
///
/// @param epochs  passes over the images, at least 1
/// @param batch  images a step, at least 1
/// @param rate  Adam's step, positive
/// @param cooled  whether it falls linearly to zero over the training
/// @param leastObserved  observed fraction of a batch is drawn between this
/// @param mostObserved  and this, both in [0, 1]; equal for a fixed fraction
/// @param loss  what is minimised
/// @param solver  of the marginals
/// @param adjoint  of the gradient
public record DbmTrainer(
        int epochs,
        int batch,
        double rate,
        boolean cooled,
        double leastObserved,
        double mostObserved,
        JointLoss loss,
        MeanFieldSolver solver,
        ImplicitGradient adjoint) {
    private static final int PATIENCE = 20;

    public DbmTrainer {
        Require.that(epochs >= 1, "epochs", epochs, "[1, inf)");
        Require.that(batch >= 1, "batch", batch, "[1, inf)");
        Require.that(rate > 0, "rate", rate, "(0, inf)");
        Require.that(
                leastObserved >= 0 && leastObserved <= mostObserved,
                "leastObserved",
                leastObserved,
                "[0, mostObserved]");
        Require.that(mostObserved <= 1, "mostObserved", mostObserved, "[leastObserved, 1]");
    }

    /// FISTA to a residual of \(10^{-3}\), Adam at 0.002, batches of 64, observed fraction uniform in [0.2, 0.8].
    public static DbmTrainer standard(int epochs) {
        return new DbmTrainer(
                epochs,
                64,
                2e-3,
                false,
                0.2,
                0.8,
                JointLoss.standard(),
                new MeanFieldSolver(Method.FISTA, Double.NaN, 1e-3, 400, StopRule.RESIDUAL, 5),
                new ImplicitGradient(ImplicitGradient.AdjointMethod.CONJUGATE_GRADIENT, 1e-3, 200));
    }

    /// As the authors' code trains: Anderson steps of 0.125 to a relative change of 0.01, Adam at 0.001, batches
    /// of 128, 40% observed.
    public static DbmTrainer asPublished() {
        return new DbmTrainer(
                40,
                128,
                1e-3,
                false,
                0.4,
                0.4,
                JointLoss.standard(),
                MeanFieldSolver.asPublished(),
                new ImplicitGradient(ImplicitGradient.AdjointMethod.DAMPED, 1e-2, 50));
    }

    /// As [#standard] for a machine without a guarantee: parallel mean field of at most 50 iterations, whatever
    /// it ends at.
    public DbmTrainer forUnconstrained() {
        return new DbmTrainer(
                epochs,
                batch,
                rate,
                cooled,
                leastObserved,
                mostObserved,
                loss,
                new MeanFieldSolver(Method.PARALLEL, Double.NaN, 1e-3, 50, StopRule.RESIDUAL, 5),
                new ImplicitGradient(ImplicitGradient.AdjointMethod.CONJUGATE_GRADIENT, 1e-3, 50));
    }

    public DbmTrainer withRate(double adam) {
        return new DbmTrainer(epochs, batch, adam, cooled, leastObserved, mostObserved, loss, solver, adjoint);
    }

    public DbmTrainer withObserved(double least, double most) {
        return new DbmTrainer(epochs, batch, rate, cooled, least, most, loss, solver, adjoint);
    }

    public DbmTrainer withSolver(MeanFieldSolver other) {
        return new DbmTrainer(epochs, batch, rate, cooled, leastObserved, mostObserved, loss, other, adjoint);
    }

    /// Steps of the whole training on so many images.
    public long steps(int images) {
        return (long) epochs * Math.ceilDiv(images, batch);
    }

    /// Trains from a model to its end.
    public TrainingState train(JointModel model, LabelledImages data, RandomStream stream) {
        var state = TrainingState.of(model);
        for (long step = 0; step < steps(data.count()) && !state.stopped(); step++)
            state = step(model, data, state, step, stream);
        return state;
    }

    /// Where a training starts.
    public TrainingState start(JointModel model) {
        return TrainingState.of(model);
    }

    /// One step; a pure function of its arguments.
    ///
    /// @param model  any model of the right shape: its parameters are taken from `state`
    /// @param step  from 0
    public TrainingState step(
            JointModel model, LabelledImages data, TrainingState state, long step, RandomStream stream) {
        if (state.stopped()) return state;
        if (data.pixels() != model.pixels() || data.bins() != model.bins())
            throw new IllegalArgumentException("images must have %d pixels of %d bins, not %d of %d"
                    .formatted(model.pixels(), model.bins(), data.pixels(), data.bins()));
        var random = stream.split("masks").at(step).generator();
        var images = batch(data, step, stream);
        double fraction =
                leastObserved == mostObserved ? leastObserved : random.nextDouble(leastObserved, mostObserved);
        var observed = new boolean[images.count()][];
        for (int n = 0; n < observed.length; n++) observed[n] = Masks.independent(images.pixels(), fraction, random);
        var current = model.withParameters(model.parameters().fromFlat(state.parameters()));
        var result = new BatchGradient(current, solver, adjoint, loss).of(images, observed);
        double now = cooled ? rate * (1 - (double) step / steps(data.count())) : rate;
        return next(state, result, images.count(), now);
    }

    private LabelledImages batch(LabelledImages data, long step, RandomStream stream) {
        int perEpoch = Math.ceilDiv(data.count(), batch), at = (int) (step % perEpoch) * batch;
        int[] order = stream.split("order").at(step / perEpoch).generator().permutation(data.count());
        int count = Math.min(batch, data.count() - at);
        var images = new int[count][];
        var labels = new int[count];
        for (int n = 0; n < count; n++) {
            images[n] = data.images()[order[at + n]];
            labels[n] = data.labels()[order[at + n]];
        }
        return new LabelledImages(images, labels, data.bins());
    }

    private TrainingState next(TrainingState state, BatchGradient.Result result, int count, double now) {
        double[] x = state.parameters().clone(),
                first = state.first().clone(),
                second = state.second().clone();
        if (result.skipped() < count) Adam.update(x, result.gradient(), first, second, state.steps() + 1, now);
        double[] sorted = result.residuals().clone();
        Arrays.sort(sorted);
        double[] medians = TrainingState.append(state.medianResidual(), sorted[sorted.length / 2]);
        boolean stopped = solver.method() != Method.PARALLEL && medians.length >= PATIENCE;
        for (int k = 0; k < PATIENCE && stopped; k++)
            stopped = medians[medians.length - 1 - k] > 10 * solver.tolerance();
        return new TrainingState(
                x,
                first,
                second,
                state.steps() + 1,
                TrainingState.append(state.loss(), result.loss()),
                TrainingState.append(state.reconstruction(), result.reconstruction()),
                TrainingState.append(state.classification(), result.classification()),
                medians,
                TrainingState.append(
                        state.mostIterations(),
                        Arrays.stream(result.iterations()).max().orElse(0)),
                TrainingState.append(state.unconverged(), (double) result.unconverged() / count),
                state.skipped() + result.skipped(),
                stopped);
    }

    /// The loss and its gradient on given images and masks, for checks against finite differences.
    public double lossAndGradient(JointModel model, LabelledImages images, boolean[][] observed, double[] gradient) {
        var result = new BatchGradient(model, solver, adjoint, loss).of(images, observed);
        Require.length("gradient", gradient.length, result.gradient().length);
        System.arraycopy(result.gradient(), 0, gradient, 0, gradient.length);
        return result.loss();
    }
}
