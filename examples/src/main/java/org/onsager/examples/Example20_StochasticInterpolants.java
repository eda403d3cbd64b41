package org.onsager.examples;

import org.onsager.numerics.RandomStream;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.learn.FieldTrainer;
import org.onsager.transport.metric.EnergyDistance;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.FlowSampler;
import org.onsager.transport.sample.SdeSampler;

/// Learns to turn one bump into two, then samples by a flow and by a diffusion with the same two nets.
public final class Example20_StochasticInterpolants {
    private Example20_StochasticInterpolants() {}

    public static void main(String[] arguments) {
        var stream = RandomStream.of(1);
        var bump = GaussianMixture.standardNormal(1);
        var two = GaussianMixture.line(new double[] {0.5, 0.5}, new double[] {-3, 3}, new double[] {0.3, 0.3});

        // x_t = (1 - t) x0 + t x1 + sqrt(t (1 - t)) z with independent ends
        var interpolant = Interpolant.linear(Curve.brownian(1));
        var ends = Coupling.independent(bump, two);
        var velocity = FieldTrainer.standard(interpolant, ends, Quantity.VELOCITY, 300)
                .withPairs(200)
                .train(stream.split("b"));
        var denoiser = FieldTrainer.standard(interpolant, ends, Quantity.DENOISER, 300)
                .withPairs(200)
                .train(stream.split("eta"));
        var learned = Fields.of(interpolant, Quantity.VELOCITY, velocity).with(Quantity.DENOISER, denoiser);

        var start = PointCloud.draw(bump, stream.split("start"), 1_000);
        var truth = PointCloud.draw(two, stream.split("truth"), 1_000);
        var flow = FlowSampler.standard().sample(learned.velocity(), start).end();
        System.out.printf("flow:               energy distance to the target %.4f%n", EnergyDistance.of(flow, truth));

        // the noise is chosen now, without training anew
        for (double epsilon : new double[] {0.5, 2}) {
            var diffusion = SdeSampler.of(Epsilon.constant(epsilon))
                    .between(1e-3, 1 - 1e-3)
                    .forward(learned, start, stream.split("noise"))
                    .end();
            System.out.printf(
                    "diffusion, eps %.1f: energy distance to the target %.4f%n",
                    epsilon, EnergyDistance.of(diffusion, truth));
        }
    }
}
