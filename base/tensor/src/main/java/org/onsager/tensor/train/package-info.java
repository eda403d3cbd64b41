/// The training loop: steps, schedules, early stopping, divergence, checkpoints that resume to the bit.
@NullMarked
package org.onsager.tensor.train;

import org.jspecify.annotations.NullMarked;
