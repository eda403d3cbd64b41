package org.onsager.numerics.quadrature;

import java.util.Arrays;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQREigenHelper_DDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;
import org.hipparchus.special.Gamma;
import org.onsager.numerics.DivergedException;

/// Gauss rules from the three-term recurrence of the orthonormal polynomials,
/// \[ b_{k+1} p_{k+1} = (x - a_k) p_k - b_k p_{k-1}, \qquad p_0 = \mu_0^{-1/2} : \]
/// the nodes are the eigenvalues of the tridiagonal matrix with diagonal \(a\) and off-diagonal \(b\) (EJML's
/// implicit QR, values only, \(O(n^2)\)), polished by Newton on \(p_n\) by the recurrence; the weights are
/// Christoffel's numbers \(w_i = 1/\sum_{k<n} p_k(x_i)^2\), positive terms only, so that even the smallest
/// weights keep their digits, which the squared first components of eigenvectors do not. The recurrence is
/// rescaled as it grows, so that no order overflows. (Hipparchus has the three families too; its Hermite and
/// Laguerre rules are built from the polynomials' coefficients or from unscaled recurrences and stop being usable
/// at orders of some hundred.)
///
/// Source: G. H. Golub and J. H. Welsch, Math. Comp. 23 (1969) 221; W. Gautschi, *Orthogonal Polynomials*, ch. 3.
final class GolubWelsch {
    private static final int RESCALE = 300;

    private final double[] a;
    private final double[] b;
    private final double logMass;

    /// @param a  diagonal, \(a_0 .. a_{n-1}\)
    /// @param b  off-diagonal, \(b_1 .. b_n\) at index \(1 .. n\); index 0 unused
    /// @param logMass  \(\ln \mu_0\)
    private GolubWelsch(double[] a, double[] b, double logMass) {
        this.a = a;
        this.b = b;
        this.logMass = logMass;
    }

    static QuadratureRule hermite(int n) {
        var b = new double[n + 1];
        for (int k = 1; k <= n; k++) b[k] = Math.sqrt(k);
        return symmetric(new GolubWelsch(new double[n], b, 0).rule());
    }

    static QuadratureRule legendre(int n) {
        var b = new double[n + 1];
        for (int k = 1; k <= n; k++) b[k] = k / Math.sqrt(4.0 * k * k - 1);
        return symmetric(new GolubWelsch(new double[n], b, Math.log(2)).rule());
    }

    static QuadratureRule laguerre(int n, double alpha) {
        var a = new double[n];
        var b = new double[n + 1];
        for (int k = 0; k < n; k++) a[k] = 2 * k + 1 + alpha;
        for (int k = 1; k <= n; k++) b[k] = Math.sqrt(k * (k + alpha));
        return new GolubWelsch(a, b, Gamma.logGamma(alpha + 1)).rule();
    }

    private QuadratureRule rule() {
        double[] nodes = eigenvalues();
        var weights = new double[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = polished(nodes, i);
            weights[i] = Math.exp(logMass - walk(nodes[i]).logSquares);
        }
        return new QuadratureRule(nodes, weights);
    }

    private double[] eigenvalues() {
        int n = a.length;
        var helper = new SymmetricQREigenHelper_DDRM();
        var algorithm = new SymmetricQrAlgorithm_DDRM(helper);
        algorithm.setFastEigenvalues(true);
        double[] off = n == 1 ? new double[1] : Arrays.copyOfRange(b, 1, n);
        if (!algorithm.process(n, a.clone(), off))
            throw new DivergedException("Gauss rule: the eigenvalues did not converge at order " + n);
        var values = new double[n];
        for (int i = 0; i < n; i++) values[i] = algorithm.getEigenvalue(i);
        Arrays.sort(values);
        return values;
    }

    /// Newton on \(p_n\) from the eigenvalue; the eigenvalues' error is far below the distance of the nodes.
    private double polished(double[] nodes, int i) {
        double x = nodes[i];
        double room = Double.POSITIVE_INFINITY;
        if (i > 0) room = Math.min(room, x - nodes[i - 1]);
        if (i + 1 < nodes.length) room = Math.min(room, nodes[i + 1] - x);
        for (int step = 0; step < 3; step++) {
            double change = walk(x).ratio;
            if (!(Math.abs(change) < room / 4)) break;
            x -= change;
        }
        return x;
    }

    /// What the recurrence gives at one point.
    ///
    /// @param ratio  \(p_n / p_n'\)
    /// @param logSquares  \(\ln \sum_{k<n} p_k^2\) for \(\mu_0 = 1\)
    private record Walk(double ratio, double logSquares) {}

    private Walk walk(double x) {
        double before = 0, now = 1, beforeSlope = 0, slope = 0, squares = 0;
        long exponent = 0;
        for (int k = 0; k < a.length; k++) {
            squares += now * now;
            double lower = k == 0 ? 0 : b[k];
            double next = ((x - a[k]) * now - lower * before) / b[k + 1];
            double nextSlope = (now + (x - a[k]) * slope - lower * beforeSlope) / b[k + 1];
            before = now;
            now = next;
            beforeSlope = slope;
            slope = nextSlope;
            if (Math.max(Math.abs(now), Math.abs(slope)) > 0x1p300) {
                before = Math.scalb(before, -RESCALE);
                now = Math.scalb(now, -RESCALE);
                beforeSlope = Math.scalb(beforeSlope, -RESCALE);
                slope = Math.scalb(slope, -RESCALE);
                squares = Math.scalb(squares, -2 * RESCALE);
                exponent += RESCALE;
            }
        }
        return new Walk(now / slope, Math.log(squares) + 2 * exponent * Math.log(2));
    }

    /// Makes the nodes exactly antisymmetric and the weights exactly symmetric, as they are in exact arithmetic.
    private static QuadratureRule symmetric(QuadratureRule rule) {
        double[] nodes = rule.nodes();
        double[] weights = rule.weights();
        for (int i = 0, j = nodes.length - 1; i <= j; i++, j--) {
            double node = (nodes[j] - nodes[i]) / 2;
            double weight = (weights[i] + weights[j]) / 2;
            nodes[i] = -node;
            nodes[j] = node;
            weights[i] = weights[j] = weight;
        }
        return new QuadratureRule(nodes, weights);
    }
}
