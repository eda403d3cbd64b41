package org.onsager.inference.gaussian;

import static org.onsager.numerics.vector.VectorKernels.dot;

import java.util.Arrays;
import org.onsager.inference.gaussian.LowerTriangle.NotPositiveDefinite;
import org.onsager.inference.gaussian.SpectralMixture.Distances;
import org.onsager.numerics.DivergedException;

/// Gaussian-process regression of a table: \(y_i = m + f(x_i) + \epsilon_i\), \(f \sim GP(0, \prod_j k_j)\) with
/// one [SpectralMixture] a column, \(\epsilon_i \sim N(0, \sigma^2)\). Columns and values are standardised;
/// parameters and noise maximise the evidence \(-\frac12 y^\top K^{-1}y - \frac12\ln|K| - \frac n2\ln 2\pi\) by
/// Adam from a fixed start, without randomness.
///
/// Cost: \(n^3\) an iteration, \(n^2\) numbers a column. For values on a full grid take [KroneckerRegression].
///
/// Source: C. Rasmussen and C. Williams, *Gaussian Processes for Machine Learning*, ch. 2 and 5.
public final class GpRegression {
    private final double[][] points;
    private final Standard standard;
    private final SpectralMixture kernel;
    private final double[] unknowns;
    private final LowerTriangle factor;
    private final double[] weights;
    private final double[] values;
    private final double evidence;
    private final int iterations;

    private GpRegression(double[][] points, double[] values, Standard standard, SpectralMixture kernel, Best best) {
        this.points = points;
        this.values = values;
        this.standard = standard;
        this.kernel = kernel;
        this.unknowns = best.unknowns;
        this.factor = best.factor;
        this.weights = best.weights;
        this.evidence = best.evidence;
        this.iterations = best.iterations;
    }

    /// How to fit.
    ///
    /// @param kernel  covariance of each column, in standard deviations of it
    /// @param range  highest starting frequency, cycles a standard deviation, positive
    /// @param iterations  of Adam, at least 0
    /// @param rate  of Adam, positive
    /// @param noise  starting standard deviation of the noise in that of the values, positive
    public record Settings(SpectralMixture kernel, double range, int iterations, double rate, double noise) {
        public Settings {
            if (!(range > 0)) throw new IllegalArgumentException("range must be in (0, inf), not " + range);
            if (iterations < 0) throw new IllegalArgumentException("iterations must be in [0, inf), not " + iterations);
            if (!(rate > 0)) throw new IllegalArgumentException("rate must be in (0, inf), not " + rate);
            if (!(noise > 0)) throw new IllegalArgumentException("noise must be in (0, inf), not " + noise);
        }

        /// One squared exponential a column, 200 iterations.
        public static Settings smooth() {
            return new Settings(new SpectralMixture(Envelope.SQUARED_EXPONENTIAL, 1, false), 1, 200, 0.05, 0.1);
        }
    }

    /// A prediction.
    ///
    /// @param mean  of \(f\) at the points
    /// @param deviation  standard deviation of \(f\)
    /// @param noisy  standard deviation of a new value \(y\)
    public record Prediction(double[] mean, double[] deviation, double[] noisy) {}

    private record Standard(double[] centre, double[] scale, double mean, double deviation) {
        static Standard of(double[][] x, double[] y) {
            int d = x[0].length;
            var centre = new double[d];
            var scale = new double[d];
            for (int j = 0; j < d; j++) {
                int column = j;
                double[] values =
                        Arrays.stream(x).mapToDouble(row -> row[column]).toArray();
                centre[j] = Arrays.stream(values).average().orElseThrow();
                scale[j] = deviation(values, centre[j]);
                if (scale[j] == 0)
                    throw new IllegalArgumentException(
                            "column %d must vary: all its values are %s".formatted(j, values[0]));
            }
            double mean = Arrays.stream(y).average().orElseThrow(), deviation = deviation(y, mean);
            return new Standard(centre, scale, mean, deviation == 0 ? 1 : deviation);
        }

        private static double deviation(double[] values, double mean) {
            return Math.sqrt(Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
        }

        double[][] points(double[][] x) {
            return Arrays.stream(x)
                    .map(row -> {
                        var scaled = new double[row.length];
                        for (int j = 0; j < row.length; j++) scaled[j] = (row[j] - centre[j]) / scale[j];
                        return scaled;
                    })
                    .toArray(double[][]::new);
        }
    }

    private record Best(double[] unknowns, LowerTriangle factor, double[] weights, double evidence, int iterations) {}

    /// Fits.
    ///
    /// @param x  `[row][column]`, at least 2 rows
    /// @param y  one value a row
    /// @throws IllegalArgumentException naming the row of a number that is not finite, or a column that does not
    ///     vary
    public static GpRegression fit(double[][] x, double[] y, Settings settings) {
        check(x, y);
        var standard = Standard.of(x, y);
        double[][] points = standard.points(x);
        double[] values = Arrays.stream(y)
                .map(v -> (v - standard.mean) / standard.deviation)
                .toArray();
        var evidence = new Evidence(points, values, settings.kernel);
        return new GpRegression(points, values, standard, settings.kernel, maximise(evidence, settings));
    }

    private static void check(double[][] x, double[] y) {
        if (x.length < 2) throw new IllegalArgumentException("x must have at least 2 rows, not " + x.length);
        if (y.length != x.length)
            throw new IllegalArgumentException("y must have %d values, not %d".formatted(x.length, y.length));
        for (int i = 0; i < x.length; i++) {
            if (x[i].length != x[0].length || x[i].length == 0)
                throw new IllegalArgumentException(
                        "row %d must have %d columns, not %d".formatted(i, x[0].length, x[i].length));
            for (double each : x[i])
                if (!Double.isFinite(each))
                    throw new IllegalArgumentException("row %d of x holds %s".formatted(i, each));
            if (!Double.isFinite(y[i])) throw new IllegalArgumentException("y[%d] is %s".formatted(i, y[i]));
        }
    }

    private static Best maximise(Evidence evidence, Settings settings) {
        int d = evidence.x[0].length, size = settings.kernel.parameters();
        var unknowns = new double[d * size + 1];
        for (int j = 0; j < d; j++)
            System.arraycopy(settings.kernel.start(settings.range), 0, unknowns, j * size, size);
        unknowns[d * size] = 2 * Math.log(settings.noise);
        double[] m = new double[unknowns.length], s = new double[unknowns.length];
        var best = evidence.at(unknowns, new double[unknowns.length], 0);
        for (int it = 1; it <= settings.iterations; it++) {
            var gradient = new double[unknowns.length];
            var here = evidence.at(unknowns, gradient, it - 1);
            if (here.evidence > best.evidence) best = here;
            for (int i = 0; i < unknowns.length; i++) {
                m[i] = 0.9 * m[i] + 0.1 * gradient[i];
                s[i] = 0.999 * s[i] + 0.001 * gradient[i] * gradient[i];
                unknowns[i] += settings.rate
                        * m[i]
                        / (1 - Math.pow(0.9, it))
                        / (Math.sqrt(s[i] / (1 - Math.pow(0.999, it))) + 1e-8);
            }
            // noise below a millionth of the values' deviation cannot be told from rounding
            unknowns[d * size] = Math.max(unknowns[d * size], Math.log(1e-12));
        }
        var last = evidence.at(unknowns, new double[unknowns.length], settings.iterations);
        return last.evidence > best.evidence ? last : best;
    }

    /// The log evidence of standardised data and its gradient.
    private record Evidence(double[][] x, double[] y, SpectralMixture kernel, Distances[] pairs) {
        Evidence(double[][] x, double[] y, SpectralMixture kernel) {
            this(x, y, kernel, pairs(x));
        }

        private static Distances[] pairs(double[][] x) {
            int n = x.length;
            var pairs = new Distances[x[0].length];
            for (int j = 0; j < pairs.length; j++) {
                var z = new double[n * (n + 1) / 2];
                for (int a = 0, at = 0; a < n; a++) for (int b = 0; b <= a; b++) z[at++] = Math.abs(x[a][j] - x[b][j]);
                pairs[j] = Distances.of(z);
            }
            return pairs;
        }

        Best at(double[] unknowns, double[] gradient, int iteration) {
            int n = x.length, d = pairs.length, size = kernel.parameters();
            var k = new double[d][];
            for (int j = 0; j < d; j++)
                k[j] = kernel.evaluate(pairs[j], Arrays.copyOfRange(unknowns, j * size, (j + 1) * size), 0)[0];
            double noise = Math.exp(unknowns[d * size]);
            var matrix = new double[n * n];
            double diagonal = 0;
            for (int a = 0, at = 0; a < n; a++)
                for (int b = 0; b <= a; b++, at++) {
                    double product = 1;
                    for (double[] each : k) product *= each[at];
                    matrix[a * n + b] = product;
                    if (a == b) diagonal = product;
                }
            var factor = factored(matrix, n, noise, diagonal);
            double[] weights = factor.solve(y, 1);
            double value = -dot(y, weights) / 2 - factor.logDeterminant() / 2 - n / 2.0 * Math.log(2 * Math.PI);
            gradient(unknowns, k, factor.inverse(), weights, noise, gradient);
            return new Best(unknowns.clone(), factor, weights, value, iteration);
        }

        /// \\(\frac12(\alpha\alpha^\top - K^{-1})\\) pulled back.
        private void gradient(
                double[] unknowns, double[][] k, double[] inverse, double[] weights, double noise, double[] gradient) {
            int n = x.length, d = k.length, size = kernel.parameters();
            double trace = 0;
            var adjoint = new double[k[0].length];
            for (int a = 0, at = 0; a < n; a++)
                for (int b = 0; b <= a; b++, at++) {
                    double half = (weights[a] * weights[b] - inverse[a * n + b]) / 2;
                    if (a == b) trace += half;
                    adjoint[at] = a == b ? half : 2 * half;
                }
            for (int j = 0; j < d; j++) {
                double[] own = adjoint.clone();
                for (int i = 0; i < d; i++) if (i != j) for (int at = 0; at < own.length; at++) own[at] *= k[i][at];
                var part = new double[size];
                kernel.addGradient(
                        pairs[j], Arrays.copyOfRange(unknowns, j * size, (j + 1) * size), new double[][] {own}, part);
                System.arraycopy(part, 0, gradient, j * size, size);
            }
            gradient[d * size] = trace * noise;
        }

        private static LowerTriangle factored(double[] matrix, int n, double noise, double diagonal) {
            double added = 0;
            for (double jitter = 1e-10 * diagonal; ; jitter *= 10) {
                for (int a = 0; a < n; a++) matrix[a * n + a] += noise + jitter - added;
                added = noise + jitter;
                try {
                    return LowerTriangle.factor(matrix, n);
                } catch (NotPositiveDefinite failed) {
                    if (jitter > 1e-4 * diagonal)
                        throw new DivergedException(
                                "covariance of %d rows is not positive definite (%s): more noise, or fewer repeated rows"
                                        .formatted(n, failed.getMessage()));
                }
            }
        }
    }

    /// Mean and standard deviations at other points.
    ///
    /// @param x  `[row][column]`, as many columns as were fitted
    public Prediction predict(double[][] x) {
        for (int i = 0; i < x.length; i++)
            if (x[i].length != points[0].length)
                throw new IllegalArgumentException(
                        "row %d must have %d columns, not %d".formatted(i, points[0].length, x[i].length));
        double[][] at = standard.points(x);
        int n = points.length, m = at.length;
        double[] cross = new double[n * m];
        Arrays.fill(cross, 1);
        double prior = 1;
        int size = kernel.parameters();
        for (int j = 0; j < points[0].length; j++) {
            double[] own = Arrays.copyOfRange(unknowns, j * size, (j + 1) * size);
            var z = new double[n * m];
            for (int a = 0; a < n; a++) for (int b = 0; b < m; b++) z[a * m + b] = Math.abs(points[a][j] - at[b][j]);
            double[] k = kernel.evaluate(Distances.of(z), own, 0)[0];
            for (int i = 0; i < cross.length; i++) cross[i] *= k[i];
            prior *= kernel.evaluate(Distances.of(0), own, 0)[0][0];
        }
        double[] mean = new double[m], variance = new double[m];
        for (int a = 0; a < n; a++) for (int b = 0; b < m; b++) mean[b] += cross[a * m + b] * weights[a];
        factor.solveLower(cross, m);
        for (int a = 0; a < n; a++) for (int b = 0; b < m; b++) variance[b] += cross[a * m + b] * cross[a * m + b];
        double[] deviation = new double[m], noisy = new double[m];
        double noise = noiseDeviation();
        for (int b = 0; b < m; b++) {
            mean[b] = standard.mean + standard.deviation * mean[b];
            deviation[b] = standard.deviation * Math.sqrt(Math.max(0, prior - variance[b]));
            noisy[b] = Math.hypot(deviation[b], noise);
        }
        return new Prediction(mean, deviation, noisy);
    }

    /// What each row's value would have been predicted to be from all the others, with the standard deviation of
    /// a new value, in closed form: \(\mu_i = y_i - \alpha_i/K^{-1}_{ii}\), \(\sigma_i^2 = 1/K^{-1}_{ii}\).
    public Prediction leaveOneOut() {
        int n = points.length;
        double[] inverse = factor.inverse(), mean = new double[n], deviation = new double[n], noisy = new double[n];
        for (int i = 0; i < n; i++) {
            double precision = inverse[i * n + i];
            mean[i] = standard.mean + standard.deviation * (values[i] - weights[i] / precision);
            noisy[i] = standard.deviation / Math.sqrt(precision);
            deviation[i] = Math.sqrt(Math.max(0, noisy[i] * noisy[i] - noiseDeviation() * noiseDeviation()));
        }
        return new Prediction(mean, deviation, noisy);
    }

    /// \(\sigma\), in the unit of the values.
    public double noiseDeviation() {
        return standard.deviation * Math.exp(unknowns[unknowns.length - 1] / 2);
    }

    /// Log evidence of the standardised values.
    public double logEvidence() {
        return evidence;
    }

    /// Iterations after which the best evidence was found.
    public int iterations() {
        return iterations;
    }

    /// \(\mu_q\) of a column, in cycles a unit of the column.
    public double frequency(int column, int q) {
        return kernel.frequency(own(column), q) / standard.scale[column];
    }

    /// \(\ell_q\) of a column, in its unit.
    public double lengthScale(int column, int q) {
        return kernel.lengthScale(own(column), q) * standard.scale[column];
    }

    /// \(w_q\) of a column.
    public double weight(int column, int q) {
        return kernel.weight(own(column), q);
    }

    private double[] own(int column) {
        int size = kernel.parameters();
        return Arrays.copyOfRange(unknowns, column * size, (column + 1) * size);
    }
}
