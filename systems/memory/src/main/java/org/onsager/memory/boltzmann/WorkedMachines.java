package org.onsager.memory.boltzmann;

import org.onsager.numerics.RandomSource;

/// Small machines to try things on: a worked one whose solution is known to six digits, one on which undamped
/// updates cycle for ever although it is admissible, and random ones.
public final class WorkedMachines {
    private WorkedMachines() {}

    /// Two three-state variables from a fixed \(4 \times 6\) factor, \(b = (.5, -.3, .1; 0, .4, -.6)\).
    ///
    /// At \(m = 0.5\): \(q = (.438436, .222381, .339183; .379042, .437182, .183776)\), \(F = -2.319919\), \(-\ln
    /// Z = -2.324099\), spectrum of \(I - \Phi\) from .633093 to 1.366907. At \(m = 0.1\): \(q = (.415995,
    /// .224899, .359106; .420184, .396265, .183551)\), \(F = -2.297857\), \(-\ln Z = -2.311190\).
    ///
    /// @param m  margin in (0, 1)
    public static BoltzmannMachine worked(double m) {
        double[][] a = {{2, -1, 0, 1, 3, -2}, {0, 1, 2, -1, 1, 0}, {1, 1, -1, 2, 0, 1}, {3, 0, 1, -2, 1, 1}};
        double[] bias = {0.5, -0.3, 0.1, 0, 0.4, -0.6};
        return BoltzmannMachine.of(MonotoneCouplings.of(Variables.uniform(2, 3), a, m), bias);
    }

    /// Binary variables without bias, every pair antiferromagnetic, \(\Phi_{ij} = -(c/2)[[1, -1], [-1, 1]]\): the
    /// spectrum of \(I - \Phi\) is \(1 - c\), 1 and \(1 + c(n-1)\), the only solution is uniform, and parallel
    /// updates with \(a = 1\) end in a cycle of two once \(c(n-1)/2 > 1\).
    ///
    /// @param count  \(n\), at least 2
    /// @param c  in (0, 1)
    public static BoltzmannMachine frustrated(int count, double c) {
        Require.that(count >= 2, "count", count, "[2, inf)");
        Require.that(c > 0 && c < 1, "c", c, "(0, 1)");
        int d = 2 * count;
        var phi = new double[d][d];
        for (int r = 0; r < d; r++)
            for (int s = 0; s < d; s++) if (r / 2 != s / 2) phi[r][s] = (r + s) % 2 == 0 ? -c / 2 : c / 2;
        return BoltzmannMachine.of(DenseCouplings.of(Variables.uniform(count, 2), phi), new double[d]);
    }

    /// Variables of two to five states, a factor \(A\) and biases of independent standard normal entries.
    ///
    /// @param count  variables, at least 1
    /// @param rows  of \(A\), at least 1; the fewer, the wider the spectrum
    /// @param m  margin in (0, 1)
    public static BoltzmannMachine random(int count, int rows, double m, RandomSource random) {
        Require.that(count >= 1, "count", count, "[1, inf)");
        Require.that(rows >= 1, "rows", rows, "[1, inf)");
        var states = new int[count];
        for (int i = 0; i < count; i++) states[i] = 2 + random.nextInt(4);
        return random(Variables.of(states), rows, m, random);
    }

    /// The same on given variables.
    public static BoltzmannMachine random(Variables variables, int rows, double m, RandomSource random) {
        Require.that(rows >= 1, "rows", rows, "[1, inf)");
        var a = new double[rows][variables.dimension()];
        for (double[] row : a) random.fillNormal(row);
        var bias = new double[variables.dimension()];
        random.fillNormal(bias);
        return BoltzmannMachine.of(MonotoneCouplings.of(variables, a, m), bias);
    }
}
