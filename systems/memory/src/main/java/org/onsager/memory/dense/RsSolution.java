package org.onsager.memory.dense;

import org.onsager.memory.saddle.SaddlePoint;

/// A solution of the replica-symmetric equations and how it was got.
///
/// @param branch  the branch that was asked for; whether the iteration is still on it is told by `m` and `q`
/// @param m  overlap with the archetype
/// @param n  overlap with its example mean, \(1/(1+\rho)\) at \(\sigma = \xi\) on average
/// @param q  overlap of two replicas
/// @param pressure  \(A = -\beta' f\), nats per spin; infinite at zero temperature
/// @param energy  \(u = -\partial A/\partial\beta'\) per spin, in units of \(T'\)
/// @param entropy  \(s = A + \beta' u\), nats per spin; negative where replica symmetry is wrong
/// @param almeidaThouless  stability against replica-symmetry breaking, negative where unstable; \(-\infty\) at
///     zero temperature wherever there is noise
/// @param residual  of the self-consistency equations
/// @param iterations  evaluations of them
/// @param status  whether the solver converged
public record RsSolution(
        Branch branch,
        double m,
        double n,
        double q,
        double pressure,
        double energy,
        double entropy,
        double almeidaThouless,
        double residual,
        int iterations,
        SaddlePoint.Status status) {

    /// Whether the residual met the tolerance.
    public boolean converged() {
        return status == SaddlePoint.Status.CONVERGED;
    }

    /// Whether an archetype is retrieved: \(m > 0.1\), the spec of every boundary here.
    public boolean retrieves() {
        return m > 0.1;
    }

    /// Whether replicas agree: \(q\) above rounding.
    public boolean frozen() {
        return q > 1e-6;
    }

    /// Whether replica symmetry is locally stable.
    public boolean replicaSymmetric() {
        return almeidaThouless >= 0;
    }
}
