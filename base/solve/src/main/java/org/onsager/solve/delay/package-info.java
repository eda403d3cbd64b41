/// Delay differential equations with constant lags, by the method of steps.
@NullMarked
package org.onsager.solve.delay;

import org.jspecify.annotations.NullMarked;
