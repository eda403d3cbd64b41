/// Methods for stiff equations and index-1 differential-algebraic equations on arrays: Rosenbrock, diagonally
/// implicit and Radau methods, and the linear algebra of their iterations.
@NullMarked
package org.onsager.solve.implicit;

import org.jspecify.annotations.NullMarked;
