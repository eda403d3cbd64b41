/// Stochastic interpolants, arXiv:2303.08797: exact fields, likelihoods and learned transport of one distribution
/// into another.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.stochasticinterpolants;
