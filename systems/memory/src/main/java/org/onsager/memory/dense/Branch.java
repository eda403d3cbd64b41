package org.onsager.memory.dense;

/// A solution of the replica-symmetric equations, named by the state it describes.
public enum Branch {
    /// One archetype is retrieved: \(m > 0\).
    RETRIEVAL,
    /// Frozen in no archetype: \(m = 0\), \(q > 0\).
    SPIN_GLASS,
    /// Ergodic: \(m = q = 0\).
    PARAMAGNET;

    /// Where the iteration for this branch starts.
    ///
    /// @param rho  dataset entropy
    public RsOrder start(double rho) {
        return switch (this) {
            case RETRIEVAL -> new RsOrder(1 / (1 + rho), 1);
            case SPIN_GLASS -> new RsOrder(0, 1);
            case PARAMAGNET -> new RsOrder(0, 0);
        };
    }
}
