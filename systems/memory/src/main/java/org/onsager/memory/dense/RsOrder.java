package org.onsager.memory.dense;

/// Order parameters of the replica-symmetric theory.
///
/// @param n  example overlap \(\frac{1}{r(1+\rho)N}\sum_i X_i\sigma_i\)
/// @param q  overlap of two replicas
public record RsOrder(double n, double q) {}
