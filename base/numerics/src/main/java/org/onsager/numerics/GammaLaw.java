package org.onsager.numerics;

/// Gamma and beta variates. Shapes of 1 and more by Marsaglia and Tsang's rejection from a cubed normal (at least
/// 95 % accepted); smaller ones by the boost \(G_a = G_{a+1} U^{1/a}\), in logarithms, so that they cannot
/// underflow before they must.
///
/// Source: G. Marsaglia and W. W. Tsang, *A simple method for generating gamma variables*, ACM TOMS 26 (2000)
/// 363.
final class GammaLaw {
    private GammaLaw() {}

    static double draw(RandomSource source, double shape) {
        return shape >= 1 ? rejection(source, shape) : Elementary.exp(logarithm(source, shape));
    }

    static double beta(RandomSource source, double a, double b) {
        if (a >= 1 && b >= 1) {
            double x = rejection(source, a);
            double y = rejection(source, b);
            double sum = x + y;
            return sum < Double.POSITIVE_INFINITY ? x / sum : x / 2 / (x / 2 + y / 2);
        }
        double logX = logarithm(source, a);
        return 1 / (1 + Elementary.exp(logarithm(source, b) - logX));
    }

    private static double logarithm(RandomSource source, double shape) {
        if (shape >= 1) return Elementary.log(rejection(source, shape));
        double boosted = rejection(source, shape + 1);
        return Elementary.log(boosted) + Elementary.log(source.nextDouble()) / shape;
    }

    private static double rejection(RandomSource source, double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = source.nextGaussian();
            double root = 1 + c * x;
            if (root <= 0) continue;
            double v = root * root * root;
            double u = source.nextDouble();
            double square = x * x;
            if (u < 1 - 0.0331 * square * square) return d * v;
            if (Elementary.log(u) < 0.5 * square + d * (1 - v + Elementary.log(v))) return d * v;
        }
    }
}
