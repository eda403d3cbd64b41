package org.onsager.papers.kdelargedimensions;

import org.onsager.lab.Setting;

/// What a run of `kde-large-dimensions` asks.
record Settings(
        @Setting(value = "points x at (d, n) = (20, 22026)", min = 20, max = 1_000_000)
        int samples20,

        @Setting(
                value = "points x at (30, 162754); 0 leaves claims K6, K10 and half of K11 out",
                min = 0,
                max = 1_000_000)
        int samples30,

        @Setting(value = "data sets of the moments K9; 0 leaves the claim out", min = 0, max = 10_000_000)
        int momentDatasets,

        @Setting(value = "data sets of the normality test K10", min = 0, max = 1_000_000)
        int normalityDatasets,

        @Setting(value = "queries of the diagnosis K14; 0 leaves the claim out", min = 0, max = 100_000)
        int queries,

        @Setting("exact finite-size integrals of K6 and K7 as well")
        boolean convergence,

        @Setting(value = "dimension d of the free simulation", min = 1, max = 1000)
        int dimension,

        @Setting(value = "points n of the free simulation", min = 2, max = 1_000_000_000)
        long points,

        @Setting(value = "data sets of the free simulation; 0 leaves it out", min = 0, max = 1_000_000)
        int datasets,

        @Setting(value = "exponent s of its spectrum a^-s, scaled to mean 1; 0 is isotropic", min = 0, max = 10)
        double spectrum,

        @Setting(value = "power p of its kernel exp(-c |z|^p), 2 is Gaussian", min = 0, aboveMin = true, max = 20)
        double kernelPower,

        @Setting(value = "its bandwidths in units of h_G", min = 0, aboveMin = true, max = 100)
        double[] ratios) {

    private static final double[] RATIOS = {0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.7, 2};

    static Settings smoke() {
        return new Settings(50, 0, 0, 0, 0, false, 20, 22026, 0, 0, 2, RATIOS);
    }

    static Settings standard() {
        return new Settings(400, 100, 10_000, 400, 200, true, 25, 22026, 40, 1, 2, RATIOS);
    }

    /// Up to \(n \approx 10^8\) in 40 dimensions, \(\alpha = 0.46\).
    static Settings paper() {
        return new Settings(1000, 1000, 100_000, 1000, 1000, true, 40, 97_000_000, 1000, 0, 2, RATIOS);
    }
}
