/// Gaussian mixtures and the exact fields of interpolants between them: the truth to hold samplers and networks
/// to.
@org.jspecify.annotations.NullMarked
package org.onsager.transport.mixture;
