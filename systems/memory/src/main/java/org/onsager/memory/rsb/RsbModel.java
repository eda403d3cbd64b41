package org.onsager.memory.rsb;

/// A model at one point: signal \(\kappa = \beta'\frac P2m^{P-1}\) and noise.
///
/// @param order  \(P\)
/// @param noise  of the other patterns
/// @param betaPrime  \(\beta'\)
/// @param gamma  load
record RsbModel(int order, Noise noise, double betaPrime, double gamma) {

    double signal(double m) {
        return 0.5 * betaPrime * order * power(m, order - 1);
    }

    /// \(\partial\kappa/\partial m\).
    double signalSlope(double m) {
        return 0.5 * betaPrime * order * (order - 1) * power(m, order - 2);
    }

    Noise.Variances variances(RsbOrder x) {
        return noise.variances(betaPrime, gamma, x.overlaps());
    }

    TwoLevelAverages averages(RsbOrder x) {
        var v = variances(x);
        return TwoLevelAverages.of(signal(x.m()), v.outer(), v.inner(), x.theta());
    }

    /// The averages with half the step of quadrature.
    TwoLevelAverages refined(RsbOrder x) {
        var v = variances(x);
        return TwoLevelAverages.refined(signal(x.m()), v.outer(), v.inner(), x.theta());
    }

    double pressure(RsbOrder x, TwoLevelAverages at) {
        var v = variances(x);
        double both = v.outer() + v.inner();
        return LogOnePlus.LN2
                + at.logWeight() / x.theta()
                - 0.5 * betaPrime * (order - 1) * power(x.m(), order)
                + noise.pressure(betaPrime, gamma, x.overlaps())
                - 0.5 * both * (1 - x.q2())
                - 0.5 * x.theta() * (both * x.q2() - v.outer() * x.q1());
    }

    /// \(\partial A/\partial\theta\) at fixed overlaps and variances; the total derivative at saddle points.
    double pressureByTheta(RsbOrder x, TwoLevelAverages at) {
        var v = variances(x);
        return (at.logCosh() - at.logWeight() / x.theta()) / x.theta()
                + noise.pressureByTheta(betaPrime, gamma, x.overlaps())
                - 0.5 * ((v.outer() + v.inner()) * x.q2() - v.outer() * x.q1());
    }

    /// \(u = -\partial A/\partial\beta'\) at a saddle point.
    double energy(RsbOrder x) {
        return -0.5 * power(x.m(), order) - noise.pressureByBeta(betaPrime, gamma, x.overlaps());
    }

    /// Stability of the inner level against further breaking, negative where unstable.
    double stability(RsbOrder x, TwoLevelAverages at) {
        return 1 - noise.replicon(betaPrime, gamma, x.q2()) * at.sech4();
    }

    static double power(double base, int exponent) {
        return exponent == 0 ? 1 : StrictMath.pow(base, exponent);
    }
}
