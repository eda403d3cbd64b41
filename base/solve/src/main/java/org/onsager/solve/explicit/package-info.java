/// Explicit Runge-Kutta methods: each solver is its tableau and its source; one stepper serves them all.
@NullMarked
package org.onsager.solve.explicit;

import org.jspecify.annotations.NullMarked;
