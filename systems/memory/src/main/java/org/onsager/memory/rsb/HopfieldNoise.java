package org.onsager.memory.rsb;

/// The noise of the Hopfield network, \(P = 2\), \(\gamma = K/N\), no self-coupling: a hard (Sherrington and
/// Kirkpatrick) glass and a soft (Gaussian) one, from the Gaussian overlaps of the \(K\) patterns.
///
/// With \(\Delta_0 = 1 - \beta(1-q_2)\) and \(\Delta_1 = \Delta_0 - \beta\theta(q_2-q_1)\),
/// \[ v_1 = \frac{\gamma\beta^2q_1}{\Delta_1^2}, \quad v_2 - v_1 =
/// \frac{\gamma\beta^2(q_2-q_1)}{\Delta_0\Delta_1}, \quad
/// G = -\frac\gamma2\left[\ln\Delta_0 + \frac1\theta\ln\frac{\Delta_1}{\Delta_0} -
/// \frac{\beta q_1}{\Delta_1}\right] - \frac{\gamma\beta}2 . \]
///
/// Source: A. Crisanti, D. J. Amit, H. Gutfreund, Europhys. Lett. 2 (1986) 337.
public record HopfieldNoise() implements Noise {

    private static double inner(double betaPrime, Overlaps at) {
        return 1 - betaPrime * (1 - at.q2());
    }

    private static double outer(double betaPrime, Overlaps at) {
        return inner(betaPrime, at) - betaPrime * at.theta() * (at.q2() - at.q1());
    }

    @Override
    public Variances variances(double betaPrime, double gamma, Overlaps at) {
        double delta0 = inner(betaPrime, at), delta1 = outer(betaPrime, at);
        double scale = gamma * betaPrime * betaPrime;
        return new Variances(
                scale * at.q1() / (delta1 * delta1), scale * Math.max(0, at.q2() - at.q1()) / (delta0 * delta1));
    }

    @Override
    public double pressure(double betaPrime, double gamma, Overlaps at) {
        double delta0 = inner(betaPrime, at), delta1 = outer(betaPrime, at);
        double step = betaPrime * at.theta() * (at.q2() - at.q1()) / delta0;
        return -0.5
                * gamma
                * (Math.log(delta0) + Math.log1p(-step) / at.theta() - betaPrime * at.q1() / delta1 + betaPrime);
    }

    @Override
    public double pressureByTheta(double betaPrime, double gamma, Overlaps at) {
        double delta0 = inner(betaPrime, at), delta1 = outer(betaPrime, at);
        double byTheta = -betaPrime * (at.q2() - at.q1());
        double step = -byTheta * at.theta() / delta0;
        return -0.5
                * gamma
                * (-Math.log1p(-step) / (at.theta() * at.theta())
                        + byTheta / (at.theta() * delta1)
                        + betaPrime * at.q1() * byTheta / (delta1 * delta1));
    }

    @Override
    public double pressureByBeta(double betaPrime, double gamma, Overlaps at) {
        double delta0 = inner(betaPrime, at), delta1 = outer(betaPrime, at);
        double lambda0 = 1 - at.q2(), lambda1 = lambda0 + at.theta() * (at.q2() - at.q1());
        return -0.5
                * gamma
                * (-lambda0 / delta0 * (1 - 1 / at.theta())
                        - lambda1 / (at.theta() * delta1)
                        - at.q1() / delta1
                        - betaPrime * at.q1() * lambda1 / (delta1 * delta1)
                        + 1);
    }

    @Override
    public double varianceSlope(double betaPrime, double gamma, double q) {
        double delta = 1 - betaPrime * (1 - q);
        return gamma * betaPrime * betaPrime / (delta * delta) * (1 - 2 * betaPrime * q / delta);
    }

    @Override
    public double replicon(double betaPrime, double gamma, double q2) {
        double delta = 1 - betaPrime * (1 - q2);
        return gamma * betaPrime * betaPrime / (delta * delta);
    }

    @Override
    public boolean admits(double betaPrime, double gamma, Overlaps at) {
        return gamma == 0 || outer(betaPrime, at) > 0;
    }

    @Override
    public boolean orthogonalStates() {
        return false;
    }

    @Override
    public Variances groundVariances(double gamma, double q1, double weight, double response) {
        double delta0 = 1 - response, delta1 = delta0 - weight * (1 - q1);
        return new Variances(gamma * q1 / (delta1 * delta1), gamma * (1 - q1) / (delta0 * delta1));
    }

    @Override
    public double groundEnergy(double gamma, double q1, double weight, double response) {
        double delta0 = 1 - response, delta1 = delta0 - weight * (1 - q1);
        var v = groundVariances(gamma, q1, weight, response);
        double both = v.outer() + v.inner();
        return -0.5 * gamma * (Math.log1p(-weight * (1 - q1) / delta0) / weight - q1 / delta1 + 1)
                - 0.5 * both * response
                - 0.5 * weight * (both - v.outer() * q1);
    }

    @Override
    public double groundEnergyByWeight(double gamma, double q1, double weight, double response) {
        double delta0 = 1 - response, delta1 = delta0 - weight * (1 - q1);
        var v = groundVariances(gamma, q1, weight, response);
        double byWeight = -(1 - q1);
        return -0.5
                        * gamma
                        * (-Math.log1p(-weight * (1 - q1) / delta0) / (weight * weight)
                                + byWeight / (weight * delta1)
                                + q1 * byWeight / (delta1 * delta1))
                - 0.5 * (v.inner() + v.outer() * (1 - q1));
    }

    @Override
    public boolean responds() {
        return true;
    }

    @Override
    public double groundLoad(double variance, double response) {
        double delta = Math.max(0, 1 - response);
        return variance * delta * delta;
    }
}
