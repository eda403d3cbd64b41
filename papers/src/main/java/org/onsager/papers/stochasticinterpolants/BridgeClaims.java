package org.onsager.papers.stochasticinterpolants;

import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;
import org.onsager.transport.learn.GaussianBridge;
import org.onsager.transport.learn.GaussianBridgeSolver;
import org.onsager.transport.metric.Sinkhorn;

/// S11: the Gaussian Schrödinger bridge by optimising the interpolant, with the static problem as a check.
final class BridgeClaims {
    private static final int POINTS = 33;

    private final Settings settings;
    private final Trial trial;

    BridgeClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /// @param variances  at equidistant times
    /// @param cost  of the optimised interpolant
    /// @param entropic  cost from the entropic plan between two samples
    record Solved(double[] variances, double cost, double entropic) {}

    void measure() {
        if (settings.bridgeSteps() == 0) {
            trial.untested("S11", "optimising the splines takes longer than this scale has: scale standard");
            return;
        }
        var truth = new GaussianBridge(0, 1, 0, 1, 1);
        var solved = trial.stage("bridge", Solved.class, () -> solve(truth));
        var claim = trial.claim("S11");
        double worst = 0;
        var times = new double[POINTS];
        var exact = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            times[k] = k / (POINTS - 1.0);
            exact[k] = truth.variance(times[k]);
            worst = Math.max(worst, Math.abs(solved.variances()[k] / exact[k] - 1));
        }
        double middle = solved.variances()[POINTS / 2];
        trial.metric("bridge_variance_half_way", middle);
        trial.metric("bridge_cost", solved.cost());
        trial.metric("bridge_cost_from_static", solved.entropic());
        claim.number("var(1/2)", 1.2071068, middle, 0.012)
                .number("largest relative error of var(t)", 0, worst, 0.01)
                .number("cost", truth.cost(), solved.cost(), 0.01 * truth.cost())
                .done(
                        ("%d ascent steps on splines of 17 knots with the exact affine drift; exact cost %.5f, from an entropic plan"
                                        + " between %d-point samples %.3f (with their sampling error)")
                                .formatted(
                                        settings.bridgeSteps(),
                                        truth.cost(),
                                        settings.sinkhornPoints(),
                                        solved.entropic()));
        var linear = new double[POINTS];
        for (int k = 0; k < POINTS; k++)
            linear[k] = Math.pow(1 - times[k], 2) + times[k] * times[k] + 2 * times[k] * (1 - times[k]);
        trial.figure(
                "bridge",
                Figure.of(
                                "Gaussian Schrödinger bridge by optimising the interpolant",
                                "time t",
                                "variance of \\(x_t\\)")
                        .caption(
                                "N(0,1) to N(0,1), \\(\\epsilon = 1\\): closed form, optimised splines, and the linear interpolant they start near.")
                        .line("closed form", times, exact)
                        .points("optimised", times, solved.variances())
                        .dashed("linear", "linear", times, linear)
                        .build());
    }

    private Solved solve(GaussianBridge truth) {
        var solution = new GaussianBridgeSolver(settings.bridgeSteps(), 0.03).solve(truth);
        var variances = new double[POINTS];
        for (int k = 0; k < POINTS; k++) variances[k] = solution.variance(k / (POINTS - 1.0));
        var stream = trial.random().split("bridge");
        var a = PointCloud.draw(Law.normal(1), stream.split("a"), settings.sinkhornPoints());
        var b = PointCloud.draw(Law.normal(1), stream.split("b"), settings.sinkhornPoints());
        double entropic = Sinkhorn.of(2 * truth.epsilon()).solve(a, b).cost();
        return new Solved(
                variances,
                solution.cost(),
                GaussianBridge.costFromStatic(entropic, truth.endEntropy(), truth.epsilon(), 1));
    }
}
