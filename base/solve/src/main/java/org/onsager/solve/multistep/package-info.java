/// Multistep and extrapolation methods, and stabilised explicit ones: methods whose steps remember more, or do
/// more, than the stages of a tableau.
@NullMarked
package org.onsager.solve.multistep;

import org.jspecify.annotations.NullMarked;
