package org.onsager.numerics.expression;

import java.util.function.DoubleUnaryOperator;

/// Arithmetic of truncated power series \(u(t) = \sum_{k=0}^{n} u_k t^k\), held as arrays of their coefficients.
///
/// Each function solves its own differential equation coefficient by coefficient, at a cost of \(O(n^2)\).
/// Source: A. Griewank and A. Walther, *Evaluating Derivatives*, 2nd ed., ch. 13, table 13.2. Arguments are left
/// alone.
final class Series {
    private Series() {}

    static double[] constant(double value, int length) {
        double[] w = new double[length];
        w[0] = value;
        return w;
    }

    static double[] add(double[] u, double[] v) {
        double[] w = new double[u.length];
        for (int k = 0; k < w.length; k++) w[k] = u[k] + v[k];
        return w;
    }

    static double[] subtract(double[] u, double[] v) {
        double[] w = new double[u.length];
        for (int k = 0; k < w.length; k++) w[k] = u[k] - v[k];
        return w;
    }

    static double[] scale(double c, double[] u) {
        double[] w = new double[u.length];
        for (int k = 0; k < w.length; k++) w[k] = c * u[k];
        return w;
    }

    static double[] plus(double c, double[] u) {
        double[] w = u.clone();
        w[0] += c;
        return w;
    }

    static double[] multiply(double[] u, double[] v) {
        double[] w = new double[u.length];
        for (int k = 0; k < w.length; k++) {
            double sum = 0;
            for (int j = 0; j <= k; j++) sum += u[j] * v[k - j];
            w[k] = sum;
        }
        return w;
    }

    static double[] divide(double[] u, double[] v) {
        double[] w = new double[u.length];
        for (int k = 0; k < w.length; k++) {
            double sum = u[k];
            for (int j = 0; j < k; j++) sum -= w[j] * v[k - j];
            w[k] = sum / v[0];
        }
        return w;
    }

    /// The series with \(w' = g u'\) and \(w(0) = w_0\): any function whose derivative is `g`.
    static double[] integrate(double[] g, double[] u, double w0) {
        double[] w = constant(w0, u.length);
        for (int k = 1; k < w.length; k++) {
            double sum = 0;
            for (int j = 1; j <= k; j++) sum += j * u[j] * g[k - j];
            w[k] = sum / k;
        }
        return w;
    }

    static double[] exp(double[] u) {
        double[] w = constant(Math.exp(u[0]), u.length);
        for (int k = 1; k < w.length; k++) {
            double sum = 0;
            for (int j = 1; j <= k; j++) sum += j * u[j] * w[k - j];
            w[k] = sum / k;
        }
        return w;
    }

    static double[] expm1(double[] u) {
        double[] w = exp(u);
        w[0] = Math.expm1(u[0]);
        return w;
    }

    /// The logarithm of `u`, whose own value is given apart because `log1p` knows it better.
    static double[] log(double[] u, double w0) {
        double[] w = constant(w0, u.length);
        for (int k = 1; k < w.length; k++) {
            double sum = 0;
            for (int j = 1; j < k; j++) sum += j * w[j] * u[k - j];
            w[k] = (u[k] - sum / k) / u[0];
        }
        return w;
    }

    /// \(u^p\), given its value: whole powers by multiplication, others by \(u w' = p w u'\).
    ///
    /// At \(u_0 = 0\) a broken power of a series of order \(m\) has the coefficients 0 below \(pm\), and is not a
    /// number from there on.
    static double[] power(double[] u, double p, double w0) {
        if (p >= 0 && SpecialFunctions.isSquaring(p)) return wholePower(u, (int) p);
        double[] w = constant(w0, u.length);
        int first = 0;
        while (first < u.length && u[first] == 0) first++;
        if (first > 0 && p > 0 && p == Math.rint(p))
            return p * first < u.length ? wholePower(u, (int) p) : constant(w0, u.length);
        for (int k = 1; k < w.length; k++) {
            if (first > 0) {
                w[k] = p > 0 && (first == u.length || k < p * first) ? 0 : Double.NaN;
                continue;
            }
            double sum = 0;
            for (int j = 1; j <= k; j++) sum += (p * j - (k - j)) * u[j] * w[k - j];
            w[k] = sum / (k * u[0]);
        }
        return w;
    }

    private static double[] wholePower(double[] u, int n) {
        double[] result = constant(1, u.length);
        double[] square = u;
        boolean isOne = true;
        for (int rest = n; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result = isOne ? square : multiply(result, square);
                isOne = false;
            }
            if (rest > 1) square = multiply(square, square);
        }
        return result;
    }

    /// The pair (sine, cosine) for sign -1, (sinh, cosh) for sign +1: \(s' = c u',\ c' = \pm s u'\).
    static double[][] sineAndCosine(double[] u, int sign) {
        boolean isCircular = sign < 0;
        double[] s = constant(isCircular ? Math.sin(u[0]) : Math.sinh(u[0]), u.length);
        double[] c = constant(isCircular ? Math.cos(u[0]) : Math.cosh(u[0]), u.length);
        for (int k = 1; k < u.length; k++) {
            double sine = 0;
            double cosine = 0;
            for (int j = 1; j <= k; j++) {
                sine += j * u[j] * c[k - j];
                cosine += j * u[j] * s[k - j];
            }
            s[k] = sine / k;
            c[k] = sign * cosine / k;
        }
        return new double[][] {s, c};
    }

    /// Tangent for sign +1, hyperbolic tangent for -1: \(w' = (1 \pm w^2) u'\).
    static double[] tangent(double[] u, int sign) {
        double[] w = constant(sign > 0 ? Math.tan(u[0]) : Math.tanh(u[0]), u.length);
        double[] g = constant(1 + sign * w[0] * w[0], u.length);
        for (int k = 1; k < w.length; k++) {
            double sum = 0;
            for (int j = 1; j <= k; j++) sum += j * u[j] * g[k - j];
            w[k] = sum / k;
            double square = 0;
            for (int j = 0; j <= k; j++) square += w[j] * w[k - j];
            g[k] = sign * square;
        }
        return w;
    }

    /// \(f(u(t))\) from the coefficients of \(f\) at \(u_0\), by Horner's rule; \(O(n^3)\).
    static double[] compose(double[] f, double[] u) {
        double[] shift = u.clone();
        shift[0] = 0;
        boolean isVariable = u.length < 2 || u[1] == 1;
        for (int k = 2; k < u.length && isVariable; k++) isVariable = u[k] == 0;
        if (isVariable) return f.clone();
        double[] w = constant(f[f.length - 1], u.length);
        for (int k = f.length - 2; k >= 0; k--) {
            w = multiply(w, shift);
            w[0] += f[k];
        }
        return w;
    }

    /// The value at \(u_0\) and nothing else: what steps and comparisons have.
    static double[] flat(DoubleUnaryOperator f, double[] u) {
        return constant(f.applyAsDouble(u[0]), u.length);
    }
}
