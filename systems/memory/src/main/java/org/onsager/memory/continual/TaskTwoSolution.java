package org.onsager.memory.continual;

import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.numerics.DivergedException;

/// What the Franz-Parisi potential says of the second task.
///
/// @param first  the reference
/// @param alpha  load of the second task
/// @param similarity  \(r_0\), overlap of the two teachers
/// @param gamma  strength of the Kullback-Leibler term
/// @param order  order parameters, `r` with the second teacher
/// @param conjugates  their conjugates there
/// @param firstOverlap  \(p_1\), of the predicting weights with the first teacher
/// @param secondOverlap  \(p_2\), with the second
/// @param pressure  the potential, \(-\beta f\)
/// @param residual  of the saddle-point equations
/// @param iterations  evaluations of the self-consistency map
/// @param status  why the search stopped
public record TaskTwoSolution(
        TaskOneSolution first,
        double alpha,
        double similarity,
        double gamma,
        PerceptronOrder order,
        Conjugates conjugates,
        double firstOverlap,
        double secondOverlap,
        double pressure,
        double residual,
        int iterations,
        SaddlePoint.Status status) {

    /// Whether the equations are met inside \(Q > q > r^2\).
    public boolean converged() {
        return status == SaddlePoint.Status.CONVERGED && order.inside();
    }

    /// \(\epsilon_1 = \arccos(p_1)/\pi\), how much of the first task is lost; NaN unless [#converged].
    public double firstError() {
        return converged() ? TaskOneSolution.generalisationError(firstOverlap) : Double.NaN;
    }

    /// \(\epsilon_2 = \arccos(p_2)/\pi\); NaN unless [#converged].
    public double secondError() {
        return converged() ? TaskOneSolution.generalisationError(secondOverlap) : Double.NaN;
    }

    /// This solution if it converged.
    ///
    /// @throws DivergedException otherwise
    public TaskTwoSolution orThrow() {
        if (converged()) return this;
        throw new DivergedException(
                "the second task at alpha = %s, r0 = %s, gamma = %s did not converge: residual %.3g at %s after %d iterations"
                        .formatted(alpha, similarity, gamma, residual, order, iterations));
    }
}
