/// Statistics of simulations: streaming moments, cumulant estimates, errors of correlated series, resampling,
/// fits.
///
/// Every estimate comes with its standard error, as an [Estimate] where one number is asked for.
@NullMarked
package org.onsager.numerics.statistics;

import org.jspecify.annotations.NullMarked;
