/// Kernel density estimators in large dimensions, arXiv:2408.05807: the claims on phases, finite sizes and
/// simulations, and the estimator for the user's own table.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.kdelargedimensions;
