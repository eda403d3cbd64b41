package org.onsager.papers.multiexpectationis;

import java.util.ArrayList;
import java.util.List;
import org.onsager.inference.importance.InputLaw;
import org.onsager.inference.importance.Marginal;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.quadrature.QuadratureRule;

/// The tip displacement of a cantilever beam, \(D = \frac{4L^3}{Ewt}\sqrt{(F_X/w^2)^2 + (F_Y/t^2)^2}\), in
/// metres: inputs \(F_X, F_Y\) in newton, \(E\) in GPa, \(w, t, L\) in metres.
final class Beam {
    static final List<String> NAMES = List.of("F_X", "F_Y", "E", "w", "t", "L");
    private static final double[] VARIATION = {0.08, 0.08, 0.06, 0.10, 0.10, 0.10};
    private static final double[] MEAN = {556.8, 453.6, 200, 0.062, 0.0987, 4.29};
    private static final double GIGA = 1e9;

    private Beam() {}

    static double displacement(double[] x) {
        return 4 * x[5] * x[5] * x[5] / (x[2] * GIGA) * section(x[0], x[1], x[3], x[4]);
    }

    private static double section(double forceX, double forceY, double width, double thickness) {
        double a = forceX / (width * width), b = forceY / (thickness * thickness);
        return Math.sqrt(a * a + b * b) / (width * thickness);
    }

    /// The independent inputs of the second test case.
    static InputLaw law() {
        return InputLaw.independent(marginals(MEAN));
    }

    private static List<Marginal> marginals(double[] means) {
        var marginals = new ArrayList<Marginal>();
        for (int k = 0; k < 6; k++)
            marginals.add(k < 3 ? Marginal.logNormal(means[k], VARIATION[k]) : Marginal.normal(means[k], VARIATION[k]));
        return marginals;
    }

    /// One of the candidate laws of the third test case: six means, then the correlations of \((w, t)\), \((w,
    /// L)\), \((t, L)\).
    static InputLaw law(double[] parameters) {
        var correlations = new double[6][6];
        for (int k = 0; k < 6; k++) correlations[k][k] = 1;
        int[][] pairs = {{3, 4}, {3, 5}, {4, 5}};
        for (int p = 0; p < 3; p++) {
            correlations[pairs[p][0]][pairs[p][1]] = parameters[6 + p];
            correlations[pairs[p][1]][pairs[p][0]] = parameters[6 + p];
        }
        return InputLaw.of(marginals(java.util.Arrays.copyOf(parameters, 6)), correlations);
    }

    static final List<String> PARAMETERS = List.of(
            "mean of F_X (N)",
            "mean of F_Y (N)",
            "mean of E (GPa)",
            "mean of w (m)",
            "mean of t (m)",
            "mean of L (m)",
            "correlation (w, t)",
            "correlation (w, L)",
            "correlation (t, L)");
    private static final double[] LOW = {525, 425, 175, 0.06, 0.09, 4, -0.6, 0, 0};
    private static final double[] HIGH = {575, 475, 225, 0.07, 0.10, 5, 0, 0.5, 0.5};

    /// A Latin hypercube of `count` laws. A corner of the box of correlations is not positive definite; designs
    /// that touch it are drawn again.
    static double[][] designs(int count, RandomStream stream) {
        for (int attempt = 0; ; attempt++) {
            var design = new double[count][9];
            for (int p = 0; p < 9; p++) {
                var source = stream.at(attempt).split("parameter").at(p).generator();
                int[] places = source.permutation(count);
                for (int j = 0; j < count; j++)
                    design[j][p] = LOW[p] + (HIGH[p] - LOW[p]) * (places[j] + source.nextDouble()) / count;
            }
            boolean valid = true;
            for (double[] law : design) {
                double a = law[6], b = law[7], c = law[8];
                valid &= 1 + 2 * a * b * c - a * a - b * b - c * c > 1e-3;
            }
            if (valid) return design;
        }
    }

    /// \(\mathbb E[D]\) under a candidate law by Gauss-Hermite rules in five dimensions, \(\mathbb E[1/E]\) in
    /// closed form.
    ///
    /// @param nodes  for each of \(w, t, L\); the forces take half as many
    static double mean(double[] parameters, int nodes) {
        var law = law(parameters);
        var rule = QuadratureRule.hermite(nodes);
        var forces = QuadratureRule.hermite(Math.max(4, nodes / 2));
        double total = 0;
        var z = new double[6];
        var x = new double[6];
        for (int a = 0; a < forces.size(); a++)
            for (int b = 0; b < forces.size(); b++) {
                z[0] = forces.node(a);
                z[1] = forces.node(b);
                double sum = 0;
                for (int i = 0; i < nodes; i++)
                    for (int j = 0; j < nodes; j++)
                        for (int k = 0; k < nodes; k++) {
                            z[3] = rule.node(i);
                            z[4] = rule.node(j);
                            z[5] = rule.node(k);
                            law.fromNormal(z, x);
                            double weight = rule.weight(i) * rule.weight(j) * rule.weight(k);
                            sum += weight * 4 * x[5] * x[5] * x[5] * section(x[0], x[1], x[3], x[4]);
                        }
                total += forces.weight(a) * forces.weight(b) * sum;
            }
        return total * inverseMoment(law.marginals().get(2), 1);
    }

    /// \(\mathbb E[E^{-p}]\), \(E\) in pascal.
    private static double inverseMoment(Marginal modulus, int power) {
        var law = (Marginal.LogNormal) modulus;
        return Math.exp(-power * law.mu() + power * power * law.sigma() * law.sigma() / 2) / Math.pow(GIGA, power);
    }

    /// Exact mean, variance and first-order indices of the second test case.
    ///
    /// @param indices  in the order of [#NAMES]
    record Truth(double mean, double variance, double[] indices) {}

    /// By Gauss-Hermite rules of 20 nodes an input; \(E\) and \(L\) factor out.
    static Truth truth() {
        var rule = QuadratureRule.hermite(20);
        var law = law();
        int n = rule.size();
        var nodes = new double[6][n];
        for (int k = 0; k < 6; k++)
            for (int i = 0; i < n; i++) nodes[k][i] = law.marginals().get(k).fromNormal(rule.node(i));
        int[] inputs = {0, 1, 3, 4};
        var conditional = new double[4][n];
        double mean = 0, square = 0;
        var at = new int[4];
        for (at[0] = 0; at[0] < n; at[0]++)
            for (at[1] = 0; at[1] < n; at[1]++)
                for (at[2] = 0; at[2] < n; at[2]++)
                    for (at[3] = 0; at[3] < n; at[3]++) {
                        double weight = 1;
                        for (int place : at) weight *= rule.weight(place);
                        double value = section(nodes[0][at[0]], nodes[1][at[1]], nodes[3][at[2]], nodes[4][at[3]]);
                        mean += weight * value;
                        square += weight * value * value;
                        for (int k = 0; k < 4; k++) conditional[k][at[k]] += weight / rule.weight(at[k]) * value;
                    }
        double cube = 0, sixth = 0;
        for (int i = 0; i < n; i++) {
            cube += rule.weight(i) * Math.pow(nodes[5][i], 3);
            sixth += rule.weight(i) * Math.pow(nodes[5][i], 6);
        }
        var modulus = law.marginals().get(2);
        double inverse = inverseMoment(modulus, 1), inverseSquare = inverseMoment(modulus, 2);
        double expected = 4 * cube * inverse * mean;
        double variance = 16 * sixth * inverseSquare * square - expected * expected;
        var indices = new double[6];
        for (int k = 0; k < 4; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) sum += rule.weight(i) * conditional[k][i] * conditional[k][i];
            indices[inputs[k]] = 16 * cube * cube * inverse * inverse * (sum - mean * mean) / variance;
        }
        indices[2] = 16 * cube * cube * mean * mean * (inverseSquare - inverse * inverse) / variance;
        indices[5] = 16 * inverse * inverse * mean * mean * (sixth - cube * cube) / variance;
        return new Truth(expected, variance, indices);
    }
}
