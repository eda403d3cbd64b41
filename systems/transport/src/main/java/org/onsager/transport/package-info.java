/// Transport of one distribution into another: laws that can be sampled, point clouds, and time-dependent vector
/// fields over batches of points. Interpolants, closed-form mixtures, samplers, likelihoods, learning and metrics
/// are subpackages; none of them knows a data set.
@org.jspecify.annotations.NullMarked
package org.onsager.transport;
