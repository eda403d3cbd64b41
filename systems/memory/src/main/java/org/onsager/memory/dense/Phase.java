package org.onsager.memory.dense;

/// What a network does at a point of the phase diagram.
public enum Phase {
    /// Ergodic: \(m = q = 0\) and nothing is retrieved.
    PARAMAGNET,
    /// Frozen in no archetype, and nothing is retrieved.
    SPIN_GLASS,
    /// Retrieval exists as a local optimum, but another phase has the larger pressure.
    METASTABLE_RETRIEVAL,
    /// Retrieval has the largest pressure.
    RETRIEVAL
}
