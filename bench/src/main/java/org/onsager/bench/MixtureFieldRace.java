package org.onsager.bench;

import java.util.concurrent.ForkJoinPool;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;

/// The exact velocity of the linear interpolant, \(\gamma^2 = t(1-t)\), between two mixtures of five components
/// in 16 dimensions, at a hundred thousand points and \(t = 0.4\).
public final class MixtureFieldRace implements Race {
    private static final int POINTS = 100_000;
    private static final int DIMENSION = 16;
    private static final int COMPONENTS = 5;
    private static final double TIME = 0.4;

    private final VectorField velocity;
    private final double[] x;
    private final double[] out = new double[POINTS * DIMENSION];

    public MixtureFieldRace() {
        var stream = RandomStream.of(1).split("mixture race");
        var truth = new MixtureTruth(
                Interpolant.linear(Curve.brownian(1)),
                GaussianMixture.random(COMPONENTS, DIMENSION, 1.5, stream.split("start")),
                GaussianMixture.random(COMPONENTS, DIMENSION, 1.5, stream.split("end")));
        velocity = truth.field(Quantity.VELOCITY);
        x = PointCloud.draw(truth.law(TIME), stream.split("points"), POINTS).values();
    }

    @Override
    public String name() {
        return "mixture-velocity-5x5-d16-100000";
    }

    @Override
    public String peer() {
        return "onsager " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
    }

    @Override
    public void run() {
        velocity.at(TIME, x, POINTS, out);
    }

    /// The velocities after [#run()], row by row.
    public double[] velocities() {
        return out.clone();
    }
}
