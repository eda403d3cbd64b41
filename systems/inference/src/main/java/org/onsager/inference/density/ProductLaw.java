package org.onsager.inference.density;

import java.util.function.DoubleUnaryOperator;

/// Independent coordinates of one common law with density \(p\): \(\psi(u) = \int dx\,p(x) \ln\int
/// dy\,p(y)\,e^{-u(x
/// - y)^2/2}\), by quadrature on a grid.
public final class ProductLaw implements DataLaw {
    private final double[] points;
    private final double[] masses;

    /// @param density  \(p\), normalised, of finite variance
    /// @param low  lower end of its support, or where its tail no longer counts
    /// @param high  upper end
    /// @param size  points of the grid, at least 50; the tilt is resolved up to about \((size/(high - low))^2\)
    /// @throws IllegalArgumentException if the mass between the ends is not 1 to 1e-3, or the law's tail is too
    ///     heavy for its variance to be finite: there is no condensation theory then
    public ProductLaw(DoubleUnaryOperator density, double low, double high, int size) {
        if (!(low < high)) throw new IllegalArgumentException("high must be in (%s, inf), not %s".formatted(low, high));
        if (size < 50) throw new IllegalArgumentException("size must be in [50, inf), not " + size);
        requireFiniteVariance(density, low, 0.5 * (low + high));
        requireFiniteVariance(density, high, 0.5 * (low + high));
        points = new double[size];
        masses = new double[size];
        double step = (high - low) / size;
        double total = 0;
        for (int i = 0; i < size; i++) {
            points[i] = low + (i + 0.5) * step;
            masses[i] = density.applyAsDouble(points[i]) * step;
            if (!(masses[i] >= 0))
                throw new IllegalArgumentException("density must be at least 0, not " + masses[i] / step);
            total += masses[i];
        }
        if (!(Math.abs(total - 1) < 1e-3))
            throw new IllegalArgumentException("density must have mass 1 between its ends, not " + total);
        for (int i = 0; i < size; i++) masses[i] /= total;
    }

    /// A tail \(|y|^{-s}\) has a variance only for \(s > 3\): the local exponent is read off beyond the end.
    private static void requireFiniteVariance(DoubleUnaryOperator density, double end, double centre) {
        double near = density.applyAsDouble(end);
        double far = density.applyAsDouble(centre + 4 * (end - centre));
        if (near > 0 && far > 0 && Math.log(near / far) / Math.log(4) <= 3)
            throw new IllegalArgumentException(
                    "density must have a finite variance: its tail falls as a power of %.3g at %s, so that the mean energy"
                                    .formatted(Math.log(near / far) / Math.log(4), end)
                            + " is infinite and there is no condensation theory");
    }

    @Override
    public double cumulant(double u) {
        return average(u, false);
    }

    @Override
    public double squaredDistance(double u) {
        return average(u, true);
    }

    private double average(double u, boolean distance) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            if (masses[i] == 0) continue;
            double partition = 0;
            double moment = 0;
            for (int j = 0; j < points.length; j++) {
                double t = points[i] - points[j];
                double weight = masses[j] * Math.exp(-0.5 * u * t * t);
                partition += weight;
                moment = Math.fma(weight, t * t, moment);
            }
            sum += masses[i] * (distance ? moment / partition : Math.log(partition));
        }
        return sum;
    }
}
