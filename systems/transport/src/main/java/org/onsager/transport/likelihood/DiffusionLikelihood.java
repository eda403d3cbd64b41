package org.onsager.transport.likelihood;

import static org.onsager.numerics.Arguments.require;

import java.util.function.Function;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.special.LogSpace;
import org.onsager.transport.LinearFields;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.likelihood.FlowLikelihood.Densities;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.TimeGrid;

/// The log-density that a forward diffusion gives a point, by Monte Carlo over paths that run backwards from it.
///
/// Steps are Euler-Maruyama's, taken here and not by a solver, because the drift of a step also enters the path's
/// weight: it is evaluated once for both.
///
/// @param formula  which estimator
/// @param epsilon  the noise level, positive inside
/// @param steps  at least 2
/// @param paths  a point, at least 2
/// @param low  smaller end of the times
/// @param high  larger end of the times
/// @param grid  how the steps are spread
public record DiffusionLikelihood(
        Formula formula, Epsilon epsilon, int steps, int paths, double low, double high, TimeGrid grid) {

    /// The estimators. \(b_F = b + \epsilon s\) is the drift of the model, \(b_B = b - \epsilon s\) that of its
    /// reverse.
    public enum Formula {
        /// \(\hat\rho(1, x) = E\left[e^{-\int\nabla\cdot b_F\,dt} \rho_0(Y_0)\right]\), \(dY = -b_F\,d\tau +
        /// \sqrt{2\epsilon}\,dW\). Exact for the model whatever its score is, of large variance.
        FEYNMAN_KAC,
        /// \(\log\rho(1, x) = E_B\left[\log\rho_0(Y_0) - \int(\nabla\cdot b_F + \epsilon|s|^2)\,dt\right]\), \(dY
        /// = -b_B\,d\tau + \sqrt{2\epsilon}\,dW\): Itô's formula backwards on \(\log\rho\). Exact if
        /// \(s\) is the score of \(b\)'s law.
        BACKWARD,
        /// As `BACKWARD`, less the martingale \(\int\sqrt{2\epsilon}\,s\cdot dW\), whose mean is 0: for exact
        /// fields no variance is left but that of the time steps.
        CONTROLLED,
        /// Importance sampling of the discrete chain's paths: \(\hat\rho(1, x) = E_B\left[\rho_0(Y_0) \prod_k
        /// p(Y_{k+1} | Y_k)/q(Y_k | Y_{k+1})\right]\) with the Gaussian transitions of both Euler-Maruyama
        /// chains. Exact for the chain that is sampled, needs no divergence; with one path it is the evidence
        /// lower bound.
        PATHWISE
    }

    public DiffusionLikelihood {
        require(steps >= 2, "steps", steps, "[2, inf)");
        require(paths >= 2, "paths", paths, "[2, inf)");
        require(low >= 0 && low < 1, "low", low, "[0, 1)");
        require(high > low && high <= 1, "high", high, "(low, 1]");
        grid.check(low, high);
        for (int k = 0; k <= steps; k++) epsilon.checked(grid.at((double) k / steps, low, high));
    }

    /// Over [0, 1].
    public static DiffusionLikelihood of(Formula formula, Epsilon epsilon, int steps, int paths) {
        return new DiffusionLikelihood(formula, epsilon, steps, paths, 0, 1, TimeGrid.UNIFORM);
    }

    /// Over other times.
    public DiffusionLikelihood between(double low, double high) {
        return new DiffusionLikelihood(formula, epsilon, steps, paths, low, high, grid);
    }

    /// With steps spread otherwise.
    public DiffusionLikelihood withGrid(TimeGrid grid) {
        return new DiffusionLikelihood(formula, epsilon, steps, paths, low, high, grid);
    }

    /// Evaluates.
    ///
    /// @param startLogDensity  \(\log\rho_0\) of points given row by row
    /// @return values and standard errors over the paths; those of `FEYNMAN_KAC` and `PATHWISE`, logarithms of
    ///     means, by the delta method
    /// @throws IllegalArgumentException if a score is needed where \(\gamma = 0\) and only a denoiser is known
    public Densities evaluate(
            Fields fields, Function<double[], double[]> startLogDensity, PointCloud points, RandomStream stream) {
        refuseSingularScore(fields);
        int n = points.size(), d = points.dimension(), rows = n * paths;
        var y = new double[rows * d];
        for (int j = 0; j < paths; j++) System.arraycopy(points.values(), 0, y, j * n * d, n * d);
        var log = new double[rows];
        if (formula == Formula.PATHWISE) pathwise(fields, y, rows, log, stream);
        else integral(fields, y, rows, log, stream);
        double[] start = startLogDensity.apply(y);
        for (int r = 0; r < rows; r++) {
            log[r] += start[r];
            if (!Double.isFinite(log[r]) && formula != Formula.FEYNMAN_KAC)
                throw new DivergedException("diffusion likelihood", steps, r % n, log[r]);
        }
        return formula == Formula.BACKWARD || formula == Formula.CONTROLLED ? averages(log, n) : logAverages(log, n);
    }

    private void refuseSingularScore(Fields fields) {
        if (fields.known().containsKey(org.onsager.transport.interpolant.Quantity.SCORE)) return;
        for (double t : new double[] {low, high})
            if (fields.interpolant().noise().at(t) == 0)
                throw new IllegalArgumentException(
                        "the score divides by gamma, which is 0 at t = %s; take times between 1e-3 and 1 - 1e-3"
                                .formatted(t));
    }

    /// Minus the integrals of the continuous formulas, by the trapezoidal rule.
    private void integral(Fields fields, double[] y, int rows, double[] log, RandomStream stream) {
        int d = fields.dimension(), size = y.length;
        var forward = LinearFields.sum(fields.velocity(), epsilon::at, fields.score());
        boolean backward = formula != Formula.FEYNMAN_KAC;
        var drift = new double[size];
        var score = new double[size];
        var noise = new double[size];
        var divergence = new double[rows];
        for (int k = steps; k >= 0; k--) {
            double t = time(k);
            double weight = 0.5 * (time(Math.min(k + 1, steps)) - time(Math.max(k - 1, 0)));
            forward.divergence(t, y, rows, drift, divergence);
            if (backward) fields.score().at(t, y, rows, score);
            double eps = epsilon.at(t);
            for (int r = 0; r < rows; r++) {
                double square = 0;
                if (backward) for (int c = r * d; c < (r + 1) * d; c++) square += score[c] * score[c];
                log[r] -= weight * (divergence[r] + eps * square);
            }
            if (k == 0) return;
            double next = time(k - 1), h = t - next;
            double deviation = Math.sqrt(2 * epsilon.integral(next, t));
            stream.at(k).fillNormal(noise);
            for (int c = 0; c < size; c++) {
                double b = backward ? drift[c] - 2 * eps * score[c] : drift[c];
                if (formula == Formula.CONTROLLED) log[c / d] -= deviation * score[c] * noise[c];
                y[c] += -h * b + deviation * noise[c];
            }
        }
    }

    /// Log-weights of the chain's paths.
    private void pathwise(Fields fields, double[] y, int rows, double[] log, RandomStream stream) {
        int d = fields.dimension(), size = y.length;
        var velocity = new double[size];
        var score = new double[size];
        var noise = new double[size];
        var before = new double[size];
        for (int k = steps; k >= 1; k--) {
            double t = time(k), next = time(k - 1), h = t - next;
            double eps = epsilon.at(t), variance = 2 * epsilon.integral(next, t);
            if (!(variance > 0))
                throw new IllegalArgumentException("epsilon must be in (0, inf) for path weights, not 0 at t = " + t);
            // fields at the upper end of the step serve the proposal, at its lower end the model
            if (k == steps) evaluate(fields, t, y, rows, velocity, score);
            stream.at(k).fillNormal(noise);
            double deviation = Math.sqrt(variance);
            for (int c = 0; c < size; c++) {
                before[c] = y[c];
                y[c] += -h * (velocity[c] - eps * score[c]) + deviation * noise[c];
                log[c / d] += 0.5 * noise[c] * noise[c];
            }
            evaluate(fields, next, y, rows, velocity, score);
            double lower = epsilon.at(next);
            for (int c = 0; c < size; c++) {
                double miss = before[c] - y[c] - h * (velocity[c] + lower * score[c]);
                log[c / d] -= 0.5 * miss * miss / variance;
            }
        }
    }

    private static void evaluate(Fields fields, double t, double[] y, int rows, double[] velocity, double[] score) {
        fields.velocity().at(t, y, rows, velocity);
        fields.score().at(t, y, rows, score);
    }

    private double time(int k) {
        return grid.at((double) k / steps, low, high);
    }

    private Densities averages(double[] log, int n) {
        var values = new double[n];
        var errors = new double[n];
        for (int i = 0; i < n; i++) {
            var moments = new org.onsager.numerics.statistics.Moments();
            for (int j = 0; j < paths; j++) moments.add(log[j * n + i]);
            values[i] = moments.estimate().mean();
            errors[i] = moments.estimate().standardError();
        }
        return new Densities(values, errors);
    }

    private Densities logAverages(double[] log, int n) {
        var values = new double[n];
        var errors = new double[n];
        var own = new double[paths];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < paths; j++) own[j] = log[j * n + i];
            values[i] = LogSpace.logSumExp(own) - Math.log(paths);
            var moments = new org.onsager.numerics.statistics.Moments();
            for (int j = 0; j < paths; j++) moments.add(Math.exp(own[j] - values[i]));
            errors[i] = moments.estimate().standardError();
        }
        return new Densities(values, errors);
    }
}
