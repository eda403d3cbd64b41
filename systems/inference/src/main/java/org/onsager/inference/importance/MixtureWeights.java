package org.onsager.inference.importance;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.vector.VectorKernels;

/// The convex problem of the mixture weights: minimise over the simplex
///
/// \[ \psi(\alpha) = \sum_i \frac{c_i}{\sum_l \alpha_l v_{li}}, \qquad c_i \ge 0,\ v_{li} \ge 0, \]
///
/// where \(c_i\) is the weighted squared remainder at point \(i\) and \(v_{li}\) component \(l\)'s density over
/// that of the sample.
///
/// \(\psi\) is homogeneous of degree \(-1\), so its minimiser on the simplex is the direction of the minimiser of
/// \(\psi(a) + \sum_l a_l\) over \(a \ge 0\): a bound-constrained problem, solved by a few multiplicative steps
/// \(a_l \leftarrow a_l\sqrt{-\partial_l\psi}\), monotone and far-sighted, and then by sequential quadratic
/// programming, which ends the search quadratically and sets weights exactly to zero. Cost: \(nJ\) a step and
/// \(nF^2/2\) for the \(F\) coordinates that are not clearly zero.
///
/// Source: Y. Kim, P. Carbonetto, M. Stephens and M. Anitescu, Journal of Computational and Graphical Statistics
/// 29 (2020) 261, for mixture proportions by likelihood.
///
/// @param tolerance  on the residual of the optimality conditions, relative to \(\psi\)
/// @param maxIterations  steps of quadratic programming
public record MixtureWeights(double tolerance, int maxIterations) {
    private static final int MULTIPLICATIVE = 20;

    /// Residual \(10^{-8}\), fifty steps of quadratic programming.
    public static MixtureWeights standard() {
        return new MixtureWeights(1e-8, 50);
    }

    /// The weights.
    ///
    /// @param weights  \(\alpha\) on the simplex
    /// @param value  \(\psi(\alpha)\)
    /// @param residual  largest violation of the optimality conditions over \(\psi\): \(|-\partial_l\psi -
    ///     \psi|\) where \(\alpha_l > 0\), the excess of \(-\partial_l\psi\) over \(\psi\) where \(\alpha_l = 0\)
    /// @param iterations  steps of both kinds
    public record Solution(double[] weights, double value, double residual, int iterations) {}

    /// Minimises from `start`.
    ///
    /// @param c  length \(n\), at least 0
    /// @param v  shape `J x n`, at least 0
    /// @param start  positive somewhere, length \(J\)
    /// @throws DivergedException if no mixture covers every point with \(c > 0\), or a number overflows
    public Solution minimise(double[] c, double[][] v, double[] start) {
        double[] alpha = normalised(start);
        double first = value(c, v, alpha);
        if (Double.isNaN(first))
            throw new DivergedException("mixture weights: the criterion is not a number; scale the integrands");
        if (!(first > 0)) return new Solution(alpha, 0, 0, 0);
        if (Double.isInfinite(first)) {
            Arrays.fill(alpha, 1.0 / alpha.length);
            first = value(c, v, alpha);
            if (Double.isInfinite(first))
                throw new DivergedException(
                        "mixture weights: no mixture of the components covers every point that counts; take a defensive share, a wider family or more points");
        }
        var scaled = new double[c.length];
        double unit = first;
        for (int i = 0; i < c.length; i++) scaled[i] = c[i] / unit;
        double[] a = multiplicative(scaled, v, alpha);
        int steps = 0;
        while (steps < maxIterations && residual(scaled, v, normalised(a)) > tolerance) {
            var next = newton(scaled, v, a);
            steps++;
            if (next.isEmpty()) break;
            a = next.get();
        }
        double[] weights = normalised(a);
        for (double weight : weights)
            if (!Double.isFinite(weight))
                throw new DivergedException(
                        "mixture weights: a weight is %s; take a defensive share or a wider family".formatted(weight));
        return new Solution(weights, value(c, v, weights), residual(c, v, weights), MULTIPLICATIVE + steps);
    }

    private static double[] multiplicative(double[] c, double[][] v, double[] start) {
        double[] alpha = start.clone();
        // a start on the boundary would stay there
        for (int l = 0; l < alpha.length; l++) alpha[l] = 0.95 * alpha[l] + 0.05 / alpha.length;
        for (int step = 0; step < MULTIPLICATIVE; step++) {
            double[] slope = descent(c, v, mixture(v, alpha));
            for (int l = 0; l < alpha.length; l++) alpha[l] *= Math.sqrt(slope[l]);
            alpha = normalised(alpha);
        }
        double value = Math.sqrt(value(c, v, alpha));
        for (int l = 0; l < alpha.length; l++) alpha[l] *= value;
        return alpha;
    }

    /// One step of sequential quadratic programming for \(\psi(a) + \sum a\); empty where no step lowers it any
    /// more.
    private static Optional<double[]> newton(double[] c, double[][] v, double[] a) {
        int count = a.length;
        double[] r = mixture(v, a);
        double[] gradient = descent(c, v, r);
        for (int l = 0; l < count; l++) gradient[l] = 1 - gradient[l];
        double total = Arrays.stream(a).sum();
        int[] near = IntStream.range(0, count)
                .filter(l -> gradient[l] < 0 || a[l] > 1e-5 * total / count)
                .toArray();
        double[][] hessian = hessian(c, v, r, near);
        var linear = new double[near.length];
        var here = new double[near.length];
        for (int p = 0; p < near.length; p++) here[p] = a[near[p]];
        for (int p = 0; p < near.length; p++) {
            linear[p] = gradient[near[p]];
            for (int q = 0; q < near.length; q++) linear[p] -= hessian[p][q] * here[q];
        }
        double[] there = new NonNegativeQuadratic(hessian, linear).minimise(here);
        var direction = new double[count];
        for (int l = 0; l < count; l++) direction[l] = -a[l];
        for (int p = 0; p < near.length; p++) direction[near[p]] = there[p] - here[p];
        double slope = 0;
        for (int l = 0; l < count; l++) slope += gradient[l] * direction[l];
        double before = value(c, r) + total;
        for (double step = 1; step > 1e-10; step /= 2) {
            var next = new double[count];
            for (int l = 0; l < count; l++) next[l] = step == 1 ? a[l] + direction[l] : a[l] + step * direction[l];
            for (int p = 0; p < near.length; p++) if (step == 1) next[near[p]] = there[p];
            double after = value(c, mixture(v, next)) + Arrays.stream(next).sum();
            if (after <= before + 1e-4 * step * slope + 1e-15 * before) return Optional.of(next);
        }
        return Optional.empty();
    }

    /// \(\partial_l\partial_m\psi = \sum_i 2 c_i v_{li} v_{mi}/r_i^3\) for the coordinates of `near`.
    private static double[][] hessian(double[] c, double[][] v, double[] r, int[] near) {
        int size = near.length, n = c.length;
        var curvature = new double[n];
        for (int i = 0; i < n; i++) curvature[i] = c[i] > 0 ? 2 * c[i] / (r[i] * r[i] * r[i]) : 0;
        var hessian = new double[size][size];
        Parallel.range(size, 4, (from, to) -> {
            var weighted = new double[n];
            for (int p = from; p < to; p++) {
                double[] row = v[near[p]];
                for (int i = 0; i < n; i++) weighted[i] = curvature[i] * row[i];
                for (int q = 0; q <= p; q++) hessian[p][q] = VectorKernels.dot(weighted, v[near[q]]);
            }
        });
        for (int p = 0; p < size; p++) for (int q = 0; q < p; q++) hessian[q][p] = hessian[p][q];
        return hessian;
    }

    /// \(\psi(\alpha)\).
    public static double value(double[] c, double[][] v, double[] alpha) {
        return value(c, mixture(v, alpha));
    }

    private static double value(double[] c, double[] r) {
        double sum = 0;
        for (int i = 0; i < c.length; i++) if (c[i] > 0) sum += c[i] / r[i];
        return sum;
    }

    /// Violation of the optimality conditions at `alpha` on the simplex, relative to \(\psi\).
    public static double residual(double[] c, double[][] v, double[] alpha) {
        double[] r = mixture(v, alpha);
        double value = value(c, r);
        if (!(value > 0)) return 0;
        double[] slope = descent(c, v, r);
        double worst = 0;
        for (int l = 0; l < alpha.length; l++) {
            double excess = slope[l] / value - 1;
            worst = Math.max(worst, alpha[l] > 0 ? Math.abs(excess) : excess);
        }
        return worst;
    }

    private static double[] mixture(double[][] v, double[] alpha) {
        var r = new double[v[0].length];
        for (int l = 0; l < alpha.length; l++) if (alpha[l] > 0) VectorKernels.axpy(alpha[l], v[l], r);
        return r;
    }

    /// \(-\partial_l\psi = \sum_i c_i v_{li}/r_i^2\).
    private static double[] descent(double[] c, double[][] v, double[] r) {
        var weight = new double[c.length];
        for (int i = 0; i < c.length; i++) weight[i] = c[i] > 0 ? c[i] / (r[i] * r[i]) : 0;
        var slope = new double[v.length];
        Parallel.range(v.length, 4, (from, to) -> {
            for (int l = from; l < to; l++) slope[l] = VectorKernels.dot(weight, v[l]);
        });
        return slope;
    }

    private static double[] normalised(double[] a) {
        double total = Arrays.stream(a).sum();
        return Arrays.stream(a).map(each -> each / total).toArray();
    }
}
