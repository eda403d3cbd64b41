package org.onsager.papers.multitaskinghebbian;

import org.onsager.lab.Claim;
import org.onsager.lab.Trial;
import org.onsager.memory.multitasking.LowLoadTheory;
import org.onsager.memory.multitasking.Overlaps;
import org.onsager.memory.multitasking.RegimeBoundaries;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.numerics.Threshold;

/// Stored patterns at positive temperature: M5 to M9.
final class TheoryClaims {
    private final Trial trial;

    TheoryClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        criticalNoise();
        pureState();
        nearCriticality();
        twoPatterns();
        threePatterns();
    }

    private void criticalNoise() {
        var claim = trial.claim("M5");
        for (int patterns = 1; patterns <= 3; patterns++)
            for (double entropy : new double[] {0, 0.2})
                for (double d : new double[] {0, 0.4, 0.8}) {
                    var theory = LowLoadTheory.gaussian(patterns, d, entropy);
                    String where = "K = %d, d = %s, rho = %s".formatted(patterns, d, entropy);
                    // m grows like the root of the distance: 0.01 is reached within 1e-4 of T_c
                    double critical = new Threshold(1e-5, 60)
                            .locate(t -> amplitude(theory, t) > 0.01, 0.95, 1.05)
                            .point();
                    claim.number("m at T = 1.01, " + where, 0, amplitude(theory, 1.01), 1e-3)
                            .fact(
                                    "m > 0 at T = 0.99, " + where,
                                    amplitude(theory, 0.99) > 1e-3,
                                    "%.4f".formatted(amplitude(theory, 0.99)))
                            .number("T_c, " + where, 1, critical, 1e-3);
                }
        claim.done("largest amplitude of the best state; T_c is where it passes 0.01");
    }

    private static double amplitude(LowLoadTheory theory, double temperature) {
        return theory.winner(temperature).sortedAmplitudes()[0];
    }

    private void pureState() {
        double[] temperatures = {0.2, 0.6, 0.8, 0.95}, published = {0.199855, 0.514122, 0.603713, 0.652799};
        var claim = trial.claim("M6");
        for (int k = 0; k < temperatures.length; k++) {
            double t = temperatures[k];
            double closed = RegimeBoundaries.pureDilution(t);
            trial.metric("d_pure_T" + t, closed);
            claim.number("closed form, T = " + t, published[k], closed, 1e-6)
                    .number(
                            "zero of the Hessian, K = 2, T = " + t,
                            published[k],
                            RegimeBoundaries.pureDilution(2, t),
                            1e-6)
                    .number(
                            "zero of the Hessian, K = 3, T = " + t,
                            published[k],
                            RegimeBoundaries.pureDilution(3, t),
                            1e-6);
        }
        claim.done("d_* = (T - 1 + t^2)/t^2, t = tanh(t/T)");
    }

    private void nearCriticality() {
        double t = 0.95;
        double[][] published = {{0.65, 0.000684, 0.000677}, {0.68, 0.000625, 0.000658}};
        var claim = trial.claim("M7");
        for (double[] row : published) {
            var theory = LowLoadTheory.storing(3, row[0]);
            double pure = theory.symmetric(t, 1).pressure() - Math.log(2);
            double symmetric = theory.symmetric(t, 3).pressure() - Math.log(2);
            claim.number("A - ln 2, pure, d = " + row[0], row[1], pure, 2e-6)
                    .number("A - ln 2, symmetric, d = " + row[0], row[2], symmetric, 2e-6)
                    .fact(
                            "who wins at d = " + row[0],
                            pure > symmetric == row[1] > row[2],
                            pure > symmetric ? "pure" : "symmetric");
        }
        double[] switches = new double[2];
        for (int k = 0; k < 2; k++)
            switches[k] = RegimeBoundaries.pureAgainstSymmetric(
                    d -> LowLoadTheory.storing(3, d), 3, k == 0 ? 0.95 : 0.999, 0.6, 0.7);
        trial.metric("d_switch_T0.95", switches[0]);
        claim.number("d of equal pressure at T = 0.999", 2.0 / 3, switches[1], 1e-3)
                .done("equal pressures at d = %.6f at T = 0.95".formatted(switches[0]));
    }

    private void twoPatterns() {
        double[][] published = {{0.4, 0.992, 0.324}, {0.6, 0.961, 0.617}, {0.68, 0.920, 0.748}, {0.72, 0.855, 0.855}};
        var claim = trial.claim("M8");
        for (double[] row : published) winner(claim, LowLoadTheory.storing(2, row[0]), 0.3, row, "d = " + row[0], 1e-3);
        claim.done("state of the largest pressure");
    }

    private void threePatterns() {
        double[][] published = {{0.4, 0.958, 0, 0}, {0.65, 0.645, 0.645, 0.645}, {0.9, 0.853, 0.853, 0.853}};
        var claim = trial.claim("M9");
        for (double[] row : published) winner(claim, LowLoadTheory.storing(3, row[0]), 0.5, row, "d = " + row[0], 1e-3);
        // beside the merging of m_1 and m_2 plain iteration crawls: the published numbers are an iterate on its
        // way
        var theory = LowLoadTheory.storing(3, 0.6);
        var iterate = new SaddlePointSolver(1, 0, 1e-13, 20_000)
                .solve(theory.at(0.5), new Overlaps(theory.hierarchicalStart()));
        double[] crawling = {0.6, 0.698, 0.696, 0.399};
        for (int k = 0; k < 3; k++)
            claim.number(
                    "d = 0.6, m_%d after 20000 plain iterations".formatted(k + 1),
                    crawling[k + 1],
                    iterate.state().n()[k] / 0.4,
                    1e-3);
        var fixed = theory.winner(0.5);
        double[] m = fixed.sortedAmplitudes();
        claim.number("d = 0.6, (m_1 + m_2)/2 of the fixed point", 0.697, 0.5 * (m[0] + m[1]), 1e-3)
                .number("d = 0.6, m_3 of the fixed point", 0.399, m[2], 1e-3)
                .fact(
                        "d = 0.6 is converged and stable",
                        fixed.converged() && fixed.stable(),
                        "residual %.1e, smallest eigenvalue %.2e"
                                .formatted(fixed.residual(), fixed.smallestEigenvalue()))
                .done(
                        ("at d = 0.6 the published 0.698, 0.696 are an iterate that has not converged (residual %.0e after 20000"
                                        + " steps); the fixed point is %.5f, %.5f, %.5f")
                                .formatted(iterate.residual(), m[0], m[1], m[2]));
    }

    /// Checks all amplitudes of the best state; `row[0]` is the parameter, the rest is published.
    static void winner(
            Claim.Draft claim, LowLoadTheory theory, double temperature, double[] row, String where, double tolerance) {
        double[] measured = theory.winner(temperature).sortedAmplitudes();
        for (int k = 1; k < row.length; k++)
            claim.number("m_%d, %s".formatted(k, where), row[k], measured[k - 1], tolerance);
    }
}
