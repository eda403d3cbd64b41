package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.special.Gamma;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.special.LogBessel;

/// The von Mises-Fisher-Nakagami law on \(\mathbb R^d\): direction \(a\) with density \(C_d(\kappa) e^{\kappa
/// \mu\cdot a}\) on the unit sphere, and independently a radius \(r\) with Nakagami density \(\frac{2
/// m^m}{\Gamma(m) \Omega^m} r^{2m-1} e^{-m r^2/\Omega}\); the point is \(r a\).
///
/// Suits standard normal spaces of high dimension, where the mass lies in a thin shell that a Gaussian with a
/// full covariance needs \(d^2/2\) numbers to describe: this law has \(d + 2\). With \(\kappa = 0\), \(m = d/2\),
/// \(\Omega = d\) it is \(N(0, I)\).
///
/// Directions are drawn by Wood's rejection from a beta envelope, radii as the root of a gamma number.
///
/// Source: I. Papaioannou, S. Geyer and D. Straub, Reliability Engineering and System Safety 191 (2019) 106564;
/// A. T. A. Wood, Communications in Statistics 23 (1994) 157.
///
/// @param direction  \(\mu\), a unit vector of length \(d \ge 2\)
/// @param concentration  \(\kappa \ge 0\)
/// @param shape  \(m \ge 1/2\)
/// @param spread  \(\Omega > 0\), the mean of \(r^2\)
public record VonMisesNakagami(double[] direction, double concentration, double shape, double spread) implements Law {

    public VonMisesNakagami {
        require(direction.length >= 2, "dimension of a von Mises-Fisher law", direction.length, "[2, inf)");
        require(concentration >= 0, "concentration", concentration, "[0, inf)");
        require(shape >= 0.5, "shape", shape, "[0.5, inf)");
        require(spread > 0, "spread", spread, "(0, inf)");
    }

    /// The weighted fit: \(\mu\) and \(\kappa\) from the mean direction (\(\kappa = (\bar R d - \bar R^3)/(1 -
    /// \bar R^2)\), \(\bar R\) at most 0.95), \(\Omega\) and \(m\) from the moments of \(r^2\).
    ///
    /// @param x  points, shape `d x n`
    /// @param weights  at least 0, with a positive sum
    static VonMisesNakagami fit(double[][] x, double[] weights) {
        int d = x.length, n = x[0].length;
        var mean = new double[d];
        double total = 0, second = 0, fourth = 0;
        for (int i = 0; i < n; i++) {
            double square = 0;
            for (double[] column : x) square += column[i] * column[i];
            double radius = Math.sqrt(square);
            if (radius > 0) for (int k = 0; k < d; k++) mean[k] += weights[i] * x[k][i] / radius;
            total += weights[i];
            second += weights[i] * square;
            fourth += weights[i] * square * square;
        }
        double length = 0;
        for (double each : mean) length += each * each;
        length = Math.sqrt(length);
        for (int k = 0; k < d; k++) mean[k] = length > 0 ? mean[k] / length : k == 0 ? 1 : 0;
        double resultant = Math.min(0.95, length / total);
        double kappa = (resultant * d - resultant * resultant * resultant) / (1 - resultant * resultant);
        double spread = second / total;
        double variance = fourth / total - spread * spread;
        double shape = variance > 0 ? spread * spread / variance : d / 2.0;
        return new VonMisesNakagami(mean, kappa, Math.clamp(shape, 0.5, 1e4), spread);
    }

    @Override
    public int dimension() {
        return direction.length;
    }

    @Override
    public void logDensity(double[][] x, int from, int to, double[] out) {
        int d = direction.length;
        double order = d / 2.0 - 1;
        double sphere = concentration > 1e-8
                ? order * Math.log(concentration)
                        - d / 2.0 * Math.log(2 * Math.PI)
                        - LogBessel.logI(order, concentration)
                : Gamma.logGamma(d / 2.0) - Math.log(2) - d / 2.0 * Math.log(Math.PI);
        double radial = Math.log(2) + shape * Math.log(shape / spread) - Gamma.logGamma(shape);
        for (int i = from; i < to; i++) {
            double square = 0, along = 0;
            for (int k = 0; k < d; k++) {
                square += x[k][i] * x[k][i];
                along += x[k][i] * direction[k];
            }
            double radius = Math.sqrt(square);
            out[i] = sphere
                    + concentration * along / radius
                    + radial
                    + (2 * shape - d) * Math.log(radius)
                    - shape * square / spread;
        }
    }

    @Override
    public double[][] draw(int count, RandomStream stream) {
        int d = direction.length;
        var points = new double[d][count];
        Parallel.range(count, 512, (from, to) -> {
            var normal = new double[d];
            for (int i = from; i < to; i++) {
                var source = stream.at(i).generator();
                double radius = Math.sqrt(spread / shape * source.nextGamma(shape));
                double along = cosine(source);
                double dot = 0, length = 0;
                for (int k = 0; k < d; k++) {
                    normal[k] = source.nextGaussian();
                    dot += normal[k] * direction[k];
                }
                for (int k = 0; k < d; k++) {
                    normal[k] -= dot * direction[k];
                    length += normal[k] * normal[k];
                }
                double across = Math.sqrt(Math.max(0, 1 - along * along) / length);
                for (int k = 0; k < d; k++) points[k][i] = radius * (along * direction[k] + across * normal[k]);
            }
        });
        return points;
    }

    /// The component of the direction along \(\mu\).
    private double cosine(RandomSource source) {
        double d1 = direction.length - 1;
        double b = d1 / (2 * concentration + Math.sqrt(4 * concentration * concentration + d1 * d1));
        double x0 = (1 - b) / (1 + b);
        double c = concentration * x0 + d1 * Math.log(1 - x0 * x0);
        while (true) {
            double z = source.nextBeta(d1 / 2, d1 / 2);
            double w = (1 - (1 + b) * z) / (1 - (1 - b) * z);
            if (concentration * w + d1 * Math.log(1 - x0 * w) - c >= Math.log(source.nextDouble())) return w;
        }
    }
}
