package org.onsager.numerics.expression;

import java.util.Arrays;

/// Taylor coefficients of the gamma and Bessel functions at a point.
final class SpecialSeries {
    /// From here on \(e^{|x|}/k!\), which bounds the coefficients of J and I, is below the smallest double for
    /// every \(x\) at which I is finite.
    private static final int VANISHED = 320;

    private SpecialSeries() {}

    /// Coefficients of \(\psi^{(n)}\) at `x`: \(\psi^{(n+k)}(x)/k!\).
    static double[] polygamma(int n, double x, int length) {
        double[] f = new double[length];
        double rising = 1;
        for (int k = 2; k <= n; k++) rising *= k;
        for (int k = 0; k < length; k++) {
            int m = n + k;
            // (n+k)!/k! in step with k
            if (k > 0) rising *= m / (double) k;
            f[k] = m == 0
                    ? SpecialFunctions.digamma(x)
                    : (m % 2 == 0 ? -rising : rising) * SpecialFunctions.hurwitzZeta(m + 1, x);
        }
        return f;
    }

    /// \(w' = \psi w\).
    static double[] gamma(double x, int length) {
        double[] psi = polygamma(0, x, length);
        double[] w = Series.constant(SpecialFunctions.gamma(x), length);
        for (int k = 1; k < length; k++) {
            double sum = 0;
            for (int j = 0; j < k; j++) sum += w[j] * psi[k - 1 - j];
            w[k] = sum / k;
        }
        return w;
    }

    /// \(w' = \psi\).
    static double[] lgamma(double x, int length) {
        double[] psi = polygamma(0, x, length);
        double[] w = Series.constant(SpecialFunctions.lgamma(x), length);
        for (int k = 1; k < length; k++) w[k] = psi[k - 1] / k;
        return w;
    }

    /// Bessel functions: by \(x^2 w'' + x w' + (\pm x^2 - \nu^2) w = 0\) away from the origin; near it, where
    /// that recurrence divides small numbers by small ones, by the sums for the k-th derivative of whole order
    /// (NIST DLMF 10.6.7 and 10.29.5), or by the power series itself at the origin.
    static double[] bessel(Builtin f, double nu, double x, int length) {
        boolean isSum = f != Builtin.BESSELK && nu == Math.rint(nu) && Math.abs(x) < 2 + Math.abs(nu);
        int needed = Math.min(length, VANISHED);
        return isSum && Math.abs(nu) + needed <= BesselFunctions.MAX_ORDER
                ? Arrays.copyOf(bySums(f, nu, x, needed), length)
                : byEquation(f, nu, x, length);
    }

    private static double[] bySums(Builtin f, double nu, double x, int length) {
        double[] values = new double[2 * length - 1];
        for (int i = 0; i < values.length; i++) values[i] = f.apply(nu - (length - 1) + i, x);
        double[] w = new double[length];
        double scale = 1;
        for (int k = 0; k < length; k++) {
            if (k > 0) scale /= 2.0 * k;
            double binomial = 1;
            double sum = 0;
            for (int j = 0; j <= k; j++) {
                boolean isMinus = f == Builtin.BESSELJ && j % 2 == 1;
                double value = values[length - 1 - k + 2 * j];
                sum += (isMinus ? -binomial : binomial) * value;
                binomial *= (k - j) / (j + 1.0);
            }
            w[k] = scale * sum;
        }
        return w;
    }

    private static double[] byEquation(Builtin f, double nu, double a, int length) {
        double sign = f == Builtin.BESSELJ ? 1 : -1;
        double[] c = Series.constant(f.apply(nu, a), length);
        if (length > 1) c[1] = slope(f, nu, a, c[0]);
        for (int k = 0; k + 2 < length; k++) {
            double sum = (2.0 * k + 1) * (k + 1) * a * c[k + 1] + ((double) k * k + sign * a * a - nu * nu) * c[k];
            if (k >= 1) sum += 2 * sign * a * c[k - 1];
            if (k >= 2) sum += sign * c[k - 2];
            c[k + 2] = -sum / (a * a * (k + 2) * (k + 1));
        }
        return c;
    }

    private static double slope(Builtin f, double nu, double a, double value) {
        double above = f.apply(nu + 1, a);
        return nu / a * value + (f == Builtin.BESSELI ? above : -above);
    }
}
