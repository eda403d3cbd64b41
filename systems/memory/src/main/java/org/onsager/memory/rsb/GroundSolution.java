package org.onsager.memory.rsb;

import org.onsager.memory.dense.Branch;

/// A zero-temperature saddle point with one step of breaking.
///
/// @param branch  retrieval or glass
/// @param gamma  load
/// @param order  order parameters, the best iterate if not converged
/// @param pressure  \(e = \lim A/\beta'\); \(-e\) is the energy per spin
/// @param residual  of the equations
/// @param iterations  of Newton's method
/// @param status  `ONE_STEP`, or `NOT_CONVERGED` where the branch was not found
public record GroundSolution(
        Branch branch,
        double gamma,
        GroundOrder order,
        double pressure,
        double residual,
        int iterations,
        RsbStatus status) {

    /// Whether the equations are solved.
    public boolean converged() {
        return status != RsbStatus.NOT_CONVERGED;
    }
}
