package org.onsager.memory.boltzmann;

import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Small machines that the tests share.
final class Models {
    static final double[] WORKED_BIAS = {0.5, -0.3, 0.1, 0, 0.4, -0.6};

    private Models() {}

    /// Two three-state variables from a fixed 4 x 6 factor.
    static BoltzmannMachine worked(double m) {
        double[][] a = {{2, -1, 0, 1, 3, -2}, {0, 1, 2, -1, 1, 0}, {1, 1, -1, 2, 0, 1}, {3, 0, 1, -2, 1, 1}};
        return BoltzmannMachine.of(MonotoneCouplings.of(Variables.uniform(2, 3), a, m), WORKED_BIAS);
    }

    /// Ten binary variables, all pairs antiferromagnetic: admissible, but undamped parallel updates cycle.
    static BoltzmannMachine frustrated(double c) {
        int n = 10;
        var phi = new double[2 * n][2 * n];
        for (int r = 0; r < 2 * n; r++)
            for (int s = 0; s < 2 * n; s++) if (r / 2 != s / 2) phi[r][s] = (r + s) % 2 == 0 ? -c / 2 : c / 2;
        return BoltzmannMachine.of(DenseCouplings.of(Variables.uniform(n, 2), phi), new double[2 * n]);
    }

    /// Variables of two to five states with a random factor.
    static BoltzmannMachine random(int count, int rows, double m, long seed) {
        var random = RandomStream.of(seed).split("model").generator();
        var states = new int[count];
        for (int i = 0; i < count; i++) states[i] = 2 + random.nextInt(4);
        var variables = Variables.of(states);
        return BoltzmannMachine.of(
                MonotoneCouplings.of(variables, matrix(rows, variables.dimension(), random), m),
                vector(variables.dimension(), random));
    }

    static double[][] matrix(int rows, int columns, RandomSource random) {
        var a = new double[rows][];
        for (int r = 0; r < rows; r++) a[r] = vector(columns, random);
        return a;
    }

    static double[] vector(int length, RandomSource random) {
        var x = new double[length];
        random.fillNormal(x);
        return x;
    }

    /// Hides each variable with probability one half, else puts it into a random state.
    static Evidence randomEvidence(Variables variables, RandomSource random) {
        var states = new int[variables.count()];
        for (int i = 0; i < states.length; i++)
            states[i] = random.nextBoolean() ? Evidence.HIDDEN : random.nextInt(variables.states(i));
        return Evidence.of(variables, states);
    }

    /// Marginals drawn uniformly from every simplex.
    static double[] randomMarginals(Variables variables, RandomSource random) {
        var q = new double[variables.dimension()];
        for (int i = 0; i < variables.count(); i++) {
            double sum = 0;
            for (int c = variables.offset(i); c < variables.offset(i + 1); c++) sum += q[c] = random.nextExponential();
            for (int c = variables.offset(i); c < variables.offset(i + 1); c++) q[c] /= sum;
        }
        return q;
    }
}
