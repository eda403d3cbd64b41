package org.onsager.solve.implicit;

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
    /// Whether the embedded formula has order 2 in algebraic components, as the error of the method itself has.
    final boolean estimatesAlgebraic;

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
        var embedded = b.clone();
        for (int i = 0; i < e.length; i++) embedded[i] -= e[i];
        estimatesAlgebraic = Math.abs(algebraicSecond(embedded, a, alpha) - 1) < 1e-9;
    }

    /// \(\sum_{ij} \beta_i \omega_{ij} \alpha_j^2\) for weights \(\beta\), 1 where a formula has order 2 in the
    /// algebraic components of an index-1 equation; \(\omega = (\alpha_{ij} + \gamma_{ij})^{-1}\) is, in the
    /// transformed coefficients, \((1 + a)^{-1}\). Source: E. Hairer and G. Wanner, *Solving Ordinary
    /// Differential Equations II*, VI.3.
    static double algebraicSecond(double[] weights, double[][] a, double[] alpha) {
        var x = new double[alpha.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = alpha[i] * alpha[i];
            for (int j = 0; j < Math.min(i, a[i].length); j++) x[i] -= a[i][j] * x[j];
            sum += weights[i] * x[i];
        }
        return sum;
    }

    private static Weights[] weights(double[][] rows) {
        return java.util.Arrays.stream(rows).map(Weights::of).toArray(Weights[]::new);
    }
}
