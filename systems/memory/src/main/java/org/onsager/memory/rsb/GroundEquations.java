package org.onsager.memory.rsb;

import java.util.Arrays;

/// The zero-temperature equations of one step of breaking, \(D\) stationary too, as a system for Newton's method
/// and continuation in the load.
///
/// Unknowns: \(m\) (retrieval only), \(\ln(1-q_1)\) (unless the glass' states are orthogonal), \(\ln D\),
/// \(\chi\) (Hopfield only).
record GroundEquations(int order, Noise noise, boolean signal, boolean outer) {

    private double kappa(double m) {
        return 0.5 * order * RsbModel.power(m, order - 1);
    }

    GroundAverages averages(GroundOrder x, double gamma) {
        var v = noise.groundVariances(gamma, x.q1(), x.weight(), x.response());
        return GroundAverages.of(kappa(x.m()), v.outer(), v.inner(), x.weight());
    }

    /// \(e = \lim A/\beta'\), minus the energy per spin.
    double pressure(GroundOrder x, double gamma) {
        return averages(x, gamma).logWeight() / x.weight()
                - 0.5 * (order - 1) * RsbModel.power(x.m(), order)
                + noise.groundEnergy(gamma, x.q1(), x.weight(), x.response());
    }

    /// \(\partial e/\partial D\) at fixed overlaps and variances.
    private double pressureByWeight(GroundOrder x, double gamma, GroundAverages at) {
        return (at.modulus() - at.logWeight() / x.weight()) / x.weight()
                + noise.groundEnergyByWeight(gamma, x.q1(), x.weight(), x.response());
    }

    double[] unknowns(GroundOrder x) {
        var unknowns = new double[size()];
        int k = 0;
        if (signal) unknowns[k++] = x.m();
        if (outer) unknowns[k++] = Math.log(1 - x.q1());
        unknowns[k++] = Math.log(x.weight());
        if (noise.responds()) unknowns[k] = x.response();
        return unknowns;
    }

    GroundOrder order(double[] unknowns, double gamma) {
        int k = 0;
        double m = signal ? unknowns[k++] : 0;
        double q1 = outer ? 1 - Math.exp(unknowns[k++]) : 0;
        double weight = Math.exp(unknowns[k++]);
        if (noise.responds()) return new GroundOrder(m, q1, weight, unknowns[k]);
        // a spin glass has a response too, only nothing depends on it
        var bare = new GroundOrder(m, q1, weight, 0);
        return new GroundOrder(m, q1, weight, averages(bare, gamma).response());
    }

    private int size() {
        return 1 + (signal ? 1 : 0) + (outer ? 1 : 0) + (noise.responds() ? 1 : 0);
    }

    double[] residuals(double[] unknowns, double gamma) {
        var values = new double[unknowns.length];
        var x = bare(unknowns);
        double left = noise.responds() ? 1 - x.response() - x.weight() * (1 - x.q1()) : 1;
        boolean inside = x.q1() >= -1e-9 && x.q1() < 1 && gamma > 0 && left > 0;
        // beyond these, no solution and no bound on the cost of an average
        inside = inside && x.weight() < 1e4 && x.q1() < 1 - 1e-7 && (!noise.responds() || left > 0.02);
        if (!inside) {
            Arrays.fill(values, Double.NaN);
            return values;
        }
        var at = averages(x, gamma);
        int k = 0;
        if (signal) values[k++] = at.sign() - x.m();
        if (outer) values[k++] = Math.log(1 - at.signSquared()) - Math.log(1 - x.q1());
        // it shrinks like the square of the gap, and its rounding does not: one factor keeps it above that
        values[k++] = pressureByWeight(x, gamma, at) / (gamma * (1 - x.q1()));
        if (noise.responds()) values[k] = at.response() - x.response();
        return values;
    }

    private GroundOrder bare(double[] unknowns) {
        int k = 0;
        double m = signal ? unknowns[k++] : 0;
        double q1 = outer ? 1 - Math.exp(unknowns[k++]) : 0;
        double weight = Math.exp(unknowns[k++]);
        return new GroundOrder(m, q1, weight, noise.responds() ? unknowns[k] : 0);
    }
}
