package org.onsager.transport.interpolant;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;

/// Paths of the diffusive interpolant \(x_t = \alpha x_0 + \beta x_1 + \sqrt{2a}\,B_t\) with a Brownian bridge
/// \(B\).
///
/// At each time its law is that of the interpolant with \(\gamma^2 = 2a\,t(1-t)\), so that both have the same
/// fields; the paths differ: here they are rough, there each is a smooth curve.
///
/// @param interpolant  gives \(\alpha\) and \(\beta\); its \(\gamma\) is not used
/// @param a  diffusivity, positive
public record BridgePaths(Interpolant interpolant, double a) {

    public BridgePaths {
        require(a > 0, "a", a, "(0, inf)");
    }

    /// The interpolant with the same laws at each time.
    public Interpolant sameMarginals() {
        return new Interpolant(
                interpolant.name(),
                interpolant.shape(),
                interpolant.alpha(),
                interpolant.beta(),
                Curve.brownian(2 * a));
    }

    /// One path between two points on a grid.
    ///
    /// @param times  ascending in [0, 1]
    /// @return `path[k][j]`: coordinate `j` at `times[k]`
    public double[][] path(double[] x0, double[] x1, double[] times, RandomStream stream) {
        int d = x0.length;
        var source = stream.generator();
        var path = new double[times.length][d];
        var bridge = new double[d];
        double before = 0;
        for (int k = 0; k < times.length; k++) {
            double t = times[k];
            // from (u, B_u) to the pinned end: mean B_u (1-t)/(1-u), variance (t-u)(1-t)/(1-u)
            double shrink = before == 1 ? 0 : (1 - t) / (1 - before);
            double deviation = Math.sqrt(Math.max(0, (t - before) * shrink));
            for (int j = 0; j < d; j++) {
                bridge[j] = shrink * bridge[j] + deviation * source.nextGaussian();
                path[k][j] = interpolant.alpha().at(t) * x0[j]
                        + interpolant.beta().at(t) * x1[j]
                        + Math.sqrt(2 * a) * bridge[j];
            }
            before = t;
        }
        return path;
    }
}
