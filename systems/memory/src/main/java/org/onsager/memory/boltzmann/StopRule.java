package org.onsager.memory.boltzmann;

/// When an iteration is done.
public enum StopRule {
    /// \(\max |q - \mathrm{softmax}(\Phi q + b)|\) over hidden blocks is at most the tolerance: the accuracy that
    /// means something.
    RESIDUAL,
    /// \(\|q_{new} - q\| / \|q\|\) is at most the tolerance, as the authors' code stops; says little where steps
    /// are short.
    RELATIVE_CHANGE
}
