package org.onsager.solve.multistep;

import org.onsager.solve.Segment;

/// Dense output of the Adams formulas: the integral of the polynomial through the last \(k + 1\) rates,
/// \(y_{n+1} + h\sum_{j \le k} g_j(\theta) \nabla^j f_{n+1}\) with \(g_j(\theta) = \int_0^\theta \binom{\sigma +
/// j - 1}{j} d\sigma\), \(-1 \le \theta \le 0\), of the corrector's order \(k + 1\). It misses \(y_n\) by the
/// error of the step; a cubic that is flat at both ends takes that up, so that neighbouring pieces join with
/// continuous derivative.
///
/// Source: L. F. Shampine and M. K. Gordon, *Computer Solution of Ordinary Differential Equations* (1975), 10;
/// there the pieces do not join.
///
/// @param differences  \(\nabla^j f_{n+1}\), \(0 \le j \le k\)
record AdamsSegment(double from, double to, double[] y0, double[] y1, double[][] differences, int order)
        implements Segment<double[]> {
    private static final double[][] NEWTON = newton(15);
    private static final double[] WHOLE = whole();

    /// The coefficients of \(\binom{\sigma + j - 1}{j}\) in powers of \(\sigma\).
    private static double[][] newton(int n) {
        var c = new double[n][];
        c[0] = new double[] {1};
        for (int j = 1; j < n; j++) {
            c[j] = new double[j + 1];
            for (int i = 0; i < j; i++) {
                c[j][i] += c[j - 1][i] * (j - 1) / j;
                c[j][i + 1] += c[j - 1][i] / j;
            }
        }
        return c;
    }

    private static double[] whole() {
        var g = new double[NEWTON.length];
        for (int j = 0; j < g.length; j++) g[j] = integral(j, -1);
        return g;
    }

    /// \(g_j(\theta)\).
    private static double integral(int j, double theta) {
        double sum = 0;
        for (int i = j; i >= 0; i--) sum = theta * (NEWTON[j][i] / (i + 1) + sum);
        return sum;
    }

    static double[] evaluate(
            double theta, double h, double[] y0, double[] y1, double[][] differences, int order, double[] into) {
        double u = theta + 1, blend = 1 - u * u * (3 - 2 * u);
        for (int i = 0; i < into.length; i++) into[i] = y1[i] + blend * (y0[i] - y1[i]);
        for (int j = 0; j <= order; j++) {
            double weight = h * (integral(j, theta) - blend * WHOLE[j]);
            double[] difference = differences[j];
            for (int i = 0; i < into.length; i++) into[i] += weight * difference[i];
        }
        return into;
    }

    static double[] derivative(
            double theta, double h, double[] y0, double[] y1, double[][] differences, int order, double[] into) {
        BackwardDifferences.evaluate(differences, order, theta, into);
        double u = theta + 1, slope = 6 * u * (u - 1);
        for (int j = 0; j <= order; j++) {
            double weight = slope * WHOLE[j];
            double[] difference = differences[j];
            for (int i = 0; i < into.length; i++) into[i] -= weight * difference[i];
        }
        for (int i = 0; i < into.length; i++) into[i] += slope / h * (y0[i] - y1[i]);
        return into;
    }

    @Override
    public double[] at(double t) {
        return evaluate((t - to) / (to - from), to - from, y0, y1, differences, order, new double[y0.length]);
    }

    @Override
    public double[] derivativeAt(double t) {
        return derivative((t - to) / (to - from), to - from, y0, y1, differences, order, new double[y0.length]);
    }
}
