package org.onsager.memory.rsb;

import org.onsager.memory.CovariancePolynomial;
import org.onsager.memory.saddle.GaussianTanh;
import org.onsager.numerics.ScalarMaximum;
import org.onsager.numerics.ScalarRoot;

/// Where a glass of orthogonal states sets in, at load \(\gamma = 1\); temperatures scale as \(\sqrt\gamma\).
///
/// At \(\theta = 1\), \(q_1 = m = 0\) the weight \(\cosh g\) tilts the Gaussian: all averages are those of
/// \(v + \sqrt v z\), \(v = \xi'(q_2)\). So \(q(v) = E\tanh(v + \sqrt vz)\), and \(B = \beta'^2\gamma =
/// 2v/\nu'(q(v))\) is a function of \(v\): its minimum is the dynamical temperature without any equation being
/// solved, and the static one is the root, beyond, of
/// \[ \partial_\theta A = E\ln\cosh(v + \sqrt v z) - \tfrac v2 + \tfrac B4\nu(q) - \tfrac12vq . \]
///
/// @param dynamical  \(T'_d\): below it exponentially many states trap the dynamics
/// @param statical  \(T'_K\): below it a few states have all the weight
/// @param overlap  \(q_K\) inside a state at \(T'_K\)
public record GlassTemperatures(double dynamical, double statical, double overlap) {
    private static final double LOWEST = 1e-3;
    private static final double HIGHEST = 400;
    private static final int POINTS = 600;

    /// @param nu  without constant, linear and quadratic part
    /// @throws IllegalArgumentException if \(\nu\) has a linear or quadratic part: the transition is then
    ///     continuous or there is none
    static GlassTemperatures of(CovariancePolynomial nu) {
        if (nu.slope(0) != 0 || nu.curvature(0) != 0)
            throw new IllegalArgumentException("nu must have no linear and no quadratic part, not " + nu);
        double low = Math.log(LOWEST), step = (Math.log(HIGHEST) - low) / POINTS;
        int best = 0;
        for (int i = 1; i <= POINTS; i++)
            if (temperature(nu, Math.exp(low + i * step)) > temperature(nu, Math.exp(low + best * step))) best = i;
        var peak = ScalarMaximum.standard()
                .between(x -> temperature(nu, Math.exp(x)), low + (best - 1) * step, low + (best + 1) * step);
        double upper = peak.point() + step;
        while (slope(nu, Math.exp(upper)) < 0) upper += step;
        double v = Math.exp(ScalarRoot.standard()
                .between(x -> slope(nu, Math.exp(x)), peak.point(), upper)
                .point());
        return new GlassTemperatures(peak.value(), temperature(nu, v), overlap(v));
    }

    private static double overlap(double v) {
        return GaussianTanh.moments(v, Math.sqrt(v)).t();
    }

    /// \(1/\sqrt B\).
    private static double temperature(CovariancePolynomial nu, double v) {
        return Math.sqrt(0.5 * nu.slope(overlap(v)) / v);
    }

    /// \(\partial_\theta A\) at \(\theta = 1\).
    private static double slope(CovariancePolynomial nu, double v) {
        double q = overlap(v), temperature = temperature(nu, v);
        return GaussianTanh.logCosh(v, Math.sqrt(v))
                - LogOnePlus.LN2
                - 0.5 * v
                + 0.25 * nu.at(q) / (temperature * temperature)
                - 0.5 * v * q;
    }
}
