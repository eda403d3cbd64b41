package org.onsager.memory.boltzmann;

/// Bounds of the spectrum of \(I - \Phi\).
///
/// @param lower  smallest eigenvalue, or a proved lower bound of it
/// @param upper  largest eigenvalue
/// @param guarantee  what `lower` implies
/// @param method  how the bounds were got
public record Certificate(double lower, double upper, Guarantee guarantee, String method) {

    static Guarantee of(double lower) {
        return lower > 0 ? Guarantee.MONOTONE : lower > -1 ? Guarantee.RELAXED : Guarantee.NONE;
    }
}
