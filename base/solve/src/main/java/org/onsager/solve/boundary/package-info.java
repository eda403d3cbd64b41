/// Two-point boundary value problems: collocation with residual control and multiple shooting.
@NullMarked
package org.onsager.solve.boundary;

import org.jspecify.annotations.NullMarked;
