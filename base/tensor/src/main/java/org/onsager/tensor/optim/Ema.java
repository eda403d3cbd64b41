package org.onsager.tensor.optim;

import java.util.Map;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;

/// The exponential moving average \(\bar\theta \leftarrow \mu\bar\theta + (1-\mu)\theta\) of parameters, which
/// often does better than the last ones. Starts at the parameters as they are.
public final class Ema {
    private final double decay;
    private final TensorList parameters;
    private final TensorList average;

    /// @param decay  \(\mu\), in [0, 1)
    public Ema(double decay, TensorList parameters) {
        if (!(decay >= 0 && decay < 1)) throw new IllegalArgumentException("decay must be in [0, 1), not " + decay);
        this.decay = decay;
        this.parameters = parameters;
        this.average = TensorScope.unscopedList(() -> Multi.copy(parameters));
    }

    /// Takes the parameters as they are into the average.
    public void update() {
        Multi.lerpInPlace(average, parameters, 1 - decay);
    }

    /// The average.
    public TensorList average() {
        return average;
    }

    /// Runs `body` with the average in the parameters' place, and puts them back.
    public void whileApplied(Runnable body) {
        try (var _ = TensorScope.open()) {
            var kept = Multi.copy(parameters);
            Multi.copyInPlace(parameters, average);
            try {
                body.run();
            } finally {
                Multi.copyInPlace(parameters, kept);
            }
        }
    }

    /// The average by name, for a checkpoint.
    public Map<String, Tensor> state() {
        var state = new java.util.LinkedHashMap<String, Tensor>();
        States.put(state, "average", average);
        return state;
    }

    /// Puts back what [#state()] gave.
    public void restore(Map<String, Tensor> state) {
        States.take(state, "average", average);
    }
}
