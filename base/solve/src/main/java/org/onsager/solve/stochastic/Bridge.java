package org.onsager.solve.stochastic;

/// The law of the first part of a Brownian stretch given the whole: with \(x \in (0, 1)\) the part's share of the
/// length \(h\), \((W', H', K') = A\,(W, H, K) + \sqrt h\,L\,X\) with standard normal \(X\).
///
/// All three are integrals \(\int p(u)\,dW\) against the shifted Legendre polynomials \(1\), \(\frac12 - u\) and
/// \(\frac12(u^2 - u + \frac16)\) of the share \(u\) of time passed, so that \(A = C D^{-1}\) from their
/// integrals over the part and \(L L^T\) is what remains of the part's covariance. At \(x = \frac12\) this is the
/// split of a virtual Brownian tree: \(W' = \frac12 W + \frac32 H + \frac14\sqrt h X_1\), and so on.
///
/// Source: J. Foster, *Numerical approximations for stochastic differential equations*, thesis, Oxford 2020; A.
/// Jelinčič, J. Foster and P. Kidger, *Single-seed generation of Brownian paths and integrals*, arXiv 2405.06464.
final class Bridge {
    static final double[] VARIANCE = {1, 1 / 12.0, 1 / 720.0};

    final double[][] mean = new double[3][3];
    final double[][] root = new double[3][3];
    private final double[][] rest = new double[3][3];

    /// Computes the coefficients for the share \(x\) and the first `kinds` functionals.
    Bridge at(double x, int kinds) {
        double y = 1 - x;
        mean[0][0] = x;
        mean[0][1] = 6 * x * y;
        mean[0][2] = 60 * x * y * (1 - 2 * x);
        mean[1][1] = x * x;
        mean[1][2] = 30 * x * x * y;
        mean[2][2] = x * x * x;
        for (int i = 0; i < kinds; i++)
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? x * VARIANCE[i] : 0;
                for (int l = i; l < kinds; l++) sum -= mean[i][l] * VARIANCE[l] * mean[j][l];
                rest[i][j] = sum;
            }
        factor(kinds);
        return this;
    }

    /// Cholesky's factor of what remains; near the ends rounding may leave a pivot of no meaning, taken as 0.
    private void factor(int kinds) {
        for (int i = 0; i < kinds; i++)
            for (int j = 0; j <= i; j++) {
                double sum = rest[i][j];
                for (int l = 0; l < j; l++) sum -= root[i][l] * root[j][l];
                if (i == j) root[i][i] = Math.sqrt(Math.max(0, sum));
                else root[i][j] = root[j][j] > 0 ? sum / root[j][j] : 0;
            }
    }

    /// Writes the first part of `whole`.
    ///
    /// @param x  the share that [#at] was called with
    /// @param normals  one array a functional, of standard normals
    void first(Piece whole, double x, double[][] normals, Piece into) {
        double s = Math.sqrt(whole.length);
        double[] w = whole.w;
        if (whole.h.length == 0) {
            double l = s * root[0][0];
            for (int i = 0; i < w.length; i++) into.w[i] = x * w[i] + l * normals[0][i];
        } else if (whole.k.length == 0) withH(whole, s, normals, into);
        else withK(whole, s, normals, into);
        into.length = x * whole.length;
    }

    private void withH(Piece whole, double s, double[][] normals, Piece into) {
        double a00 = mean[0][0], a01 = mean[0][1], a11 = mean[1][1];
        double l00 = s * root[0][0], l10 = s * root[1][0], l11 = s * root[1][1];
        for (int i = 0; i < whole.w.length; i++) {
            double n0 = normals[0][i], n1 = normals[1][i], h = whole.h[i];
            into.w[i] = a00 * whole.w[i] + a01 * h + l00 * n0;
            into.h[i] = a11 * h + l10 * n0 + l11 * n1;
        }
    }

    private void withK(Piece whole, double s, double[][] normals, Piece into) {
        for (int i = 0; i < whole.w.length; i++) {
            double n0 = normals[0][i], n1 = normals[1][i], n2 = normals[2][i];
            double w = whole.w[i], h = whole.h[i], k = whole.k[i];
            into.w[i] = mean[0][0] * w + mean[0][1] * h + mean[0][2] * k + s * root[0][0] * n0;
            into.h[i] = mean[1][1] * h + mean[1][2] * k + s * (root[1][0] * n0 + root[1][1] * n1);
            into.k[i] = mean[2][2] * k + s * (root[2][0] * n0 + root[2][1] * n1 + root[2][2] * n2);
        }
    }
}
