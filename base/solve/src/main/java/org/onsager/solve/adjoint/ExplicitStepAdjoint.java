package org.onsager.solve.adjoint;

import java.util.Arrays;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.ErkTableau;

/// The transposed derivative of a step of an explicit Runge-Kutta method. With \(k_i = F(Y_i)\), \(Y_i = y +
/// h\sum_{j<i} a_{ij} k_j\) and \(y_1 = y + h\sum_i b_i k_i\), for \(i = s, \dots, 1\)
///
/// \[ w_i = F'(Y_i)^\top h\,\Bigl(b_i \lambda_1 + \sum_{j>i} a_{ji} w_j\Bigr), \qquad \lambda = \lambda_1 +
/// \sum_i w_i. \]
///
/// A step costs its evaluations again and one product a stage; a stage that nothing depends on, such as the last
/// of a method that begins the next step with it, costs neither. For a driven equation \(h\) is 1, as the
/// increment is within \(F\).
///
/// Source: W. W. Hager, *Runge-Kutta methods in optimal control and the transformed adjoint system*, Numer. Math.
/// 87, 247 (2000).
final class ExplicitStepAdjoint extends StepAdjoint {
    private final ErkTableau tableau;
    private final int stages;
    private final double[][] state;
    private final double[][] k;
    private final double[][] w;
    private final double[] v;

    ExplicitStepAdjoint(ErkTableau tableau, Term<double[]> term, Pull pull, int n) {
        super(term, pull);
        this.tableau = tableau;
        int used = tableau.stages();
        while (used > 1 && tableau.b(used - 1) == 0) used--;
        stages = used;
        state = new double[stages][n];
        k = new double[stages][n];
        w = new double[stages][n];
        v = new double[n];
    }

    @Override
    int companions() {
        return 0;
    }

    @Override
    void back(double from, double to, double[][] before, double[][] lambda, double[] byParameter) {
        double s = over(from, to);
        for (int i = 0; i < stages; i++) {
            System.arraycopy(before[0], 0, state[i], 0, v.length);
            for (int j = 0; j < i; j++) if (tableau.a(i, j) != 0) add(s * tableau.a(i, j), k[j], state[i]);
            if (i < stages - 1) k[i] = term.apply(node(i, from, to), state[i], increment, k[i]);
        }
        for (int i = stages - 1; i >= 0; i--) {
            Arrays.fill(v, 0);
            if (tableau.b(i) != 0) add(s * tableau.b(i), lambda[0], v);
            for (int j = i + 1; j < stages; j++) if (tableau.a(j, i) != 0) add(s * tableau.a(j, i), w[j], v);
            Arrays.fill(w[i], 0);
            pull.add(node(i, from, to), state[i], increment, v, w[i], byParameter);
        }
        for (double[] each : w) add(1, each, lambda[0]);
    }

    private double node(int i, double from, double to) {
        return tableau.c(i) == 1 ? to : from + tableau.c(i) * (to - from);
    }
}
