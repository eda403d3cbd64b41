package org.onsager.solve.controlled;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;

/// The log-ODE method for autonomous fields: over each window the path is replaced by its log-signature \(\ell\)
/// of depth \(N\), and \(z' = \sum_w \ell^w (F_{i_1} \cdots F_{i_k}\,\mathrm{id})(z)\) is solved for \(s \in [0,
/// 1]\), where the fields act as derivations, \((F_i g)(z) = Dg(z)\,F_i(z)\). As \(\ell\) is a Lie element this
/// is \(\sum_w \lambda_w F_w(z)\) with the Lyndon coefficients and the brackets \([U, V] = (DV)U - (DU)V\). The
/// error of a window whose path has length \(\epsilon\) is \(O(\epsilon^{N+1})\); on smooth paths even depths
/// gain two orders, as odd terms of the Magnus series are small there.
///
/// Derivatives are central differences of order 6, nested for depths above 2: \((6c)^{N-1}\) evaluations of a
/// field of \(c\) channels a right-hand side. A [LinearField] is solved exactly, by the exponential of
/// \(\sum_w \ell^w A_{i_k} \cdots A_{i_1}\).
///
/// Source: J. Morrill, C. Salvi, P. Kidger and J. Foster, *Neural rough differential equations*, arXiv
/// 2009.08295.
///
/// @param solver  for the windows
/// @param rtol  its relative tolerance
/// @param atol  its absolute tolerance
/// @param depth  \(N\), at least 1
public record LogOde(Solver solver, double rtol, double atol, int depth) {

    public LogOde {
        if (depth < 1) throw new IllegalArgumentException("depth must be in [1, inf), not " + depth);
    }

    /// Depth 2.
    public LogOde(Solver solver, double rtol, double atol) {
        this(solver, rtol, atol, 2);
    }

    /// Solves over consecutive windows.
    ///
    /// @param term  with a field that does not depend on time
    /// @param y0  initial state
    /// @param windows  ends of the windows, increasing, the first is where the solution starts
    /// @return the state at the last end
    public double[] solve(ControlledTerm term, double[] y0, double... windows) {
        double[] y = y0.clone();
        for (int w = 1; w < windows.length; w++) y = window(term, y, windows[w - 1], windows[w]);
        return y;
    }

    private double[] window(ControlledTerm term, double[] y0, double from, double to) {
        TensorSeries log = TensorSeries.signature(term.path(), from, to, depth).log();
        if (term.field() instanceof LinearField linear) return exponential(linear, log, y0);
        var derivations = new Derivations(term, log, from);
        Ode ode = Ode.of((_, z, rate) -> derivations.evaluate(z, rate)).asAutonomous();
        var solution = Solve.of(ode)
                .span(0, 1)
                .y0(y0)
                .solver(solver)
                .controller(Pid.tol(rtol, atol))
                .run();
        if (!solution.status().successful()) throw new DivergedException(solution.message());
        return solution.y1();
    }

    private static double[] exponential(LinearField field, TensorSeries log, double[] y0) {
        double[][][] a = field.matrices();
        RealMatrix sum = MatrixUtils.createRealMatrix(y0.length, y0.length);
        RealMatrix[] products = {MatrixUtils.createRealIdentityMatrix(y0.length)};
        for (int k = 1; k <= log.depth(); k++) {
            var longer = new RealMatrix[products.length * a.length];
            double[] level = log.raw(k);
            for (int u = 0; u < products.length; u++)
                for (int i = 0; i < a.length; i++) {
                    int w = u * a.length + i;
                    longer[w] = MatrixUtils.createRealMatrix(a[i]).multiply(products[u]);
                    sum = sum.add(longer[w].scalarMultiply(level[w]));
                }
            products = longer;
        }
        return MatrixUtils.matrixExponential(sum).operate(y0);
    }

    /// The right-hand side \(\sum_w \ell^w F_{i_1} \cdots F_{i_k}\,\mathrm{id}\), by recursion on the first
    /// letter: \(H_u = \sum_i (\ell^{ui} F_i + D H_{ui}\,F_i)\).
    private static final class Derivations {
        private static final double[] STENCIL = {45.0 / 60, -9.0 / 60, 1.0 / 60};
        /// Balances truncation \(h^6\) and rounding \(\epsilon/h\).
        private static final double STEP = 6e-3;

        private final ControlledTerm term;
        private final TensorSeries log;
        private final double time;
        private final int c;
        private final int n;
        private final double[][] fields;
        private final double[][] moved;
        private final double[][] sides;

        Derivations(ControlledTerm term, TensorSeries log, double time) {
            this.term = term;
            this.log = log;
            this.time = time;
            c = log.channels();
            n = term.dimension();
            fields = new double[log.depth()][n * c];
            moved = new double[log.depth()][n];
            sides = new double[log.depth()][n];
        }

        void evaluate(double[] z, double[] into) {
            sum(0, 0, z, into);
        }

        /// \(H_u(z)\) for the word of `length` letters with this index.
        private void sum(int length, int word, double[] z, double[] into) {
            double[] field = fields[length], level = log.raw(length + 1);
            term.field().at(time, z, field);
            for (int m = 0; m < n; m++) {
                double value = 0;
                for (int i = 0; i < c; i++) value += level[word * c + i] * field[m * c + i];
                into[m] = value;
            }
            if (length + 1 == log.depth()) return;
            for (int i = 0; i < c; i++) if (matters(length + 1, word * c + i)) derive(length, word * c + i, i, z, into);
        }

        /// Whether any word that begins with this one has a coefficient.
        private boolean matters(int length, int word) {
            int from = word * c, to = from + c;
            for (int k = length + 1; k <= log.depth(); k++, from *= c, to *= c) {
                double[] level = log.raw(k);
                for (int w = from; w < to; w++) if (level[w] != 0) return true;
            }
            return false;
        }

        /// Adds \(D H_{ui}(z)\,F_i(z)\).
        private void derive(int length, int word, int i, double[] z, double[] into) {
            double[] field = fields[length];
            double size = 0, norm = 0;
            for (int m = 0; m < n; m++) {
                size = Math.max(size, Math.abs(field[m * c + i]));
                norm = Math.max(norm, Math.abs(z[m]));
            }
            if (size == 0) return;
            double step = STEP * (1 + norm) / size;
            for (int k = 0; k < STENCIL.length; k++)
                for (int sign = -1; sign <= 1; sign += 2) {
                    double shift = sign * (k + 1) * step;
                    for (int m = 0; m < n; m++) moved[length][m] = z[m] + shift * field[m * c + i];
                    sum(length + 1, word, moved[length], sides[length]);
                    double weight = sign * STENCIL[k] / step;
                    for (int m = 0; m < n; m++) into[m] += weight * sides[length][m];
                }
        }
    }
}
