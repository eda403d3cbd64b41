/// Partial differential equations solved by Gaussian processes with spectral-mixture covariances, on grids by
/// collocation, and the solvers that they are measured against: neural networks, spectral collocation, finite
/// differences.
@org.jspecify.annotations.NullMarked
package org.onsager.inference.pde;
