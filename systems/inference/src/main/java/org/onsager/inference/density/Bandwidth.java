package org.onsager.inference.density;

import java.util.stream.IntStream;
import org.onsager.numerics.statistics.Quantiles;

/// How the bandwidth of a [KernelDensity] is chosen, in units of its [Scaling].
public sealed interface Bandwidth {

    /// What a rule chose.
    ///
    /// @param h  the bandwidth
    /// @param atBound  whether the search ended at an end of its range, without an optimum inside
    /// @param criterion  the value of what was optimised at `h`; NaN for a rule without search
    record Choice(double h, boolean atBound, double criterion) {}

    /// The root mean square over the columns of their standard deviations, in which rules that know none of their
    /// own measure: 1 of data scaled by their deviations or covariance.
    private static double deviation(double[][] scaled) {
        double[][] covariance = DataScale.covariance(scaled, DataScale.mean(scaled));
        double trace = 0;
        for (int a = 0; a < covariance.length; a++) trace += covariance[a][a];
        double deviation = Math.sqrt(trace / covariance.length);
        if (!(deviation > 0)) throw new IllegalArgumentException("data must not consist of duplicates for this rule");
        return Math.abs(deviation - 1) < 1e-9 ? 1 : deviation;
    }

    /// @param scaled  the data in units of the scaling
    /// @param points  the same
    Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel);

    /// This very bandwidth.
    ///
    /// @param h  positive
    record Fixed(double h) implements Bandwidth {
        public Fixed {
            if (!(h > 0 && h < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("bandwidth must be in (0, inf), not " + h);
        }

        @Override
        public Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel) {
            return new Choice(h, false, Double.NaN);
        }
    }

    /// Scott's rule \(n^{-1/(d+4)}\) standard deviations; tends to \(e^{-\alpha}\) in high dimension, which is
    /// always condensed.
    record Scott() implements Bandwidth {
        @Override
        public Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel) {
            double h = scott(scaled.length, scaled[0].length) * deviation(scaled);
            return new Choice(h, false, Double.NaN);
        }
    }

    /// Silverman's rule \((4/((d+2)n))^{1/(d+4)}\) standard deviations.
    record Silverman() implements Bandwidth {
        @Override
        public Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel) {
            double h = silverman(scaled.length, scaled[0].length) * deviation(scaled);
            return new Choice(h, false, Double.NaN);
        }
    }

    /// Greatest leave-one-out likelihood \(\sum_i \ln \hat\rho_{-i}(y_i)\).
    ///
    /// @param low  lower end of the search, positive
    /// @param high  upper end, above `low`
    /// @param relative  whether both are in standard deviations of the scaled data, not in their unit
    record LikelihoodCrossValidation(double low, double high, boolean relative) implements Bandwidth {
        public LikelihoodCrossValidation {
            requireRange(low, high);
        }

        /// Between a twentieth and twenty times a standard deviation.
        public LikelihoodCrossValidation() {
            this(0.05, 20, true);
        }

        /// Between two bandwidths in the unit of the scaling.
        public LikelihoodCrossValidation(double low, double high) {
            this(low, high, false);
        }

        @Override
        public Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel) {
            double unit = relative ? deviation(scaled) : 1;
            return new CrossValidation(points, kernel)
                    .maximise(low * unit, high * unit, CrossValidation.Criterion.LIKELIHOOD);
        }
    }

    /// Least squares: the least unbiased estimate of \(\int \hat\rho^2 - 2\int \hat\rho\rho\), Gaussian kernel
    /// only. In high dimension the mode dominates it; it then says little of typical points.
    ///
    /// @param low  lower end of the search, positive
    /// @param high  upper end, above `low`
    /// @param relative  whether both are in standard deviations of the scaled data, not in their unit
    record LeastSquaresCrossValidation(double low, double high, boolean relative) implements Bandwidth {
        public LeastSquaresCrossValidation {
            requireRange(low, high);
        }

        /// Between a twentieth and twenty times a standard deviation.
        public LeastSquaresCrossValidation() {
            this(0.05, 20, true);
        }

        /// Between two bandwidths in the unit of the scaling.
        public LeastSquaresCrossValidation(double low, double high) {
            this(low, high, false);
        }

        @Override
        public Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel) {
            if (!kernel.equals(RadialKernel.gaussian()))
                throw new IllegalArgumentException("kernel must be Gaussian for least-squares cross-validation");
            double unit = relative ? deviation(scaled) : 1;
            return new CrossValidation(points, kernel)
                    .maximise(low * unit, high * unit, CrossValidation.Criterion.LEAST_SQUARES);
        }
    }

    /// The bandwidth that minimises the Kullback-Leibler divergence in the limit of many dimensions, for a
    /// Gaussian with the covariance of the data. Directions without variance are left out: the theory then speaks
    /// of the support, with its dimension.
    record HighDimensionalOptimum() implements Bandwidth {
        @Override
        public Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel) {
            var spectrum = Spectrum.of(DataScale.eigenvalues(scaled));
            var diagram = new KdePhaseDiagram(new DistanceLaw(spectrum, 1), kernel);
            double alpha = KdePhaseDiagram.alpha(scaled.length, spectrum.eigenvalues().length);
            return new Choice(diagram.at(alpha).hOptimal(), false, Double.NaN);
        }
    }

    /// The median over the data of \(r_{NN}/\sqrt d\), the local form of the high-dimensional optimum; for a
    /// power kernel times \((cp)^{1/p}\), for any other where \(2 s\kappa'(s) = 1\) at the nearest point.
    record NearestNeighbour() implements Bandwidth {
        @Override
        public Choice choose(double[][] scaled, PointTiles points, RadialKernel kernel) {
            double[] nearest = new double[points.count];
            new PairSweep(points, new PairEnergy[] {new PairEnergy(kernel, points.d, 1)}, 1, false, false)
                    .leaveOneOut((place, _, near) -> nearest[place] = Math.sqrt(near.squaredDistances()[0]));
            double median = Quantiles.median(nearest);
            double h = KdePhaseDiagram.bandwidthAt(kernel, median * median / points.d, 1);
            if (!(h > 0)) throw new IllegalArgumentException("data must not consist of duplicates for this rule");
            return new Choice(h, false, Double.NaN);
        }
    }

    /// \(n^{-1/(d+4)}\).
    static double scott(double n, int d) {
        return Math.pow(n, -1.0 / (d + 4));
    }

    /// \((4/((d+2)n))^{1/(d+4)}\).
    static double silverman(double n, int d) {
        return Math.pow(4 / ((d + 2.0) * n), 1.0 / (d + 4));
    }

    private static void requireRange(double low, double high) {
        if (!(low > 0)) throw new IllegalArgumentException("low must be in (0, inf), not " + low);
        if (!(high > low && high < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("high must be in (%s, inf), not %s".formatted(low, high));
    }

    /// A geometric grid.
    static double[] grid(double low, double high, int size) {
        return IntStream.range(0, size)
                .mapToDouble(k -> low * Math.exp(Math.log(high / low) * k / (size - 1)))
                .toArray();
    }
}
