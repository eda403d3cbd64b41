package org.onsager.solve;

/// The work that a solution took.
///
/// @param steps  attempted steps
/// @param accepted  accepted steps
/// @param rejected  rejected steps
/// @param rates  evaluations of the right-hand side
/// @param jacobians  evaluations of the Jacobian
/// @param factorizations  matrix factorisations
/// @param newtonIterations  iterations of Newton's method, all stages
/// @param events  events found
/// @param seconds  wall-clock time
public record Statistics(
        long steps,
        long accepted,
        long rejected,
        long rates,
        long jacobians,
        long factorizations,
        long newtonIterations,
        long events,
        double seconds) {}
