package org.onsager.transport.mixture;

import org.onsager.numerics.Parallel;
import org.onsager.transport.interpolant.Interpolant;

/// The law \(\rho(t, \cdot) = \sum_{ij} p_{ij} N(m_{ij}, C_{ij})\) of an interpolant between two mixtures at one
/// time, with everything that depends on the time alone.
///
/// Sums over the \(N_0 N_1\) pairs need one product with \(C_{ij}^{-1}\) each, \(d^2\) multiplications a point;
/// the rest costs \(N_0 + N_1\) such products, because \(C'_{ij}\) splits into a part of \(i\) and a part of
/// \(j\). Points go in blocks of [#BLOCK], coordinate by coordinate, so that the inner loops run over points.
final class Moment {
    /// Points a block: the scratch of a block stays in the second-level cache.
    static final int BLOCK = 32;

    private static final int GRAIN = 256;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    final int dimension;
    final int starts;
    final int ends;
    final double alpha;
    final double beta;
    final double alphaRate;
    final double betaRate;
    final double alphaProduct;
    final double betaProduct;
    final double gamma;
    final double gammaProduct;
    final GaussianMixture start;
    final GaussianMixture end;
    final double[] logWeight;
    final double[][] means;
    final double[][] precisions;

    Moment(Interpolant interpolant, GaussianMixture start, GaussianMixture end, double t) {
        this.start = start;
        this.end = end;
        this.dimension = end.dimension();
        this.starts = start.components();
        this.ends = end.components();
        this.alpha = interpolant.alpha().at(t);
        this.beta = interpolant.beta().at(t);
        this.alphaRate = interpolant.alpha().rate(t);
        this.betaRate = interpolant.beta().rate(t);
        this.alphaProduct = interpolant.alpha().product(t);
        this.betaProduct = interpolant.beta().product(t);
        this.gamma = interpolant.gamma().at(t);
        this.gammaProduct = interpolant.gamma().product(t);
        int k = starts * ends;
        this.logWeight = new double[k];
        this.means = new double[k][];
        this.precisions = new double[k][];
        for (int i = 0; i < starts; i++) for (int j = 0; j < ends; j++) component(i, j, t);
    }

    /// A mixture by itself: the end of an interpolant.
    static Moment of(GaussianMixture law) {
        return new Moment(
                Interpolant.linear(org.onsager.transport.interpolant.Curve.zero()),
                GaussianMixture.standardNormal(law.dimension()),
                law,
                1);
    }

    private void component(int i, int j, double t) {
        int d = dimension;
        var mean = new double[d];
        for (int r = 0; r < d; r++) mean[r] = alpha * start.meanOf(i)[r] + beta * end.meanOf(j)[r];
        var inverse = Spd.inverse(covariance(i, j), d, "the covariance at t = " + t);
        int k = i * ends + j;
        means[k] = mean;
        precisions[k] = inverse.matrix();
        logWeight[k] =
                Math.log(start.weight(i)) + Math.log(end.weight(j)) - 0.5 * (inverse.logDeterminant() + d * LOG_TWO_PI);
    }

    /// \(C_{ij} = \alpha^2 C_{0i} + \beta^2 C_{1j} + \gamma^2 I\).
    double[] covariance(int i, int j) {
        return combination(alpha * alpha, i, beta * beta, j, gamma * gamma);
    }

    /// \(\frac12 C'_{ij}\).
    double[] halfRate(int i, int j) {
        return combination(alphaProduct, i, betaProduct, j, gammaProduct);
    }

    /// \(m'_{ij}\); a zero mean stays zero where its rate is infinite.
    double[] meanRate(int i, int j) {
        var rate = new double[dimension];
        for (int r = 0; r < dimension; r++)
            rate[r] = times(alphaRate, start.meanOf(i)[r]) + times(betaRate, end.meanOf(j)[r]);
        return rate;
    }

    private double[] combination(double a, int i, double b, int j, double c) {
        var sum = new double[dimension * dimension];
        for (int n = 0; n < sum.length; n++) sum[n] = a * start.covarianceOf(i)[n] + b * end.covarianceOf(j)[n];
        for (int r = 0; r < dimension; r++) sum[r * dimension + r] += c;
        return sum;
    }

    static double times(double rate, double value) {
        return value == 0 ? 0 : rate * value;
    }

    /// Visits the points block by block, in parallel over ranges of fixed size.
    void blocks(double[] x, int count, BlockWork work) {
        Parallel.range(count, GRAIN, (from, to) -> {
            var scratch = new Scratch(this);
            for (int at = from; at < to; at += BLOCK) {
                int n = Math.min(BLOCK, to - at);
                scratch.load(x, at, n);
                work.run(scratch, at, n);
            }
        });
    }

    void logDensity(double[] x, int count, double[] out) {
        blocks(x, count, (scratch, at, n) -> System.arraycopy(scratch.logDensity, 0, out, at, n));
    }

    /// What to do with a block once its responsibilities are known.
    @FunctionalInterface
    interface BlockWork {
        void run(Scratch scratch, int at, int n);
    }
}
