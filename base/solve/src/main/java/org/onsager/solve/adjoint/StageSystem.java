package org.onsager.solve.adjoint;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Increment;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.ExplicitRungeKutta;
import org.onsager.solve.implicit.Collocation;
import org.onsager.solve.implicit.DiagonallyImplicit;

/// The stages of a step of any Runge-Kutta method, solved again from the state before it, with the derivatives of
/// what the term gives at them.
///
/// Stages that depend on each other form a block: one of a diagonally implicit method, all of a collocation
/// method. A block is solved by Newton's method with the exact Jacobian to rounding. Derivatives come row by row
/// from [Pull]: \(n\) products a stage and iteration, and \((mn)^3/3\) operations to factor a block of \(m\)
/// stages.
final class StageSystem {
    private static final int ITERATIONS = 30;

    final int stages;
    final double[][] a;
    final double[] b;
    final Increment increment;
    /// \(Y_i\), and the derivatives of \(F(Y_i)\), one row a component.
    final double[][] state;

    final double[][][] byState;
    final double[][][] byParameter;

    private final double[] c;
    private final Term<double[]> term;
    private final Pull pull;
    private final boolean ode;
    private final int n;
    private final boolean coupled;
    private final double[][] known;
    private final double[][] k;
    private final double[] unit;
    private double from;
    private double to;
    private double scale;

    private StageSystem(double[][] a, double[] b, boolean coupled, Term<double[]> term, Pull pull, int n, int p) {
        this.a = a;
        this.b = b;
        this.coupled = coupled;
        this.term = term;
        this.pull = pull;
        this.n = n;
        stages = b.length;
        c = Arrays.stream(a).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
        ode = term instanceof OdeTerm<double[]>;
        increment = new Increment(term.channels());
        state = new double[stages][n];
        byState = new double[stages][n][n];
        byParameter = new double[stages][n][p];
        known = new double[stages][n];
        k = new double[stages][n];
        unit = new double[n];
    }

    /// Of a Runge-Kutta method; empty for another.
    static Optional<StageSystem> of(Solver solver, Term<double[]> term, Pull pull, int n, int parameters) {
        if (term instanceof Ode equation && !(equation.mass() instanceof Mass.Identity)) return Optional.empty();
        return switch (solver) {
            case ExplicitRungeKutta method -> {
                var tableau = method.tableau();
                int s = tableau.stages();
                var a = new double[s][s];
                var b = new double[s];
                for (int i = 0; i < s; i++) {
                    b[i] = tableau.b(i);
                    for (int j = 0; j < i; j++) a[i][j] = tableau.a(i, j);
                }
                yield Optional.of(new StageSystem(a, b, false, term, pull, n, parameters));
            }
            case DiagonallyImplicit method
            when term instanceof Ode -> {
                var tableau = method.tableau();
                int s = tableau.stages();
                var a = new double[s][s];
                var b = new double[s];
                for (int i = 0; i < s; i++) {
                    b[i] = tableau.b(i);
                    for (int j = 0; j <= i; j++) a[i][j] = tableau.a(i, j);
                }
                yield Optional.of(new StageSystem(a, b, false, term, pull, n, parameters));
            }
            case Collocation method
            when term instanceof Ode ->
                Optional.of(
                        new StageSystem(method.tableau().a(), method.tableau().b(), true, term, pull, n, parameters));
            default -> Optional.empty();
        };
    }

    /// End of the block that starts with a stage.
    int end(int start) {
        return coupled ? stages : start + 1;
    }

    /// The factor of \(a_{ij}\) and \(b_i\): the step, or 1 where the increment is applied already.
    double scale() {
        return scale;
    }

    /// Solves the stages of a step.
    void solve(double begin, double finish, double[] y) {
        from = begin;
        to = finish;
        scale = ode ? to - from : 1;
        term.increment(from, to, increment.over(from, to));
        for (int start = 0; start < stages; start = end(start)) {
            for (int i = start; i < end(start); i++) {
                System.arraycopy(y, 0, known[i], 0, n);
                for (int j = 0; j < start; j++) if (a[i][j] != 0) StepAdjoint.add(scale * a[i][j], k[j], known[i]);
                System.arraycopy(known[i], 0, state[i], 0, n);
            }
            if (end(start) > start + 1 || a[start][start] != 0) newton(start, end(start));
            for (int i = start; i < end(start); i++) differentiate(i, true);
        }
    }

    double node(int i) {
        return Math.abs(c[i] - 1) < 1e-14 ? to : from + c[i] * (to - from);
    }

    private void newton(int start, int end) {
        double last = Double.POSITIVE_INFINITY;
        var right = new DMatrixRMaj((end - start) * n, 1);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            for (int i = start; i < end; i++) differentiate(i, false);
            double size = 0;
            for (int i = start; i < end; i++)
                for (int q = 0; q < n; q++) {
                    double residual = known[i][q] - state[i][q];
                    for (int j = start; j < end; j++) residual += scale * a[i][j] * k[j][q];
                    right.set((i - start) * n + q, 0, residual);
                    size = Math.max(size, Math.abs(state[i][q]));
                }
            var change = factored(start, end, false).orElseThrow(this::failed);
            change.solve(right, right);
            double moved = 0;
            for (int i = start; i < end; i++)
                for (int q = 0; q < n; q++) {
                    double step = right.get((i - start) * n + q, 0);
                    state[i][q] += step;
                    moved = Math.max(moved, Math.abs(step));
                }
            if (!Double.isFinite(moved)) throw failed();
            boolean stalls = moved >= 0.5 * last && moved <= 1e-8 * Math.max(size, Double.MIN_NORMAL);
            if (moved <= Math.ulp(size) || stalls) return;
            last = moved;
        }
        throw failed();
    }

    private DivergedException failed() {
        return new DivergedException(
                "the stages of the step from t = %s to %s could not be solved again on the way of the derivatives"
                        .formatted(from, to));
    }

    /// \(F(Y_i)\) and its derivatives.
    private void differentiate(int i, boolean parametersToo) {
        k[i] = term.apply(node(i), state[i], increment, k[i]);
        for (int q = 0; q < n; q++) {
            Arrays.fill(byState[i][q], 0);
            Arrays.fill(byParameter[i][q], 0);
            unit[q] = 1;
            pull.add(node(i), state[i], increment, unit, byState[i][q], byParameter[i][q]);
            unit[q] = 0;
        }
        // without a loss of digits to stiffness: from the stage, where that says what the rate is
        if (parametersToo && !coupled && a[i][i] != 0)
            for (int q = 0; q < n; q++) k[i][q] = (state[i][q] - known[i][q]) / (scale * a[i][i]);
    }

    /// Factors of \(\delta_{ij} - h a_{ij} J_j\) of a block, or of its transpose; empty if it is singular.
    Optional<LinearSolverDense<DMatrixRMaj>> factored(int start, int end, boolean transposed) {
        int size = (end - start) * n;
        var matrix = new DMatrixRMaj(size, size);
        for (int i = start; i < end; i++)
            for (int j = start; j < end; j++)
                for (int q = 0; q < n; q++)
                    for (int r = 0; r < n; r++) {
                        int row = (i - start) * n + q, column = (j - start) * n + r;
                        double value = (row == column ? 1 : 0) - scale * a[i][j] * byState[j][q][r];
                        if (transposed) matrix.set(column, row, value);
                        else matrix.set(row, column, value);
                    }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(size);
        return solver.setA(matrix) ? Optional.of(solver) : Optional.empty();
    }
}
