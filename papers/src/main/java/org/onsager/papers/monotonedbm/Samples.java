package org.onsager.papers.monotonedbm;

import org.onsager.memory.boltzmann.BoltzmannMachine;
import org.onsager.memory.boltzmann.DenseCouplings;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.MonotoneCouplings;
import org.onsager.memory.boltzmann.Variables;
import org.onsager.numerics.RandomSource;

/// The models that the claims are about.
final class Samples {
    static final double[] WORKED_BIAS = {0.5, -0.3, 0.1, 0, 0.4, -0.6};

    private Samples() {}

    /// Two three-state variables from a fixed 4 x 6 factor.
    static BoltzmannMachine worked(double m) {
        double[][] a = {{2, -1, 0, 1, 3, -2}, {0, 1, 2, -1, 1, 0}, {1, 1, -1, 2, 0, 1}, {3, 0, 1, -2, 1, 1}};
        return BoltzmannMachine.of(MonotoneCouplings.of(Variables.uniform(2, 3), a, m), WORKED_BIAS);
    }

    /// Ten binary variables, every pair antiferromagnetic of strength `c`.
    static BoltzmannMachine frustrated(double c) {
        int n = 10;
        var phi = new double[2 * n][2 * n];
        for (int r = 0; r < 2 * n; r++)
            for (int s = 0; s < 2 * n; s++) if (r / 2 != s / 2) phi[r][s] = (r + s) % 2 == 0 ? -c / 2 : c / 2;
        return BoltzmannMachine.of(DenseCouplings.of(Variables.uniform(n, 2), phi), new double[2 * n]);
    }

    /// Variables of two to five states, a random factor and random biases.
    static BoltzmannMachine random(int count, int rows, double m, RandomSource random) {
        var states = new int[count];
        for (int i = 0; i < count; i++) states[i] = 2 + random.nextInt(4);
        var variables = Variables.of(states);
        var a = new double[rows][];
        for (int r = 0; r < rows; r++) a[r] = vector(variables.dimension(), random);
        return BoltzmannMachine.of(MonotoneCouplings.of(variables, a, m), vector(variables.dimension(), random));
    }

    static double[] vector(int length, RandomSource random) {
        var x = new double[length];
        random.fillNormal(x);
        return x;
    }

    static Evidence randomEvidence(Variables variables, RandomSource random) {
        var states = new int[variables.count()];
        for (int i = 0; i < states.length; i++)
            states[i] = random.nextBoolean() ? Evidence.HIDDEN : random.nextInt(variables.states(i));
        return Evidence.of(variables, states);
    }

    static double[] randomMarginals(Variables variables, RandomSource random) {
        var q = new double[variables.dimension()];
        for (int i = 0; i < variables.count(); i++) {
            double sum = 0;
            for (int c = variables.offset(i); c < variables.offset(i + 1); c++) sum += q[c] = random.nextExponential();
            for (int c = variables.offset(i); c < variables.offset(i + 1); c++) q[c] /= sum;
        }
        return q;
    }

    static double distance(double[] x, double[] y) {
        double squares = 0;
        for (int i = 0; i < x.length; i++) squares += (x[i] - y[i]) * (x[i] - y[i]);
        return Math.sqrt(squares);
    }

    static double largestGap(double[] x, double[] y) {
        double largest = 0;
        for (int i = 0; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i] - y[i]));
        return largest;
    }
}
