/// Differential equations whose states are tensors: the space that solvers work in, the ways to differentiate a
/// solution (through the solver's steps, by the continuous adjoint, by running a reversible method backwards, by
/// sensitivities), gradients through events, and densities carried along by a flow.
@NullMarked
package org.onsager.tensor.solve;

import org.jspecify.annotations.NullMarked;
