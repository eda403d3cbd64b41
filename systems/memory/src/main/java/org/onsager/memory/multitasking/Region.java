package org.onsager.memory.multitasking;

/// The regions of a phase diagram, in the order in which dilution and noise lead through them.
public enum Region {
    /// Nothing is retrieved.
    PARAMAGNET,
    /// One pattern.
    PURE,
    /// Several, all with different amplitudes.
    HIERARCHICAL,
    /// Several, some of them alike.
    MIXED,
    /// All \(K\) alike.
    PARALLEL;

    /// The region of a regime.
    ///
    /// @param patterns  \(K\)
    public static Region of(Regime regime, int patterns) {
        return switch (regime) {
            case Regime.Paramagnet _ -> PARAMAGNET;
            case Regime.Pure _ -> PURE;
            case Regime.Hierarchical _ -> HIERARCHICAL;
            case Regime.Symmetric symmetric -> symmetric.count() == patterns ? PARALLEL : MIXED;
            case Regime.Mixed _ -> MIXED;
        };
    }
}
