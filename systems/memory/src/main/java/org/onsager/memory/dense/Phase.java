package org.onsager.memory.dense;

/// What a network does at a point of the phase diagram.
public enum Phase {
    /// Ergodic: \(m = q = 0\) and nothing is retrieved.
    PARAMAGNET(0),
    /// Frozen in no archetype, and nothing is retrieved.
    SPIN_GLASS(1),
    /// Retrieval exists as a local optimum, but another phase has the larger pressure.
    METASTABLE_RETRIEVAL(2),
    /// Retrieval has the largest pressure.
    RETRIEVAL(3);

    private final int order;

    Phase(int order) {
        this.order = order;
    }

    /// From 0 to 3, the more is remembered the larger: the colour of a phase diagram.
    public int order() {
        return order;
    }
}
