package org.onsager.memory.continual;

import org.onsager.numerics.RandomStream;

/// A rule that learns tasks one after another. It holds settings only; what was learned is the state, a record,
/// so that a run can stop between any two epochs and go on with the same bits.
///
/// @param <S>  the state; methods leave their argument alone
public interface ContinualLearner<S> {
    /// What a table calls it.
    String name();

    /// The untrained state.
    S start(RandomStream stream);

    /// One pass over the training data of `task`.
    ///
    /// @param stream  of the whole run; the state knows how far it has come
    /// @throws org.onsager.numerics.DivergedException if a number is not finite, with epoch and batch
    S epoch(S state, ContinualTask task, RandomStream stream);

    /// Closes a task: stores what protects it.
    S finish(S state, ContinualTask task);

    /// Predicted classes of a task's data.
    ///
    /// @param data  its test or training data, before the task's reordering
    int[] predict(S state, ContinualTask task, LabelledData data);

    /// Share of correct predictions on the first `limit` test inputs.
    default double accuracy(S state, ContinualTask task, int limit) {
        var data = task.test().first(limit);
        int[] predicted = predict(state, task, data);
        int right = 0;
        for (int k = 0; k < predicted.length; k++) if (predicted[k] == data.labels()[k]) right++;
        return (double) right / predicted.length;
    }

    /// `epochs` passes over one task, and its end.
    default S fit(S state, ContinualTask task, int epochs, RandomStream stream) {
        if (epochs < 0) throw new IllegalArgumentException("epochs must be in [0, inf), not " + epochs);
        if (epochs == 0) return state;
        S next = state;
        for (int e = 0; e < epochs; e++) next = epoch(next, task, stream);
        return finish(next, task);
    }
}
