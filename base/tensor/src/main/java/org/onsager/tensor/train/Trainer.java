package org.onsager.tensor.train;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.nn.Backpropagation;
import org.onsager.tensor.nn.Mlp;
import org.onsager.tensor.nn.Module;
import org.onsager.tensor.optim.Lbfgs;
import org.onsager.tensor.optim.Optimizer;
import org.onsager.tensor.optim.Schedule;

/// Lowers a loss by steps of an optimiser.
///
/// The loss of step \(k\) must be a function of the parameters and of \(k\) alone: draw its batch and its noise
/// from `stream.at(k)`. Then a training that is killed and resumed from its checkpoint ends with the same bits as
/// one that was not. Everything that a step makes is freed with it.
///
/// @param optimizer  the method
/// @param schedule  factor on the learning rate, by step
/// @param steps  in all, at least 1
/// @param clip  largest norm of a gradient that is used, positive; infinite for no limit
/// @param averageDecay  decay of the moving average of parameters that the model has at the end; empty for none
/// @param earlyStopping  when to give up
/// @param checkpoints  where to save and resume
/// @param progress  told of every step
public record Trainer(
        Optimizer optimizer,
        Schedule schedule,
        long steps,
        double clip,
        OptionalDouble averageDecay,
        Optional<EarlyStopping> earlyStopping,
        Optional<Checkpoints> checkpoints,
        Progress progress) {

    /// Is told of each step.
    @FunctionalInterface
    public interface Progress {
        /// @param step  from 0
        /// @param loss  before the step
        /// @param gradientNorm  before clipping
        void step(long step, double loss, double gradientNorm);
    }

    public Trainer {
        if (steps < 1) throw new IllegalArgumentException("steps must be in [1, inf), not " + steps);
        if (!(clip > 0)) throw new IllegalArgumentException("clip must be in (0, inf], not " + clip);
    }

    /// Steps at a constant rate and nothing else.
    public static Trainer of(Optimizer optimizer, long steps) {
        return new Trainer(
                optimizer,
                Schedule.constant(),
                steps,
                Double.POSITIVE_INFINITY,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                (step, loss, norm) -> {});
    }

    /// This with another schedule.
    public Trainer withSchedule(Schedule schedule) {
        return new Trainer(optimizer, schedule, steps, clip, averageDecay, earlyStopping, checkpoints, progress);
    }

    /// This with gradients clipped at a norm.
    public Trainer withClip(double clip) {
        return new Trainer(optimizer, schedule, steps, clip, averageDecay, earlyStopping, checkpoints, progress);
    }

    /// This with a moving average of the parameters.
    public Trainer withAverage(double decay) {
        return new Trainer(
                optimizer, schedule, steps, clip, OptionalDouble.of(decay), earlyStopping, checkpoints, progress);
    }

    /// This with early stopping.
    public Trainer withEarlyStopping(EarlyStopping stopping) {
        return new Trainer(
                optimizer, schedule, steps, clip, averageDecay, Optional.of(stopping), checkpoints, progress);
    }

    /// This with checkpoints.
    public Trainer withCheckpoints(Checkpoints where) {
        return new Trainer(optimizer, schedule, steps, clip, averageDecay, earlyStopping, Optional.of(where), progress);
    }

    /// This with a listener.
    public Trainer withProgress(Progress progress) {
        return new Trainer(optimizer, schedule, steps, clip, averageDecay, earlyStopping, checkpoints, progress);
    }

    /// Trains `model` in place.
    ///
    /// @param loss  the scalar loss of a step, from 0
    public Training train(Module model, LongFunction<Tensor> loss) {
        return new TrainingRun(this, model).run(new TrainingRun.Graph(loss));
    }

    /// Trains `net` in place with gradients found by the caller, such as those of [Backpropagation].
    ///
    /// @param evaluation  the scalar loss of a step, from 0, and its gradients by the parameters
    /// @throws IllegalArgumentException if the optimiser needs more than gradients, as L-BFGS does
    public Training trainBy(Mlp net, LongFunction<Backpropagation.Evaluation> evaluation) {
        if (optimizer instanceof Lbfgs)
            throw new IllegalArgumentException(
                    "optimizer must be Adam or Sgd where gradients are given, not L-BFGS, which searches along losses; call train");
        return new TrainingRun(this, net).run(new TrainingRun.Given(evaluation));
    }
}
