package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Weights;

/// The coefficients of a Rosenbrock method in the form that needs no product with the Jacobian:
/// \((\frac{1}{\gamma h} M - J)\,k_i = f(t + \alpha_i h,\; y + \sum_j a_{ij} k_j) + M \sum_j \frac{c_{ij}}{h} k_j
/// + h d_i \partial_t f\), \(y_1 = y + \sum_i b_i k_i\), error \(\sum_i e_i k_i\), dense output \(y(\theta) =
/// (1-\theta) y_0 + \theta (y_1 + (1-\theta)(\kappa_1 + \theta (\kappa_2 + \theta \kappa_3)))\) with \(\kappa_m =
/// \sum_i H_{mi} k_i\).
public final class RosenbrockTableau {
    final String name;
    final int order;
    final int errorOrder;
    final double gamma;
    final double[] alpha;
    final double[] d;
    final Weights[] a;
    final Weights[] c;
    final Weights b;
    final Weights e;
    final Weights[] dense;
    final int stages;
    /// Of each stage, whether it is evaluated where the one before it is.
    final boolean[] repeats;
    /// Whether the last stage is evaluated at the solution and does not enter it.
    final boolean endsAtSolution;

    /// @param a  one row a stage, row `i` with at most `i` entries
    /// @param c  the same
    /// @param dense  rows of \(H\), none for cubic Hermite output
    RosenbrockTableau(
            String name,
            int order,
            int errorOrder,
            double gamma,
            double[] alpha,
            double[] d,
            double[][] a,
            double[][] c,
            double[] b,
            double[] e,
            double[][] dense) {
        this.name = name;
        this.order = order;
        this.errorOrder = errorOrder;
        this.gamma = gamma;
        this.alpha = alpha;
        this.d = d;
        this.a = weights(a);
        this.c = weights(c);
        this.b = Weights.of(b);
        this.e = Weights.of(e);
        this.dense = weights(dense);
        stages = b.length;
        repeats = new boolean[stages];
        for (int i = 2; i < stages; i++) repeats[i] = alpha[i] == alpha[i - 1] && same(a[i], a[i - 1]);
        endsAtSolution = alpha[stages - 1] == 1 && same(a[stages - 1], b);
    }

    /// Whether two rows have the same weights; a shorter one ends in zeros.
    private static boolean same(double[] one, double[] other) {
        int n = Math.max(one.length, other.length);
        return Arrays.equals(Arrays.copyOf(one, n), Arrays.copyOf(other, n));
    }

    private static Weights[] weights(double[][] rows) {
        return Arrays.stream(rows).map(Weights::of).toArray(Weights[]::new);
    }
}
