package org.onsager.papers.monotonedbm;

import org.onsager.numerics.RandomSource;

/// Random vectors and how far apart two are.
final class Vectors {
    private Vectors() {}

    static double[] vector(int length, RandomSource random) {
        var x = new double[length];
        random.fillNormal(x);
        return x;
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
