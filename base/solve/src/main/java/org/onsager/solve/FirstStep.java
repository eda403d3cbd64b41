package org.onsager.solve;

/// The size of the first step from the size of the solution and its first two derivatives.
///
/// Source: E. Hairer, S. P. Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, II.4.
final class FirstStep {
    static final String CITATION =
            "E. Hairer, S. P. Nørsett, G. Wanner, Solving Ordinary Differential Equations I, II.4";

    private FirstStep() {}

    static <Y> double estimate(
            Stepper<Y> stepper, Term<Y> term, Tolerance tolerance, double t0, double t1, double order, Tally tally) {
        double span = Math.abs(t1 - t0);
        if (!(term instanceof OdeTerm<Y> ode)) return span / 100;
        StateSpace<Y> space = term.space();
        double sign = Math.signum(t1 - t0);
        Y y0 = stepper.state();
        Y f0 = stepper.initialRate();
        double d0 = space.scaledNorm(y0, y0, y0, tolerance);
        double d1 = space.scaledNorm(f0, y0, y0, tolerance);
        if (Double.isNaN(d1)) return Math.min(1e-6, span);
        double h0 = d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1;
        h0 = Math.min(h0, span);
        Y y1 = space.axpy(y0, sign * h0, f0, space.zero(y0));
        Y f1 = ode.rate(t0 + sign * h0, y1, space.zero(y0));
        tally.rates(1);
        Y change = space.axpy(f1, -1, f0, space.zero(y0));
        double d2 = space.scaledNorm(change, y0, y0, tolerance) / h0;
        if (Double.isNaN(d2)) return h0;
        double steepest = Math.max(d1, d2);
        double h1 = steepest <= 1e-15 ? Math.max(1e-6, h0 * 1e-3) : Math.pow(0.01 / steepest, 1 / (order + 1));
        return Math.min(Math.min(100 * h0, h1), span);
    }
}
