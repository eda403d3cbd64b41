package org.onsager.numerics.quadrature;

/// An integral and how it was got.
///
/// @param value  the integral
/// @param residual  estimate of the absolute error
/// @param evaluations  evaluations of the integrand
/// @param converged  whether `residual` met the tolerance that was asked for
public record Integral(double value, double residual, int evaluations, boolean converged) {}
