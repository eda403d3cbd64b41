/// Efficient estimation of multiple expectations with the same sample, arXiv:2212.00568.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.multiexpectationis;
