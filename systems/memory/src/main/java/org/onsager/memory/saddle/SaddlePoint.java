package org.onsager.memory.saddle;

import org.onsager.numerics.DivergedException;

/// Where a search for a saddle point ended, and how it got there.
///
/// @param state  the order parameters of the last iterate
/// @param pressure  \(A\) there, nats per degree of freedom
/// @param residual  \(\max_i |F_i(x) - x_i|\) there
/// @param iterations  evaluations of the self-consistency map
/// @param status  why the search stopped
/// @param <X>  the order parameters
public record SaddlePoint<X>(X state, double pressure, double residual, int iterations, Status status) {

    /// Why a search stopped.
    public enum Status {
        /// The residual met the tolerance.
        CONVERGED,
        /// The iterations ran out; the last iterate and its residual are what there is.
        NOT_CONVERGED
    }

    /// Whether the residual met the tolerance.
    public boolean converged() {
        return status == Status.CONVERGED;
    }

    /// This saddle point, if it converged.
    ///
    /// @throws DivergedException otherwise, with the last iterate and its residual
    public SaddlePoint<X> orThrow() {
        if (converged()) return this;
        throw new DivergedException(
                "saddle point not converged after %d iterations: residual %.3g at %s; try more damping or a nearer start"
                        .formatted(iterations, residual, state));
    }
}
