package org.onsager.numerics;

/// Poisson and binomial variates: sequential inversion of one uniform where fewer than ten events are expected,
/// else Hörmann's transformed rejection with squeeze, whose cost does not grow with the mean.
///
/// Source: W. Hörmann, *The transformed rejection method for generating Poisson random variables*, Insurance:
/// Mathematics and Economics 12 (1993) 39 (algorithm PTRS); *The generation of binomial random variates*, J.
/// Stat. Comput. Simul. 46 (1993) 101 (algorithm BTRS).
final class CountLaws {
    private CountLaws() {}

    private static final double INVERSION_BELOW = 10;

    static long poisson(RandomSource source, double mean) {
        if (mean < INVERSION_BELOW) return invertPoisson(source, mean);
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = source.nextDouble() - 0.5;
            double v = source.nextDouble();
            double edge = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / edge + b) * u + mean + 0.43);
            if (edge >= 0.07 && v <= squeeze) return (long) k;
            if (k < 0 || edge < 0.013 && v > edge) continue;
            double height = Elementary.log(v * inverseAlpha / (a / (edge * edge) + b));
            if (height <= SaddlePoint.logPoisson(k, mean)) return (long) k;
        }
    }

    private static long invertPoisson(RandomSource source, double mean) {
        double u = source.nextDouble();
        double probability = Elementary.exp(-mean);
        long k = 0;
        // the probabilities vanish against u's granularity long before 200 events
        while (u > probability && k < 200) {
            u -= probability;
            k++;
            probability *= mean / k;
        }
        return k;
    }

    static long binomial(RandomSource source, long trials, double p) {
        if (p > 0.5) return trials - binomial(source, trials, 1 - p);
        if (trials == 0 || p == 0) return 0;
        return trials * p < INVERSION_BELOW ? invertBinomial(source, trials, p) : rejectBinomial(source, trials, p);
    }

    private static long invertBinomial(RandomSource source, long trials, double p) {
        double u = source.nextDouble();
        double probability = Elementary.exp(trials * Elementary.log1p(-p));
        double odds = p / (1 - p);
        long k = 0;
        while (u > probability && k < Math.min(trials, 200)) {
            u -= probability;
            k++;
            probability *= odds * (trials - k + 1) / k;
        }
        return k;
    }

    private static long rejectBinomial(RandomSource source, double trials, double p) {
        double deviation = Math.sqrt(trials * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double center = trials * p + 0.5;
        double squeeze = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * deviation;
        double logMode = SaddlePoint.logBinomial(Math.floor((trials + 1) * p), trials, p);
        while (true) {
            double u = source.nextDouble() - 0.5;
            double v = source.nextDouble();
            double edge = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / edge + b) * u + center);
            if (edge >= 0.07 && v <= squeeze) return (long) k;
            if (k < 0 || k > trials) continue;
            double height = Elementary.log(v * alpha / (a / (edge * edge) + b));
            if (height <= SaddlePoint.logBinomial(k, trials, p) - logMode) return (long) k;
        }
    }
}
