/// Higher order cumulants of linear statistics of Coulomb gases, arXiv:2310.16420: the claims on formula, exact
/// engines, large deviations and samplers.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.coulombgascumulants;
