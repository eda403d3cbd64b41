/// Equations from formulas and from generic code: right-hand sides whose Jacobians are differentiated exactly.
@NullMarked
package org.onsager.solve.formula;

import org.jspecify.annotations.NullMarked;
