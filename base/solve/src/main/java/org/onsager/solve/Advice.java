package org.onsager.solve;

/// A recommended solver.
///
/// @param solver  ready to be given to [Solve#solver]
/// @param reason  why, in one line with the numbers that decided
/// @param stiffness  steps that stability would force on an explicit method over those that accuracy needs; above
///     4 counts as stiff; NaN where it was not measured
/// @param spectralRadius  the largest eigenvalue magnitude of the Jacobian seen, per unit time; NaN where it was
///     not measured
public record Advice(Solver solver, String reason, double stiffness, double spectralRadius) {

    static Advice of(Solver solver, String reason) {
        return new Advice(solver, reason, Double.NaN, Double.NaN);
    }
}
