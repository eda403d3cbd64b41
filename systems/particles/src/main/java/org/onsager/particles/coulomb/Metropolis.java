package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Single-particle Metropolis moves: a draw is `sweeps` times \(N\) proposals of a Gaussian step of one particle,
/// each with its energy difference in \(O(N)\). The step is tuned to an acceptance of 0.4 during burn-in.
///
/// @param gas  what is sampled
/// @param sweeps  sweeps a draw, at least 1
/// @param burnIn  sweeps before the first draw, at least 0
public record Metropolis(CoulombGas gas, int sweeps, int burnIn) implements Sampler {
    private static final double ACCEPTANCE = 0.4;

    public Metropolis {
        require(sweeps >= 1, "sweeps", sweeps, "[1, inf)");
        require(burnIn >= 0, "burnIn", burnIn, "[0, inf)");
    }

    @Override
    public State start(RandomStream stream) {
        double[] x = new IndependentPoints(gas).start(stream).x();
        double step = 1 / Math.sqrt(gas.beta() * gas.particles());
        var state = new State(x, gas.energy(x), step, 0, 0);
        var tape = stream.split("burn-in");
        for (int k = 1; k <= burnIn; k++) {
            var moved = sweep(state, tape.at(k).generator());
            double share = moved.accepted() - state.accepted();
            double tuned = moved.step() * Math.exp((share - ACCEPTANCE) / Math.sqrt(k));
            state = new State(moved.x(), moved.energy(), tuned, 0, 0);
        }
        return state;
    }

    @Override
    public State next(State state, RandomSource source) {
        for (int s = 0; s < sweeps; s++) state = sweep(state, source);
        return state;
    }

    private State sweep(State state, RandomSource source) {
        int n = gas.particles();
        int d = gas.dimension();
        var x = state.x().clone();
        var proposal = new double[d];
        double energy = state.energy();
        int accepted = 0;
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < d; a++) proposal[a] = x[a * n + i] + state.step() * source.nextGaussian();
            double change = change(x, i, proposal, n, d);
            if (!(Math.log(source.nextDouble()) < -gas.beta() * change)) continue;
            for (int a = 0; a < d; a++) x[a * n + i] = proposal[a];
            energy += change;
            accepted++;
        }
        return new State(x, energy, state.step(), state.accepted() + (double) accepted / n, state.proposals() + 1);
    }

    /// \(\Delta E\) when particle `i` moves.
    private double change(double[] x, int i, double[] proposal, int n, int d) {
        double r2 = 0;
        for (double each : proposal) r2 += each * each;
        double change = n * (gas.trap().value(Math.sqrt(r2)) - gas.trap().value(Energies.radius(x, i, n, d)));
        if (d == 2) return change + planarChange(x, i, proposal[0], proposal[1], n);
        for (int j = 0; j < n; j++) {
            if (j == i) continue;
            double after = 0;
            for (int a = 0; a < d; a++) {
                double dx = proposal[a] - x[a * n + j];
                after += dx * dx;
            }
            change += Energies.pair(after, d) - Energies.pair(Energies.distance2(x, i, j, n, d), d);
        }
        return change;
    }

    /// \(\frac12 \ln \prod_j |x_i - x_j|^2/|x_i' - x_j|^2\): one logarithm for many ratios.
    private static double planarChange(double[] x, int i, double px, double py, int n) {
        double xi = x[i], yi = x[n + i];
        double logs = 0;
        double ratio = 1;
        for (int j = 0; j < n; j++) {
            if (j == i) continue;
            double ax = xi - x[j], ay = yi - x[n + j], bx = px - x[j], by = py - x[n + j];
            ratio *= (ax * ax + ay * ay) / (bx * bx + by * by);
            if (!(ratio > 1e-100 && ratio < 1e100)) {
                logs += Math.log(ratio);
                ratio = 1;
            }
        }
        return 0.5 * (logs + Math.log(ratio));
    }
}
