/// Optimisers over lists of parameters, learning-rate schedules, averages of parameters and gradient clipping.
@NullMarked
package org.onsager.tensor.optim;

import org.jspecify.annotations.NullMarked;
