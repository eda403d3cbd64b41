/// Gradients of solutions on arrays, through the steps of the method: the user gives products of a vector with
/// the derivatives of the right-hand side, nothing else is needed. For equations of tensors, whose derivatives
/// are recorded, see `org.onsager.tensor.solve`.
@NullMarked
package org.onsager.solve.adjoint;

import org.jspecify.annotations.NullMarked;
