package org.onsager.memory.boltzmann;

/// When [Method#FISTA] forgets its momentum.
///
/// Source: B. O'Donoghue and E. Candes, Found. Comput. Math. 15 (2015) 715.
public enum Restart {
    /// Never.
    NONE,
    /// Where the step that was made points back against the last one; free.
    GRADIENT,
    /// Where \(F\) rose; a logarithm a coordinate more.
    FUNCTION
}
