package org.onsager.solve.adjoint;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Term;

/// The transposed derivative of a step of an implicit Runge-Kutta method: with \(J_i = F'(Y_i)\) and the stages
/// in blocks, for the last block first,
///
/// \[ w_i - h J_i^\top \sum_{j \in B} a_{ji} w_j = J_i^\top h\,\Bigl(b_i \lambda_1 + \sum_{j > B} a_{ji}
/// w_j\Bigr), \qquad \lambda = \lambda_1 + \sum_i w_i. \]
///
/// The stages are solved again to rounding, so that the gradient is that of the steps as they would be without an
/// iteration error.
///
/// Source: W. W. Hager, *Runge-Kutta methods in optimal control and the transformed adjoint system*, Numer. Math.
/// 87, 247 (2000).
final class ImplicitStepAdjoint extends StepAdjoint {
    private final StageSystem system;
    private final double[][] w;
    private final double[][] v;
    private final double[] spare;

    ImplicitStepAdjoint(StageSystem system, Term<double[]> term, Pull pull, int n) {
        super(term, pull);
        this.system = system;
        w = new double[system.stages][n];
        v = new double[system.stages][n];
        spare = new double[n];
    }

    @Override
    int companions() {
        return 0;
    }

    @Override
    void back(double from, double to, double[][] before, double[][] lambda, double[] byParameter) {
        system.solve(from, to, before[0]);
        int end = system.stages;
        while (end > 0) {
            int start = end - 1;
            while (start > 0 && system.end(start - 1) == end) start--;
            block(start, end, lambda[0], byParameter);
            end = start;
        }
        for (double[] each : w) add(1, each, lambda[0]);
    }

    private void block(int start, int end, double[] lambda, double[] byParameter) {
        int n = spare.length;
        double h = system.scale();
        var right = new DMatrixRMaj((end - start) * n, 1);
        for (int i = start; i < end; i++) {
            Arrays.fill(v[i], 0);
            add(h * system.b[i], lambda, v[i]);
            for (int j = end; j < system.stages; j++) add(h * system.a[j][i], w[j], v[i]);
            for (int q = 0; q < n; q++)
                for (int r = 0; r < n; r++) right.add((i - start) * n + r, 0, system.byState[i][q][r] * v[i][q]);
        }
        if (end > start + 1 || system.a[start][start] != 0)
            system.factored(start, end, true)
                    .orElseThrow(() -> new DivergedException("the matrix of an implicit step is singular"))
                    .solve(right, right);
        for (int i = start; i < end; i++) for (int q = 0; q < n; q++) w[i][q] = right.get((i - start) * n + q, 0);
        for (int i = start; i < end; i++) {
            for (int j = start; j < end; j++) add(h * system.a[j][i], w[j], v[i]);
            for (int q = 0; q < n; q++)
                for (int p = 0; p < byParameter.length; p++) byParameter[p] += v[i][q] * system.byParameter[i][q][p];
        }
    }
}
