/// Supervised dense Hebbian networks, arXiv:2212.00606: the claims on replica-symmetric theory, simulation and
/// images.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.densehebbianrs;
