/// Distances between clouds of points: Wasserstein (exact and entropic), energy distance.
@org.jspecify.annotations.NullMarked
package org.onsager.transport.metric;
