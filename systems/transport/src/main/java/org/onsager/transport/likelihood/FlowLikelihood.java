package org.onsager.transport.likelihood;

import static org.onsager.numerics.Arguments.require;

import java.util.function.Function;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Ode;
import org.onsager.solve.Solve;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.sample.FlowSampler;

/// The log-density that a probability flow gives a point: \(\log\hat\rho(1, x) = \log\rho_0(X_0) - \int_0^1
/// \nabla\cdot b(t, X_t)\,dt\) along the path that ends in \(x\).
///
/// Divergences are exact, or Hutchinson's estimate with Rademacher probes that stay fixed along each path; each
/// probe then gives an unbiased value of its own, whose spread is the standard error.
///
/// @param flow  method and times; the path is followed from its `to` back to its `from`
/// @param probes  0 for the exact divergence, else the number of probes
public record FlowLikelihood(FlowSampler flow, int probes) {

    /// Up to this dimension the exact divergence is the better choice.
    public static final int EXACT_UP_TO = 16;

    public FlowLikelihood {
        require(probes >= 0, "probes", probes, "[0, inf)");
    }

    /// Exact up to 16 dimensions, else 8 probes.
    public static FlowLikelihood standard(int dimension) {
        return new FlowLikelihood(FlowSampler.standard(), dimension <= EXACT_UP_TO ? 0 : 8);
    }

    /// Evaluates.
    ///
    /// @param startLogDensity  \(\log\rho_0\) of points given row by row
    /// @param stream  of the probes
    /// @throws org.onsager.numerics.DivergedException if the flow fails
    public Densities evaluate(
            VectorField velocity,
            Function<double[], double[]> startLogDensity,
            PointCloud points,
            RandomStream stream) {
        int rounds = Math.max(1, probes);
        int n = points.size();
        var mean = new double[n];
        var square = new double[n];
        for (int j = 0; j < rounds; j++) {
            double[] v = probes == 0 ? new double[0] : rademacher(stream.at(j), points.values().length);
            double[] one = single(velocity, startLogDensity, points, v);
            for (int i = 0; i < n; i++) {
                mean[i] += one[i] / rounds;
                square[i] += one[i] * one[i] / rounds;
            }
        }
        var error = new double[n];
        for (int i = 0; i < n; i++)
            error[i] = probes == 0
                    ? 0
                    : probes == 1 ? Double.NaN : Math.sqrt(Math.max(0, square[i] - mean[i] * mean[i]) / (rounds - 1));
        return new Densities(mean, error);
    }

    private static double[] rademacher(RandomStream stream, int size) {
        var signs = new byte[size];
        stream.fillRademacher(signs);
        var v = new double[size];
        for (int i = 0; i < size; i++) v[i] = signs[i];
        return v;
    }

    private double[] single(
            VectorField velocity, Function<double[], double[]> startLogDensity, PointCloud points, double[] v) {
        int n = points.size(), size = n * points.dimension();
        var state = java.util.Arrays.copyOf(points.values(), size + n);
        var divergence = new double[n];
        var out = new double[size];
        var solution = Solve.of(Ode.of((t, y, rate) -> {
                    if (v.length == 0) velocity.divergence(t, y, n, out, divergence);
                    else velocity.divergence(t, y, n, v, out, divergence);
                    System.arraycopy(out, 0, rate, 0, size);
                    System.arraycopy(divergence, 0, rate, size, n);
                }))
                .span(flow.to(), flow.from())
                .y0(state)
                .solver(flow.solver())
                .controller(flow.controller())
                .run();
        double[] end = solution.y1();
        double[] logs = startLogDensity.apply(java.util.Arrays.copyOf(end, size));
        // the integral runs backwards, so that its value is minus the one of the formula
        for (int i = 0; i < n; i++) logs[i] += end[size + i];
        return logs;
    }

    /// Log-densities with their standard errors.
    ///
    /// @param values  one a point
    /// @param standardErrors  0 where the value is exact up to the solver's tolerance, NaN for a single probe
    public record Densities(double[] values, double[] standardErrors) {}
}
