package org.onsager.memory.dense;

import org.hipparchus.special.Erf;
import org.onsager.memory.saddle.GaussianTanh;
import org.onsager.memory.saddle.MeanField;
import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.numerics.ScalarMaximum;

/// The zero-temperature limit of a replica-symmetric theory: fields, overlaps and capacity.
///
/// With \(\kappa_0 = \frac P2(1+\rho)^{P/2-1}n^{P-1}\), noise \(s_w^2 = \frac\gamma2\nu'(1)\) and \(u =
/// \kappa_0/s_w\): \(m(u) = E\,\mathrm{erf}(ux/\sqrt2)\), \(n(u) = E\,x\,\mathrm{erf}(ux/\sqrt2)/(1+\rho)\). Read
/// backwards this gives the load as a function of \(u\), \(\gamma(u) = 2\kappa_0(n(u))^2/(\nu'(1)u^2)\), whose
/// maximum is the capacity: no bisection and no critical slowing down. At \(\rho = 0\), distinct indices, it is
/// \(\gamma(y) = \frac P4\mathrm{erf}(y)^{2P-2}/y^2\), \(y = u/\sqrt2\).
///
/// Immutable.
public final class GroundState {
    private final RsTheory theory;

    /// @param theory  the theory whose limit this is
    public GroundState(RsTheory theory) {
        this.theory = theory;
    }

    /// The solution on a branch. The pressure diverges like \(\beta' e\): it is reported infinite, and `energy`
    /// is \(-e\).
    ///
    /// @param gamma  load, at least 0
    public RsSolution solve(double gamma, Branch branch) {
        if (!(gamma >= 0) || Double.isInfinite(gamma))
            throw new IllegalArgumentException("gamma must be in [0, inf), not " + gamma);
        double noise = Math.sqrt(0.5 * gamma * theory.covariance().slope(1));
        if (branch != Branch.RETRIEVAL) return describe(branch, 0, noise, gamma, 0, 0, SaddlePoint.Status.CONVERGED);
        if (noise == 0) {
            double n = meanExampleSign(Double.POSITIVE_INFINITY);
            return describe(branch, n, 0, 0, 0, 1, SaddlePoint.Status.CONVERGED);
        }
        var start = Branch.RETRIEVAL.start(theory.entropy()).n();
        var point = SaddlePointSolver.standard().solve(new Iteration(noise), start);
        return describe(branch, point.state(), noise, gamma, point.residual(), point.iterations(), point.status());
    }

    /// The largest load at which an archetype is retrieved, with the overlap there.
    ///
    /// @param gamma  \(\gamma_c\)
    /// @param overlap  \(m\) at \(\gamma_c\)
    public record Capacity(double gamma, double overlap) {}

    /// The capacity: a scan of \(\gamma(u)\) for the highest peak, then golden section.
    public Capacity capacity() {
        int points = 400;
        double low = Math.log(1e-2), high = Math.log(1e3);
        int best = 0;
        double highest = -1;
        for (int i = 0; i <= points; i++) {
            double gamma = load(Math.exp(low + (high - low) * i / points));
            if (gamma > highest) {
                highest = gamma;
                best = i;
            }
        }
        double step = (high - low) / points;
        var peak = ScalarMaximum.standard()
                .between(u -> load(Math.exp(u)), low + step * (best - 1), low + step * (best + 1));
        return new Capacity(peak.value(), meanSign(Math.exp(peak.point())));
    }

    /// The load at which the retrieved state has signal-to-noise ratio `u`.
    double load(double u) {
        double kappa = signal(meanExampleSign(u));
        return 2 * kappa * kappa / (theory.covariance().slope(1) * u * u);
    }

    private RsSolution describe(
            Branch branch,
            double n,
            double noise,
            double gamma,
            double residual,
            int iterations,
            SaddlePoint.Status status) {
        double kappa = signal(n);
        double m = kappa == 0 ? 0 : meanSign(kappa / noise);
        double density = noise == 0 && theory.entropy() == 0 ? 0 : fieldDensity(kappa, noise);
        // C = lim beta' (1 - q) = 2 p(0): the O(1) term of the pressure is - gamma nu'' C^2 / 8
        double entropy = -0.5 * gamma * theory.covariance().curvature(1) * density * density;
        double pressurePerBeta = meanModulus(kappa, noise)
                - 0.5
                        * (theory.order() - 1)
                        * RsTheory.power(1 + theory.entropy(), 0.5 * theory.order())
                        * RsTheory.power(n, theory.order());
        double stability = gamma > 0 && density > 0 ? Double.NEGATIVE_INFINITY : 1;
        return new RsSolution(
                branch,
                m,
                n,
                branch == Branch.PARAMAGNET ? 0 : 1,
                Double.POSITIVE_INFINITY,
                -pressurePerBeta,
                entropy,
                stability,
                residual,
                iterations,
                status);
    }

    private double signal(double n) {
        return 0.5
                * theory.order()
                * RsTheory.power(1 + theory.entropy(), 0.5 * theory.order() - 1)
                * RsTheory.power(n, theory.order() - 1);
    }

    /// \(E\,\mathrm{sgn}(\kappa_0 x + s_w z)\) at \(u = \kappa_0/s_w\), infinite \(u\) included.
    private double meanSign(double u) {
        return switch (theory.law()) {
            case ExampleLaw.Gaussian gaussian -> Erf.erf(ratio(u, gaussian.entropy()) / Math.sqrt(2));
            case ExampleLaw.Binomial binomial -> {
                double[] x = binomial.values(), p = binomial.probabilities();
                double sum = 0;
                for (int b = 0; b < x.length; b++) sum += p[b] * sign(u, x[b]);
                yield sum;
            }
        };
    }

    /// \(E\,x\,\mathrm{sgn}(\kappa_0 x + s_w z)/(1+\rho)\).
    private double meanExampleSign(double u) {
        double rho = theory.entropy();
        return switch (theory.law()) {
            case ExampleLaw.Gaussian _ -> {
                double ratio = ratio(u, rho);
                double tail =
                        rho == 0 ? 0 : rho * ratio * Math.sqrt(2 / Math.PI) * StrictMath.exp(-0.5 * ratio * ratio);
                yield (Erf.erf(ratio / Math.sqrt(2)) + tail) / (1 + rho);
            }
            case ExampleLaw.Binomial binomial -> {
                double[] x = binomial.values(), p = binomial.probabilities();
                double sum = 0;
                for (int b = 0; b < x.length; b++) sum += p[b] * x[b] * sign(u, x[b]);
                yield sum / (1 + rho);
            }
        };
    }

    private static double sign(double u, double x) {
        // infinity times zero: a tie of the vote counts for nothing
        return x == 0 ? 0 : Erf.erf(u * x / Math.sqrt(2));
    }

    /// \(\kappa_0/s_0\) with the example noise in \(s_0^2 = \kappa_0^2\rho + s_w^2\).
    private static double ratio(double u, double rho) {
        if (Double.isInfinite(u)) return 1 / Math.sqrt(rho);
        return u / Math.sqrt(1 + rho * u * u);
    }

    /// Density of the field at zero.
    private double fieldDensity(double kappa, double noise) {
        return switch (theory.law()) {
            case ExampleLaw.Gaussian gaussian -> {
                double s = Math.sqrt(kappa * kappa * gaussian.entropy() + noise * noise);
                yield s == 0 ? 0 : GaussianTanh.density(kappa, s);
            }
            case ExampleLaw.Binomial binomial -> {
                if (noise == 0) yield 0;
                double[] x = binomial.values(), p = binomial.probabilities();
                double sum = 0;
                for (int b = 0; b < x.length; b++) sum += p[b] * GaussianTanh.density(kappa * x[b], noise);
                yield sum;
            }
        };
    }

    private double meanModulus(double kappa, double noise) {
        return switch (theory.law()) {
            case ExampleLaw.Gaussian gaussian ->
                GaussianTanh.meanModulus(kappa, Math.sqrt(kappa * kappa * gaussian.entropy() + noise * noise));
            case ExampleLaw.Binomial binomial -> {
                double[] x = binomial.values(), p = binomial.probabilities();
                double sum = 0;
                for (int b = 0; b < x.length; b++) sum += p[b] * GaussianTanh.meanModulus(kappa * x[b], noise);
                yield sum;
            }
        };
    }

    /// \(n \leftarrow n(u(n))\).
    private final class Iteration implements MeanField<Double> {
        private final double noise;

        Iteration(double noise) {
            this.noise = noise;
        }

        @Override
        public Double next(Double n) {
            return meanExampleSign(signal(n) / noise);
        }

        @Override
        public double pressure(Double n) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double[] coordinates(Double n) {
            return new double[] {n};
        }

        @Override
        public Double at(double[] coordinates) {
            return coordinates[0];
        }

        @Override
        public boolean admits(double[] coordinates) {
            return coordinates[0] >= 0 && coordinates[0] <= 10;
        }
    }
}
