package org.onsager.papers.multiexpectationis;

import java.util.Arrays;
import java.util.List;
import org.onsager.inference.importance.Law;
import org.onsager.inference.importance.MixtureWeights;

/// The limit of infinite samples of the Gaussian moments by the trapezoid rule on \([-40, 40]\): \(N\sum_j
/// w_j\mathrm{Var}(\hat I_j)\) for given components at the best \(\alpha\) and \(\beta\).
final class Limit {
    private static final int COUNT = GaussianMoments.COUNT;

    private final double step = 2 * LimitClaims.end() / (LimitClaims.nodes() - 1);
    private final double[][] x = {grid()};
    private final double[] truth = GaussianMoments.truth();
    private final double[] weights = GaussianMoments.weights();
    /// \(f\phi_j\) at the nodes, as it is and over the root of the largest component.
    private final double[][] plain = new double[COUNT][];

    private final double[][] integrands = new double[COUNT][];
    /// \(g_j\) over the largest component, and the root of that.
    private final double[][] components;

    private final double[] roots = new double[LimitClaims.nodes()];

    /// @param value  \(N \sum w \mathrm{Var}\)
    record Optimum(double value, double[] alpha, double[] beta) {}

    /// Every node's terms are divided by the largest component there, so that none of them underflows.
    Limit(List<? extends Law> laws) {
        int nodes = x[0].length;
        double[][] logs = laws.stream().map(law -> law.logDensities(x)).toArray(double[][]::new);
        var largest = new double[nodes];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (double[] row : logs) for (int i = 0; i < nodes; i++) largest[i] = Math.max(largest[i], row[i]);
        components = new double[COUNT][nodes];
        for (int j = 0; j < COUNT; j++) {
            integrands[j] = new double[nodes];
            plain[j] = new double[nodes];
            for (int i = 0; i < nodes; i++) {
                double node = x[0][i];
                double log = -node * node / 2 - Math.log(2 * Math.PI) / 2 + 2 * (j + 1) * Math.log(Math.abs(node));
                plain[j][i] = Math.exp(log);
                integrands[j][i] = Math.exp(log - largest[i] / 2);
                components[j][i] = Math.exp(logs[j][i] - largest[i]);
            }
        }
        for (int i = 0; i < nodes; i++) roots[i] = Math.exp(largest[i] / 2);
    }

    private static double[] grid() {
        int nodes = LimitClaims.nodes();
        var grid = new double[nodes];
        for (int i = 0; i < nodes; i++) grid[i] = LimitClaims.end() * (2.0 * i / (nodes - 1) - 1);
        return grid;
    }

    /// \(\sum_j w_j(f\phi_j - \beta_j g_j)^2\) at the nodes over the largest component, times the step.
    private double[] remainders(double[] beta) {
        var c = new double[x[0].length];
        for (int j = 0; j < COUNT; j++)
            for (int i = 0; i < c.length; i++) {
                double rest = integrands[j][i] - beta[j] * components[j][i] * roots[i];
                c[i] += step * weights[j] * rest * rest;
            }
        return c;
    }

    /// Alternates the convex problem of \(\alpha\) and the regression \(\beta\): each lowers the same criterion.
    Optimum optimum(boolean controls) {
        var alpha = new double[COUNT];
        Arrays.fill(alpha, 1.0 / COUNT);
        double[] beta = controls ? truth.clone() : new double[COUNT];
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 500; round++) {
            double[] c = remainders(beta);
            var solution = MixtureWeights.standard().minimise(c, components, alpha);
            alpha = solution.weights();
            if (controls) beta = regression(alpha);
            double value = MixtureWeights.value(remainders(beta), components, alpha);
            for (int j = 0; j < COUNT; j++) value -= weights[j] * (truth[j] - beta[j]) * (truth[j] - beta[j]);
            if (Math.abs(before - value) < 1e-10 * value || !controls) return new Optimum(value, alpha, beta);
            before = value;
        }
        return new Optimum(before, alpha, beta);
    }

    private double[] regression(double[] alpha) {
        var beta = new double[COUNT];
        var density = new double[x[0].length];
        for (int l = 0; l < COUNT; l++)
            for (int i = 0; i < density.length; i++) density[i] += alpha[l] * components[l][i];
        for (int j = 0; j < COUNT; j++) {
            double cross = 0, square = 0;
            for (int i = 0; i < density.length; i++) {
                if (components[j][i] == 0) continue;
                cross += step * components[j][i] * plain[j][i] / density[i];
                square += step * components[j][i] * components[j][i] * roots[i] * roots[i] / density[i];
            }
            beta[j] = square - 1 > 1e-12 ? (cross - truth[j]) / (square - 1) : truth[j];
        }
        return beta;
    }

    /// \((\int\sqrt{\sum_j w_j f^2\phi_j^2})^2 - \sum_j w_j I_j^2\).
    double bestDensity() {
        double root = 0, sum = 0;
        for (int i = 0; i < x[0].length; i++) {
            double square = 0;
            for (int j = 0; j < COUNT; j++) square += weights[j] * plain[j][i] * plain[j][i];
            root += step * Math.sqrt(square);
        }
        for (int j = 0; j < COUNT; j++) sum += weights[j] * truth[j] * truth[j];
        return root * root - sum;
    }

    /// Centre and variance of the pair \(\frac12 N(-m, s) + \frac12 N(m, s)\) closest to \(f\phi_j/I_j\): the
    /// fixed point \(m = \mathbb E[X\tanh(mX/s)]\), \(s = 2j + 1 - m^2\).
    static double[] symmetricPair(int j) {
        double[] nodes = grid();
        double step = nodes[1] - nodes[0], truth = GaussianMoments.doubleFactorial(2 * j - 1);
        double centre = Math.sqrt(2 * j), variance = 1;
        for (int round = 0; round < 2000; round++) {
            double mean = 0;
            for (double node : nodes)
                mean += step
                        * Math.exp(-node * node / 2)
                        / Math.sqrt(2 * Math.PI)
                        * Math.pow(node, 2 * j)
                        / truth
                        * node
                        * Math.tanh(centre * node / variance);
            double moved = Math.abs(mean - centre);
            centre = mean;
            variance = 2 * j + 1 - mean * mean;
            if (moved < 1e-12) break;
        }
        return new double[] {centre, variance};
    }
}
