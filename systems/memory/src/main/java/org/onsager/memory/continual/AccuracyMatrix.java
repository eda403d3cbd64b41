package org.onsager.memory.continual;

import java.util.List;

/// Accuracies \(a_{t,k}\) on task \(k\) after learning tasks \(0, \dots, t\), and the usual numbers made of them.
///
/// Source: D. Lopez-Paz and M. Ranzato, *Gradient episodic memory*, NeurIPS 2017; A. Chaudhry et al., ECCV 2018
/// (forgetting).
///
/// @param rows  `rows.get(t)[k]`; \(k > t\) is a task not yet learned
/// @param untrained  accuracy on each task before any learning
public record AccuracyMatrix(List<double[]> rows, double[] untrained) {
    public AccuracyMatrix {
        rows = List.copyOf(rows);
        if (rows.isEmpty()) throw new IllegalArgumentException("an accuracy matrix must have at least one row");
        for (double[] row : rows)
            if (row.length != untrained.length)
                throw new IllegalArgumentException(
                        "every row must have %d tasks, not %d".formatted(untrained.length, row.length));
    }

    public double at(int after, int task) {
        return rows.get(after)[task];
    }

    private int last() {
        return rows.size() - 1;
    }

    /// \(\frac1T\sum_{k\le T}a_{T,k}\).
    public double average() {
        double sum = 0;
        for (int k = 0; k <= last(); k++) sum += at(last(), k);
        return sum / rows.size();
    }

    /// Mean over earlier tasks of the best accuracy ever minus the last; 0 for one task.
    public double forgetting() {
        if (last() == 0) return 0;
        double sum = 0;
        for (int k = 0; k < last(); k++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int t = k; t < last(); t++) best = Math.max(best, at(t, k));
            sum += best - at(last(), k);
        }
        return sum / last();
    }

    /// Mean over earlier tasks of \(a_{T,k} - a_{k,k}\): negative where later tasks hurt.
    public double backwardTransfer() {
        if (last() == 0) return 0;
        double sum = 0;
        for (int k = 0; k < last(); k++) sum += at(last(), k) - at(k, k);
        return sum / last();
    }

    /// Mean over later tasks of \(a_{k-1,k} - a_{\mathrm{untrained},k}\): positive where earlier tasks help.
    public double forwardTransfer() {
        if (last() == 0) return 0;
        double sum = 0;
        for (int k = 1; k <= last(); k++) sum += at(k - 1, k) - untrained[k];
        return sum / last();
    }

    /// \(a_{0,0} - a_{T,0}\): what the first task has lost.
    public double dropOfFirst() {
        return at(0, 0) - at(last(), 0);
    }
}
