package org.onsager.memory.rsb;

/// The complexity \(\Sigma\) of glass states of internal pressure \(a\): there are \(e^{N\Sigma}\) of them.
///
/// \(a(\theta) = \partial_\theta(\theta A)\), \(\Sigma(\theta) = -\theta^2\partial_\theta A\), the overlap being
/// stationary at each \(\theta\). \(\Sigma\) vanishes at the equilibrium \(\theta\); a negative one says that
/// there are no such states.
///
/// @param theta  weights
/// @param overlap  \(q_2\) at each, 0 where no frozen state exists
/// @param pressure  \(a\)
/// @param complexity  \(\Sigma\), nats per spin
public record Complexity(double[] theta, double[] overlap, double[] pressure, double[] complexity) {}
