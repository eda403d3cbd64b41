package org.onsager.memory.multitasking;

/// The order parameters of the low-load mean field: the overlaps of the state with the (normalised) example
/// means, \(n_\mu = \frac1{N(1+\rho)}\sum_i\bar X^\mu_i\sigma_i\). For stored patterns they are the overlaps
/// \(m_\mu\) themselves.
///
/// @param n  one number a pattern
public record Overlaps(double[] n) {}
