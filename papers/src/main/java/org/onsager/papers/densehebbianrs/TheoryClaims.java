package org.onsager.papers.densehebbianrs;

import org.hipparchus.special.Erf;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.dense.GroundState;
import org.onsager.memory.dense.IndexConvention;
import org.onsager.memory.dense.PhaseBoundaries;
import org.onsager.memory.dense.RsTheory;
import org.onsager.memory.montecarlo.RealPatterns;

/// Claims that need no simulation: D1 to D6 and D9 to D12.
final class TheoryClaims {
    private final Trial trial;

    TheoryClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        capacity();
        spinodal();
        ferromagnet();
        nishimori();
        points();
        entropyLowersCapacity();
        fullPowers();
        factoredFields();
        examplesAlone();
    }

    private void capacity() {
        int[] orders = {4, 6, 8};
        double[] expected = {0.395720, 0.473039, 0.558801};
        double[] overlaps = {0.917922, 0.961987};
        var claim = trial.claim("D1");
        for (int k = 0; k < orders.length; k++) {
            var capacity = new GroundState(RsTheory.of(orders[k], 0)).capacity();
            trial.metric("gamma_c_P" + orders[k], capacity.gamma());
            claim.number("gamma_c(P = %d)".formatted(orders[k]), expected[k], capacity.gamma(), 1e-5);
            if (k < 2) claim.number("m_c(P = %d)".formatted(orders[k]), overlaps[k], capacity.overlap(), 1e-5);
        }
        claim.done("maximum of gamma(u), the load read off the ground state backwards");
    }

    private void spinodal() {
        double[] temperatures = {0.1, 0.2, 0.5, 0.8};
        double[] expected = {0.41738, 0.43534, 0.45909, 0.27322};
        var boundaries = new PhaseBoundaries(RsTheory.of(4, 0));
        var claim = trial.claim("D2");
        for (int k = 0; k < temperatures.length; k++)
            claim.number(
                    "gamma_max(T' = %s)".formatted(temperatures[k]),
                    expected[k],
                    boundaries.retrievalSpinodal(temperatures[k]).orElse(Double.NaN),
                    5e-4);
        claim.done("bisection, then Newton's method on the fold");
    }

    private void ferromagnet() {
        var claim = trial.claim("D3");
        var four = new PhaseBoundaries(RsTheory.of(4, 0));
        var six = new PhaseBoundaries(RsTheory.of(6, 0));
        claim.number(
                "spinodal T' (P = 4)",
                0.991573,
                four.retrievalSpinodalTemperature(0).orElse(Double.NaN),
                1e-5);
        claim.number(
                "spinodal T' (P = 6)",
                1.268161,
                six.retrievalSpinodalTemperature(0).orElse(Double.NaN),
                1e-5);
        claim.number(
                "first-order T' (P = 4)",
                0.725899,
                four.retrievalTransitionTemperature(0).orElse(Double.NaN),
                1e-5);
        claim.number(
                "first-order T' (P = 6)",
                0.721605,
                six.retrievalTransitionTemperature(0).orElse(Double.NaN),
                1e-5);
        claim.number(
                "first-order T' (P = 20) against 1/(2 ln 2)",
                1 / (2 * Math.log(2)),
                new PhaseBoundaries(RsTheory.of(20, 0))
                        .retrievalTransitionTemperature(0)
                        .orElse(Double.NaN),
                1e-5);
        claim.done("fold in T' and equal pressures with the paramagnet");
    }

    private void nishimori() {
        var claim = trial.claim("D4");
        for (int order : new int[] {4, 6})
            for (double gamma : new double[] {0.1, 0.3}) {
                var solution = RsTheory.of(order, 0).solve(1 / gamma, gamma, Branch.RETRIEVAL);
                String at = "(P = %d, gamma = %s)".formatted(order, gamma);
                claim.number("m - q " + at, 0, solution.m() - solution.q(), 1e-9);
                claim.number("u " + at, -0.5, solution.energy(), 1e-9);
                if (order == 4 && gamma == 0.3) claim.number("m " + at, 0.981634, solution.m(), 1e-6);
            }
        claim.done("retrieval solution at T' = gamma; m to the six digits published");
    }

    private void points() {
        var gaussian = RsTheory.of(4, 0.2).solve(5, 0.05, Branch.RETRIEVAL);
        trial.claim("D5")
                .number("m", 0.947545, gaussian.m(), 1e-5)
                .number("n", 0.828888, gaussian.n(), 1e-5)
                .number("q", 0.965525, gaussian.q(), 1e-5)
                .number("A", 1.808419, gaussian.pressure(), 1e-5)
                .done("residual %.1e after %d evaluations".formatted(gaussian.residual(), gaussian.iterations()));
        var exact = new RsTheory(4, IndexConvention.DISTINCT, new ExampleLaw.Binomial(0.5, 15))
                .solve(5, 0.05, Branch.RETRIEVAL);
        trial.claim("D6")
                .number("m", 0.938034, exact.m(), 1e-5)
                .number("n", 0.831414, exact.n(), 1e-5)
                .number("q", 0.964163, exact.q(), 1e-5)
                .done("residual %.1e after %d evaluations".formatted(exact.residual(), exact.iterations()));
    }

    private void entropyLowersCapacity() {
        double[] rhos = {0.05, 0.1, 0.2, 0.3, 0.5, 1};
        double[] expected = {0.31491, 0.26116, 0.19741, 0.16260, 0.12746, 0.09784};
        var claim = trial.claim("D9");
        for (int k = 0; k < rhos.length; k++)
            claim.number(
                    "gamma_c(rho = %s)".formatted(rhos[k]),
                    expected[k],
                    new GroundState(RsTheory.of(4, rhos[k])).capacity().gamma(),
                    5e-4);
        claim.done("Gaussian example means");
    }

    private void fullPowers() {
        var claim = trial.claim("D10");
        int[] orders = {4, 6};
        double[] expected = {0.158288, 0.060068};
        for (int k = 0; k < orders.length; k++) {
            var distinct = RsTheory.of(orders[k], 0);
            double power = new GroundState(distinct.with(IndexConvention.POWER))
                    .capacity()
                    .gamma();
            double factor = IndexConvention.POWER.noiseFactor(orders[k]);
            claim.number("gamma_c(P = %d)".formatted(orders[k]), expected[k], power, 1e-5);
            claim.number(
                    "ratio (P = %d)".formatted(orders[k]),
                    factor,
                    new GroundState(distinct).capacity().gamma() / power,
                    1e-8);
        }
        claim.done("covariance of full powers, nu'(1) = P (2P-3)!!/(P-1)!");
    }

    /// Ten neurons, six real patterns: the sum over all triples of other neurons, term by term.
    private void factoredFields() {
        int sites = 10, count = 6, order = 4;
        var source = trial.random().split("tensor").generator();
        var patterns = RealPatterns.of(count, sites, (_, _) -> source.nextGaussian());
        double secondMoment = 1.3;
        var memory = new DenseHebbian(order, IndexConvention.DISTINCT, patterns, secondMoment);
        var spins = new byte[sites];
        for (int i = 0; i < sites; i++) spins[i] = (byte) (source.nextDouble() < 0.5 ? -1 : 1);
        double[] fields = memory.localFields(spins);
        double worst = 0, largest = 0;
        for (int i = 0; i < sites; i++) {
            double brute = 0;
            for (int mu = 0; mu < count; mu++)
                for (int j = 0; j < sites; j++)
                    for (int k = j + 1; k < sites; k++)
                        for (int l = k + 1; l < sites; l++)
                            if (j != i && k != i && l != i)
                                brute += patterns.value(mu, i)
                                        * patterns.value(mu, j)
                                        * patterns.value(mu, k)
                                        * patterns.value(mu, l)
                                        * (spins[j] * spins[k] * spins[l]);
            brute *= 12 * Math.pow(sites, -3) * Math.pow(secondMoment, -2);
            worst = Math.max(worst, Math.abs(fields[i] - brute));
            largest = Math.max(largest, Math.abs(brute));
        }
        trial.claim("D11")
                .number("largest difference over largest field", 0, worst / largest, 1e-12)
                .done("every triple of other neurons summed term by term");
    }

    private void examplesAlone() {
        double worst = 0, form = 0;
        for (double quality : new double[] {0.3, 0.5, 0.8})
            for (int examples : new int[] {1, 2, 5, 20, 80, 320}) {
                var law = new ExampleLaw.Binomial(quality, examples);
                double reference = zeroLoad(4, law), gaussian = zeroLoad(4, new ExampleLaw.Gaussian(law.entropy()));
                for (int order : new int[] {6, 8}) {
                    worst = Math.max(worst, Math.abs(zeroLoad(order, law) - reference));
                    worst = Math.max(
                            worst, Math.abs(zeroLoad(order, new ExampleLaw.Gaussian(law.entropy())) - gaussian));
                }
                form = Math.max(form, Math.abs(gaussian - Erf.erf(1 / Math.sqrt(2 * law.entropy()))));
            }
        trial.claim("D12")
                .number("largest difference of m over P = 4, 6, 8", 0, worst, 1e-10)
                .number("Gaussian m - erf(1/sqrt(2 rho))", 0, form, 1e-10)
                .done(
                        "18 pairs (r, M), exact and Gaussian law; the exact m depends on (r, M), the Gaussian one on rho");
    }

    private static double zeroLoad(int order, ExampleLaw law) {
        return new RsTheory(order, IndexConvention.DISTINCT, law)
                .solve(Double.POSITIVE_INFINITY, 0, Branch.RETRIEVAL)
                .m();
    }
}
