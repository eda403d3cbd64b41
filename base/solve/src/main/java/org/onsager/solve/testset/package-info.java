/// Problems with known solutions, and the judgement of solvers by them: measured orders of convergence, DETEST.
@NullMarked
package org.onsager.solve.testset;

import org.jspecify.annotations.NullMarked;
