package org.onsager.tensor.nn;

import org.onsager.numerics.RandomStream;

/// One evaluation of a network: in training, with a stream from which each random layer takes its own substream
/// in the order of evaluation, or in use.
public final class Pass {
    private static final Pass INFERENCE = new Pass(false, RandomStream.of(0));

    private final boolean training;
    private final RandomStream stream;
    private long taken;

    private Pass(boolean training, RandomStream stream) {
        this.training = training;
        this.stream = stream;
    }

    /// In use: nothing is random.
    public static Pass inference() {
        return INFERENCE;
    }

    /// In training.
    ///
    /// @param stream  this step's own, such as `RandomStream.of(seed).split("dropout").at(step)`
    public static Pass training(RandomStream stream) {
        return new Pass(true, stream);
    }

    /// Whether this is training.
    public boolean isTraining() {
        return training;
    }

    /// The next layer's stream.
    RandomStream next() {
        return stream.split(Long.toString(taken++));
    }
}
