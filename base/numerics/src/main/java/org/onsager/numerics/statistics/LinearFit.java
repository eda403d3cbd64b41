package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

/// The straight line \(y = a + b x\) by weighted least squares, with the errors of its two numbers.
///
/// With errors \(\sigma_i\) given, the weights are \(1/\sigma_i^2\) and the errors of \(a, b\) follow from them;
/// without, the scatter about the line gives one \(\sigma\) for all. [#powerLaw] fits \(\ln y = \ln A + b \ln
/// x\).
///
/// Source: P. R. Bevington, *Data Reduction and Error Analysis for the Physical Sciences*, ch. 6.
///
/// @param intercept  \(a\) with its error; it counts \(n - 1\) samples, so that its interval has \(n - 2\)
///     degrees of freedom
/// @param slope  \(b\), likewise
/// @param covariance  of \(a\) and \(b\)
/// @param chiSquare  \(\sum (y_i - a - b x_i)^2/\sigma_i^2\) (\(\sigma_i = 1\) where none were given)
/// @param determination  \(R^2\), the weighted share of the variance of \(y\) that the line explains
public record LinearFit(Estimate intercept, Estimate slope, double covariance, double chiSquare, double determination) {

    /// A fit with one unknown error for all.
    ///
    /// @param x  at least three, not all equal
    /// @param y  as many
    public static LinearFit of(double[] x, double[] y) {
        require(x.length >= 3, "x.length", x.length, "[3, inf)");
        var ones = new double[y.length];
        java.util.Arrays.fill(ones, 1);
        return fit(x, y, ones, true);
    }

    /// A fit to points with known errors.
    ///
    /// @param x  at least two, not all equal
    /// @param y  as many
    /// @param errors  \(\sigma_i > 0\), as many
    public static LinearFit of(double[] x, double[] y, double[] errors) {
        require(x.length >= 2, "x.length", x.length, "[2, inf)");
        return fit(x, y, errors, false);
    }

    /// A power law \(y = A x^b\): the intercept is \(\ln A\), the slope the exponent.
    ///
    /// @param x  at least three positive numbers, not all equal
    /// @param y  as many positive numbers
    public static LinearFit powerLaw(double[] x, double[] y) {
        return of(logarithms(x, "x"), logarithms(y, "y"));
    }

    /// A power law through points with known errors \(\sigma_i\) of \(y_i\), as \(\sigma_i/y_i\) of the
    /// logarithms.
    public static LinearFit powerLaw(double[] x, double[] y, double[] errors) {
        requireLengths(x, y, errors);
        var relative = new double[y.length];
        for (int i = 0; i < y.length; i++) relative[i] = errors[i] / y[i];
        return of(logarithms(x, "x"), logarithms(y, "y"), relative);
    }

    private static double[] logarithms(double[] values, String name) {
        var logs = new double[values.length];
        for (int i = 0; i < logs.length; i++) {
            require(values[i] > 0, "%s[%d]".formatted(name, i), values[i], "(0, inf)");
            logs[i] = Math.log(values[i]);
        }
        return logs;
    }

    private static void requireLengths(double[] x, double[] y, double[] errors) {
        require(y.length == x.length, "y.length", y.length, "{x.length}");
        require(errors.length == x.length, "errors.length", errors.length, "{x.length}");
    }

    private static LinearFit fit(double[] x, double[] y, double[] errors, boolean scaled) {
        requireLengths(x, y, errors);
        int n = x.length;
        double total = 0, meanX = 0, meanY = 0;
        var weights = new double[n];
        for (int i = 0; i < n; i++) {
            require(errors[i] > 0, "errors[%d]".formatted(i), errors[i], "(0, inf)");
            weights[i] = 1 / (errors[i] * errors[i]);
            total += weights[i];
            meanX += weights[i] * x[i];
            meanY += weights[i] * y[i];
        }
        meanX /= total;
        meanY /= total;
        double sxx = 0, sxy = 0, syy = 0;
        for (int i = 0; i < n; i++) {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            sxx += weights[i] * dx * dx;
            sxy += weights[i] * dx * dy;
            syy += weights[i] * dy * dy;
        }
        if (!(sxx > 0)) throw new IllegalArgumentException("x must hold at least two different finite numbers");
        double slope = sxy / sxx;
        double intercept = meanY - slope * meanX;
        double chiSquare = 0;
        for (int i = 0; i < n; i++) {
            double r = y[i] - meanY - slope * (x[i] - meanX);
            chiSquare += weights[i] * r * r;
        }
        double scale = scaled ? chiSquare / (n - 2) : 1;
        double slopeVariance = scale / sxx;
        double interceptVariance = scale / total + meanX * meanX * slopeVariance;
        return new LinearFit(
                new Estimate(intercept, Math.sqrt(interceptVariance), n - 1),
                new Estimate(slope, Math.sqrt(slopeVariance), n - 1),
                -meanX * slopeVariance,
                chiSquare,
                syy == 0 ? 1 : 1 - chiSquare / syy);
    }

    /// The line at `x`.
    public double at(double x) {
        return intercept.mean() + slope.mean() * x;
    }
}
