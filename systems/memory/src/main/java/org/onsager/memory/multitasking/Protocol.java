package org.onsager.memory.multitasking;

/// What the network is shown.
public enum Protocol {
    /// The patterns themselves.
    STORED,
    /// Examples, grouped by pattern: the couplings are made of class means.
    SUPERVISED,
    /// Examples without labels: every example is a pattern of its own.
    UNSUPERVISED
}
