package org.onsager.memory.multitasking;

/// Where a network starts.
public enum Start {
    /// One pattern, sites that it leaves blank at random.
    PATTERN,
    /// Each site follows the first pattern that is not blank there, sites blank in all at random.
    HIERARCHICAL,
    /// Every site at random.
    RANDOM
}
