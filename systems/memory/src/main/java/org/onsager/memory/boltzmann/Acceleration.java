package org.onsager.memory.boltzmann;

/// What the accelerated methods can be told.
///
/// @param restart  when [Method#FISTA] forgets its momentum
/// @param growth  factor in [1, 2] by which [Method#FISTA] lengthens its step after each iteration, up to 1; a
///     step that the curvature met does not allow is taken back (one product) and never shortened below the
///     solver's; 1 keeps it
/// @param relaxation  of [Method#PEACEMAN_RACHFORD], in (0, 2]: 2 is Peaceman and Rachford's, 1 Douglas and
///     Rachford's method
/// @param memory  iterates that [Method#ANDERSON] combines, in [2, 50]
/// @param tikhonov  term of its Gram matrix, relative to the mean of the diagonal, in [0, 1)
public record Acceleration(Restart restart, double growth, double relaxation, int memory, double tikhonov) {

    public Acceleration {
        Require.that(growth >= 1 && growth <= 2, "growth", growth, "[1, 2]");
        Require.that(relaxation > 0 && relaxation <= 2, "relaxation", relaxation, "(0, 2]");
        Require.that(memory >= 2 && memory <= 50, "memory", memory, "[2, 50]");
        Require.that(tikhonov >= 0 && tikhonov < 1, "tikhonov", tikhonov, "[0, 1)");
    }

    /// Gradient restarts, steps that grow by a tenth, Peaceman and Rachford's reflection, five iterates with a
    /// term of \(10^{-4}\).
    public static Acceleration standard() {
        return new Acceleration(Restart.GRADIENT, 1.1, 2, 5, 1e-4);
    }

    public Acceleration withRestart(Restart rule) {
        return new Acceleration(rule, growth, relaxation, memory, tikhonov);
    }

    public Acceleration withGrowth(double factor) {
        return new Acceleration(restart, factor, relaxation, memory, tikhonov);
    }

    public Acceleration withRelaxation(double rho) {
        return new Acceleration(restart, growth, rho, memory, tikhonov);
    }

    public Acceleration withMemory(int iterates, double term) {
        return new Acceleration(restart, growth, relaxation, iterates, term);
    }
}
