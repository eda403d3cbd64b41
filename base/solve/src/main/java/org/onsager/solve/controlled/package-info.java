/// Controlled differential equations \(dy = F(t, y)\,dx\): control paths from data, the term, and the log-ODE
/// method.
@NullMarked
package org.onsager.solve.controlled;

import org.jspecify.annotations.NullMarked;
