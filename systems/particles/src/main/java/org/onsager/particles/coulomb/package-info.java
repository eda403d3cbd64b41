/// Coulomb gases in rotationally symmetric traps: equilibrium droplets, cumulants and large deviations of linear
/// statistics, exact engines, samplers, and what a point pattern says about its inverse temperature.
///
/// Start at [org.onsager.particles.coulomb.CoulombGas]. Positions are in units in which the droplet has size
/// \(O(1)\): \(E = N\sum_i V(|x_i|) + \frac12\sum_{i\ne j} U(x_i - x_j)\), \(P \propto e^{-\beta E}\), with
/// \(U = -|x|\), \(-\ln|x|\) or \(|x|^{2-d}/(d-2)\) in dimension 1, 2 or \(d \ge 3\).
@NullMarked
package org.onsager.particles.coulomb;

import org.jspecify.annotations.NullMarked;
