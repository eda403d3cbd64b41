package org.onsager.papers.multitaskinghebbian;

import org.hipparchus.fraction.BigFraction;
import org.onsager.lab.Trial;
import org.onsager.memory.multitasking.ExactGround;
import org.onsager.memory.multitasking.LowLoadTheory;
import org.onsager.memory.multitasking.RegimeBoundaries;
import org.onsager.memory.multitasking.Simulation;
import org.onsager.numerics.ScalarRoot;
import org.onsager.numerics.Threshold;

/// Zero temperature: M1 to M4.
final class GroundClaims {
    private final Settings settings;
    private final Trial trial;

    GroundClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        hierarchy();
        criticalDilutions();
        coalition();
        crossing();
    }

    private void hierarchy() {
        int patterns = 4, neurons = 4_000;
        double d = 0.5;
        var cold = LowLoadTheory.storing(patterns, d).hierarchical(0.005);
        var exact = ExactGround.hierarchical(patterns);
        var network = Ensemble.run(
                trial, "hierarchy", Simulation.storing(neurons, patterns, d, 0), Math.max(10, settings.samples()));
        var claim = trial.claim("M1");
        for (int k = 0; k < patterns; k++) {
            double published = Math.pow(d, k);
            claim.number("m_%d, T = 0.005".formatted(k + 1), published, cold.sortedAmplitudes()[k], 1e-8)
                    .number("m_%d, T = 0 in whole numbers".formatted(k + 1), published, exact.amplitude(k, d), 1e-8)
                    .number(
                            "m_%d of networks of N = %d".formatted(k + 1, neurons),
                            published,
                            network.amplitudes()[k],
                            0.03);
        }
        claim.fact(
                        "its own signs lead back to it",
                        exact.consistent(BigFraction.ONE_HALF),
                        "all 81 sites, exact arithmetic")
                .done("networks: %d samples, standard error at most %.4f, %d rank swaps"
                        .formatted(network.samples(), Lists.largest(network.errors()), network.rankSwaps()));
    }

    private void criticalDilutions() {
        double[] published = {0.618034, 0.543689, 0.518790, 0.508660};
        var claim = trial.claim("M2");
        for (int patterns = 3; patterns <= 6; patterns++) {
            var state = ExactGround.hierarchical(patterns);
            double measured = new Threshold(1e-8, 60)
                    .locate(d -> state.consistent(new BigFraction(d)), 0.505, 0.9)
                    .point();
            trial.metric("d_c_K" + patterns, measured);
            claim.number(
                            "K = %d, by bisection of the exact state".formatted(patterns),
                            published[patterns - 3],
                            measured,
                            1e-6)
                    .number(
                            "K = %d, root of the polynomial".formatted(patterns),
                            published[patterns - 3],
                            RegimeBoundaries.criticalDilution(patterns),
                            1e-6);
        }
        claim.done("the largest d at which the hierarchical state reproduces its own signs in whole numbers");
    }

    private static ExactGround beyond() {
        return ExactGround.hierarchical(3).settle(new BigFraction(7, 10), 20).orElseThrow();
    }

    private void coalition() {
        var state = beyond();
        double[] published = {0.955, 0.745, 0.535};
        var claim = trial.claim("M3");
        for (int k = 0; k < 3; k++) claim.number("m_" + (k + 1), published[k], state.amplitude(k, 0.7), 1e-12);
        claim.done(
                "polynomials of the state: (1 - u, d + u, d^2 + u), u = (1-d)^2/2, found from the hierarchical start");
    }

    private void crossing() {
        var hierarchical = ExactGround.hierarchical(3);
        var coalition = beyond();
        double measured = ScalarRoot.standard()
                .between(d -> coalition.energy(d) - hierarchical.energy(d), 0.5, 0.6)
                .point();
        trial.metric("d_crossing_K3", measured);
        trial.claim("M4")
                .number("d", (1 + 2 * Math.sqrt(2)) / 7, measured, 1e-6)
                .fact(
                        "the hierarchy is lower before, higher after",
                        hierarchical.energy(0.54) < coalition.energy(0.54)
                                && hierarchical.energy(0.55) > coalition.energy(0.55),
                        "energies at d = 0.54 and 0.55")
                .done("root of the difference of the two energies");
    }
}
