package org.onsager.memory.rsb;

import org.onsager.memory.CovariancePolynomial;

/// A mixed p-spin glass, \(\xi(q) = \frac{\beta'^2\gamma}2\nu(q)\): all the noise there is for \(P > 2\).
/// \(v = \xi'(q)\), \(G = \frac12[\xi(1) - (1-\theta)\xi(q_2) - \theta\xi(q_1)]\). At \(m = 0\) everything
/// depends on \(\beta'\sqrt\gamma\) alone.
///
/// @param nu  the covariance \(\nu\)
public record SpinGlassNoise(CovariancePolynomial nu) implements Noise {

    @Override
    public Variances variances(double betaPrime, double gamma, Overlaps at) {
        double scale = 0.5 * betaPrime * betaPrime * gamma;
        double outer = nu.slope(at.q1());
        return new Variances(scale * outer, scale * Math.max(0, nu.slope(at.q2()) - outer));
    }

    @Override
    public double pressure(double betaPrime, double gamma, Overlaps at) {
        // nu(1) - nu(q2) first: at low temperature both are large and close
        return 0.25
                * betaPrime
                * betaPrime
                * gamma
                * (nu.at(1) - nu.at(at.q2()) + at.theta() * (nu.at(at.q2()) - nu.at(at.q1())));
    }

    @Override
    public double pressureByTheta(double betaPrime, double gamma, Overlaps at) {
        return 0.25 * betaPrime * betaPrime * gamma * (nu.at(at.q2()) - nu.at(at.q1()));
    }

    @Override
    public double pressureByBeta(double betaPrime, double gamma, Overlaps at) {
        return 2 / betaPrime * pressure(betaPrime, gamma, at);
    }

    @Override
    public double varianceSlope(double betaPrime, double gamma, double q) {
        return replicon(betaPrime, gamma, q);
    }

    @Override
    public double replicon(double betaPrime, double gamma, double q2) {
        return 0.5 * betaPrime * betaPrime * gamma * nu.curvature(q2);
    }

    @Override
    public boolean admits(double betaPrime, double gamma, Overlaps at) {
        return true;
    }

    @Override
    public boolean orthogonalStates() {
        return nu.slope(0) == 0 && nu.curvature(0) == 0;
    }

    @Override
    public Variances groundVariances(double gamma, double q1, double weight, double response) {
        double outer = nu.slope(q1);
        return new Variances(0.5 * gamma * outer, 0.5 * gamma * Math.max(0, nu.slope(1) - outer));
    }

    @Override
    public double groundEnergy(double gamma, double q1, double weight, double response) {
        return -0.25 * gamma * weight * (nu.slope(1) - q1 * nu.slope(q1) - (nu.at(1) - nu.at(q1)));
    }

    @Override
    public double groundEnergyByWeight(double gamma, double q1, double weight, double response) {
        return groundEnergy(gamma, q1, 1, response);
    }

    @Override
    public boolean responds() {
        return false;
    }

    @Override
    public double groundLoad(double variance, double response) {
        return 2 * variance / nu.slope(1);
    }
}
