/// Solving high frequency and multi-scale PDEs with Gaussian processes, arXiv:2311.04465: the claims on
/// spectral-mixture collocation and its baselines, and the solver for the user's own problems and tables.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.gppdesolver;
