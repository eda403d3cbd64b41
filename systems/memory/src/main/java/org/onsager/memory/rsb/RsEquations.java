package org.onsager.memory.rsb;

import org.onsager.memory.dense.RsOrder;
import org.onsager.memory.saddle.GaussianTanh;
import org.onsager.memory.saddle.MeanField;

/// The replica-symmetric equations of any noise, \(m = E\tanh(\kappa + \sqrt v z)\), \(q = E\tanh^2\), with their
/// Jacobian in closed form; [RsOrder]'s `n` is \(m\). For a spin glass of distinct indices they are those of
/// [org.onsager.memory.dense.RsTheory] at zero dataset entropy.
record RsEquations(RsbModel model) implements MeanField<RsOrder> {

    private double variance(double q) {
        return model.variances(RsbOrder.symmetric(0, q)).outer();
    }

    GaussianTanh.Moments moments(RsOrder x) {
        return GaussianTanh.moments(model.signal(x.n()), Math.sqrt(variance(x.q())));
    }

    @Override
    public RsOrder next(RsOrder x) {
        var at = moments(x);
        return new RsOrder(at.t(), 1 - at.c());
    }

    @Override
    public double pressure(RsOrder x) {
        double v = variance(x.q());
        return GaussianTanh.logCosh(model.signal(x.n()), Math.sqrt(v))
                - 0.5 * model.betaPrime() * (model.order() - 1) * RsbModel.power(x.n(), model.order())
                + model.noise().pressure(model.betaPrime(), model.gamma(), new Noise.Overlaps(x.q(), x.q(), 1))
                - 0.5 * v * (1 - x.q());
    }

    @Override
    public double[][] jacobian(RsOrder x) {
        var at = moments(x);
        double byM = model.signalSlope(x.n());
        double byQ = model.noise().varianceSlope(model.betaPrime(), model.gamma(), x.q());
        return new double[][] {
            {at.c() * byM, -at.tc() * byQ},
            {2 * at.tc() * byM, (3 * at.c2() - 2 * at.c()) * byQ}
        };
    }

    @Override
    public double[] coordinates(RsOrder x) {
        return new double[] {x.n(), x.q()};
    }

    @Override
    public RsOrder at(double[] x) {
        return new RsOrder(x[0], x[1]);
    }

    @Override
    public boolean admits(double[] x) {
        return x[0] >= -1.01
                && x[0] <= 1.01
                && x[1] >= 0
                && x[1] <= 1.01
                && model.noise().admits(model.betaPrime(), model.gamma(), new Noise.Overlaps(x[1], x[1], 1));
    }
}
