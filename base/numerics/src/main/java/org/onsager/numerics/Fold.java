package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// Locates a fold (turning point, spinodal) of a branch \(F(x, \lambda) = 0\): the place where two solutions meet
/// and vanish, the root of the extended system \[ F(x, \lambda) = 0, \qquad \det \partial_x F(x, \lambda) = 0 .
/// \]
///
/// The determinant is replaced by the last component \(g\) of the bordered system
/// \(\begin{pmatrix} J & b \\ c^\top & 0 \end{pmatrix} \begin{pmatrix} v \\ g \end{pmatrix} =
/// \begin{pmatrix} 0 \\ 1 \end{pmatrix}\), which by Cramer's rule is \(\det J\) over the bordered determinant:
/// the same root, well scaled for any number of unknowns. \(b\) and \(c\) are the singular vectors of the
/// smallest singular value at the guess. \(J\) is taken by fourth-order differences. Cost: some ten Newton steps
/// of \(8 n (n + 1)\) evaluations.
///
/// Source: A. Griewank and G. W. Reddien, IMA J. Numer. Anal. 4 (1984) 295; W. Govaerts, *Numerical Methods for
/// Bifurcations of Dynamical Equilibria*, ch. 4.
///
/// @param newton  solves the extended system; its tolerance is for \(F\) and \(g\) alike
/// @param differenceStep  step of the fourth-order differences, relative; in \((0, 0.1]\)
public record Fold(Newton newton, double differenceStep) {

    public Fold {
        require(differenceStep > 0 && differenceStep <= 0.1, "differenceStep", differenceStep, "(0, 0.1]");
    }

    /// Tolerance \(10^{-11}\), differences over \(10^{-3}\).
    public static Fold standard() {
        return new Fold(new Newton(1e-11, 60, 1e-5), 1e-3);
    }

    /// Solves the extended system from a guess, such as the last point at which a branch was found.
    ///
    /// @param equations  smooth about the fold
    /// @param unknowns  guess of \(x\), left alone
    /// @param parameter  guess of \(\lambda\)
    /// @throws DivergedException if \(F\) is not finite at the guess
    public Solution locate(ParametricEquations equations, double[] unknowns, double parameter) {
        int n = unknowns.length;
        double[][] border = border(jacobian(equations, unknowns, parameter));
        UnaryOperator<double[]> extended = joint -> {
            double[] x = Arrays.copyOf(joint, n);
            double[] f = equations.at(x, joint[n]);
            Arguments.requireLength(f, n, "fold");
            double[] values = Arrays.copyOf(f, n + 1);
            values[n] = singularity(jacobian(equations, x, joint[n]), border[0], border[1]);
            return values;
        };
        double[] start = Arrays.copyOf(unknowns, n + 1);
        start[n] = parameter;
        var solution = newton.solve(extended, start);
        return new Solution(
                Arrays.copyOf(solution.point(), n),
                solution.point()[n],
                solution.residual(),
                solution.iterations(),
                solution.converged());
    }

    private double[][] jacobian(ParametricEquations equations, double[] x, double parameter) {
        return Jacobian.fourthOrder(point -> equations.at(point, parameter), x, differenceStep);
    }

    /// Left and right singular vectors of the smallest singular value.
    private static double[][] border(double[][] jacobian) {
        int n = jacobian.length;
        for (double[] row : jacobian)
            for (int j = 0; j < n; j++) if (!Double.isFinite(row[j])) throw new DivergedException("fold", 0, j, row[j]);
        var svd = DecompositionFactory_DDRM.svd(n, n, true, true, false);
        if (!svd.decompose(new DMatrixRMaj(jacobian)))
            throw new DivergedException("fold: the singular values of the Jacobian did not converge");
        double[] values = svd.getSingularValues();
        int smallest = 0;
        for (int i = 1; i < n; i++) if (values[i] < values[smallest]) smallest = i;
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        var border = new double[2][n];
        for (int i = 0; i < n; i++) {
            border[0][i] = u.get(i, smallest);
            border[1][i] = v.get(i, smallest);
        }
        return border;
    }

    private static double singularity(double[][] jacobian, double[] left, double[] right) {
        int n = jacobian.length;
        var bordered = new double[n + 1][];
        for (int i = 0; i < n; i++) {
            bordered[i] = Arrays.copyOf(jacobian[i], n + 1);
            bordered[i][n] = left[i];
            for (int j = 0; j < n; j++) if (!Double.isFinite(jacobian[i][j])) return Double.NaN;
        }
        bordered[n] = Arrays.copyOf(right, n + 1);
        var unit = new double[n + 1];
        unit[n] = 1;
        return Jacobian.solve(bordered, unit)[n];
    }

    /// A fold and how it was got.
    ///
    /// @param unknowns  \(x\) at the fold
    /// @param parameter  \(\lambda\) at the fold
    /// @param residual  the largest of \(|F_i|\) and \(|g|\)
    /// @param iterations  Newton steps
    /// @param converged  whether `residual` met the tolerance
    public record Solution(double[] unknowns, double parameter, double residual, int iterations, boolean converged) {}
}
