package org.onsager.papers.stochasticinterpolants;

import java.util.function.DoubleUnaryOperator;
import org.onsager.numerics.special.NormalLaw;
import org.onsager.transport.VectorField;

/// The exact score of the [Checkerboard] plus independent normal noise of deviation \(\gamma(t)\): the law of its
/// mirror at time \(t\).
///
/// Each square is a product of two intervals, so that the density is \(\frac1{32}\sum_{(i,j)} P_i(x) P_j(y)\)
/// with \(P_i(x) = \Phi((b_i - x)/\gamma) - \Phi((a_i - x)/\gamma)\), over the dark squares \((i, j)\).
///
/// @param gamma  \(\gamma(t) > 0\) at the times asked for
record BlurredCheckerboard(DoubleUnaryOperator gamma) implements VectorField {
    private static final double[] EDGES = {-4, -2, 0, 2, 4};
    private static final int SIDE = EDGES.length - 1;

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public void at(double t, double[] x, int count, double[] out) {
        double g = gamma.applyAsDouble(t);
        double[] across = new double[SIDE], along = new double[SIDE];
        double[] acrossRate = new double[SIDE], alongRate = new double[SIDE];
        for (int i = 0; i < count; i++) {
            intervals(x[2 * i], g, across, acrossRate);
            intervals(x[2 * i + 1], g, along, alongRate);
            double density = Double.MIN_NORMAL, byX = 0, byY = 0;
            for (int c = 0; c < SIDE; c++)
                for (int r = c % 2; r < SIDE; r += 2) { // the dark squares
                    density += across[c] * along[r];
                    byX += acrossRate[c] * along[r];
                    byY += across[c] * alongRate[r];
                }
            out[2 * i] = byX / density;
            out[2 * i + 1] = byY / density;
        }
    }

    /// The probabilities of the intervals seen from `x`, and their derivatives by `x`.
    private static void intervals(double x, double g, double[] probability, double[] rate) {
        // from the side where the tails are small numbers and not ones
        double sign = x < 0 ? -1 : 1;
        double below = 0, peak = 0;
        for (int k = 0; k <= SIDE; k++) {
            double u = (EDGES[k] - x) / g;
            double above = NormalLaw.cumulative(sign * u), next = Math.exp(NormalLaw.logDensity(u));
            if (k > 0) {
                probability[k - 1] = sign * (above - below);
                rate[k - 1] = (peak - next) / g;
            }
            below = above;
            peak = next;
        }
    }
}
