package org.onsager.papers.stochasticinterpolants;

import java.util.Arrays;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;
import org.onsager.tensor.Device;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.optim.Schedule;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.learn.FieldTrainer;
import org.onsager.transport.learn.NetShape;
import org.onsager.transport.mixture.GaussianMixture;

/// S5 and S6: least values of the losses, and their variance with and without antithetic pairs.
final class LossClaims {
    private static final int DRAWS = 1_000_000;
    private static final int GRAIN = 50_000;

    private final Settings settings;
    private final Trial trial;

    LossClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        minima();
        variances();
    }

    /// Antithetic losses of the exact fields \(s = -x\), \(\eta = \gamma x\) at random times.
    private void minima() {
        int blocks = DRAWS / GRAIN / 5;
        var stream = trial.random().split("losses");
        var parts = Parallel.map(blocks, k -> block(stream.at(k)));
        var score = new Moments();
        var denoiser = new Moments();
        for (var part : parts) {
            score.merge(part[0]);
            denoiser.merge(part[1]);
        }
        var s = score.estimate();
        var eta = denoiser.estimate();
        trial.metric("loss_score", s.mean());
        trial.metric("loss_denoiser", eta.mean());
        var claim = trial.claim("S5")
                .estimate("L_s of s = -x", -0.5, s.mean(), s.standardError(), s.count(), 4)
                .estimate("L_eta of eta = gamma x", -1.0 / 6, eta.mean(), eta.standardError(), eta.count(), 4);
        // L_b of b = 0 is 0 by its definition, whatever the draws are: nothing there to measure
        String note =
                "d = 1, %d antithetic pairs; L_b = 0 holds by definition and is not measured".formatted(s.count());
        if (settings.boardSteps() > 0) {
            double trained = trained();
            trial.metric("loss_score_trained", trained);
            claim.number("L_s of a trained linear net", -0.5, trained, 0.01);
            note += "; linear net: 600 steps, mean loss of the last 400";
        } else note += "; the linear net is trained at scale standard";
        claim.done(note);
    }

    private static Moments[] block(RandomStream stream) {
        var gamma = Curve.brownian(2);
        var draws = new double[3 * GRAIN];
        var times = new double[GRAIN];
        stream.fillNormal(draws);
        stream.fillUniform(times);
        var moments = new Moments[] {new Moments(), new Moments()};
        for (int i = 0; i < GRAIN; i++) {
            double t = times[i], g = gamma.at(t), z = draws[3 * i + 2];
            double curve = (1 - t) * draws[3 * i] + t * draws[3 * i + 1];
            double plus = curve + g * z, minus = curve - g * z;
            double square = (plus * plus + minus * minus) / 2;
            // s(x+) - s(x-) = -2 gamma z
            moments[0].add(0.5 * (square - 2 * z * z));
            moments[1].add(0.5 * (g * g * square - 2 * g * g * z * z));
        }
        return moments;
    }

    private double trained() {
        var normal = GaussianMixture.standardNormal(1);
        var trainer = FieldTrainer.standard(
                        Interpolant.linear(Curve.brownian(2)),
                        Coupling.independent(normal, normal),
                        Quantity.SCORE,
                        600)
                .withShape(new NetShape(0, 1, Activation.IDENTITY, 0))
                .withPairs(2_000)
                .on(Device.of(settings.device()))
                .withRate(0.02, Schedule.constant());
        var learned = trial.stage(
                "linear net",
                FieldTrainer.Learned.class,
                () -> trainer.advance(trainer.start(), 600, trial.random().split("linear net")));
        double[] losses = learned.losses();
        var steps = new double[losses.length];
        for (int i = 0; i < steps.length; i++) steps[i] = i;
        trial.figure(
                "loss-linear",
                Figure.of("Score loss of a linear net", "step", "\\(L_s\\)")
                        .caption("Stationary N(0,1), a = 2, 2,000 antithetic pairs a step; least value \\(-1/2\\).")
                        .line("loss", steps, losses)
                        .line("least value", new double[] {0, losses.length}, new double[] {-0.5, -0.5})
                        .build());
        return Arrays.stream(losses).skip(200).average().orElse(Double.NaN);
    }

    private void variances() {
        double t = 0.01, gamma = Math.sqrt(t * (1 - t)), rate = (1 - 2 * t) / (2 * gamma);
        double variance = (1 - t) * (1 - t) + t * t;
        double naive = rate * rate * (variance + 2 * gamma * gamma);
        double antithetic = 2 * gamma * gamma * rate * rate;
        var stream = trial.random().split("antithetic");
        var parts = Parallel.map(DRAWS / GRAIN, k -> {
            var draws = new double[3 * GRAIN];
            stream.at(k).fillNormal(draws);
            var moments = new Moments[] {new Moments(), new Moments()};
            for (int i = 0; i < GRAIN; i++) {
                double curve = (1 - t) * draws[3 * i] + t * draws[3 * i + 1], z = draws[3 * i + 2];
                moments[0].add(rate * z * (curve + gamma * z));
                moments[1].add(0.5 * rate * z * ((curve + gamma * z) - (curve - gamma * z)));
            }
            return moments;
        });
        var plain = new Moments();
        var paired = new Moments();
        for (var part : parts) {
            plain.merge(part[0]);
            paired.merge(part[1]);
        }
        double a = plain.estimate().standardError(), b = paired.estimate().standardError();
        double ratio = a * a / (b * b);
        trial.metric("antithetic_variance_ratio", ratio);
        trial.claim("S6")
                .number("variance, naive", naive, a * a * DRAWS, 0.03 * naive)
                .number("variance, antithetic", antithetic, b * b * DRAWS, 0.03 * antithetic)
                .number("ratio", 50.5, ratio, 0.03 * 50.5)
                .done("b(x) = x, t = 0.01, a = 1, a million draws");
    }
}
