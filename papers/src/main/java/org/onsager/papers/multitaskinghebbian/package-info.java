/// Parallel learning by multitasking neural networks, arXiv:2308.04106: the claims on hierarchical and parallel
/// retrieval of diluted patterns, stored and learnt from examples.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.multitaskinghebbian;
