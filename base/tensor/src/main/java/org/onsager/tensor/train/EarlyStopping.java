package org.onsager.tensor.train;

import java.util.function.DoubleSupplier;

/// When to give up: the validation loss is computed every so many steps, and training stops when it has not
/// improved for a while.
///
/// @param validation  the loss on other data, with the parameters as they are
/// @param every  steps between evaluations, at least 1
/// @param patience  evaluations without improvement that are borne, at least 1
/// @param improvement  by how much a loss must be lower to count, not negative
public record EarlyStopping(DoubleSupplier validation, long every, int patience, double improvement) {

    public EarlyStopping {
        if (every < 1) throw new IllegalArgumentException("every must be in [1, inf), not " + every);
        if (patience < 1) throw new IllegalArgumentException("patience must be in [1, inf), not " + patience);
        if (!(improvement >= 0))
            throw new IllegalArgumentException("improvement must be in [0, inf), not " + improvement);
    }
}
