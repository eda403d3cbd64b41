package org.onsager.memory.rsb;

import java.util.List;
import java.util.Optional;
import org.onsager.memory.CovariancePolynomial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.IndexConvention;
import org.onsager.memory.dense.RsSolution;
import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.memory.saddle.SaddlePointSolver;

/// The theory of one model, replica-symmetric and with one step of breaking: saddle points at any temperature,
/// ground states, capacities, glass temperatures, complexity, exact finite networks.
///
/// Equations, with \(g = \beta'\frac P2m^{P-1} + \sqrt{v_1}z_1 + \sqrt{v_2-v_1}z_2\) and \(w = \cosh^\theta
/// g/E_2\cosh^\theta g\):
/// \[ m = E_1E_2[w\tanh g], \quad q_1 = E_1(E_2[w\tanh g])^2, \quad q_2 = E_1E_2[w\tanh^2g], \quad
/// \partial_\theta A = 0, \]
/// variances and pressure as in [Noise]. The pressure is least in \(q\) and \(\theta\): \(A_{1RSB} \le A_{RS}\).
///
/// Immutable; any number of threads may share one.
public final class RsbSolver {
    private final int order;
    private final Noise noise;
    private final Optional<GlassTemperatures> temperatures;

    /// @param order  \(P \ge 2\) of the signal
    /// @param noise  of the patterns that are not retrieved
    public RsbSolver(int order, Noise noise) {
        if (order < 2) throw new IllegalArgumentException("P must be in [2, inf), not " + order);
        this.order = order;
        this.noise = noise;
        this.temperatures = noise instanceof SpinGlassNoise glass && noise.orthogonalStates()
                ? Optional.of(GlassTemperatures.of(glass.nu()))
                : Optional.empty();
    }

    /// A mixed p-spin glass with a ferromagnetic bias of order `order`.
    ///
    /// @param nu  its covariance, with \(\nu'(1) > 0\)
    public RsbSolver(int order, CovariancePolynomial nu) {
        this(order, new SpinGlassNoise(requireGlass(nu)));
    }

    private static CovariancePolynomial requireGlass(CovariancePolynomial nu) {
        if (!(nu.slope(1) > 0)) throw new IllegalArgumentException("nu must have a part of order 1 or more, not " + nu);
        return nu;
    }

    /// The dense memory of distinct indices, \(\nu = q^P\). At \(P = 2\) this is the hard glass alone
    /// (Sherrington and Kirkpatrick with a bias); see [#hopfield].
    public static RsbSolver of(int order) {
        if (order < 2) throw new IllegalArgumentException("P must be in [2, inf), not " + order);
        return new RsbSolver(order, CovariancePolynomial.pure(order));
    }

    /// The dense memory under an index convention.
    public static RsbSolver of(int order, IndexConvention convention) {
        if (order < 2) throw new IllegalArgumentException("P must be in [2, inf), not " + order);
        return new RsbSolver(order, convention.covariance(order));
    }

    /// The Hopfield network: \(P = 2\), hard and soft noise, \(\gamma = K/N\).
    public static RsbSolver hopfield() {
        return new RsbSolver(2, new HopfieldNoise());
    }

    /// \(P\).
    public int order() {
        return order;
    }

    /// The noise.
    public Noise noise() {
        return noise;
    }

    /// The replica-symmetric solution on a branch; `n` is \(m\).
    ///
    /// @param betaPrime  \(\beta' > 0\); infinite for zero temperature
    /// @param gamma  load, at least 0
    public RsSolution rs(double betaPrime, double gamma, Branch branch) {
        require(betaPrime, gamma);
        if (betaPrime == Double.POSITIVE_INFINITY) return symmetricGround(gamma, branch);
        return new FiniteTemperature(model(betaPrime, gamma)).symmetric(branch);
    }

    /// The solution with one step of breaking on a branch. That there is none is an answer, told by
    /// [RsbSolution#status()].
    ///
    /// @param betaPrime  \(\beta' > 0\); infinite for zero temperature
    /// @param gamma  load, at least 0
    public RsbSolution oneRsb(double betaPrime, double gamma, Branch branch) {
        require(betaPrime, gamma);
        if (betaPrime == Double.POSITIVE_INFINITY) return ground(gamma, branch);
        return new FiniteTemperature(model(betaPrime, gamma)).broken(branch, null, frozen(betaPrime, gamma));
    }

    /// The same from the solution at a neighbouring point, to follow a branch beyond the end of the symmetric
    /// one.
    ///
    /// @param near  where to start
    public RsbSolution oneRsb(double betaPrime, double gamma, Branch branch, RsbOrder near) {
        require(betaPrime, gamma);
        require(near);
        if (betaPrime == Double.POSITIVE_INFINITY) return ground(gamma, branch);
        return new FiniteTemperature(model(betaPrime, gamma)).broken(branch, near, frozen(betaPrime, gamma));
    }

    /// The saddle point at fixed weight \(\theta\), by iteration of \(m\), \(q_1\) and \(q_2\) from a start; not
    /// stationary in \(\theta\).
    ///
    /// @param start  its \(\theta\) is kept
    public SaddlePoint<RsbOrder> atWeight(double betaPrime, double gamma, RsbOrder start) {
        require(betaPrime, gamma);
        require(start);
        var equations = new OneStepEquations(model(betaPrime, gamma), start.theta(), true, true);
        return SaddlePointSolver.standard().solve(equations, start);
    }

    /// Pressure at any order parameters, stationary at solutions.
    public double pressure(double betaPrime, double gamma, RsbOrder at) {
        require(betaPrime, gamma);
        require(at);
        var model = model(betaPrime, gamma);
        return model.pressure(at, model.averages(at));
    }

    /// How much the pressure moves when the steps of both quadratures are halved.
    public double quadratureError(double betaPrime, double gamma, RsbOrder at) {
        require(betaPrime, gamma);
        require(at);
        var model = model(betaPrime, gamma);
        return Math.abs(model.pressure(at, model.averages(at)) - model.pressure(at, model.refined(at)));
    }

    /// The broken ground state of a branch.
    ///
    /// @param gamma  load, above 0
    /// @param branch  retrieval, or spin glass
    public GroundSolution groundState(double gamma, Branch branch) {
        require(Double.POSITIVE_INFINITY, gamma);
        if (!(gamma > 0)) throw new IllegalArgumentException("gamma must be in (0, inf), not " + gamma);
        if (branch == Branch.PARAMAGNET)
            throw new IllegalArgumentException("branch must be RETRIEVAL or SPIN_GLASS, not " + branch);
        return new ZeroTemperature(order, noise).solve(gamma, branch);
    }

    /// The broken ground states of retrieval from load `lowest` up to the end of the branch and back on the
    /// unstable side.
    public List<GroundSolution> retrievalCurve(double lowest) {
        require(1, lowest);
        return new ZeroTemperature(order, noise).follow(lowest);
    }

    /// How many steps of breaking a theory has.
    public enum Level {
        RS,
        ONE_RSB
    }

    /// The largest load at which a pattern is retrieved at zero temperature.
    ///
    /// @param gamma  \(\gamma_c\)
    /// @param order  the state there
    public record Capacity(double gamma, GroundOrder order) {}

    /// The zero-temperature capacity.
    ///
    /// @throws org.onsager.numerics.DivergedException if the broken branch is not found
    public Capacity capacity(Level level) {
        var zero = new ZeroTemperature(order, noise);
        var end = level == Level.RS ? zero.symmetricCapacity() : zero.capacity();
        return new Capacity(end.gamma(), end.order());
    }

    /// Dynamical and static temperature of the glass at \(\gamma = 1\); they scale as \(\sqrt\gamma\). Empty
    /// where the transition is continuous (\(P = 2\) and every noise with a quadratic part).
    public Optional<GlassTemperatures> temperatures() {
        return temperatures;
    }

    /// The complexity of the glass over a grid of weights.
    ///
    /// @param thetaGrid  in \((0, 1]\)
    /// @throws IllegalArgumentException if glass states are not orthogonal
    public Complexity complexity(double betaPrime, double gamma, double[] thetaGrid) {
        require(betaPrime, gamma);
        if (!noise.orthogonalStates())
            throw new IllegalArgumentException("the complexity at q1 = 0 needs a noise without quadratic part");
        var model = model(betaPrime, gamma);
        var finite = new FiniteTemperature(model);
        int count = thetaGrid.length;
        var overlap = new double[count];
        var pressure = new double[count];
        var complexity = new double[count];
        for (int k = 0; k < count; k++) {
            requireTheta(thetaGrid[k]);
            var state = finite.state(thetaGrid[k]);
            var at = model.averages(state);
            double slope = model.pressureByTheta(state, at);
            overlap[k] = state.q2();
            pressure[k] = model.pressure(state, at) + thetaGrid[k] * slope;
            complexity[k] = -thetaGrid[k] * thetaGrid[k] * slope;
        }
        return new Complexity(thetaGrid.clone(), overlap, pressure, complexity);
    }

    /// Exact mean pressures of finite spin glasses of this noise, by enumeration; see [ExactPressure].
    ///
    /// @throws IllegalArgumentException for the Hopfield noise, which is not Gaussian
    public ExactPressure exactPressure(int spins) {
        if (!(noise instanceof SpinGlassNoise glass))
            throw new IllegalArgumentException("exact pressures are those of a spin glass, not of " + noise);
        return new ExactPressure(glass.nu(), spins);
    }

    private RsbModel model(double betaPrime, double gamma) {
        return new RsbModel(order, noise, betaPrime, gamma);
    }

    private boolean frozen(double betaPrime, double gamma) {
        return temperatures
                .map(at -> betaPrime * at.statical() * Math.sqrt(gamma) > 1)
                .orElse(true);
    }

    private RsbSolution ground(double gamma, Branch branch) {
        var symmetric = symmetricGround(gamma, branch);
        if (gamma == 0 || branch == Branch.PARAMAGNET)
            return ground(symmetric, symmetric.m(), 1, RsbStatus.RS_ONLY, 0, 0);
        var found = new ZeroTemperature(order, noise).solve(gamma, branch);
        var x = found.order();
        var at = ground(symmetric, x.m(), x.q1(), found.status(), found.residual(), found.iterations());
        return new RsbSolution(
                branch,
                at.status(),
                at.order(),
                at.pressure(),
                -found.pressure(),
                Double.NaN,
                Double.NaN,
                at.residual(),
                at.iterations(),
                symmetric);
    }

    private static RsbSolution ground(
            RsSolution symmetric, double m, double q1, RsbStatus status, double residual, int iterations) {
        return new RsbSolution(
                symmetric.branch(),
                status,
                new RsbOrder(m, q1, 1, 0),
                Double.POSITIVE_INFINITY,
                symmetric.energy(),
                Double.NaN,
                Double.NaN,
                residual,
                iterations,
                symmetric);
    }

    private RsSolution symmetricGround(double gamma, Branch branch) {
        var zero = new ZeroTemperature(order, noise);
        GroundOrder x;
        boolean there = true;
        if (branch == Branch.RETRIEVAL) {
            x = gamma == 0 ? new GroundOrder(1, 1, 0, 0) : zero.symmetricRetrieval(gamma);
            there = gamma == 0 || gamma < zero.symmetricCapacity().gamma();
        } else x = gamma == 0 ? new GroundOrder(0, 1, 0, 0) : zero.symmetricGlass(gamma);
        double pressure = gamma == 0 ? 0.5 * x.m() : zero.symmetricPressure(gamma, x);
        return new RsSolution(
                branch,
                x.m(),
                x.m(),
                branch == Branch.PARAMAGNET ? 0 : 1,
                Double.POSITIVE_INFINITY,
                -pressure,
                Double.NaN,
                gamma > 0 ? Double.NEGATIVE_INFINITY : 1,
                0,
                0,
                there ? SaddlePoint.Status.CONVERGED : SaddlePoint.Status.NOT_CONVERGED);
    }

    private static void require(double betaPrime, double gamma) {
        if (!(betaPrime > 0)) throw new IllegalArgumentException("beta' must be in (0, inf], not " + betaPrime);
        if (!(gamma >= 0) || Double.isInfinite(gamma))
            throw new IllegalArgumentException("gamma must be in [0, inf), not " + gamma);
    }

    private static void require(RsbOrder at) {
        requireTheta(at.theta());
        if (!(at.q1() >= 0 && at.q1() <= at.q2() && at.q2() <= 1))
            throw new IllegalArgumentException(
                    "0 <= q1 <= q2 <= 1 must hold, not q1 = %s, q2 = %s".formatted(at.q1(), at.q2()));
        if (!(Math.abs(at.m()) <= 1)) throw new IllegalArgumentException("m must be in [-1, 1], not " + at.m());
    }

    private static void requireTheta(double theta) {
        if (!(theta > 0 && theta <= 1)) throw new IllegalArgumentException("theta must be in (0, 1], not " + theta);
    }
}
