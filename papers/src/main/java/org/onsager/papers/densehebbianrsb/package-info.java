/// Replica symmetry breaking in dense neural networks, arXiv:2111.12997: the claims on glass temperatures, ground
/// states, capacities and rigorous bounds.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.densehebbianrsb;
