package org.onsager.inference.importance;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/// Minimises \(\frac12 x^T H x + q^T x\) over \(x \ge 0\) for a positive definite \(H\) by the active-set method
/// of Lawson and Hanson, which ends after finitely many Cholesky solves.
///
/// Source: C. L. Lawson and R. J. Hanson, *Solving Least Squares Problems* (1974), ch. 23.
final class NonNegativeQuadratic {
    private final double[][] matrix;
    private final double[] linear;

    NonNegativeQuadratic(double[][] matrix, double[] linear) {
        this.matrix = matrix;
        this.linear = linear;
    }

    /// The minimiser, or the best point after three times as many set changes as unknowns.
    ///
    /// @param start  at least 0, left alone; its positive entries are free at first
    double[] minimise(double[] start) {
        int count = start.length;
        double[] x = start.clone();
        var free = new boolean[count];
        for (int l = 0; l < count; l++) free[l] = x[l] > 0;
        settle(x, free);
        for (int change = 0; change < 3 * count + 10; change++) {
            int entering = -1;
            double steepest = 1e-12;
            for (int l = 0; l < count; l++) {
                if (free[l]) continue;
                double descent = -linear[l];
                for (int m = 0; m < count; m++) descent -= matrix[l][m] * x[m];
                if (descent > steepest) {
                    steepest = descent;
                    entering = l;
                }
            }
            if (entering < 0) break;
            free[entering] = true;
            settle(x, free);
            if (!free[entering]) break; // rounding: it would cycle
        }
        return x;
    }

    /// Moves to the minimiser over the free coordinates, freeing fewer whenever one reaches zero on the way.
    private void settle(double[] x, boolean[] free) {
        while (true) {
            int[] set = java.util.stream.IntStream.range(0, x.length)
                    .filter(l -> free[l])
                    .toArray();
            if (set.length == 0) return;
            double[] target = solve(set);
            double step = 1;
            for (int p = 0; p < set.length; p++) {
                double here = x[set[p]];
                if (target[p] <= 0) step = Math.min(step, here > 0 ? here / (here - target[p]) : 0);
            }
            for (int p = 0; p < set.length; p++) {
                int l = set[p];
                x[l] += step * (target[p] - x[l]);
                if (step < 1 && target[p] <= 0 && x[l] <= 1e-15 * Math.abs(target[p]) + 1e-300) {
                    x[l] = 0;
                    free[l] = false;
                }
            }
            if (step == 1) return;
        }
    }

    private double[] solve(int[] set) {
        int size = set.length;
        var a = new DMatrixRMaj(size, size);
        var b = new DMatrixRMaj(size, 1);
        double trace = 0;
        for (int p = 0; p < size; p++) trace += matrix[set[p]][set[p]];
        // coinciding components make the matrix singular
        for (double ridge = 1e-14; ; ridge *= 100) {
            for (int p = 0; p < size; p++) {
                for (int q = 0; q < size; q++) a.set(p, q, matrix[set[p]][set[q]]);
                a.add(p, p, ridge * trace / size);
                b.set(p, 0, -linear[set[p]]);
            }
            var solver = LinearSolverFactory_DDRM.chol(size);
            var x = new DMatrixRMaj(size, 1);
            if (solver.setA(a.copy())) {
                solver.solve(b, x);
                return x.getData();
            }
        }
    }
}
