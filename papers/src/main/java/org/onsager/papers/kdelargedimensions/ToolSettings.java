package org.onsager.papers.kdelargedimensions;

import org.onsager.inference.density.Scaling;
import org.onsager.lab.Setting;

/// What `./onsager use kde-large-dimensions` asks.
record ToolSettings(
        @Setting(
                "how to choose the bandwidth: scott, silverman, likelihood or least-squares cross-validation, theory (the"
                        + " optimum of a Gaussian of many dimensions), nearest (median r_NN/sqrt(d)), fixed")
        Rule rule,

        @Setting(value = "the bandwidth of rule = fixed, in units of the scaling", min = 0, aboveMin = true, max = 1e9)
        double bandwidth,

        @Setting("unit of the bandwidth: none, deviation (standardise), covariance (whiten)")
        Scaling scaling,

        @Setting(
                value = "power p of the kernel exp(-d (|z|^2/d)^(p/2) / 2), 2 is Gaussian",
                min = 0,
                aboveMin = true,
                max = 20)
        double kernelPower,

        @Setting(
                value = "leading principal components to keep, 0 keeps the columns as they are",
                min = 0,
                max = 100_000)
        int components,

        @Setting(value = "nearest points behind the local dimension", min = 3, max = 10_000)
        int neighbours,

        @Setting(value = "bootstrap replicates of its interval", min = 2, max = 100_000)
        int replicates,

        @Setting("also write the score, one column a coordinate")
        boolean score) {

    enum Rule {
        SCOTT,
        SILVERMAN,
        LIKELIHOOD,
        LEAST_SQUARES,
        THEORY,
        NEAREST,
        FIXED
    }

    static ToolSettings standard() {
        return new ToolSettings(Rule.LIKELIHOOD, 1, Scaling.DEVIATION, 2, 0, 20, 200, false);
    }
}
