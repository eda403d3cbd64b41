package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

/// How a budget of model evaluations is spent.
///
/// @param budget  \(N_{\max}\)
/// @param exploration  share that learning may use at most, in \((0, 1)\)
/// @param batch  share of one batch, in \((0, \text{exploration}]\)
/// @param minBatches  batches after the first before the stopping rule may end the learning, at least 1. With
///     heavy tails the first variance is under-estimated and the rule fires too early; the paper has 1
/// @param onStop  which proposal the final sample is drawn from when the rule ends the learning
public record Schedule(int budget, double exploration, double batch, int minBatches, OnStop onStop) {

    /// Which of the learned proposals serves when learning stops for lack of gain.
    public enum OnStop {
        /// The one that brought no gain, as in the released code.
        LAST,
        /// The one before it.
        PREVIOUS,
        /// That of the two with the smaller \(\sum_j w_j \sigma_j^2\).
        BEST
    }

    public Schedule {
        require(exploration > 0 && exploration < 1, "exploration", exploration, "(0, 1)");
        require(batch > 0 && batch <= exploration, "batch", batch, "(0, exploration]");
        require(minBatches >= 1, "minBatches", minBatches, "[1, inf)");
        require(budget * batch >= 2, "budget", budget, "[2 / batch, inf)");
    }

    /// Half of the budget for learning in five batches, at least three of them, the better of the last two.
    public static Schedule of(int budget) {
        return new Schedule(budget, 0.5, 0.1, 3, OnStop.BEST);
    }

    /// The paper's: the rule may fire at the first batch, the last proposal serves.
    public static Schedule published(int budget) {
        return new Schedule(budget, 0.5, 0.1, 1, OnStop.LAST);
    }

    int batchSize() {
        return (int) Math.round(budget * batch);
    }

    int explorationSize() {
        return (int) Math.round(budget * exploration);
    }
}
