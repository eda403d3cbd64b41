package org.onsager.inference.pde;

import static org.onsager.numerics.vector.VectorKernels.dot;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.DivergedException;

/// L-BFGS on the profile objective: two-loop recursion over ten pairs, backtracking until the objective grows by
/// Armijo's share of the slope. The precisions rise by at most 0.1 in their logarithms an iteration: a faster
/// anneal freezes the covariance in the first mode that it finds.
///
/// Source: J. Nocedal and S. Wright, *Numerical Optimization*, 2nd ed., algorithm 7.4.
final class ProfileAscent {
    private static final int MEMORY = 10;
    private static final double MOST_STEP = 0.1;

    private final SolvePath path;
    private final int kernel;
    private final List<double[][]> pairs = new ArrayList<>();

    ProfileAscent(SolvePath path, int kernel) {
        this.path = path;
        this.kernel = kernel;
    }

    PathState run(PathState start, int iterations) {
        double[] x = start.unknowns(), g = new double[x.length];
        var state = path.at(start, x, g);
        for (int it = 0; it < iterations; it++) {
            double[] direction = direction(g);
            double slope = dot(direction, g);
            if (!(slope > 0)) {
                pairs.clear();
                direction = direction(g);
                slope = dot(direction, g);
            }
            if (!(slope > 0)) break;
            double length = first(direction);
            var next = state;
            var nextGradient = new double[x.length];
            boolean gained = false;
            for (int tries = 0; tries < 20 && !gained; tries++, length /= 2) {
                double[] moved = x.clone();
                Orientation.add(moved, length, direction);
                moved[kernel] = Math.min(moved[kernel], 25);
                moved[kernel + 1] = Math.min(moved[kernel + 1], 25);
                try {
                    next = path.at(state, moved, nextGradient);
                } catch (DivergedException outOfReach) {
                    continue;
                }
                gained = next.objective() >= state.objective() + 1e-4 * length * slope;
            }
            if (!gained) break;
            remember(x, next.unknowns(), g, nextGradient);
            x = next.unknowns();
            g = nextGradient;
            state = counted(next, it + 1);
            if (path.isDone(state)) break;
        }
        return state;
    }

    private static PathState counted(PathState state, int iteration) {
        return new PathState(
                state.unknowns(),
                state.first(),
                state.second(),
                iteration,
                state.field(),
                state.inner(),
                state.objective(),
                state.objective(),
                iteration,
                0,
                state.residual(),
                false);
    }

    private static double first(double[] direction) {
        double most = 0;
        for (double each : direction) most = Math.max(most, Math.abs(each));
        return Math.min(1, MOST_STEP / most);
    }

    private void remember(double[] from, double[] to, double[] before, double[] after) {
        var s = new double[from.length];
        var y = new double[from.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = to[i] - from[i];
            y[i] = before[i] - after[i];
        }
        if (!(dot(s, y) > 1e-12 * dot(y, y))) return;
        if (pairs.size() == MEMORY) pairs.removeFirst();
        pairs.add(new double[][] {s, y});
    }

    private double[] direction(double[] gradient) {
        double[] q = gradient.clone();
        var alpha = new double[pairs.size()];
        for (int k = pairs.size() - 1; k >= 0; k--) {
            double[] s = pairs.get(k)[0], y = pairs.get(k)[1];
            alpha[k] = dot(s, q) / dot(s, y);
            Orientation.add(q, -alpha[k], y);
        }
        if (!pairs.isEmpty()) {
            double[] s = pairs.getLast()[0], y = pairs.getLast()[1];
            double scale = dot(s, y) / dot(y, y);
            for (int i = 0; i < q.length; i++) q[i] *= scale;
        }
        for (int k = 0; k < pairs.size(); k++) {
            double[] s = pairs.get(k)[0], y = pairs.get(k)[1];
            Orientation.add(q, alpha[k] - dot(y, q) / dot(s, y), s);
        }
        return q;
    }
}
