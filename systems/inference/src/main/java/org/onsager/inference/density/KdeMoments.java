package org.onsager.inference.density;

/// Exact moments of the Gaussian estimate from \(n\) points of \(N(0, 1_d)\) at a fixed \(x\), and its integrated
/// square error: \[ \mathbb E\,w^k = \Big(\frac{h^2}{h^2 + k}\Big)^{d/2} \exp\Big(-\frac{k |x|^2}{2(h^2 +
/// k)}\Big), \qquad w = e^{-|x-y|^2/(2h^2)} . \]
///
/// @param d  dimension, at least 1
/// @param n  points, at least 1
/// @param h  bandwidth, positive
/// @param squaredNorm  \(|x|^2 \ge 0\)
public record KdeMoments(int d, double n, double h, double squaredNorm) {
    public KdeMoments {
        if (d < 1) throw new IllegalArgumentException("d must be in [1, inf), not " + d);
        if (!(n >= 1)) throw new IllegalArgumentException("n must be in [1, inf), not " + n);
        if (!(h > 0 && h < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("h must be in (0, inf), not " + h);
        if (!(squaredNorm >= 0 && squaredNorm < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("squaredNorm must be in [0, inf), not " + squaredNorm);
    }

    /// \(\ln \mathbb E\,w^k\).
    public double logWeightMoment(double k) {
        double h2 = h * h;
        return 0.5 * d * Math.log(h2 / (h2 + k)) - 0.5 * squaredNorm * k / (h2 + k);
    }

    /// \(\ln \mathbb E \hat\rho = \ln N(x; 0, 1 + h^2)\).
    public double logMean() {
        return logWeightMoment(1) - 0.5 * d * Math.log(2 * Math.PI * h * h);
    }

    /// \(\mathbb E \hat\rho\).
    public double mean() {
        return Math.exp(logMean());
    }

    /// \(\mathrm{Var}\,\hat\rho = \frac1n [(4\pi h^2)^{-d/2} N(x; 0, 1 + h^2/2) - N(x; 0, 1 + h^2)^2]\).
    public double variance() {
        return Math.exp(2 * logMean()) * relativeVariance() / n;
    }

    /// \(\mathrm{sd}\,\hat\rho / \mathbb E \hat\rho\).
    public double relativeDeviation() {
        return Math.sqrt(relativeVariance() / n);
    }

    /// \(\kappa_3/(\sqrt n\,\kappa_2^{3/2})\) of the weights: the skewness of \(\hat\rho\).
    public double skewness() {
        double third = Math.exp(logWeightMoment(3) - 3 * logWeightMoment(1));
        double second = Math.exp(logWeightMoment(2) - 2 * logWeightMoment(1));
        return (third - 3 * second + 2) / Math.pow(second - 1, 1.5) / Math.sqrt(n);
    }

    private double relativeVariance() {
        return Math.expm1(logWeightMoment(2) - 2 * logWeightMoment(1));
    }

    /// \(\mathbb E \int (\hat\rho - \rho)^2 dx\).
    public static double integratedSquareError(int d, double n, double h) {
        double h2 = h * h;
        double half = -0.5 * d;
        return Math.pow(4 * Math.PI * h2, half) / n
                + (1 - 1 / n) * Math.pow(4 * Math.PI * (1 + h2), half)
                - 2 * Math.pow(2 * Math.PI * (2 + h2), half)
                + Math.pow(4 * Math.PI, half);
    }

    /// The bandwidth of the least integrated square error: a baseline that the mode dominates.
    public static double leastSquaresBandwidth(int d, double n) {
        if (!(n >= 2)) throw new IllegalArgumentException("n must be in [2, inf), not " + n);
        // in units of (4 pi)^{-d/2}, which underflows in high dimension
        java.util.function.DoubleUnaryOperator error = logH -> {
            double h2 = Math.exp(2 * logH);
            double half = -0.5 * d;
            return Math.pow(h2, half) / n + (1 - 1 / n) * Math.pow(1 + h2, half) - 2 * Math.pow(1 + 0.5 * h2, half);
        };
        double best = 0;
        for (double x = -6; x < 3; x += 0.05) if (error.applyAsDouble(x) < error.applyAsDouble(best)) best = x;
        double x = new org.onsager.numerics.ScalarMaximum(1e-10, 200)
                .between(y -> -error.applyAsDouble(y), best - 0.05, best + 0.05)
                .point();
        return Math.exp(x);
    }
}
