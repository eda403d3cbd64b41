/// Geometric and reversible methods: symplectic compositions for partitioned equations, and methods whose steps
/// can be undone exactly.
@NullMarked
package org.onsager.solve.symplectic;

import org.jspecify.annotations.NullMarked;
