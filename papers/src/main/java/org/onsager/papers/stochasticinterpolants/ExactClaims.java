package org.onsager.papers.stochasticinterpolants;

import java.util.List;
import org.onsager.lab.Trial;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;

/// Claims on exact fields that need no particle: S1, S9, S10 and S16.
final class ExactClaims {
    private static final int POINTS = 50;

    private final Trial trial;

    ExactClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        transport();
        halfWay();
        modes();
        ornsteinUhlenbeck();
    }

    /// The one-dimensional example of the paper's figures.
    static MixtureTruth example(Curve gamma) {
        return new MixtureTruth(Interpolant.linear(gamma), exampleStart(), exampleEnd());
    }

    static GaussianMixture exampleStart() {
        return GaussianMixture.line(new double[] {0.5, 0.5}, new double[] {-3, 3}, new double[] {0.25, 0.25});
    }

    static GaussianMixture exampleEnd() {
        double third = 1.0 / 3;
        return GaussianMixture.line(
                new double[] {third, third, third}, new double[] {-6, 0, 6}, new double[] {0.5, 0.33, 0.5});
    }

    private void transport() {
        var claim = trial.claim("S1");
        double worstResidual = 0, worstIdentity = 0;
        String where = "";
        for (var truth : families()) {
            double residual = residual(truth);
            if (residual > worstResidual) {
                worstResidual = residual;
                where = truth.interpolant().name();
            }
            worstIdentity = Math.max(worstIdentity, identities(truth));
        }
        trial.metric("transport_residual", worstResidual);
        trial.metric("identity_residual", worstIdentity);
        claim.number("largest transport residual", 0, worstResidual, 1e-6)
                .number("largest identity residual", 0, worstIdentity, 1e-12)
                .done("%d families with their gammas, d = 2, %d points each; worst: %s"
                        .formatted(families().size(), 3 * POINTS, where));
    }

    private List<MixtureTruth> families() {
        var stream = trial.random().split("mixtures");
        var start = GaussianMixture.random(2, 2, 1, stream.split("start"));
        var end = GaussianMixture.random(3, 2, 1, stream.split("end"));
        var normal = GaussianMixture.standardNormal(2);
        return List.of(
                new MixtureTruth(Interpolant.linear(Curve.brownian(1)), start, end),
                new MixtureTruth(Interpolant.linear(Curve.quadratic()), start, end),
                new MixtureTruth(Interpolant.linear(Curve.sineSquared()), start, end),
                new MixtureTruth(Interpolant.linear(Curve.plateau(10)), start, end),
                new MixtureTruth(Interpolant.trig(Curve.brownian(1)), start, end),
                new MixtureTruth(Interpolant.varianceExactTrig(Curve.brownian(0.5)), start, end),
                new MixtureTruth(Interpolant.encodingDecoding(Curve.sineSquared()), start, end),
                new MixtureTruth(Interpolant.encodingDecoding(Curve.brownian(1)), start, end),
                new MixtureTruth(Interpolant.oneSidedLinear(), normal, end),
                new MixtureTruth(Interpolant.oneSidedTrig(), normal, end),
                new MixtureTruth(Interpolant.scoreBasedDiffusion(), normal, end),
                MixtureTruth.mirror(Interpolant.mirror(Curve.brownian(1)), end));
    }

    /// Largest \(|\partial_t\log\rho + \nabla\cdot b + b\cdot s|\), the rate by a five-point difference.
    private double residual(MixtureTruth truth) {
        double worst = 0, h = 5e-4;
        // times whose differences stay off 1/2, where some coefficients have a kink in the second derivative
        for (double t : new double[] {0.11, 0.4, 0.83}) {
            double[] x = points(truth, t);
            var b = new double[x.length];
            var s = new double[x.length];
            var divergence = new double[POINTS];
            truth.field(Quantity.VELOCITY).divergence(t, x, POINTS, b, divergence);
            truth.field(Quantity.SCORE).at(t, x, POINTS, s);
            double[] p1 = truth.logDensity(t + h, x), m1 = truth.logDensity(t - h, x);
            double[] p2 = truth.logDensity(t + 2 * h, x), m2 = truth.logDensity(t - 2 * h, x);
            for (int i = 0; i < POINTS; i++) {
                double rate = (8 * (p1[i] - m1[i]) - (p2[i] - m2[i])) / (12 * h);
                worst = Math.max(
                        worst, Math.abs(rate + divergence[i] + b[2 * i] * s[2 * i] + b[2 * i + 1] * s[2 * i + 1]));
            }
        }
        return worst;
    }

    private double[] points(MixtureTruth truth, double t) {
        return truth.draw(t, trial.random().split(truth.interpolant().name()).at((long) (1000 * t)), POINTS)
                .values();
    }

    private double identities(MixtureTruth truth) {
        double worst = 0;
        var interpolant = truth.interpolant();
        for (double t : new double[] {0.11, 0.4, 0.83}) {
            double[] x = points(truth, t);
            double[] b = at(truth, Quantity.VELOCITY, t, x), v = at(truth, Quantity.PARTIAL_VELOCITY, t, x);
            double[] s = at(truth, Quantity.SCORE, t, x), eta0 = at(truth, Quantity.START, t, x);
            double[] eta1 = at(truth, Quantity.END, t, x), etaZ = at(truth, Quantity.DENOISER, t, x);
            boolean oneSided = interpolant.shape() == Interpolant.Shape.ONE_SIDED;
            double gamma = interpolant.gamma().at(t),
                    noise = interpolant.noise().at(t);
            for (int i = 0; i < x.length; i++) {
                double whole = interpolant.alpha().at(t) * eta0[i]
                        + interpolant.beta().at(t) * eta1[i]
                        + (oneSided ? 0 : gamma * etaZ[i]);
                double rate = interpolant.alpha().rate(t) * eta0[i]
                        + interpolant.beta().rate(t) * eta1[i]
                        + (oneSided ? 0 : interpolant.gamma().rate(t) * etaZ[i]);
                double scale = Math.max(1, Math.abs(x[i])), speed = Math.max(1, Math.abs(b[i]));
                worst = Math.max(worst, Math.abs(whole - x[i]) / scale);
                worst = Math.max(worst, Math.abs(rate - b[i]) / speed);
                worst = Math.max(worst, Math.abs(v[i] - interpolant.gamma().product(t) * s[i] - b[i]) / speed);
                worst = Math.max(worst, Math.abs(noise * s[i] + etaZ[i]) / Math.max(1, Math.abs(etaZ[i])));
            }
        }
        return worst;
    }

    static double[] at(MixtureTruth truth, Quantity quantity, double t, double[] x) {
        var out = new double[x.length];
        truth.field(quantity).at(t, x, x.length / truth.dimension(), out);
        return out;
    }

    private void halfWay() {
        var stream = trial.random().split("half way");
        var truth = new MixtureTruth(
                Interpolant.encodingDecoding(Curve.sineSquared()),
                GaussianMixture.random(2, 3, 3, stream.split("start")),
                GaussianMixture.random(3, 3, 3, stream.split("end")));
        var x = new double[300];
        stream.fillNormal(x);
        double[] found = truth.logDensity(0.5, x);
        double[] expected = GaussianMixture.standardNormal(3).logDensity(x);
        double worst = 0;
        for (int i = 0; i < 100; i++) worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        trial.claim("S9")
                .number("largest difference of log-densities from N(0, I)", 0, worst, 1e-12)
                .done("2 and 3 components in d = 3, 100 points");
    }

    private void modes() {
        var claim = trial.claim("S10");
        Curve[] gammas = {Curve.zero(), Curve.brownian(1), Curve.brownian(2)};
        double[] expected = {0.00091, 0.0276, 0.0602};
        // as many digits as are published
        double[] tolerance = {1e-5, 5e-5, 5e-5};
        String[] names = {"gamma = 0", "a = 1", "a = 2"};
        for (int k = 0; k < 3; k++) {
            var law = example(gammas[k]);
            double density = Math.exp(law.logDensity(0.5, new double[] {0})[0]);
            int modes = modes(law);
            trial.metric("density_half_way_" + k, density);
            trial.metric("modes_half_way_" + k, modes);
            claim.number("rho(1/2, 0), " + names[k], expected[k], density, tolerance[k]);
            if (k == 0) claim.number("modes of rho(1/2), gamma = 0", 4, modes, 0);
        }
        claim.done("closed form; modes counted on a grid of 8,001 points");
    }

    private static int modes(MixtureTruth truth) {
        int n = 8_001;
        var x = new double[n];
        for (int i = 0; i < n; i++) x[i] = -10 + 20.0 * i / (n - 1);
        double[] log = truth.logDensity(0.5, x);
        int count = 0;
        for (int i = 1; i + 1 < n; i++) if (log[i] > log[i - 1] && log[i] >= log[i + 1]) count++;
        return count;
    }

    /// The law of \(Z_s = e^{-s} Z_0 + \sqrt{1 - e^{-2s}}\,\xi\) written down directly, against the family's.
    private void ornsteinUhlenbeck() {
        double[] weights = {0.2, 0.5, 0.3}, means = {-2, 0.5, 3}, variances = {0.4, 1, 0.1};
        var truth = new MixtureTruth(
                Interpolant.scoreBasedDiffusion(),
                GaussianMixture.standardNormal(1),
                GaussianMixture.line(weights, means, variances));
        double worst = 0;
        for (double s : new double[] {0.01, 0.1, 0.5, 1, 3}) {
            double decay = Math.exp(-s), noise = -Math.expm1(-2 * s);
            for (double x = -4; x <= 4; x += 0.5) {
                double density = 0, slope = 0;
                for (int j = 0; j < 3; j++) {
                    double variance = decay * decay * variances[j] + noise, z = x - decay * means[j];
                    double w = weights[j] * Math.exp(-0.5 * z * z / variance) / Math.sqrt(variance);
                    density += w;
                    slope -= w * z / variance;
                }
                double found = at(truth, Quantity.SCORE, decay, new double[] {x})[0];
                worst = Math.max(worst, Math.abs(found - slope / density) / Math.max(1, Math.abs(found)));
            }
        }
        trial.claim("S16")
                .number("largest relative difference of the scores", 0, worst, 1e-12)
                .done("three components on the line, s = 0.01 to 3, 17 points each");
    }
}
