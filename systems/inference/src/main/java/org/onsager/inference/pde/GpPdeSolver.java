package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.SpectralMixture;

/// Solves boundary value problems with a Gaussian process whose covariance is a mixture in the frequency domain
/// and is learnt with the solution: weights, frequencies and widths of its bumps maximise the log density of
/// [Collocation], and bumps that are not needed die out.
///
/// **Profile** (the default): at each iteration the field is the exact maximiser at the present covariance (by
/// Gauss-Newton for a nonlinear reaction), and Adam takes one step on covariance and precisions; by the envelope
/// theorem the gradient with the field held fixed is that of the profile. **Reference**: Adam on field,
/// covariance and precisions together, the published path, deterministic, tens of thousands of iterations.
/// **Quasi-Newton**: L-BFGS on the profile.
///
/// One axis of \(n\) points: about \(3n^3\) an iteration of the profile, \(O(n^2)\) of the reference path on an
/// equispaced grid. Two axes: matrix products of the axes' sizes.
///
/// Source: S. Fang, M. Cooley, D. Long, S. Li, R. Kirby and S. Zhe, *Solving high frequency and multi-scale PDEs
/// with Gaussian processes*, ICLR 2024; the profile is ours.
///
/// @param method  see above
/// @param kernel  covariance along each axis
/// @param range  \(F\), the highest starting frequency in cycles a unit; NaN to take it from the data's spectrum
/// @param boundaryWeight  \(\lambda_b\), not negative
/// @param iterations  most iterations, at least 1
/// @param rate  Adam's step, positive
/// @param jitter  added to each axis' covariance, positive
/// @param innerSteps  Gauss-Newton steps an iteration of a nonlinear problem, at least 1
/// @param stopping  when to end early
/// @param peaks  whether frequencies start on the peaks of the data's spectrum as well
public record GpPdeSolver(
        Method method,
        SpectralMixture kernel,
        double range,
        double boundaryWeight,
        int iterations,
        double rate,
        double jitter,
        int innerSteps,
        Stopping stopping,
        boolean peaks) {
    private static final double CAP = 25;
    private static final int CHECKS = 20;

    public GpPdeSolver {
        require(Double.isNaN(range) || range > 0, "range F", range, "(0, inf)");
        require(boundaryWeight >= 0, "boundaryWeight", boundaryWeight, "[0, inf)");
        require(iterations >= 1, "iterations", iterations, "[1, inf)");
        require(rate > 0, "rate", rate, "(0, inf)");
        require(jitter > 0 && jitter <= 1e-3, "jitter", jitter, "(0, 0.001]");
        require(innerSteps >= 1, "innerSteps", innerSteps, "[1, inf)");
    }

    /// Which path to the optimum.
    public enum Method {
        PROFILE,
        REFERENCE,
        QUASI_NEWTON
    }

    /// When a solve may end early.
    ///
    /// @param residual  largest \(|Lu - f|\) in units of \(\max|f|\) that is good enough; 0 for never
    /// @param patience  iterations without a gain of the objective after which it has converged; 0 for never
    public record Stopping(double residual, int patience) {
        /// Never: for reproducing runs of given length.
        public static Stopping never() {
            return new Stopping(0, 0);
        }
    }

    /// Student-t mixture of 30 components, profile path, \(\lambda_b = 200\), 400 iterations.
    public static GpPdeSolver standard() {
        return new GpPdeSolver(
                Method.PROFILE,
                new SpectralMixture(Envelope.MATERN_5_2, 30, true),
                Double.NaN,
                200,
                400,
                0.01,
                1e-6,
                2,
                new Stopping(1e-8, 50),
                false);
    }

    public GpPdeSolver method(Method other) {
        return new GpPdeSolver(
                other, kernel, range, boundaryWeight, iterations, rate, jitter, innerSteps, stopping, peaks);
    }

    public GpPdeSolver kernel(SpectralMixture other) {
        return new GpPdeSolver(
                method, other, range, boundaryWeight, iterations, rate, jitter, innerSteps, stopping, peaks);
    }

    public GpPdeSolver range(double other) {
        return new GpPdeSolver(
                method, kernel, other, boundaryWeight, iterations, rate, jitter, innerSteps, stopping, peaks);
    }

    public GpPdeSolver boundaryWeight(double other) {
        return new GpPdeSolver(method, kernel, range, other, iterations, rate, jitter, innerSteps, stopping, peaks);
    }

    public GpPdeSolver iterations(int other) {
        return new GpPdeSolver(method, kernel, range, boundaryWeight, other, rate, jitter, innerSteps, stopping, peaks);
    }

    public GpPdeSolver innerSteps(int other) {
        return new GpPdeSolver(method, kernel, range, boundaryWeight, iterations, rate, jitter, other, stopping, peaks);
    }

    public GpPdeSolver jitter(double other) {
        return new GpPdeSolver(
                method, kernel, range, boundaryWeight, iterations, rate, other, innerSteps, stopping, peaks);
    }

    public GpPdeSolver stopping(Stopping other) {
        return new GpPdeSolver(
                method, kernel, range, boundaryWeight, iterations, rate, jitter, innerSteps, other, peaks);
    }

    public GpPdeSolver peaks(boolean other) {
        return new GpPdeSolver(
                method, kernel, range, boundaryWeight, iterations, rate, jitter, innerSteps, stopping, other);
    }

    /// Solves.
    ///
    /// @throws IllegalArgumentException if the kernel is too rough for the operator
    /// @throws org.onsager.numerics.DivergedException if a covariance cannot be factored
    public GpPdeSolution solve(PdeProblem problem) {
        return solve(problem, Optional.empty());
    }

    /// Solves, and measures the error against a reference every twentieth part of the iterations (after the first
    /// iteration of each).
    public GpPdeSolution solve(PdeProblem problem, Reference reference) {
        return solve(problem, Optional.of(reference));
    }

    private GpPdeSolution solve(PdeProblem problem, Optional<Reference> reference) {
        var path = path(problem);
        return path.finish(path.run(path.start(), iterations, reference), reference);
    }

    /// Takes up a solve of a problem on the same axes, perhaps with other data, from a stored state: the
    /// covariance is kept, the precisions start again.
    public GpPdeSolution warm(PdeProblem problem, PathState from) {
        var path = path(problem);
        return path.finish(path.run(path.warm(from), iterations, Optional.empty()), Optional.empty());
    }

    /// The path to the optimum, for who wants to walk it step by step.
    public SolvePath path(PdeProblem problem) {
        for (int j = 0; j < problem.dimensions(); j++) {
            int order = problem.order(j);
            if (!(kernel.envelope().smoothness() > order))
                throw new IllegalArgumentException(
                        "kernel is too rough: a derivative of order %d on axis %d needs nu above %d, not %s"
                                .formatted(order, j, order, kernel.envelope().smoothness()));
        }
        return new SolvePath(this, problem, ranges(problem));
    }

    private double[] ranges(PdeProblem problem) {
        var ranges = new double[problem.dimensions()];
        for (int j = 0; j < ranges.length; j++)
            ranges[j] = Double.isNaN(range) ? SourceSpectrum.of(problem, j).range() : range;
        return ranges;
    }

    /// Starting parameters of one axis.
    double[] start(PdeProblem problem, int axis, double axisRange) {
        double[] parameters = kernel.start(axisRange);
        if (peaks && kernel.frequencies()) {
            double[] found = SourceSpectrum.of(problem, axis).peaks(Math.min(5, kernel.components()));
            int q = kernel.components();
            for (int i = 0; i < found.length; i++) {
                // the nearest starting frequency moves onto the peak
                int nearest = 0;
                for (int c = 1; c < q; c++)
                    if (Math.abs(parameters[2 * q + c] - found[i]) < Math.abs(parameters[2 * q + nearest] - found[i]))
                        nearest = c;
                parameters[2 * q + nearest] = found[i];
            }
        }
        return parameters;
    }

    List<String> warnings(PdeProblem problem, double[] ranges) {
        var warnings = new ArrayList<>(problem.inconsistentCorners());
        warnings.addAll(problem.unsuitableUnits());
        if (boundaryWeight == 0 || problem.boundary().isEmpty())
            warnings.add("no side is imposed: what the equation leaves open is the prior's choice");
        for (int j = 0; j < ranges.length; j++)
            warnings.addAll(
                    SourceSpectrum.of(problem, j).warnings(Integer.toString(j), kernel.frequencies() ? ranges[j] : 0));
        return warnings;
    }

    AxisCovariance[] covariances(PdeProblem problem, double[] unknowns) {
        var k = new AxisCovariance[problem.dimensions()];
        int size = kernel.parameters();
        for (int j = 0; j < k.length; j++) {
            int order = k.length == 1 ? problem.order(j) : Math.max(2, problem.order(j));
            k[j] = AxisCovariance.of(
                    problem.axes().get(j),
                    kernel,
                    Arrays.copyOfRange(unknowns, j * size, (j + 1) * size),
                    order,
                    jitter);
        }
        return k;
    }

    double cap() {
        return CAP;
    }

    int checkEvery() {
        return Math.max(1, iterations / CHECKS);
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) throw new IllegalArgumentException("%s must be in %s, not %s".formatted(name, range, value));
    }
}
