package org.onsager.inference.density;

/// The link to diffusion models: the score of \(n\) points under noise of deviation \(\sigma\) is that of their
/// kernel density estimate of bandwidth \(h = \sigma\). Where that estimate is condensed, following the score
/// leads back to a training point: memorisation.
///
/// Source: G. Biroli and M. Mézard, arXiv:2408.05807.
public final class EmpiricalScore {
    private EmpiricalScore() {}

    /// The noise below which the empirical score at a typical point of the data's law points to single training
    /// points: the condensation bandwidth \(h_G\) at \(\alpha = (\ln n)/d\), data \(N(0, 1_d)\).
    ///
    /// @param n  training points, above 1
    /// @param d  dimension, at least 1
    public static double collapseNoise(double n, int d) {
        return collapseNoise(n, d, Spectrum.isotropic());
    }

    /// The same for data \(N(0, C)\).
    ///
    /// @param spectrum  of \(C\)
    public static double collapseNoise(double n, int d, Spectrum spectrum) {
        return KdePhaseDiagram.gaussian(spectrum)
                .at(KdePhaseDiagram.alpha(n, d))
                .hGlass();
    }

    /// The noise at which a trajectory of the backward diffusion collapses: at noise \(\sigma\) it is at a
    /// typical point of the noisy law \(N(0, C + \sigma^2)\), not of \(N(0, C)\). There the rate at \(u =
    /// \sigma^{-2}\) is \(I = \tfrac12\langle\ln(1 + \lambda/\sigma^2)\rangle\), the capacity of a Gaussian
    /// channel; for \(C = 1\), \(\sigma = (n^{2/d} - 1)^{-1/2}\).
    public static double trajectoryCollapseNoise(double n, int d, Spectrum spectrum) {
        double alpha = KdePhaseDiagram.alpha(n, d);
        double log = org.onsager.numerics.ScalarRoot.standard()
                .between(x -> 0.5 * spectrum.average(l -> Math.log1p(l * Math.exp(-2 * x))) - alpha, -300, 300)
                .point();
        return Math.exp(log);
    }

    /// The time of the variance-preserving diffusion \(dx = -x\,dt + \sqrt2\,dB\) at which the ratio of noise to
    /// signal is \(\sigma\): \(\sigma^2 = e^{2t} - 1\).
    ///
    /// @param noise  \(\sigma > 0\)
    public static double ornsteinUhlenbeckTime(double noise) {
        if (!(noise > 0)) throw new IllegalArgumentException("noise must be in (0, inf), not " + noise);
        return 0.5 * Math.log1p(noise * noise);
    }
}
