package org.onsager.memory.rsb;

/// What a search for a broken solution ended in; none of these is an error.
public enum RsbStatus {
    /// Symmetry is broken: \(q_1 < q_2\), stationary in all order parameters.
    ONE_STEP,
    /// The replica-symmetric solution is stable and is the answer, \(q_1 = q_2\).
    RS_ONLY,
    /// No frozen state has any weight: \(m = q = 0\).
    PARAMAGNET,
    /// A broken solution was looked for and not found; the order parameters are the best iterate.
    NOT_CONVERGED
}
