/// Stochastic differential equations: Brownian paths that can be asked again, equations of every noise class in
/// Ito and Stratonovich form, and the methods that solve them.
///
/// An equation is a [Sde] (or any [SdeTerm]) driven by a [Brownian] path; a method is a [StochasticSolver] in a
/// file of its own. [org.onsager.solve.Solve] runs them like any other term and method. Underdamped Langevin
/// equations are [LangevinTerm]s with integrators of their own.
@NullMarked
package org.onsager.solve.stochastic;

import org.jspecify.annotations.NullMarked;
