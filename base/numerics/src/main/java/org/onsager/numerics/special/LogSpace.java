package org.onsager.numerics.special;

/// Sums and differences of numbers that are given by their logarithms.
public final class LogSpace {
    private static final double LN2 = Math.log(2);

    private LogSpace() {}

    /// \(\ln \sum_i e^{x_i}\), without overflow: the largest is taken out. Minus infinity of nothing; infinite
    /// and NaN terms as in the limit. Cost: one `exp` a term.
    public static double logSumExp(double... x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double each : x) largest = Math.max(largest, each);
        if (Double.isInfinite(largest) || Double.isNaN(largest)) return largest;
        double sum = 0;
        for (double each : x) sum += Math.exp(each - largest);
        return largest + Math.log(sum);
    }

    /// \(\ln \sum_i w_i e^{x_i}\) with weights \(w_i \ge 0\), as many as terms.
    public static double logSumExp(double[] x, double[] weights) {
        if (x.length != weights.length)
            throw new IllegalArgumentException(
                    "weights must have length %d, not %d".formatted(x.length, weights.length));
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) if (weights[i] != 0) largest = Math.max(largest, x[i]);
        if (Double.isInfinite(largest) || Double.isNaN(largest)) return largest;
        double sum = 0;
        for (int i = 0; i < x.length; i++) if (weights[i] != 0) sum += weights[i] * Math.exp(x[i] - largest);
        return largest + Math.log(sum);
    }

    /// \(\ln(e^a + e^b)\).
    public static double logAddExp(double a, double b) {
        double larger = Math.max(a, b);
        if (Double.isInfinite(larger) || Double.isNaN(larger)) return larger;
        return larger + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    /// \(\ln(e^a - e^b)\), \(a \ge b\); NaN for \(a < b\).
    public static double logSubtractExp(double a, double b) {
        if (b == Double.NEGATIVE_INFINITY) return a;
        return a == b ? Double.NEGATIVE_INFINITY : a + log1mExp(a - b);
    }

    /// \(\ln(1 - e^{-x})\), \(x \ge 0\), to full precision at both ends (Mächler's switch at \(\ln 2\)).
    public static double log1mExp(double x) {
        return x <= LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
    }

    /// \(\ln(1 + e^x)\), the soft positive part.
    public static double log1pExp(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    /// \(\ln(2 \cosh x)\) without overflow.
    public static double log2Cosh(double x) {
        double a = Math.abs(x);
        return a + Math.log1p(Math.exp(-2 * a));
    }

    /// \(\ln \cosh x\) without overflow and to full relative precision near 0.
    public static double logCosh(double x) {
        double a = Math.abs(x);
        if (a > 0.5) return a + Math.log1p(Math.exp(-2 * a)) - LN2;
        double sinh = Math.sinh(a / 2);
        return Math.log1p(2 * sinh * sinh);
    }
}
