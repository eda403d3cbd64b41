package org.onsager.numerics;

import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/// Finite-difference Jacobians of small systems and the linear solves with them (EJML's).
public final class Jacobian {
    /// Below this quality (EJML: the product of the scaled pivots) LU is taken to have met a singular matrix.
    private static final double SINGULAR = 1e-15;

    private Jacobian() {}

    /// Central differences of second order, error \(O(h^2)\) plus rounding \(O(u/h)\); \(2n\) evaluations.
    ///
    /// @param map  \(\mathbb R^n \to \mathbb R^m\), leaves its argument alone
    /// @param x  the point, length \(n\)
    /// @param step  \(h\), used as \(h \max(1, |x_j|)\)
    /// @return \(m\) rows, \(n\) columns
    public static double[][] central(UnaryOperator<double[]> map, double[] x, double step) {
        return differences(map, x, step, new double[] {0.5}, new int[] {1});
    }

    /// Central differences of fourth order, error \(O(h^4)\) plus rounding \(O(u/h)\); \(4n\) evaluations. With
    /// \(h = 10^{-3}\) good to some twelve digits where the map is smooth.
    ///
    /// @param map  \(\mathbb R^n \to \mathbb R^m\), leaves its argument alone
    /// @param x  the point, length \(n\)
    /// @param step  \(h\), used as \(h \max(1, |x_j|)\)
    /// @return \(m\) rows, \(n\) columns
    public static double[][] fourthOrder(UnaryOperator<double[]> map, double[] x, double step) {
        return differences(map, x, step, new double[] {2.0 / 3, -1.0 / 12}, new int[] {1, 2});
    }

    private static double[][] differences(
            UnaryOperator<double[]> map, double[] x, double step, double[] weights, int[] offsets) {
        double[][] jacobian = {};
        double[] moved = x.clone();
        for (int j = 0; j < x.length; j++) {
            // a power of two, so that x + h - x is h
            double h = Math.scalb(1.0, Math.getExponent(step * Math.max(1, Math.abs(x[j]))));
            for (int k = 0; k < weights.length; k++) {
                moved[j] = x[j] + offsets[k] * h;
                double[] above = map.apply(moved);
                moved[j] = x[j] - offsets[k] * h;
                double[] below = map.apply(moved);
                if (jacobian.length == 0) jacobian = new double[above.length][x.length];
                for (int i = 0; i < above.length; i++) jacobian[i][j] += weights[k] * (above[i] - below[i]) / h;
            }
            moved[j] = x[j];
        }
        return jacobian;
    }

    /// Solves \(J s = f\) by LU, or in the least-squares sense by the pseudo-inverse where \(J\) is singular.
    static double[] solve(double[][] jacobian, double[] f) {
        var matrix = new DMatrixRMaj(jacobian);
        var right = DMatrixRMaj.wrap(f.length, 1, f.clone());
        var solution = new DMatrixRMaj(f.length, 1);
        var lu = LinearSolverFactory_DDRM.lu(f.length);
        if (lu.setA(matrix.copy()) && lu.quality() > SINGULAR) {
            lu.solve(right, solution);
        } else {
            var pseudo = LinearSolverFactory_DDRM.pseudoInverse(true);
            if (!pseudo.setA(matrix)) throw new DivergedException("the singular values of a Jacobian did not converge");
            pseudo.solve(right, solution);
        }
        return solution.data;
    }
}
