package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/// Anderson acceleration (type II) of the fixed-point iteration \(x \leftarrow F(x)\): a multisecant method that
/// needs no derivative and no more evaluations than the plain iteration, for slow contractions and for maps that
/// do not contract.
///
/// With residuals \(f_k = F(x_k) - x_k\) and the last \(m\) differences \(\Delta x, \Delta f\) as columns of
/// \(\mathcal X, \mathcal F\), the step is
/// \[ x_{k+1} = x_k + \beta f_k - (\mathcal X + \beta \mathcal F)\,\gamma, \qquad
///    \gamma = \arg\min \|f_k - \mathcal F \gamma\|^2 + \epsilon^2 \|\mathcal F\|_F^2 \|\gamma\|^2 , \]
/// the least squares by Householder QR of the stacked matrix. Safeguard: an accelerated step that multiplies the
/// residual by more than four (or leaves the domain of \(F\)) is taken back, the history dropped and a plain
/// damped step made instead, so that far from the solution it is no worse than [FixedPoint]. Cost an iteration:
/// one evaluation of \(F\) and \(O(n m^2)\).
///
/// Source: D. G. Anderson, J. ACM 12 (1965) 547; H. F. Walker and P. Ni, SIAM J. Numer. Anal. 49 (2011) 1715.
///
/// @param memory  differences kept, \(m \ge 1\); 5 serves most saddle points
/// @param mixing  \(\beta \in (0, 1]\), the damping of the plain step
/// @param regularisation  \(\epsilon \ge 0\), relative; keeps \(\gamma\) bounded when differences become parallel
/// @param tolerance  stop when \(\max_i |F_i(x) - x_i|\) is at most this; positive, in the units of \(x\)
/// @param maxIterations  at least 1
public record AndersonFixedPoint(
        int memory, double mixing, double regularisation, double tolerance, int maxIterations) {
    private static final double GROWTH = 4;

    public AndersonFixedPoint {
        require(memory >= 1, "memory", memory, "[1, inf)");
        require(mixing > 0 && mixing <= 1, "mixing", mixing, "(0, 1]");
        require(regularisation >= 0 && regularisation < 1, "regularisation", regularisation, "[0, 1)");
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
    }

    /// Memory 5, half mixing, regularisation \(10^{-10}\), tolerance \(10^{-12}\), two thousand iterations.
    public static AndersonFixedPoint standard() {
        return new AndersonFixedPoint(5, 0.5, 1e-10, 1e-12, 2_000);
    }

    /// Iterates from `start` until the residual meets the tolerance.
    ///
    /// @param map  \(F\): takes and returns arrays of the length of `start`, and leaves its argument alone
    /// @param start  \(x_0\), left alone
    /// @return the iterate with the smallest residual seen; ask [Solution#converged()]
    /// @throws DivergedException if \(F\) is not finite at `start` or after a plain step
    public Solution solve(UnaryOperator<double[]> map, double[] start) {
        var history = new History(Math.min(memory, start.length), start.length);
        double[] x = start.clone();
        double[] f = difference(Arguments.finite(map, x, "Anderson fixed point", 1), x);
        double residual = norm(f);
        double[] best = x;
        double bestResidual = residual;
        int restarts = 0;
        for (int iteration = 1; ; iteration++) {
            boolean converged = bestResidual <= tolerance;
            if (converged || iteration >= maxIterations)
                return new Solution(best, bestResidual, iteration, restarts, converged);
            double[] next = history.step(x, f);
            double[] image = map.apply(next);
            Arguments.requireLength(image, x.length, "Anderson fixed point");
            double[] nextF = difference(image, next);
            double nextResidual = norm(nextF);
            if (history.size > 0 && nextResidual > GROWTH * residual) {
                history.clear();
                restarts++;
                continue;
            }
            if (nextResidual == Double.POSITIVE_INFINITY) throw diverged(image, next, iteration + 1);
            history.push(x, next, f, nextF);
            x = next;
            f = nextF;
            residual = nextResidual;
            if (residual < bestResidual) {
                best = x;
                bestResidual = residual;
            }
        }
    }

    private static double[] difference(double[] a, double[] b) {
        var difference = new double[a.length];
        for (int i = 0; i < a.length; i++) difference[i] = a[i] - b[i];
        return difference;
    }

    /// The largest absolute component, infinite where one is not a number.
    private static double norm(double[] f) {
        double largest = Arguments.maxAbs(f);
        return Double.isNaN(largest) ? Double.POSITIVE_INFINITY : largest;
    }

    private static DivergedException diverged(double[] image, double[] x, int iteration) {
        int component = 0;
        while (component < x.length - 1 && Double.isFinite(image[component] - x[component])) component++;
        return new DivergedException("Anderson fixed point", iteration, component, image[component]);
    }

    /// Where an iteration ended and what it cost.
    ///
    /// @param point  the iterate with the smallest residual
    /// @param residual  \(\max_i |F_i(x) - x_i|\) at `point`
    /// @param iterations  evaluations of \(F\)
    /// @param restarts  times that the safeguard dropped the history
    /// @param converged  whether `residual` met the tolerance
    public record Solution(double[] point, double residual, int iterations, int restarts, boolean converged) {}

    /// The last differences, in a ring.
    private final class History {
        final double[][] dx;
        final double[][] df;
        int size;
        int oldest;

        History(int capacity, int length) {
            dx = new double[capacity][length];
            df = new double[capacity][length];
        }

        void clear() {
            size = 0;
            oldest = 0;
        }

        void push(double[] x, double[] next, double[] f, double[] nextF) {
            int slot = (oldest + size) % dx.length;
            if (size == dx.length) oldest = (oldest + 1) % dx.length;
            else size++;
            for (int i = 0; i < x.length; i++) {
                dx[slot][i] = next[i] - x[i];
                df[slot][i] = nextF[i] - f[i];
            }
        }

        double[] step(double[] x, double[] f) {
            double[] next = x.clone();
            for (int i = 0; i < x.length; i++) next[i] += mixing * f[i];
            if (size == 0) return next;
            double[] gamma = coefficients(f);
            for (int k = 0; k < size; k++)
                for (int i = 0; i < x.length; i++) next[i] -= gamma[k] * (dx[k][i] + mixing * df[k][i]);
            return next;
        }

        /// The slots of a full ring are all used, so that their order does not matter to the least squares.
        private double[] coefficients(double[] f) {
            int n = f.length;
            var stacked = new DMatrixRMaj(n + size, size);
            var right = new DMatrixRMaj(n + size, 1);
            double square = 0;
            for (int k = 0; k < size; k++)
                for (int i = 0; i < n; i++) {
                    stacked.set(i, k, df[k][i]);
                    square += df[k][i] * df[k][i];
                }
            // a floor keeps the stacked matrix of full rank when the iterate has stopped moving
            double ridge = Math.max(regularisation * Math.sqrt(square), Double.MIN_NORMAL);
            for (int k = 0; k < size; k++) stacked.set(n + k, k, ridge);
            for (int i = 0; i < n; i++) right.set(i, 0, f[i]);
            var gamma = new DMatrixRMaj(size, 1);
            var solver = LinearSolverFactory_DDRM.leastSquares(n + size, size);
            if (solver.setA(stacked)) solver.solve(right, gamma);
            return gamma.data;
        }
    }
}
