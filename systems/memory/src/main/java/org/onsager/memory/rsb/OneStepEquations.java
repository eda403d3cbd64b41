package org.onsager.memory.rsb;

import org.onsager.memory.saddle.MeanField;

/// The equations of one step of breaking, in two forms: at fixed \(\theta\) as a self-consistency map for
/// [org.onsager.memory.saddle.SaddlePointSolver], and with \(\theta\) stationary as a system for Newton's method.
///
/// Which overlaps move depends on the branch: \(m\) stays 0 in the glass, \(q_1\) too where its states are
/// orthogonal.
record OneStepEquations(RsbModel model, double theta, boolean signal, boolean outer) implements MeanField<RsbOrder> {

    @Override
    public RsbOrder next(RsbOrder x) {
        var at = model.averages(x);
        return new RsbOrder(signal ? at.tanh() : 0, outer ? at.tanhSquared() : 0, 1 - at.sech2(), theta);
    }

    @Override
    public double pressure(RsbOrder x) {
        return model.pressure(x, model.averages(x));
    }

    @Override
    public double[] coordinates(RsbOrder x) {
        if (signal) return new double[] {x.m(), x.q1(), x.q2()};
        return outer ? new double[] {x.q1(), x.q2()} : new double[] {x.q2()};
    }

    @Override
    public RsbOrder at(double[] x) {
        if (signal) return new RsbOrder(x[0], x[1], x[2], theta);
        return outer ? new RsbOrder(0, x[0], x[1], theta) : new RsbOrder(0, 0, x[0], theta);
    }

    @Override
    public boolean admits(double[] x) {
        var state = at(x);
        return Math.abs(state.m()) <= 1.01
                && state.q1() >= 0
                && state.q1() <= state.q2()
                && state.q2() <= 1
                && model.noise().admits(model.betaPrime(), model.gamma(), state.overlaps());
    }

    /// Unknowns of Newton's method: \(m\), \(\ln(q_2-q_1)\), \(\ln(1-q_2)\), \(\ln\theta\), in which \(q_1 \le
    /// q_2 \le 1\) holds by itself and both gaps keep their relative accuracy; fewer of them in the glass.
    double[] unknowns(RsbOrder x) {
        double rest = Math.log(Math.max(1e-300, 1 - x.q2()));
        double gap = Math.log(Math.max(1e-300, x.q2() - x.q1()));
        double weight = Math.log(x.theta());
        if (signal) return new double[] {x.m(), gap, rest, weight};
        return outer ? new double[] {gap, rest, weight} : new double[] {rest, weight};
    }

    RsbOrder order(double[] unknowns) {
        int last = unknowns.length - 1;
        double q2 = 1 - Math.exp(unknowns[last - 1]);
        double q1 = signal || outer ? q2 - Math.exp(unknowns[last - 2]) : 0;
        return new RsbOrder(signal ? unknowns[0] : 0, q1, q2, Math.exp(unknowns[last]));
    }

    /// What vanishes at a saddle point that is stationary in \(\theta\) too, not a number outside the range.
    double[] residuals(double[] unknowns) {
        var x = order(unknowns);
        var values = new double[unknowns.length];
        boolean inside = x.q1() >= -1e-9
                && x.theta() <= 1.5
                && x.q2() < 1
                && model.noise().admits(model.betaPrime(), model.gamma(), x.overlaps());
        if (inside) {
            // where the Gaussian modes are about to condense, fields and the cost of averages have no bound
            var v = model.variances(x);
            double largest = 60 * model.betaPrime() * model.betaPrime() * model.gamma();
            inside = !model.noise().responds() || v.outer() + v.inner() < largest;
        }
        if (!inside) {
            java.util.Arrays.fill(values, Double.NaN);
            return values;
        }
        var at = model.averages(x);
        int last = values.length - 1;
        values[last] = model.pressureByTheta(x, at) / (model.betaPrime() * model.betaPrime() * model.gamma());
        values[last - 1] = Math.log(at.sech2()) - unknowns[last - 1];
        if (signal || outer) values[last - 2] = Math.log(1 - at.sech2() - at.tanhSquared()) - unknowns[last - 2];
        if (signal) values[0] = at.tanh() - x.m();
        return values;
    }
}
