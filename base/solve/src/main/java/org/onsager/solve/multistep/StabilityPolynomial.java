package org.onsager.solve.multistep;

import java.util.Arrays;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;

/// A nearly optimal stability polynomial of order \(p\) (2 or 4) and degree \(s\) in the form that the ROCK
/// methods run on: \(R(z) = w(z)\,P_{s-p}(z)\), where \(P_j\) are the polynomials orthogonal with respect to the
/// weight \(w(x)^2/\sqrt{1 - x^2}\) on the stability interval, so that \(wP_{s-p}\) oscillates evenly, with the
/// recurrence \(P_j = (1 + \kappa_j + \mu_j z) P_{j-1} - \kappa_j P_{j-2}\), \(P_j(0) = 1\).
///
/// Published as tables; here computed. With \(z = d(x - a)\) the complex zeros of \(w\) lie at \(x = 1 -
/// \zeta/s^2\) and \(a = 1 + \epsilon/s^2\), where \(\zeta\) and \(\epsilon\) tend to limits as \(s\) grows. The
/// imaginary part of the last zero and \(\epsilon\) were found by maximising the stability interval for a damping
/// of 0.95 over 3 to 200 stages, and are given by the first terms of their series in \(1/s^2\); the other zeros
/// follow from the conditions of order, solved to rounding. The intervals are \([-0.807 s^2, 0]\) for order 2
/// and \([-0.351 s^2, 0]\) for order 4.
///
/// Sources: A. Abdulle and A. A. Medovikov, *Second order Chebyshev methods based on orthogonal polynomials*,
/// Numer. Math. 90 (2001); A. Abdulle, *Fourth order Chebyshev methods with recurrence relation*, SIAM J. Sci.
/// Comput. 23 (2002).
///
/// Cost: about \(50 s^2\) operations for an evaluation of the conditions, some twenty of them.
final class StabilityPolynomial {
    final int degree;
    /// \(\mu_j, \kappa_j\) and the times \(c_j\) of the stages of \(P\), from 1 to \(s - p\).
    final double[] mu;
    final double[] kappa;
    final double[] node;
    /// \(w(z) = 1 + w_1 z + \dots + w_p z^p\), entry \(k - 1\) being \(w_k\).
    final double[] w;
    /// The length of the stability interval.
    final double length;

    private final int order;
    private final int inner;
    private final double a;
    private final double[] alpha;
    private final double[] beta;

    StabilityPolynomial(int order, int degree) {
        this.order = order;
        this.degree = degree;
        inner = degree - order;
        alpha = new double[inner];
        beta = new double[inner];
        double i = 1.0 / degree / degree;
        a = 1 + i * (order == 2 ? 0.2925 + 2.4 * i : 0.29235 + 2.5 * i);
        double[] zeros = order == 2
                ? new double[] {3.0044 - 1.6 * i, 3.3705 + 2.02 * i}
                : new double[] {13.962 + 44 * i, 7.511 + 35 * i, 1.456 - 22 * i, 20.4283 + 54 * i + 450 * i * i};
        meetOrder(zeros);
        double[] series = series(zeros);
        double d = series[1];
        mu = new double[inner + 1];
        kappa = new double[inner + 1];
        node = new double[inner + 1];
        double before = 0, now = 1;
        for (int j = 1; j <= inner; j++) {
            double next = (a - alpha[j - 1]) * now - beta[j - 1] * before;
            mu[j] = now / next / d;
            kappa[j] = beta[j - 1] * before / next;
            node[j] = mu[j] + (1 + kappa[j]) * node[j - 1] - (j > 1 ? kappa[j] * node[j - 2] : 0);
            before = now / next;
            now = 1;
        }
        w = Arrays.copyOfRange(factor(zeros), 1, order + 1);
        for (int k = 0; k < order; k++) w[k] /= Math.pow(d, k + 1);
        length = d * (1 + a);
    }

    /// The fewest stages with a stability interval of this length.
    static int degreeFor(int order, double length) {
        return order == 2
                ? Math.max(3, (int) Math.ceil(Math.sqrt((length + 1.1) / 0.8073)))
                : Math.max(6, (int) Math.ceil(Math.sqrt((length + 2.85) / 0.3508)));
    }

    /// Newton's iteration on the conditions of order, \(k!\,\ell_k = \ell_1^k\) for the series \(\sum \ell_k
    /// (x - a)^k\) of \(R\), in all but the last number of the zeros.
    private void meetOrder(double[] zeros) {
        int m = order - 1;
        double[] f = conditions(zeros);
        for (int iteration = 0; iteration < 12 && largest(f) > 1e-15; iteration++) {
            var slope = new double[m][m];
            for (int c = 0; c < m; c++) {
                double[] moved = zeros.clone();
                double step = 1e-6 * (1 + Math.abs(zeros[c]));
                moved[c] += step;
                double[] there = conditions(moved);
                for (int r = 0; r < m; r++) slope[r][c] = (there[r] - f[r]) / step;
            }
            double[] move = new LUDecomposition(MatrixUtils.createRealMatrix(slope))
                    .getSolver()
                    .solve(MatrixUtils.createRealVector(f))
                    .toArray();
            double[] trial = zeros.clone();
            for (int c = 0; c < m; c++) trial[c] -= move[c];
            double[] there = conditions(trial);
            if (iteration > 2 && largest(there) >= largest(f)) break;
            System.arraycopy(trial, 0, zeros, 0, trial.length);
            f = there;
        }
    }

    private static double largest(double[] f) {
        return Arrays.stream(f).map(Math::abs).max().orElseThrow();
    }

    private double[] conditions(double[] zeros) {
        double[] series = series(zeros);
        var f = new double[order - 1];
        double power = series[1], factorial = 1;
        for (int k = 2; k <= order; k++) {
            power *= series[1];
            factorial *= k;
            f[k - 2] = factorial * series[k] / power - 1;
        }
        return f;
    }

    /// \(R\) about \(x = a\), where it is 1.
    private double[] series(double[] zeros) {
        orthogonalise(zeros);
        var before = new double[order + 1];
        var now = new double[order + 1];
        now[0] = 1;
        for (int j = 0; j < inner; j++) {
            var next = new double[order + 1];
            for (int k = 0; k <= order; k++)
                next[k] = (k > 0 ? now[k - 1] : 0) + (a - alpha[j]) * now[k] - beta[j] * before[k];
            double scale = 1 / next[0];
            for (int k = 0; k <= order; k++) {
                now[k] *= scale;
                next[k] *= scale;
            }
            before = now;
            now = next;
        }
        return product(now, factor(zeros));
    }

    /// \(w\) about \(x = a\), where it is 1.
    private double[] factor(double[] zeros) {
        double[] product = {1, 0, 0, 0, 0};
        for (int k = 0; k < order; k += 2) {
            double re = a - 1 + zeros[k] / degree / degree, im = zeros[k + 1] / degree / degree;
            double size = re * re + im * im;
            product = product(product, new double[] {1, 2 * re / size, 1 / size, 0, 0});
        }
        return product;
    }

    private double[] product(double[] p, double[] q) {
        var product = new double[order + 1];
        for (int k = 0; k <= order; k++) for (int j = 0; j <= k; j++) product[k] += p[j] * q[k - j];
        return product;
    }

    /// The recurrence of the orthogonal polynomials, \(\pi_{j+1} = (x - \alpha_j)\pi_j - \beta_j\pi_{j-1}\), by
    /// Stieltjes' procedure on Chebyshev points, of which there are enough to make it exact.
    private void orthogonalise(double[] zeros) {
        int points = inner + order + 2;
        var x = new double[points];
        var weight = new double[points];
        var now = new double[points];
        var before = new double[points];
        double total = 0;
        for (int i = 0; i < points; i++) {
            double angle = (i + 0.5) * Math.PI / points;
            x[i] = Math.cos(angle);
            double half = Math.sin(0.5 * angle), value = 1;
            for (int k = 0; k < order; k += 2) {
                // x - Re, without cancellation near 1
                double re = zeros[k] / degree / degree - 2 * half * half, im = zeros[k + 1] / degree / degree;
                value *= re * re + im * im;
            }
            weight[i] = value * value;
            total += weight[i];
        }
        Arrays.fill(now, 1 / Math.sqrt(total));
        double norm = 0;
        for (int j = 0; j < inner; j++) {
            double mean = 0;
            for (int i = 0; i < points; i++) mean += weight[i] * x[i] * now[i] * now[i];
            alpha[j] = mean;
            beta[j] = norm * norm;
            double square = 0;
            for (int i = 0; i < points; i++) {
                double next = (x[i] - mean) * now[i] - norm * before[i];
                before[i] = now[i];
                now[i] = next;
                square += weight[i] * next * next;
            }
            norm = Math.sqrt(square);
            for (int i = 0; i < points; i++) now[i] /= norm;
        }
    }
}
