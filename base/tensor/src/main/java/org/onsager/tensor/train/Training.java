package org.onsager.tensor.train;

import org.onsager.numerics.DivergedException;

/// How a training ended. The model holds the parameters that the case names.
public sealed interface Training {

    /// Steps done, over all resumptions.
    long steps();

    /// The loss before each step, from the first.
    double[] losses();

    /// This, if training did not diverge.
    ///
    /// @throws DivergedException if it did
    Training orThrow();

    /// All steps were done; the model has the last parameters.
    ///
    /// @param steps  done
    /// @param losses  before each step
    record Finished(long steps, double[] losses) implements Training {
        @Override
        public Training orThrow() {
            return this;
        }
    }

    /// The validation loss did not improve any more; the model has the parameters that had the best.
    ///
    /// @param steps  done
    /// @param losses  before each step
    /// @param bestStep  steps done when the validation loss was best
    /// @param bestValidation  that loss
    record StoppedEarly(long steps, double[] losses, long bestStep, double bestValidation) implements Training {
        @Override
        public Training orThrow() {
            return this;
        }
    }

    /// The loss or its gradient stopped being finite; the model has the last parameters at which both were
    /// finite.
    ///
    /// @param steps  done before the failure
    /// @param losses  before each step, the last one that of the failure
    /// @param lastLoss  the loss that failed, or the finite loss whose gradient did
    /// @param gradientNorm  the norm of its gradient, NaN if there was none
    record Diverged(long steps, double[] losses, double lastLoss, double gradientNorm) implements Training {
        @Override
        public Training orThrow() {
            throw new DivergedException(
                    "training diverged at step %d: the loss is %s, its gradient's norm %s; try a smaller learning rate or clipping, the last good parameters are kept"
                            .formatted(steps, lastLoss, gradientNorm));
        }
    }
}
