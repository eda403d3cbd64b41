package org.onsager.memory.continual;

import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.numerics.DivergedException;

/// What the theory says of the first task.
///
/// @param alpha  load
/// @param beta  inverse temperature of inference
/// @param k  weight of the entropy
/// @param order  order parameters
/// @param conjugates  their conjugates there
/// @param signOverlap  \(p\), overlap of the predicting weights \(\mathrm{sgn}\,m\) with the teacher
/// @param pressure  \(-\beta f\); the larger of two branches wins
/// @param residual  of the saddle-point equations
/// @param iterations  evaluations of the self-consistency map
/// @param status  why the search stopped
public record TaskOneSolution(
        double alpha,
        double beta,
        double k,
        PerceptronOrder order,
        Conjugates conjugates,
        double signOverlap,
        double pressure,
        double residual,
        int iterations,
        SaddlePoint.Status status) {

    /// Whether the equations are met inside \(Q > q > r^2\).
    public boolean converged() {
        return status == SaddlePoint.Status.CONVERGED && order.inside();
    }

    /// \(\epsilon = \arccos(p)/\pi\), NaN unless [#converged].
    public double error() {
        return converged() ? generalisationError(signOverlap) : Double.NaN;
    }

    /// This solution if it converged.
    ///
    /// @throws DivergedException otherwise
    public TaskOneSolution orThrow() {
        if (converged()) return this;
        throw new DivergedException(
                "the first task at alpha = %s did not converge: residual %.3g at %s after %d iterations"
                        .formatted(alpha, residual, order, iterations));
    }

    /// \(\arccos(p)/\pi\): how often two perceptrons of overlap `p` disagree; rounding beyond \(\pm1\) is cut.
    public static double generalisationError(double p) {
        return Math.acos(Math.max(-1, Math.min(1, p))) / Math.PI;
    }
}
