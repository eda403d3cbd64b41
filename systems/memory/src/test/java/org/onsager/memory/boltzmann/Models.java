package org.onsager.memory.boltzmann;

import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Random machines and arrays that the tests share.
final class Models {
    private Models() {}

    static BoltzmannMachine random(int count, int rows, double m, long seed) {
        return WorkedMachines.random(
                count, rows, m, RandomStream.of(seed).split("model").generator());
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
}
