package org.onsager.transport.mixture;

import java.util.EnumMap;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;

/// Exact density and fields of an interpolant between two Gaussian mixtures with independent ends.
///
/// With \(m_{ij} = \alpha m_{0i} + \beta m_{1j}\), \(C_{ij} = \alpha^2 C_{0i} + \beta^2 C_{1j} + \gamma^2 I\),
/// responsibilities \(r_{ij} \propto p_{0i} p_{1j} N(x; m_{ij}, C_{ij})\), \(g_{ij} = -C_{ij}^{-1}(x-m_{ij})\):
///
/// \[ s = \sum r_{ij} g_{ij}, \quad b = \sum r_{ij}\left[m'_{ij} - \tfrac12 C'_{ij} g_{ij}\right], \quad \eta_0 =
/// \sum r_{ij}\left[m_{0i} - \alpha C_{0i} g_{ij}\right], \quad v = b + \gamma\gamma' s. \]
///
/// A mirror takes its one law at both ends. Cost: \(N_0 N_1\) Cholesky factors a time, \(d^2 N_0 N_1\)
/// multiplications a point.
///
/// @param interpolant  spatially linear
/// @param start  law of \(x_0\)
/// @param end  law of \(x_1\)
public record MixtureTruth(Interpolant interpolant, GaussianMixture start, GaussianMixture end) {

    public MixtureTruth {
        if (start.dimension() != end.dimension())
            throw new IllegalArgumentException("both ends must have the same dimension, not %d and %d"
                    .formatted(start.dimension(), end.dimension()));
        switch (interpolant.shape()) {
            case ONE_SIDED -> {
                if (!start.isStandardNormal())
                    throw new IllegalArgumentException("x0 of a one-sided interpolant must be standard normal; take a"
                            + " two-sided one with gamma > 0 for another law");
            }
            case MIRROR -> {
                if (start != end) throw new IllegalArgumentException("a mirror must have the same law at both ends");
                // alpha = 0: whatever stands at the start must not split the end's components
                start = GaussianMixture.standardNormal(end.dimension());
            }
            case TWO_SIDED -> {}
        }
    }

    /// The exact mirror on a law.
    public static MixtureTruth mirror(Interpolant interpolant, GaussianMixture law) {
        return new MixtureTruth(interpolant, law, law);
    }

    public int dimension() {
        return end.dimension();
    }

    /// \(\log\rho(t, x_i)\).
    ///
    /// @param x  points row by row
    public double[] logDensity(double t, double[] x) {
        int n = x.length / dimension();
        var out = new double[n];
        moment(t).logDensity(x, n, out);
        return out;
    }

    /// \(\rho(t, \cdot)\) as a mixture.
    public GaussianMixture law(double t) {
        var moment = moment(t);
        int pairs = moment.means.length;
        var weights = new double[pairs];
        var covariances = new double[pairs][];
        for (int i = 0; i < moment.starts; i++)
            for (int j = 0; j < moment.ends; j++) {
                weights[i * moment.ends + j] = start.weight(i) * end.weight(j);
                covariances[i * moment.ends + j] = moment.covariance(i, j);
            }
        return GaussianMixture.of(weights, moment.means, covariances);
    }

    /// All fields, each in closed form.
    public Fields fields() {
        var all = new EnumMap<Quantity, VectorField>(Quantity.class);
        for (var quantity : Quantity.values()) all.put(quantity, field(quantity));
        return new Fields(interpolant, all);
    }

    /// One field. Velocity and score have closed divergences, the others numerical ones.
    public VectorField field(Quantity quantity) {
        return new ClosedField(this, quantity);
    }

    /// \(\nabla s(t, x) = \sum r (g g^\top - C^{-1}) - s s^\top\), symmetric, row-major.
    public double[] scoreJacobian(double t, double[] x) {
        return jacobian(t, x, false);
    }

    /// \(\nabla b(t, x) = \sum r (K + u g^\top) - b s^\top\), \(K = \frac12 C' C^{-1}\), \(u = m' - \frac12 C'
    /// g\); row-major, entry \((k, l) = \partial_l b_k\).
    public double[] velocityJacobian(double t, double[] x) {
        return jacobian(t, x, true);
    }

    private double[] jacobian(double t, double[] x, boolean velocity) {
        int d = dimension();
        var moment = moment(t);
        var scratch = new Scratch(moment);
        scratch.load(x, 0, 1);
        var sum = new double[d * d];
        var meanU = new double[d];
        var meanG = new double[d];
        for (int i = 0; i < moment.starts; i++)
            for (int j = 0; j < moment.ends; j++) {
                int k = i * moment.ends + j;
                double r = scratch.responsibility[k * Moment.BLOCK];
                var g = new double[d];
                for (int a = 0; a < d; a++) g[a] = scratch.g[k][a * Moment.BLOCK];
                double[] half = velocity ? moment.halfRate(i, j) : minusIdentity(d);
                double[] u = velocity ? moment.meanRate(i, j) : new double[d];
                for (int a = 0; a < d; a++)
                    for (int c = 0; c < d; c++) {
                        u[a] -= half[a * d + c] * g[c];
                        for (int e = 0; e < d; e++)
                            sum[a * d + e] += r * half[a * d + c] * moment.precisions[k][c * d + e];
                    }
                for (int a = 0; a < d; a++) {
                    meanU[a] += r * u[a];
                    meanG[a] += r * g[a];
                    for (int e = 0; e < d; e++) sum[a * d + e] += r * u[a] * g[e];
                }
            }
        for (int a = 0; a < d; a++) for (int e = 0; e < d; e++) sum[a * d + e] -= meanU[a] * meanG[e];
        return sum;
    }

    /// With \(m' = 0\) and \(\frac12 C' = -I\) the velocity's formula gives the score.
    private static double[] minusIdentity(int d) {
        var matrix = new double[d * d];
        for (int k = 0; k < d; k++) matrix[k * d + k] = -1;
        return matrix;
    }

    /// `count` points of \(\rho(t, \cdot)\).
    public PointCloud draw(double t, org.onsager.numerics.RandomStream stream, int count) {
        return PointCloud.draw(law(t), stream, count);
    }

    Moment moment(double t) {
        if (!(t >= 0 && t <= 1)) throw new IllegalArgumentException("t must be in [0, 1], not " + t);
        return new Moment(interpolant, start, end, t);
    }
}
