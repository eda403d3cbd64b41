package org.onsager.memory.rsb;

import org.onsager.memory.CovariancePolynomial;
import org.onsager.memory.saddle.TanhKernel;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// The mean pressure \(\frac1N E\ln\sum_\sigma e^{-\beta'H(\sigma)}\) of a mixed p-spin glass of \(N\) spins, by
/// enumeration, and Guerra's interpolation from it to independent spins.
///
/// \(\beta'H\) is the Gaussian process of covariance exactly \(N\xi(q_{12})\), couplings on all ordered tuples.
/// Tuples with the same set of spins of odd multiplicity multiply the same product \(\sigma_S\), so that one
/// Gaussian number for each set \(S\), of variance \(N\frac{\beta'^2\gamma}2\sum_k\nu_kN^{-k}W_k(|S|)\) with
/// \(W_k(r)\) tuples, has the same law as \(N^P\) of them; a fast Walsh-Hadamard transform turns them into all
/// \(2^N\) energies at once. Cost a sample: \(N2^N\) additions, \(2^{N+3}\) bytes.
///
/// For even \(P\) and every \(N\): \(EA_N \le A_{1RSB} \le A_{RS}\) (F. Guerra, Commun. Math. Phys. 233 (2003)
/// 1).
///
/// @param nu  covariance of the noise
/// @param spins  \(N\), from 1 to 24
public record ExactPressure(CovariancePolynomial nu, int spins) {
    private static final int MOST = 24;

    public ExactPressure {
        if (spins < 1) throw new IllegalArgumentException("N must be in [1, 24], not " + spins);
        if (spins > MOST)
            throw new IllegalArgumentException(
                    "N must be in [1, 24], not %d: the 2^%d energies need %.3g bytes a sample"
                            .formatted(spins, spins, 8 * Math.pow(2, spins)));
    }

    /// A mean over samples of the disorder.
    ///
    /// @param mean  per spin
    /// @param standardError  of the mean
    /// @param samples  how many
    public record Mean(double mean, double standardError, int samples) {
        static Mean of(double[] values) {
            double sum = 0, square = 0;
            for (double value : values) sum += value;
            double mean = sum / values.length;
            for (double value : values) square += (value - mean) * (value - mean);
            return new Mean(mean, Math.sqrt(square / (values.length - 1.0) / values.length), values.length);
        }
    }

    /// \(EA_N\) over samples; sample `k` draws from `stream.at(k)`.
    ///
    /// @param samples  at least 2
    public Mean mean(double betaPrime, double gamma, int samples, RandomStream stream) {
        if (samples < 2) throw new IllegalArgumentException("samples must be in [2, inf), not " + samples);
        var values = new double[samples];
        Parallel.range(samples, 1, (from, to) -> {
            for (int k = from; k < to; k++)
                values[k] = pressure(weights(betaPrime, gamma, stream.at(k).generator()));
        });
        return Mean.of(values);
    }

    /// One sample's \(\beta'H\) of all \(2^N\) states; bit `i` of the index is spin `i`.
    double[] weights(double betaPrime, double gamma, RandomSource source) {
        double[] variance = variances();
        double scale = spins * 0.5 * betaPrime * betaPrime * gamma;
        var values = new double[1 << spins];
        for (int set = 0; set < values.length; set++) {
            double v = scale * variance[Integer.bitCount(set)];
            values[set] = v == 0 ? 0 : Math.sqrt(v) * source.nextGaussian();
        }
        walshHadamard(values);
        return values;
    }

    /// \(\sum_k\nu_kN^{-k}W_k(r)\) by \(r\): \(W_{k+1}(r) = rW_k(r-1) + (N-r)W_k(r+1)\), \(W_0 = 1\) at \(r =
    /// 0\).
    double[] variances() {
        double[] coefficients = nu.coefficients();
        var tuples = new double[spins + 1];
        var variance = new double[spins + 1];
        tuples[0] = 1;
        for (int k = 0; k < coefficients.length; k++) {
            for (int r = 0; r <= spins; r++) variance[r] += coefficients[k] * tuples[r];
            var next = new double[spins + 1];
            for (int r = 0; r <= spins; r++)
                next[r] = ((r > 0 ? r * tuples[r - 1] : 0) + (r < spins ? (spins - r) * tuples[r + 1] : 0)) / spins;
            tuples = next;
        }
        return variance;
    }

    private static void walshHadamard(double[] values) {
        for (int half = 1; half < values.length; half *= 2)
            for (int block = 0; block < values.length; block += 2 * half)
                for (int i = block; i < block + half; i++) {
                    double a = values[i], b = values[i + half];
                    values[i] = a + b;
                    values[i + half] = a - b;
                }
    }

    /// \(\frac1N\ln\sum_\sigma e^{-w_\sigma}\).
    double pressure(double[] weights) {
        double least = Double.POSITIVE_INFINITY, sum = 0;
        for (double w : weights) least = Math.min(least, w);
        for (double w : weights) sum += TanhKernel.exponential(Math.max(least - w, -700));
        return (StrictMath.log(sum) - least) / spins;
    }

    /// Guerra's interpolation: \(\sqrt t\) of the glass and \(\sqrt{1-t}\) of independent fields of variance
    /// \(\xi'(q)\), at \(m = 0\).
    ///
    /// @param pressure  \(A(t)\), the correction \(\frac{1-t}2[\xi(1) - \xi(q) - (1-q)\xi'(q)]\) included: the
    ///     replica-symmetric pressure at \(t = 0\), that of the glass at \(t = 1\)
    /// @param slope  \(A'(t) = -\frac12E\langle\xi(q_{12}) - \xi(q) - (q_{12}-q)\xi'(q)\rangle \le 0\) for even
    ///     \(P\): the sum rule
    public record Interpolation(Mean pressure, Mean slope) {}

    /// The interpolating pressure at `t` and its derivative by the sum rule; \(4^N\) a sample.
    ///
    /// @param t  in \([0, 1]\)
    /// @param q  overlap of the independent spins' fields
    /// @throws IllegalArgumentException if there are more than 12 spins
    public Interpolation interpolate(
            double betaPrime, double gamma, double q, double t, int samples, RandomStream stream) {
        if (!(t >= 0 && t <= 1)) throw new IllegalArgumentException("t must be in [0, 1], not " + t);
        if (!(q >= 0 && q <= 1)) throw new IllegalArgumentException("q must be in [0, 1], not " + q);
        if (spins > 12) throw new IllegalArgumentException("N must be in [1, 12] here, not " + spins);
        var pressures = new double[samples];
        var slopes = new double[samples];
        double scale = 0.5 * betaPrime * betaPrime * gamma;
        double remainder = scale * (nu.at(1) - nu.at(q) - (1 - q) * nu.slope(q));
        Parallel.range(samples, 1, (from, to) -> {
            for (int k = from; k < to; k++) {
                var source = stream.at(k).generator();
                double[] weights = weights(betaPrime, gamma, source);
                var field = new double[spins];
                for (int i = 0; i < spins; i++)
                    field[i] = Math.sqrt((1 - t) * scale * nu.slope(q)) * source.nextGaussian();
                for (int state = 0; state < weights.length; state++) {
                    weights[state] *= Math.sqrt(t);
                    for (int i = 0; i < spins; i++) weights[state] -= (state >> i & 1) == 0 ? field[i] : -field[i];
                }
                pressures[k] = pressure(weights) + 0.5 * (1 - t) * remainder;
                slopes[k] = -0.5 * scale * gap(weights, q);
            }
        });
        return new Interpolation(Mean.of(pressures), Mean.of(slopes));
    }

    /// \(\langle\nu(q_{12}) - \nu(q) - (q_{12}-q)\nu'(q)\rangle\) over two replicas.
    private double gap(double[] weights, double q) {
        double a = spins * pressure(weights);
        var byDistance = new double[spins + 1];
        var probability = new double[weights.length];
        for (int i = 0; i < weights.length; i++)
            probability[i] = TanhKernel.exponential(Math.max(-weights[i] - a, -700));
        for (int i = 0; i < weights.length; i++)
            for (int j = 0; j < weights.length; j++)
                byDistance[Integer.bitCount(i ^ j)] += probability[i] * probability[j];
        double sum = 0;
        for (int d = 0; d <= spins; d++) {
            double overlap = 1 - 2.0 * d / spins;
            sum += byDistance[d] * (nu.at(overlap) - nu.at(q) - (overlap - q) * nu.slope(q));
        }
        return sum;
    }
}
