/// Monotone deep Boltzmann machines: categorical variables with pairwise couplings whose mean-field problem is
/// strongly convex by construction, the proximal iterations that are proved to find its solution, the implicit
/// gradient through it, and what they are compared with (exact enumeration, block Gibbs sampling, annealed
/// importance sampling, unconstrained deep and restricted Boltzmann machines, classifiers of the observed
/// pixels).
///
/// Source: Z. Feng, E. Winston and J. Z. Kolter, *Monotone deep Boltzmann machines*, TMLR 2023, arXiv:2307.04990.
@NullMarked
package org.onsager.memory.boltzmann;

import org.jspecify.annotations.NullMarked;
