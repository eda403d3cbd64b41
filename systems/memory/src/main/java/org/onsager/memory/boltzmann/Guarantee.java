package org.onsager.memory.boltzmann;

/// What is known about the mean-field problem of a machine.
public enum Guarantee {
    /// \(I - \Phi \succ 0\): one solution for every evidence, and the proximal iterations find it.
    MONOTONE,
    /// \(2I - \Phi \succ 0\): the free energy is strictly convex, so the solution is unique; the softmax Jacobian
    /// is at most \(I/2\), which makes the monotone bound stronger than uniqueness needs.
    RELAXED,
    /// Nothing: there may be several solutions, and iterations may not settle.
    NONE
}
