package org.onsager.solve.multistep;

import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;

/// The method of four stages that follows the recurrence of ROCK4: with the stages \(P\) before it, of which it
/// needs the elementary weights, it meets the eight conditions of order 4, has the stability function \(w\), and
/// an embedded solution of order 3 with the rate at the end as its fifth stage.
///
/// By composition of B-series the conditions give the method's own moments \(\sum b_i c_i^k\), \(\sum b_i
/// c_i a_{ij} c_j\), \(\sum b_i a_{ij} c_j^2\); of the two free numbers the nodes \(c_2 = 0.35 w_1\) and \(c_3 =
/// 0.5 w_1\) keep all coefficients below 1 for every number of stages. The embedded weights are the one
/// direction that the conditions of order 3 leave, scaled so that they differ from order 4 by \(h^4/480\) times
/// the fourth derivative on a linear equation.
final class RockFinish {
    /// Nodes from the end of the recurrence, in steps.
    final double[] c;
    final double a21;
    final double a31;
    final double a32;
    final double a41;
    final double a42;
    final double a43;
    final double[] b;
    /// Weights of the error estimate on the four stages and the rate at the end.
    final double[] e;

    RockFinish(StabilityPolynomial polynomial) {
        double[] p = elementaryWeights(polynomial), w = polynomial.w;
        double p1 = p[0], w1 = w[0], w2 = w[1], w3 = w[2], w4 = w[3];
        // moments of the four stages: b c^2, b c^3, b c (A c), b A c^2
        double square = 1.0 / 3 - (p[2] + p1 * p1 * w1 + 2 * p1 * w2);
        double cube = 0.25 - (p[4] + p1 * p1 * p1 * w1 + 3 * p1 * p1 * w2 + 3 * p1 * square);
        double mixed = 0.125 - (p[5] + p1 * p[1] * w1 + p1 * p1 * w2 + p1 * w3 + p[1] * w2 + p1 * square);
        double inner = 1.0 / 12 - (p[6] + p[2] * w1 + p1 * p1 * w2 + 2 * p1 * w3);
        double c2 = 0.35 * w1, c3 = 0.5 * w1;
        double gap = inner - c2 * w3;
        // b_4 a_43 a_32 c_2 = w_4 is linear in c_4
        double c4 = (gap * mixed - w4 * (cube - c2 * square)) / (gap * w3 - w4 * (square - c2 * w2));
        c = new double[] {0, c2, c3, c4};
        double[][] powers = {{c2, c3, c4}, {c2 * c2, c3 * c3, c4 * c4}, {c2 * c2 * c2, c3 * c3 * c3, c4 * c4 * c4}};
        double[] tail = solve(powers, w2, square, cube);
        b = new double[] {w1 - tail[0] - tail[1] - tail[2], tail[0], tail[1], tail[2]};
        double third = (c4 * w3 - mixed) / (c4 - c3), fourth = w3 - third;
        a21 = c2;
        a32 = third / (b[2] * c2);
        a43 = gap / (b[3] * c3 * (c3 - c2));
        a42 = (fourth / b[3] - a43 * c3) / c2;
        a31 = c3 - a32;
        a41 = c4 - a42 - a43;
        e = embedded(w1, w2, w3);
    }

    private double[] embedded(double w1, double w2, double w3) {
        double[] free = solve(
                new double[][] {
                    {c[1], c[2], c[3]},
                    {c[1] * c[1], c[2] * c[2], c[3] * c[3]},
                    {0, a32 * c[1], a42 * c[1] + a43 * c[2]}
                },
                -w1,
                -w1 * w1,
                -w2);
        double scale = 1 / (480 * (free[2] * a43 * a32 * c[1] + w3));
        return new double[] {
            -scale * (1 + free[0] + free[1] + free[2]), scale * free[0], scale * free[1], scale * free[2], scale
        };
    }

    private static double[] solve(double[][] matrix, double... right) {
        return new LUDecomposition(MatrixUtils.createRealMatrix(matrix))
                .getSolver()
                .solve(MatrixUtils.createRealVector(right))
                .toArray();
    }

    /// The elementary weights of the recurrence for the trees of order 1 to 4: its solution after one step of
    /// length 1 of \(u_1' = 1\), \(u_2' = u_1\), \(u_3' = u_1^2\), \(u_4' = u_2\), \(u_5' = u_1^3\), \(u_6' = u_1
    /// u_2\), \(u_7' = u_3\), \(u_8' = u_4\) from zero.
    private static double[] elementaryWeights(StabilityPolynomial polynomial) {
        var before = new double[8];
        var now = new double[8];
        for (int j = 1; j < polynomial.mu.length; j++) {
            double mu = polynomial.mu[j], kappa = polynomial.kappa[j];
            double[] u = now;
            double[] f = {1, u[0], u[0] * u[0], u[1], u[0] * u[0] * u[0], u[0] * u[1], u[2], u[3]};
            var next = new double[8];
            for (int i = 0; i < 8; i++) next[i] = mu * f[i] + (1 + kappa) * now[i] - kappa * before[i];
            before = now;
            now = next;
        }
        return now;
    }
}
