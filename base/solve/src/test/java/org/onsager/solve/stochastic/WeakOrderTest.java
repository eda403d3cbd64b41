package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.quadrature.QuadratureRule;
import org.onsager.numerics.statistics.LinearFit;
import org.onsager.solve.BatchSpace;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;

/// Weak orders without sampling: on linear equations a step is a random matrix, so that its action on second
/// moments is an integral over the normals of one step, done exactly by Gauss-Hermite nodes as the rows of one
/// stored path. The error of the second moments at time 1 is fitted over four step sizes; orders within 0.15.
class WeakOrderTest {
    private static final int D = 2;

    /// The second moments at time 1 from those at 0, by `steps` steps.
    private static double[][] moments(
            Solver solver, Function<Brownian, Sde> equation, int channels, int steps, double[] y0) {
        int nodes = channels == 1 ? 12 : 6, kinds = 2 * channels;
        var rule = QuadratureRule.hermite(nodes);
        int rows = (int) Math.pow(nodes, kinds);
        double h = 1.0 / steps;
        var weights = new double[rows];
        var values = new double[2][1][channels * rows];
        for (int r = 0; r < rows; r++) {
            weights[r] = 1;
            for (int c = 0, code = r; c < kinds; c++, code /= nodes) {
                int node = code % nodes;
                weights[r] *= rule.weight(node);
                double normal = rule.node(node);
                int kind = c / channels;
                values[kind][0][c % channels * rows + r] = normal * Math.sqrt(kind == 0 ? h : h / 12);
            }
        }
        var layout = Layout.of(channels).rows(0, rows);
        var columns = new double[D][];
        for (int j = 0; j < D; j++) {
            var path = new StoredPath(RandomStream.of(1), layout, new double[] {0, h}, values, h / 8);
            var start = new double[D * rows];
            java.util.Arrays.fill(start, j * rows, (j + 1) * rows, 1);
            columns[j] = Solve.of(equation.apply(path))
                    .span(0, h)
                    .y0(start)
                    .solver(solver)
                    .fixedStep(h)
                    .run()
                    .y1();
        }
        var p = new double[D][D];
        for (int a = 0; a < D; a++) for (int b = 0; b < D; b++) p[a][b] = y0[a] * y0[b];
        for (int n = 0; n < steps; n++) p = push(p, columns, weights);
        return p;
    }

    private static double[][] push(double[][] p, double[][] columns, double[] weights) {
        int rows = weights.length;
        var next = new double[D][D];
        for (int a = 0; a < D; a++)
            for (int b = 0; b < D; b++)
                for (int i = 0; i < D; i++)
                    for (int j = 0; j < D; j++) {
                        double mean = 0;
                        for (int r = 0; r < rows; r++)
                            mean += weights[r] * columns[i][a * rows + r] * columns[j][b * rows + r];
                        next[a][b] += mean * p[i][j];
                    }
        return next;
    }

    /// Exact second moments: dP/dt = AP + PA' + sum B P B', by the exponential's series.
    private static double[][] exact(double[][] a, double[][][] b, double[] y0) {
        var p = new double[D][D];
        for (int i = 0; i < D; i++) for (int j = 0; j < D; j++) p[i][j] = y0[i] * y0[j];
        var term = p;
        for (int n = 1; n < 60; n++) {
            term = scaled(rate(a, b, term), 1.0 / n);
            for (int i = 0; i < D; i++) for (int j = 0; j < D; j++) p[i][j] += term[i][j];
        }
        return p;
    }

    private static double[][] scaled(double[][] m, double s) {
        for (double[] row : m) for (int j = 0; j < row.length; j++) row[j] *= s;
        return m;
    }

    private static double[][] rate(double[][] a, double[][][] b, double[][] p) {
        var out = new double[D][D];
        for (int i = 0; i < D; i++)
            for (int j = 0; j < D; j++) {
                for (int k = 0; k < D; k++) out[i][j] += a[i][k] * p[k][j] + p[i][k] * a[j][k];
                for (double[][] m : b)
                    for (int k = 0; k < D; k++) for (int l = 0; l < D; l++) out[i][j] += m[i][k] * p[k][l] * m[j][l];
            }
        return out;
    }

    private static double order(
            Solver solver, Function<Brownian, Sde> equation, int channels, double[][] truth, double[] y0) {
        int[] steps = {4, 8, 16, 32};
        var h = new double[4];
        var errors = new double[4];
        for (int i = 0; i < 4; i++) {
            h[i] = 1.0 / steps[i];
            double[][] p = moments(solver, equation, channels, steps[i], y0);
            for (int a = 0; a < D; a++) for (int b = 0; b < D; b++) errors[i] += Math.abs(p[a][b] - truth[a][b]);
        }
        return LinearFit.powerLaw(h, errors).slope().mean();
    }

    private static Sde linear(Interpretation meaning, double[][] a, double[][][] b, boolean general, Brownian path) {
        int rows = path.layout().rows(), m = b.length;
        var noiseless = new Sde.Noiseless(meaning, (t, y, f) -> {
            for (int r = 0; r < rows; r++)
                for (int i = 0; i < D; i++) f[i * rows + r] = a[i][0] * y[r] + a[i][1] * y[rows + r];
        });
        org.onsager.solve.Ode.Field sigma = (t, y, s) -> {
            for (int r = 0; r < rows; r++)
                for (int i = 0; i < D; i++)
                    for (int k = 0; k < m; k++)
                        s[(i * m + k) * rows + r] = b[k][i][0] * y[r] + b[k][i][1] * y[rows + r];
        };
        return (general ? noiseless.general(m, sigma) : noiseless.scalar(sigma))
                .on(new BatchSpace(D, rows))
                .drivenBy(path);
    }

    private static final double[][] A = {{-0.7, 0.4}, {-0.3, -0.5}};
    private static final double[][][] SCALAR = {{{0.5, 0.2}, {-0.1, 0.4}}};
    private static final double[][][] PAIR = {{{0.5, 0.2}, {-0.1, 0.3}}, {{0.1, -0.4}, {0.5, 0.2}}};
    private static final double[] Y0 = {1, 0.5};

    private record Case(Solver solver, double order) {}

    @Test
    void methods_have_their_weak_orders_for_scalar_noise() {
        double[][] truth = exact(A, SCALAR, Y0);
        for (var each : new Case[] {
            new Case(new EulerMaruyama(), 1),
            new Case(new ItoMilstein(), 1),
            new Case(new PlatenWeak2(), 2),
            new Case(new SRIW1(), 2),
            new Case(new SRIW2(), 2),
            new Case(new RI1(), 2),
            new Case(new RI5(), 2),
            new Case(new RI6(), 2),
            new Case(new DRI1(), 2),
        })
            assertThat(order(each.solver, path -> linear(Interpretation.ITO, A, SCALAR, false, path), 1, truth, Y0))
                    .as(each.solver.name())
                    .isCloseTo(each.order, within(0.15));
    }

    @Test
    void methods_have_their_weak_orders_for_noise_that_does_not_commute() {
        double[][] truth = exact(A, PAIR, Y0);
        for (var each : new Case[] {
            new Case(new EulerMaruyama(), 1),
            new Case(new RI1(), 2),
            new Case(new RI5(), 2),
            new Case(new RI6(), 2),
            new Case(new DRI1(), 2),
        })
            assertThat(order(each.solver, path -> linear(Interpretation.ITO, A, PAIR, true, path), 2, truth, Y0))
                    .as(each.solver.name())
                    .isCloseTo(each.order, within(0.15));
    }
}
