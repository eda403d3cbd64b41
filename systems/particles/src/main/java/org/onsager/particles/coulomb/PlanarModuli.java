package org.onsager.particles.coulomb;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Independent draws of the moduli of a planar gas at \(\beta = 2\), with angles drawn uniformly and
/// independently: the exact law of every radial statistic, and of nothing else.
///
/// In the harmonic trap \(N R_k^2\) is a gamma variable of shape \(k + 1\); in other traps rejection from a
/// piecewise-constant envelope of 64 cells, which touches the unimodal density at the better end of each cell and
/// accepts about nine in ten. Cost \(O(N)\) a draw.
public final class PlanarModuli implements Sampler {
    private static final int CELLS = 64;

    private final CoulombGas gas;
    private final boolean gamma;
    private final ModulusLaws laws;
    private final double[][] edges;
    private final double[][] heights;
    private final double[][] cumulative;

    /// @throws IllegalArgumentException unless \(d = 2\), \(\beta = 2\) and the field of the trap is monotone
    public PlanarModuli(CoulombGas gas) {
        if (gas.dimension() != 2 || gas.beta() != 2)
            throw new IllegalArgumentException("moduli are independent only for dimension 2 and beta 2, not %d and %s"
                    .formatted(gas.dimension(), gas.beta()));
        this.gas = gas;
        gamma = gas.trap().equals(Traps.harmonic())
                || gas.trap().text().equals(Traps.harmonic().text());
        laws = new ModulusLaws(gas);
        if (!laws.unimodal())
            throw new IllegalArgumentException(
                    "trap must have a monotone field for independent moduli, which %s has not; use HybridMonteCarlo"
                            .formatted(gas.trap().text()));
        int n = gas.particles();
        edges = new double[n][];
        heights = new double[n][];
        cumulative = new double[n][];
        if (!gamma)
            Parallel.range(n, 64, (from, to) -> {
                for (int k = from; k < to; k++) envelope(k);
            });
    }

    private void envelope(int k) {
        var window = laws.window(k);
        edges[k] = new double[CELLS + 1];
        heights[k] = new double[CELLS];
        cumulative[k] = new double[CELLS];
        double width = (window.high() - window.low()) / CELLS;
        for (int c = 0; c <= CELLS; c++) edges[k][c] = window.low() + c * width;
        double sum = 0;
        for (int c = 0; c < CELLS; c++) {
            double left = edges[k][c];
            double right = edges[k][c + 1];
            double best = window.mode() >= left && window.mode() <= right
                    ? window.peak()
                    : Math.max(laws.logDensity(k, left), laws.logDensity(k, right));
            heights[k][c] = best - window.peak() + 1e-12;
            sum += Math.exp(heights[k][c]);
            cumulative[k][c] = sum;
        }
        for (int c = 0; c < CELLS; c++) heights[k][c] += window.peak();
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
        var x = new double[2 * n];
        for (int k = 0; k < n; k++) {
            double r = gamma ? Math.sqrt(source.nextGamma(k + 1) / n) : rejected(k, source);
            double angle = 2 * Math.PI * source.nextDouble();
            x[k] = r * Math.cos(angle);
            x[n + k] = r * Math.sin(angle);
        }
        return new State(x, Double.NaN, 0, 1, 1);
    }

    private double rejected(int k, RandomSource source) {
        double[] sums = cumulative[k];
        while (true) {
            double u = source.nextDouble() * sums[CELLS - 1];
            int c = 0;
            while (sums[c] < u) c++;
            double r = edges[k][c] + (edges[k][c + 1] - edges[k][c]) * source.nextDouble();
            if (Math.log(source.nextDouble()) < laws.logDensity(k, r) - heights[k][c]) return r;
        }
    }
}
