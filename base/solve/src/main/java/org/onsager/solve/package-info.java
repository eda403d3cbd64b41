/// Differential equations: one set of solvers over [StateSpace], composed from orthogonal axes.
///
/// What is solved is a [Term] (a rate, a controlled or a stochastic driver); how a step is made is a [Solver];
/// how long it is is a [StepController]; what is kept is a [SaveAt]; what stops or changes the run is an [Event].
/// [Solve] puts them together, [Integrator] makes the steps and [Solution] says what came out, what it cost and
/// why it stopped. Solvers live in `explicit`, `implicit`, `multistep`, `symplectic` and `stochastic`; a solver
/// is a file of its own, little more than its coefficients and its source.
@NullMarked
package org.onsager.solve;

import org.jspecify.annotations.NullMarked;
