/// Hot loops on primitive arrays by the Vector API, each with a plain loop that gives the same bits.
///
/// Reductions run in [VectorKernels#LANES] fixed virtual lanes whatever the machine's vectors are, so that a sum
/// has the same bits with 128, 256 and 512-bit vectors and with the Vector API switched off ([VectorSupport]).
@NullMarked
package org.onsager.numerics.vector;

import org.jspecify.annotations.NullMarked;
