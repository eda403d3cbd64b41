package org.onsager.tensor;

/// What the families of operations have in common: each of them is a [Tensor].
sealed interface Operand permits Arithmetic, Elementwise, Reductions, Shaping {}
