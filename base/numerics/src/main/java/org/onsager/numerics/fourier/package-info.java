/// Discrete Fourier transforms in double precision: [FourierTransform] of one dimension, [FourierTransform2D] of
/// two.
@NullMarked
package org.onsager.numerics.fourier;

import org.jspecify.annotations.NullMarked;
