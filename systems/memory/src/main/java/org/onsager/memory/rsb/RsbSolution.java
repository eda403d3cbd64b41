package org.onsager.memory.rsb;

import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.RsSolution;

/// A saddle point with at most one step of breaking, and how it was got.
///
/// @param branch  the branch that was asked for
/// @param status  what was found
/// @param order  order parameters; \(\theta = 0\) and \(q_2 = 1\) at zero temperature, \(\theta = 1\) where the
///     symmetry holds
/// @param pressure  \(A\), nats per spin; infinite at zero temperature
/// @param energy  \(u = -\partial A/\partial\beta'\) per spin, in units of \(T'\)
/// @param entropy  \(s = A + \beta'u\), nats per spin; NaN at zero temperature
/// @param almeidaThouless  stability of the states against further breaking, negative where unstable (Gardner);
///     NaN at zero temperature
/// @param residual  of the equations that were solved
/// @param iterations  of the last solver
/// @param symmetric  the replica-symmetric solution of the same branch
public record RsbSolution(
        Branch branch,
        RsbStatus status,
        RsbOrder order,
        double pressure,
        double energy,
        double entropy,
        double almeidaThouless,
        double residual,
        int iterations,
        RsSolution symmetric) {

    /// Whether the answer can be relied on, broken or not.
    public boolean converged() {
        return status != RsbStatus.NOT_CONVERGED;
    }

    /// Whether the symmetry is broken.
    public boolean broken() {
        return status == RsbStatus.ONE_STEP;
    }

    /// Whether a pattern is retrieved, \(m > 0.1\).
    public boolean retrieves() {
        return order.m() > 0.1;
    }
}
