package org.onsager.inference.density;

import java.util.List;
import org.onsager.inference.density.KdePhaseDiagram.Regime;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Bootstrap;
import org.onsager.numerics.statistics.Quantiles;

/// In which regime an estimate is, point by point, told from distances alone.
///
/// Where the number of data within \(r\) grows as \(r^D\), the tail index of the Gaussian weights is \(\mu(h) =
/// d\ln G/d\ln w = D h^2/r^2\) at the nearest distance, so that \[ \hat h_G = r_{NN}/\sqrt D, \quad \hat h_{CLT}
/// = \sqrt2\,\hat h_G, \quad \hat\mu = h^2 D/r_{NN}^2, \quad \hat h_{opt} = r_{NN}/\sqrt d . \] For any other
/// kernel \(\hat\mu = D/(2 d s\kappa'(s))\) at \(s = r_{NN}^2/(d h^2)\), and the bandwidths are those at which
/// this is 1 and 2 and at which \(2 s\kappa'(s) = 1\). \(D\) is the maximum-likelihood local dimension from the
/// \(k\) nearest distances, \(D^{-1} = \frac{1}{k-1}\sum_{j<k} \ln(r_k/r_j)\); its interval is a bootstrap of
/// these logarithms.
///
/// Source: the rules follow from G. Biroli and M. Mézard, arXiv:2408.05807; the local dimension is E. Levina's
/// and P. J. Bickel's (NIPS 17, 2004).
///
/// @param queries  one diagnosis a query
public record RegimeDiagnosis(List<PointDiagnosis> queries) {
    public RegimeDiagnosis {
        queries = List.copyOf(queries);
    }

    /// @param neighbours  \(k\), nearest points behind the local dimension, at least 3
    /// @param replicates  of the bootstrap, at least 2
    /// @param confidence  of the interval, in (0, 1)
    /// @param stream  random numbers of the bootstrap
    public record Settings(int neighbours, int replicates, double confidence, RandomStream stream) {
        public Settings {
            if (neighbours < 3) throw new IllegalArgumentException("neighbours must be in [3, n], not " + neighbours);
            if (replicates < 2) throw new IllegalArgumentException("replicates must be in [2, inf), not " + replicates);
            if (!(confidence > 0 && confidence < 1))
                throw new IllegalArgumentException("confidence must be in (0, 1), not " + confidence);
        }

        /// 20 neighbours, 200 replicates, 90%.
        public static Settings standard(RandomStream stream) {
            return new Settings(20, 200, 0.9, stream);
        }
    }

    /// What is known of one query.
    ///
    /// @param effectiveNumber  \(1/\sum p_i^2\), measured
    /// @param stableIndex  \(\hat\mu\)
    /// @param regime  by \(\hat\mu\)
    /// @param uncertain  whether another regime lies within the interval of the local dimension
    /// @param hGlass  \(\hat h_G\)
    /// @param hClt  \(\hat h_{CLT}\)
    /// @param hOptimal  \(\hat h_{opt}\)
    /// @param localDimension  \(D\)
    /// @param dimensionLow  lower end of its interval
    /// @param dimensionHigh  upper end
    /// @param duplicate  whether a point of the data lies exactly here: then \(\hat\rho \to \infty\) as \(h \to
    ///     0\), the regime at any finite \(h\) is condensed on it only for lack of a scale, and the numbers above
    ///     come from the other distances
    public record PointDiagnosis(
            double effectiveNumber,
            double stableIndex,
            Regime regime,
            boolean uncertain,
            double hGlass,
            double hClt,
            double hOptimal,
            double localDimension,
            double dimensionLow,
            double dimensionHigh,
            boolean duplicate) {}

    static RegimeDiagnosis of(KernelDensity.Evaluation evaluation, PairEnergy energy, Settings settings) {
        return new RegimeDiagnosis(Parallel.map(
                evaluation.weights().length,
                q -> diagnose(
                        evaluation.distances()[q],
                        evaluation.weights()[q].effectiveNumber(),
                        energy,
                        settings,
                        settings.stream().split("query " + q))));
    }

    private static PointDiagnosis diagnose(
            double[] distances, double effective, PairEnergy energy, Settings settings, RandomStream stream) {
        int zeros = 0;
        while (zeros < distances.length && distances[zeros] == 0) zeros++;
        int k = distances.length - zeros;
        double farthest = distances[distances.length - 1];
        if (k < 3 || !(farthest > distances[zeros])) {
            return new PointDiagnosis(
                    effective,
                    0,
                    Regime.CONDENSED,
                    true,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    0,
                    Double.POSITIVE_INFINITY,
                    zeros > 0);
        }
        var logs = new double[k - 1];
        for (int j = 0; j < k - 1; j++) logs[j] = Math.log(farthest / distances[zeros + j]);
        var bootstrap = new Bootstrap(settings.replicates(), stream).of(logs, RegimeDiagnosis::inverseMean);
        var interval = bootstrap.percentile(settings.confidence());
        double dimension = bootstrap.value();
        double nearest = distances[zeros];
        double slope = energy.logSlope(nearest);
        var regime = Regime.of(dimension / slope);
        boolean uncertain =
                Regime.of(interval.lower() / slope) != regime || Regime.of(interval.upper() / slope) != regime;
        double share = dimension / energy.d, delta = nearest * nearest / energy.d;
        return new PointDiagnosis(
                effective,
                dimension / slope,
                regime,
                uncertain,
                KdePhaseDiagram.bandwidthAt(energy.kernel, delta, share),
                KdePhaseDiagram.bandwidthAt(energy.kernel, delta, share / 2),
                KdePhaseDiagram.bandwidthAt(energy.kernel, delta, 1),
                dimension,
                interval.lower(),
                interval.upper(),
                zeros > 0);
    }

    private static double inverseMean(double[] logs) {
        double sum = 0;
        for (double each : logs) sum += each;
        return logs.length / sum;
    }

    /// The share of queries in a regime.
    public double share(Regime regime) {
        return queries.stream().filter(query -> query.regime() == regime).count() / (double) queries.size();
    }

    /// The share of queries whose label changes inside the interval of the local dimension.
    public double uncertainShare() {
        return queries.stream().filter(PointDiagnosis::uncertain).count() / (double) queries.size();
    }

    /// The share of queries that coincide with a point of the data.
    public double duplicateShare() {
        return queries.stream().filter(PointDiagnosis::duplicate).count() / (double) queries.size();
    }

    /// The median over the queries of one of their numbers, those without it left out; NaN if none has it.
    public double median(java.util.function.ToDoubleFunction<PointDiagnosis> number) {
        double[] values = queries.stream()
                .mapToDouble(number)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        return values.length == 0 ? Double.NaN : Quantiles.median(values);
    }
}
