package org.onsager.memory.rsb;

/// What the patterns that are not retrieved do to the one that is: the local fields' variances at each level of
/// the overlaps' hierarchy, and their share \(G\) of the pressure.
///
/// With \(v_1, v_2\) the variances that belong to \(q_1 \le q_2\), one step of breaking at weight \(\theta\) has
/// \[ A = \ln 2 + \tfrac1\theta E_1\ln E_2\cosh^\theta g - \tfrac{\beta'}2(P-1)m^P + G(q_1, q_2, \theta)
///        - \tfrac12 v_2 (1 - q_2) - \tfrac\theta2 (v_2 q_2 - v_1 q_1), \]
/// and \(v\) is what makes it stationary in \(q\). At \(q_1 = q_2\) nothing depends on \(\theta\).
public sealed interface Noise permits SpinGlassNoise, HopfieldNoise {

    /// Overlaps of one step of breaking.
    ///
    /// @param q1  between different states
    /// @param q2  inside a state, at least `q1`
    /// @param theta  weight, in \((0, 1]\)
    record Overlaps(double q1, double q2, double theta) {}

    /// Variances of the local field.
    ///
    /// @param outer  \(v_1\), common to all states
    /// @param inner  \(v_2 - v_1\), of each state its own
    record Variances(double outer, double inner) {}

    /// Variances at finite temperature.
    ///
    /// @param betaPrime  \(\beta'\)
    /// @param gamma  load
    Variances variances(double betaPrime, double gamma, Overlaps at);

    /// \(G\).
    double pressure(double betaPrime, double gamma, Overlaps at);

    /// \(\partial G/\partial\theta\) at fixed overlaps.
    double pressureByTheta(double betaPrime, double gamma, Overlaps at);

    /// \(\partial G/\partial\beta'\) at fixed overlaps.
    double pressureByBeta(double betaPrime, double gamma, Overlaps at);

    /// \(dv/dq\) at \(q_1 = q_2 = q\).
    double varianceSlope(double betaPrime, double gamma, double q);

    /// What multiplies \(E\,\mathrm{sech}^4\) in the stability of a state against (further) breaking; \(\xi''\)
    /// of a spin glass.
    double replicon(double betaPrime, double gamma, double q2);

    /// Whether the equations make sense there: the Gaussian modes of the Hopfield noise must not condense.
    boolean admits(double betaPrime, double gamma, Overlaps at);

    /// Whether different glass states are orthogonal, \(q_1 = 0\) at \(m = 0\): no quadratic part.
    boolean orthogonalStates();

    /// The zero-temperature limit of the variances over \(\beta'^2\).
    ///
    /// @param q1  between states
    /// @param weight  \(D = \lim \beta'\theta\)
    /// @param response  \(\chi = \lim\beta'(1-q_2)\)
    Variances groundVariances(double gamma, double q1, double weight, double response);

    /// The limit of all of \(A/\beta'\) that is not field or signal.
    double groundEnergy(double gamma, double q1, double weight, double response);

    /// Derivative of [#groundEnergy] by \(D\) at fixed overlaps *and variances*.
    double groundEnergyByWeight(double gamma, double q1, double weight, double response);

    /// Whether the response \(\chi\) enters at zero temperature; it drops out of a spin glass.
    boolean responds();

    /// The load at which the field of a replica-symmetric ground state has this variance.
    ///
    /// @param variance  \(V > 0\), over \(\beta'^2\)
    /// @param response  \(\chi\), twice the density of fields at 0
    double groundLoad(double variance, double response);
}
