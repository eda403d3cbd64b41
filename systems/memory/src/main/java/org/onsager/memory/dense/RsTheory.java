package org.onsager.memory.dense;

import org.onsager.memory.CovariancePolynomial;
import org.onsager.memory.saddle.MeanField;
import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.memory.saddle.SaddlePointSolver;

/// The replica-symmetric theory of a dense memory at given order, index convention and law of the example means.
///
/// With \(\kappa = \beta'\frac P2(1+\rho)^{P/2-1}n^{P-1}\) and noise variance \(w =
/// \frac{\beta'^2\gamma}{2}\nu'(q)\), \[ m = E\tanh(\kappa x + \sqrt w z), \quad q = E\tanh^2, \quad n =
/// \frac{E\,x\tanh}{1+\rho}, \] \[ A = E\ln 2\cosh - \frac{\beta'}2(P-1)(1+\rho)^{P/2}n^P
///        + \frac{\beta'^2\gamma}{4}\left[\nu(1)-\nu(q)-(1-q)\nu'(q)\right], \]
/// \(z\) standard normal, \(x\) the example mean; with [IndexConvention#DISTINCT] \(\nu = q^P\). \(A\) is
/// stationary in \((n, q)\) exactly at the equations. For odd \(P\) the symmetry \(\sigma \to -\sigma\) is lost
/// and only \(m \ge 0\) is looked at.
///
/// Source: arXiv:2212.00606; the `POWER` noise by expanding \(s^P\) in Hermite polynomials. Immutable.
///
/// @param order  \(P \ge 3\); the Hopfield network, \(P = 2\), has another noise term and no theory here
/// @param convention  whether repeated indices are left out
/// @param law  of the example means
public record RsTheory(int order, IndexConvention convention, ExampleLaw law) {

    public RsTheory {
        if (order < 3)
            throw new IllegalArgumentException("P must be in [3, inf) for this theory (P = 2, the Hopfield network, has"
                    + " a different noise term), not " + order);
    }

    /// Distinct indices, Gaussian example means.
    ///
    /// @param order  \(P\)
    /// @param rho  dataset entropy, at least 0
    public static RsTheory of(int order, double rho) {
        return new RsTheory(order, IndexConvention.DISTINCT, new ExampleLaw.Gaussian(rho));
    }

    /// This theory under another convention.
    public RsTheory with(IndexConvention convention) {
        return new RsTheory(order, convention, law);
    }

    /// Dataset entropy \(\rho\).
    public double entropy() {
        return law.entropy();
    }

    /// The covariance \(\nu\) of the noise.
    public CovariancePolynomial covariance() {
        return convention.covariance(order);
    }

    /// The solution on a branch by the standard solver.
    ///
    /// @param betaPrime  \(\beta' > 0\); infinite routes to the zero-temperature equations
    /// @param gamma  load \(\gamma \ge 0\)
    /// @param branch  where to start
    /// @return never silently unconverged: see [RsSolution#status()]
    public RsSolution solve(double betaPrime, double gamma, Branch branch) {
        return solve(betaPrime, gamma, branch, SaddlePointSolver.standard());
    }

    /// The solution on a branch by a given solver.
    public RsSolution solve(double betaPrime, double gamma, Branch branch, SaddlePointSolver solver) {
        require(betaPrime, gamma);
        if (betaPrime == Double.POSITIVE_INFINITY) return new GroundState(this).solve(gamma, branch);
        var field = at(betaPrime, gamma);
        if (branch == Branch.PARAMAGNET) {
            var origin = new SaddlePoint<>(
                    branch.start(0), field.pressure(branch.start(0)), 0, 0, SaddlePoint.Status.CONVERGED);
            return describe(betaPrime, gamma, branch, origin);
        }
        return describe(betaPrime, gamma, branch, solver.solve(field, branch.start(entropy())));
    }

    /// The self-consistency equations and the pressure at one point, for the solvers of
    /// [org.onsager.memory.saddle].
    public MeanField<RsOrder> at(double betaPrime, double gamma) {
        require(betaPrime, gamma);
        return unchecked(betaPrime, gamma);
    }

    /// [#at] for searches that may ask outside the valid range and take "not admitted" for an answer.
    MeanField<RsOrder> unchecked(double betaPrime, double gamma) {
        return new Equations(this, covariance(), betaPrime, gamma);
    }

    private RsSolution describe(double betaPrime, double gamma, Branch branch, SaddlePoint<RsOrder> point) {
        double n = point.state().n(), q = point.state().q();
        var equations = new Equations(this, covariance(), betaPrime, gamma);
        var averages = equations.averages(point.state());
        var nu = covariance();
        double energy = -0.5 * power(1 + entropy(), 0.5 * order) * power(n, order)
                - 0.5 * betaPrime * gamma * (nu.at(1) - nu.at(q));
        double stability = 1 - 0.5 * betaPrime * betaPrime * gamma * nu.curvature(q) * averages.c2();
        return new RsSolution(
                branch,
                averages.m(),
                n,
                q,
                point.pressure(),
                energy,
                point.pressure() + betaPrime * energy,
                stability,
                point.residual(),
                point.iterations(),
                point.status());
    }

    private static void require(double betaPrime, double gamma) {
        if (!(betaPrime > 0)) throw new IllegalArgumentException("beta' must be in (0, inf], not " + betaPrime);
        if (!(gamma >= 0) || Double.isInfinite(gamma))
            throw new IllegalArgumentException("gamma must be in [0, inf), not " + gamma);
    }

    static double power(double base, double exponent) {
        return StrictMath.pow(base, exponent);
    }

    /// \(F(n, q)\) with its Jacobian in closed form.
    private record Equations(RsTheory theory, CovariancePolynomial nu, double betaPrime, double gamma)
            implements MeanField<RsOrder> {

        FieldAverages averages(RsOrder x) {
            return FieldAverages.of(theory.law, signal(x.n(), theory.order - 1), noise(x.q()));
        }

        @Override
        public RsOrder next(RsOrder x) {
            var averages = averages(x);
            return new RsOrder(averages.y() / (1 + theory.entropy()), 1 - averages.c());
        }

        @Override
        public double pressure(RsOrder x) {
            int order = theory.order;
            double rho = theory.entropy(), q = x.q();
            return FieldAverages.logCosh(theory.law, signal(x.n(), order - 1), noise(q))
                    - 0.5 * betaPrime * (order - 1) * power(1 + rho, 0.5 * order) * power(x.n(), order)
                    + 0.25 * betaPrime * betaPrime * gamma * (nu.at(1) - nu.at(q) - (1 - q) * nu.slope(q));
        }

        @Override
        public double[][] jacobian(RsOrder x) {
            var averages = averages(x);
            double kappaByN = (theory.order - 1) * signal(x.n(), theory.order - 2);
            double noiseByQ = 0.5 * betaPrime * betaPrime * gamma * nu.curvature(x.q());
            double scale = 1 / (1 + theory.entropy());
            return new double[][] {
                {scale * averages.yByKappa() * kappaByN, scale * averages.yByNoise() * noiseByQ},
                {-averages.cByKappa() * kappaByN, -averages.cByNoise() * noiseByQ}
            };
        }

        @Override
        public double[] coordinates(RsOrder x) {
            return new double[] {x.n(), x.q()};
        }

        @Override
        public RsOrder at(double[] coordinates) {
            return new RsOrder(coordinates[0], coordinates[1]);
        }

        @Override
        public boolean admits(double[] x) {
            return Math.abs(x[0]) <= 10 && x[1] >= 0 && x[1] <= 1.01 && betaPrime > 0 && gamma >= 0;
        }

        /// \(\beta'\frac P2(1+\rho)^{P/2-1}n^e\): \(\kappa\) at exponent \(P - 1\).
        private double signal(double n, int exponent) {
            return 0.5
                    * betaPrime
                    * theory.order
                    * power(1 + theory.entropy(), 0.5 * theory.order - 1)
                    * power(n, exponent);
        }

        private double noise(double q) {
            return 0.5 * betaPrime * betaPrime * gamma * nu.slope(q);
        }
    }
}
