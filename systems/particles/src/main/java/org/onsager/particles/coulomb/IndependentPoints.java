package org.onsager.particles.coulomb;

import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.ScalarRoot;

/// \(N\) independent points of the equilibrium density: the baseline without correlations, and where chains
/// start.
public final class IndependentPoints implements Sampler {
    private final CoulombGas gas;
    private final Droplet droplet;

    /// For a gas whose trap confines it.
    public IndependentPoints(CoulombGas gas) {
        this.gas = gas;
        droplet = gas.equilibrium();
    }

    @Override
    public CoulombGas gas() {
        return gas;
    }

    @Override
    public State start(RandomStream stream) {
        return draw(stream.split("start").generator());
    }

    @Override
    public State next(State state, RandomSource source) {
        return draw(source);
    }

    private State draw(RandomSource source) {
        int n = gas.particles();
        int d = gas.dimension();
        var x = new double[n * d];
        for (int i = 0; i < n; i++) {
            double r = radius(source.nextDouble());
            double norm2 = 0;
            while (norm2 == 0) {
                for (int a = 0; a < d; a++) {
                    double z = source.nextGaussian();
                    x[a * n + i] = z;
                    norm2 += z * z;
                }
            }
            double scale = r / Math.sqrt(norm2);
            for (int a = 0; a < d; a++) x[a * n + i] *= scale;
        }
        return new State(x, Double.NaN, 0, 1, 1);
    }

    /// The radius that encloses the charge `u`.
    private double radius(double u) {
        for (var component : droplet.components()) {
            if (u > component.chargeInside() + component.charge()) continue;
            if (droplet.field(component.inner()) >= u) return component.inner();
            if (droplet.field(component.outer()) <= u) return component.outer();
            return new ScalarRoot(1e-12, 100)
                    .between(r -> droplet.field(r) - u, component.inner(), component.outer())
                    .point();
        }
        return droplet.outer();
    }

    /// Cumulants of \(\sum_i f(|x_i|)\) over independent points, \(N\) times those of one, index 0 unused.
    ///
    /// @param orders  in \([1, 20]\)
    public double[] cumulants(RadialFunction f, int orders) {
        double mean = droplet.mean(f::value);
        var moments = new double[orders + 1];
        for (int q = 0; q <= orders; q++) {
            int power = q;
            moments[q] = droplet.mean(r -> Math.pow(f.value(r) - mean, power));
        }
        moments[0] = 1;
        if (orders >= 1) moments[1] = 0;
        double[] kappa = CumulantAlgebra.fromMoments(moments);
        for (int q = 1; q <= orders; q++) kappa[q] *= gas.particles();
        if (orders >= 1) kappa[1] = gas.particles() * mean;
        return kappa;
    }
}
