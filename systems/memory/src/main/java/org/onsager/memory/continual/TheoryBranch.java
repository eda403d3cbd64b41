package org.onsager.memory.continual;

/// Where the search for a saddle point of the first task starts. Beyond a load the phases of poor and nearly
/// perfect learning coexist: the transition is of first order.
public enum TheoryBranch {
    /// From little overlap: poor learning, as long as it exists.
    LOW(new PerceptronOrder(0.1, 0.1, 0.5)),
    /// From half overlap.
    MEDIUM(new PerceptronOrder(0.5, 0.5, 0.8)),
    /// From nearly perfect overlap.
    HIGH(new PerceptronOrder(0.98, 0.987, 0.981));

    private final PerceptronOrder start;

    TheoryBranch(PerceptronOrder start) {
        this.start = start;
    }

    PerceptronOrder start() {
        return start;
    }
}
