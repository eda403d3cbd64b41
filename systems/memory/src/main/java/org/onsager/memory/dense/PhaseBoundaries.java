package org.onsager.memory.dense;

import java.util.OptionalDouble;
import org.onsager.memory.saddle.Spinodal;
import org.onsager.numerics.ScalarRoot;

/// Where retrieval exists and where it wins, in the plane of load \(\gamma\) and scaled temperature \(T'\).
///
/// For \(P > 2\) every transition out of the ergodic phase is discontinuous, so each has two lines: the spinodal,
/// where the branch ceases to exist, and the first-order line, where its pressure equals that of the phase
/// without retrieval.
///
/// That phase is the paramagnet, or the spin glass where one exists with the *smaller* pressure: two-replica
/// overlaps extremise the pressure the other way round than magnetisations. The paramagnet's \(\ln 2 +
/// \beta'^2\gamma\,\nu(1)/4\) is the annealed pressure, an upper bound by Jensen's inequality; taking the largest
/// of all pressures would let it win at every low temperature, with negative entropy.
///
/// @param theory  order, convention and law
public record PhaseBoundaries(RsTheory theory) {

    /// The largest load at which retrieval exists at `temperature` \(T'\), the spinodal in \(\gamma\); empty
    /// where it does not even exist at zero load. Bisection, then Newton's method on the fold.
    public OptionalDouble retrievalSpinodal(double temperature) {
        requireTemperature(temperature);
        if (temperature == 0)
            return OptionalDouble.of(new GroundState(theory).capacity().gamma());
        if (!exists(temperature, 0)) return OptionalDouble.empty();
        double beyond = new GroundState(theory).capacity().gamma();
        while (exists(temperature, beyond)) beyond *= 2;
        return OptionalDouble.of(Spinodal.standard()
                .find(gamma -> theory.unchecked(1 / temperature, gamma), start(), this::retrieves, 0, beyond)
                .parameter());
    }

    /// The largest \(T'\) at which retrieval exists at load `gamma`; empty if there is none down to \(T' =
    /// 0.02\).
    public OptionalDouble retrievalSpinodalTemperature(double gamma) {
        double step = 0.1, last = 0.02;
        if (!exists(last, gamma)) {
            // the line bends back at low temperature: look for the tongue above
            last = step;
            while (last < theory.order() && !exists(last, gamma)) last += step;
            if (last >= theory.order()) return OptionalDouble.empty();
        }
        double beyond = last + step;
        while (exists(beyond, gamma)) {
            last = beyond;
            beyond += step;
        }
        return OptionalDouble.of(Spinodal.standard()
                .find(temperature -> theory.unchecked(1 / temperature, gamma), start(), this::retrieves, last, beyond)
                .parameter());
    }

    /// The load at which retrieval stops being the phase of largest pressure at `temperature`; empty if it never
    /// is.
    public OptionalDouble retrievalTransition(double temperature) {
        requireTemperature(temperature);
        var spinodal = retrievalSpinodal(temperature);
        if (spinodal.isEmpty() || advantage(temperature, 0) <= 0) return OptionalDouble.empty();
        double edge = spinodal.getAsDouble() * (1 - 1e-9);
        if (advantage(temperature, edge) >= 0) return spinodal;
        return OptionalDouble.of(new ScalarRoot(1e-12, 200)
                .between(gamma -> advantage(temperature, gamma), 0, edge)
                .point());
    }

    /// The \(T'\) above which retrieval stops being the phase of largest pressure at load `gamma`; empty if it
    /// never is.
    public OptionalDouble retrievalTransitionTemperature(double gamma) {
        var spinodal = retrievalSpinodalTemperature(gamma);
        if (spinodal.isEmpty()) return OptionalDouble.empty();
        double high = spinodal.getAsDouble() * (1 - 1e-9);
        if (advantage(high, gamma) >= 0) return spinodal;
        double low = high;
        while (low > 0.02 && !(exists(low, gamma) && advantage(low, gamma) > 0)) low *= 0.8;
        if (low <= 0.02) return OptionalDouble.empty();
        return OptionalDouble.of(new ScalarRoot(1e-13, 200)
                .between(temperature -> advantage(temperature, gamma), low, high)
                .point());
    }

    /// The load above which the spin-glass solution exists at `temperature`; the line is a parabola, because
    /// without retrieval only \(\beta'\sqrt\gamma\) matters. Where \(\nu\) has a quadratic part (full powers at
    /// \(P = 4\)) the glass may set in continuously, at \(T' = \sqrt{\nu_2\gamma}\).
    public double glassSpinodal(double temperature) {
        requireTemperature(temperature);
        double continuous = 2 / theory.covariance().curvature(0);
        double atUnit = Spinodal.standard()
                .find(
                        gamma -> theory.unchecked(1, gamma),
                        Branch.SPIN_GLASS.start(theory.entropy()),
                        state -> state.q() > 0.01,
                        100,
                        1e-3)
                .parameter();
        return temperature * temperature * (atUnit > 0.9 * continuous ? continuous : atUnit);
    }

    /// The load above which the spin glass takes over from the paramagnet at `temperature`.
    public double glassTransition(double temperature) {
        requireTemperature(temperature);
        double lowest = glassSpinodal(1) * (1 + 1e-9);
        double square = temperature * temperature;
        if (glassLead(lowest) >= 0) return square * lowest;
        double high = 2 * lowest;
        while (glassLead(high) < 0) high *= 2;
        return square
                * new ScalarRoot(1e-12, 200)
                        .between(this::glassLead, lowest, high)
                        .point();
    }

    /// How far the pressure of retrieval is above that of the phase without: \(A_R - A_0\), see the class.
    public double advantage(double temperature, double gamma) {
        return pressure(temperature, gamma, Branch.RETRIEVAL) - withoutRetrieval(temperature, gamma);
    }

    private double withoutRetrieval(double temperature, double gamma) {
        double paramagnet = pressure(temperature, gamma, Branch.PARAMAGNET);
        if (gamma == 0) return paramagnet;
        var glass = theory.solve(1 / temperature, gamma, Branch.SPIN_GLASS);
        return glass.frozen() ? Math.min(glass.pressure(), paramagnet) : paramagnet;
    }

    /// Positive where the glass has taken over.
    private double glassLead(double gamma) {
        return pressure(1, gamma, Branch.PARAMAGNET) - pressure(1, gamma, Branch.SPIN_GLASS);
    }

    private double pressure(double temperature, double gamma, Branch branch) {
        return theory.solve(1 / temperature, gamma, branch).pressure();
    }

    private boolean exists(double temperature, double gamma) {
        return theory.solve(1 / temperature, gamma, Branch.RETRIEVAL).retrieves();
    }

    private boolean retrieves(RsOrder state) {
        return state.n() * (1 + theory.entropy()) > 0.1;
    }

    private RsOrder start() {
        return Branch.RETRIEVAL.start(theory.entropy());
    }

    private static void requireTemperature(double temperature) {
        if (!(temperature >= 0) || Double.isInfinite(temperature))
            throw new IllegalArgumentException("T' must be in [0, inf), not " + temperature);
    }
}
