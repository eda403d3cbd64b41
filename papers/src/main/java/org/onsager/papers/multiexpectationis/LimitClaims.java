package org.onsager.papers.multiexpectationis;

import java.util.ArrayList;
import java.util.List;
import org.onsager.inference.importance.Gaussian;
import org.onsager.inference.importance.Law;
import org.onsager.inference.importance.LawMixture;
import org.onsager.inference.importance.MixtureWeights;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;

/// Claims by quadrature alone: M4, M5, M6, M12.
final class LimitClaims {
    private static final double END = 40;
    private static final int NODES = 8001;
    private final Trial trial;

    LimitClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        single();
        pairs();
        zeroVariance();
        convexity();
    }

    private void single() {
        var components = new ArrayList<Law>();
        for (int j = 1; j <= GaussianMoments.COUNT; j++)
            components.add(Gaussian.diagonal(new double[1], new double[] {2 * j + 1}));
        var limit = new Limit(components);
        var with = limit.optimum(true);
        var without = limit.optimum(false);
        trial.metric("limit_sg_controls", with.value());
        trial.metric("limit_sg", without.value());
        trial.metric("limit_best_density", limit.bestDensity());
        var claim = trial.claim("M4")
                .number("single Gaussians with controls", 15.508, with.value(), 0.0155)
                .number("single Gaussians, no controls", 19.474, without.value(), 0.0195)
                .number("best density, no controls", 9.2620, limit.bestDensity(), 0.0093)
                .number("alpha_1", 0.2835, with.alpha()[0], 0.003)
                .number("alpha_10", 0.7165, with.alpha()[9], 0.003);
        double others = 0;
        for (int l = 1; l < 9; l++) others += with.alpha()[l];
        claim.number("all other alpha", 0, others, 0.003)
                .done("trapezoid with %d nodes on [-40, 40]; alpha and beta in turn until both rest".formatted(NODES));
        drawAlpha(with.alpha(), without.alpha());
    }

    private void drawAlpha(double[] with, double[] without) {
        var numbers = new double[with.length];
        for (int l = 0; l < numbers.length; l++) numbers[l] = l + 1;
        trial.figure(
                "alpha",
                Figure.of("Optimal mixture of the ten single Gaussians", "component j, N(0, 2j + 1)", "weight alpha_j")
                        .caption("Infinite-sample optimum by quadrature: with control variates two components carry all"
                                + " the mass. No statistical error.")
                        .points("with control variates", numbers, with)
                        .points("without", numbers, without)
                        .build());
    }

    private void pairs() {
        var components = new ArrayList<Law>();
        var centres = new double[2];
        var variances = new double[2];
        for (int j = 1; j <= GaussianMoments.COUNT; j++) {
            double[] fit = Limit.symmetricPair(j);
            components.add(LawMixture.equal(List.of(
                    Gaussian.diagonal(new double[] {-fit[0]}, new double[] {fit[1]}),
                    Gaussian.diagonal(new double[] {fit[0]}, new double[] {fit[1]}))));
            if (j == 1 || j == GaussianMoments.COUNT) {
                centres[j == 1 ? 0 : 1] = fit[0];
                variances[j == 1 ? 0 : 1] = fit[1];
            }
        }
        var limit = new Limit(components);
        double with = limit.optimum(true).value(),
                without = limit.optimum(false).value();
        trial.metric("limit_gm_controls", with);
        trial.metric("limit_gm", without);
        trial.claim("M5")
                .number("pairs with controls", 0.1182, with, 0.0012)
                .number("pairs, no controls", 9.3615, without, 0.0936)
                .number("centre of j = 1", 1.5924, centres[0], 2e-4)
                .number("variance of j = 1", 0.4642, variances[0], 2e-4)
                .number("centre of j = 10", 4.5284, centres[1], 2e-4)
                .number("variance of j = 10", 0.4939, variances[1], 2e-4)
                .done("quadrature on [-40, 40]; beyond, the integral diverges");
    }

    /// Exponentials: \(g_j^* = N(a_j, 1)\), \(I_j = e^{a_j^2/2}\).
    private void zeroVariance() {
        double[] rates = {-1, -0.5, 0.5, 1, 1.5};
        double worst = 0;
        for (int sample = 0; sample < 4; sample++) {
            var source = trial.random().split("zero-variance").at(sample).generator();
            var components = new ArrayList<Law>();
            var alpha = new double[rates.length];
            double total = 0;
            for (int j = 0; j < rates.length; j++) {
                components.add(Gaussian.diagonal(new double[] {rates[j]}, new double[] {1}));
                total += alpha[j] = source.nextExponential();
            }
            for (int j = 0; j < rates.length; j++) alpha[j] /= total;
            var proposal = new LawMixture(alpha, components);
            double[][] x = proposal.draw(
                    50 * (sample + 1), trial.random().split("points").at(sample));
            double[] log = proposal.logDensities(x),
                    normal = Gaussian.standard(1).logDensities(x);
            for (int j = 0; j < rates.length; j++) {
                double truth = Math.exp(rates[j] * rates[j] / 2), sum = 0;
                double[] control = components.get(j).logDensities(x);
                for (int i = 0; i < log.length; i++)
                    sum += Math.exp(normal[i] - log[i] + rates[j] * x[0][i]) - truth * Math.exp(control[i] - log[i]);
                worst = Math.max(worst, Math.abs(sum / log.length / truth));
            }
        }
        trial.claim("M6")
                .number("largest |estimate / I_j - 1|", 0, worst, 1e-10)
                .done("five exponentials, four random alpha, samples of 50 to 200 points");
    }

    private void convexity() {
        double lowest = Double.POSITIVE_INFINITY, residual = 0;
        int problems = 40;
        for (int p = 0; p < problems; p++) {
            var source = trial.random().split("convexity").at(p).generator();
            int count = 2 + source.nextInt(19), n = 500;
            var v = new double[count][n];
            var c = new double[n];
            for (int i = 0; i < n; i++) {
                double x = 4 * source.nextDouble() - 2, size = source.nextGaussian();
                c[i] = size * size / n;
                for (int l = 0; l < count; l++) {
                    double gap = x - 4.0 * l / count + 2;
                    v[l][i] = Math.exp(-gap * gap) + 0.01 * source.nextDouble();
                }
            }
            double[] first = direction(source, count), second = direction(source, count), middle = new double[count];
            for (int l = 0; l < count; l++) middle[l] = (first[l] + second[l]) / 2;
            double difference = MixtureWeights.value(c, v, first)
                    + MixtureWeights.value(c, v, second)
                    - 2 * MixtureWeights.value(c, v, middle);
            lowest = Math.min(lowest, difference / MixtureWeights.value(c, v, middle));
            residual = Math.max(
                    residual, MixtureWeights.standard().minimise(c, v, first).residual());
        }
        trial.metric("kkt_residual", residual);
        trial.claim("M12")
                .within("lowest relative second difference", -1e-12, Double.POSITIVE_INFINITY, lowest)
                .within("largest residual of the optimality conditions", 0, 1e-6, residual)
                .done("%d random problems with 2 to 20 components and 500 points".formatted(problems));
    }

    private static double[] direction(org.onsager.numerics.RandomSource source, int count) {
        var alpha = new double[count];
        double total = 0;
        for (int l = 0; l < count; l++) total += alpha[l] = source.nextExponential();
        for (int l = 0; l < count; l++) alpha[l] /= total;
        return alpha;
    }

    static double end() {
        return END;
    }

    static int nodes() {
        return NODES;
    }
}
