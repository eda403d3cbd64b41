/// Gaussian processes on points and on grids: stationary covariances with their derivatives and spectra, Toeplitz
/// and Kronecker linear algebra, regression.
@org.jspecify.annotations.NullMarked
package org.onsager.inference.gaussian;
