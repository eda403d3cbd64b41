package org.onsager.inference.gaussian;

import java.util.Arrays;
import org.onsager.numerics.vector.Elementary;
import org.onsager.numerics.vector.VectorKernels;

/// A stationary covariance of one variable that is a mixture in the frequency domain:
///
/// \[k(z) = \sum_{q=1}^{Q} w_q\, g_q(z) \cos(2\pi\mu_q z),\]
///
/// each term a bump of the power spectrum at frequency \(\mu_q\) with the shape of the [Envelope]'s spectrum.
/// Without frequencies all \(\mu_q = 0\): a plain Matern or squared exponential kernel (a sum of `Q` of them).
///
/// Parameters are one array: \(\ln w_1 \dots \ln w_Q\), then \(\ln(1/\ell_q)\) (or \(\ln\rho_q^2\)), then
/// \(\mu_q\) if there are frequencies. Derivatives are in closed form by Leibniz' rule from those of envelope and
/// cosine.
///
/// Source: A. Wilson and R. Adams, ICML 2013 (the Gaussian case); S. Fang et al., ICLR 2024 (Student-t).
///
/// @param envelope  \(g\)
/// @param components  \(Q\), at least 1
/// @param frequencies  whether the \(\mu_q\) are parameters
public record SpectralMixture(Envelope envelope, int components, boolean frequencies) {
    /// Highest order of derivative.
    public static final int MAX_ORDER = 4;

    public SpectralMixture {
        if (components < 1) throw new IllegalArgumentException("components must be in [1, inf), not " + components);
    }

    /// Number of parameters.
    public int parameters() {
        return (frequencies ? 3 : 2) * components;
    }

    /// Equal weights \(1/Q\), unit scales, frequencies equispaced from 0 to `range`.
    ///
    /// @param range  \(F\), in cycles a unit of \(z\), positive; not used without frequencies
    public double[] start(double range) {
        if (frequencies && !(range > 0)) throw new IllegalArgumentException("range must be in (0, inf), not " + range);
        var parameters = new double[parameters()];
        for (int q = 0; q < components; q++) {
            parameters[q] = Math.log(1.0 / components);
            if (frequencies) parameters[2 * components + q] = components == 1 ? range : range * q / (components - 1);
        }
        return parameters;
    }

    /// \(w_q\).
    public double weight(double[] parameters, int q) {
        return Math.exp(parameters[q]);
    }

    /// \(\mu_q\), cycles a unit, not negative; 0 without frequencies.
    public double frequency(double[] parameters, int q) {
        return frequencies ? Math.abs(parameters[2 * components + q]) : 0;
    }

    /// \(\ell_q\), or \(1/\rho_q\) for the squared exponential.
    public double lengthScale(double[] parameters, int q) {
        return Math.exp(-parameters[components + q] * (envelope.isGaussian() ? 0.5 : 1));
    }

    /// \(k^{(p)}(z_i)\) for \(p = 0 \dots\) `order`, as `[p][i]`.
    ///
    /// @param z  distances, not negative: the derivative of odd order changes its sign with \(z\)
    public double[][] evaluate(Distances z, double[] parameters, int order) {
        var values = new double[order + 1][z.count()];
        var work = new Work(z.count(), order + 1);
        for (int q = 0; q < components; q++) {
            var term = term(z, parameters, q, order, work);
            for (int p = 0; p <= order; p++) term.addDerivative(p, values[p]);
        }
        return values;
    }

    /// The gradient \(\sum_{p,i} \bar k^{(p)}_i\, \partial k^{(p)}(z_i)/\partial\theta\), added to `gradient`.
    ///
    /// @param adjoint  `[p][i]`
    public void addGradient(Distances z, double[] parameters, double[][] adjoint, double[] gradient) {
        var work = new Work(z.count(), adjoint.length + 1);
        for (int q = 0; q < components; q++) {
            var term = term(z, parameters, q, adjoint.length, work);
            for (int p = 0; p < adjoint.length; p++) {
                gradient[q] += term.byLogWeight(p, adjoint[p]);
                gradient[components + q] += term.byLogScale(p, adjoint[p]);
                if (frequencies) gradient[2 * components + q] += term.byFrequency(p, adjoint[p]);
            }
        }
    }

    /// \(S(s) = \sum_q w_q \frac12[S_g(s - \mu_q) + S_g(s + \mu_q)]\).
    public double spectrum(double s, double[] parameters) {
        double sum = 0;
        for (int q = 0; q < components; q++) {
            double mu = frequency(parameters, q), scale = parameters[components + q];
            sum += weight(parameters, q) / 2 * (envelope.spectrum(s - mu, scale) + envelope.spectrum(s + mu, scale));
        }
        return sum;
    }

    private static final double[][] BINOMIAL = {{1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1}};

    /// Arrays of one evaluation, reused from component to component.
    private static final class Work {
        private final double[][] envelope;
        private final double[][] slopes;
        private final double[] cos;
        private final double[] sin;
        private final double[] part;

        Work(int n, int orders) {
            this.envelope = new double[orders][n];
            this.slopes = new double[orders][n];
            this.cos = new double[n];
            this.sin = new double[n];
            this.part = new double[n];
        }
    }

    /// @param orders  highest derivative of the envelope
    private Term term(Distances z, double[] parameters, int q, int orders, Work work) {
        double rate = envelope.rate(parameters[components + q]);
        double m = frequencies ? 2 * Math.PI * parameters[2 * components + q] : 0;
        double[] decay = work.part, values = z.values();
        z.decay(rate, envelope.isGaussian(), decay);
        z.phase(m, work.cos, work.sin);
        double power = 1;
        for (int r = 0; r <= orders; r++) {
            envelope.fill(r, rate, power, values, decay, work.envelope[r]);
            power *= rate;
        }
        return new Term(values, Math.exp(parameters[q]), m, work);
    }

    /// One bump: \(w \sum_j \binom pj g^{(p-j)} m^j \cos(mz + j\pi/2)\).
    private final class Term {
        private final double[] z;
        private final double weight;
        private final double m;
        private final Work work;

        Term(double[] z, double weight, double m, Work work) {
            this.z = z;
            this.weight = weight;
            this.m = m;
            this.work = work;
        }

        void addDerivative(int p, double[] into) {
            combine(p, work.envelope, weight, into);
        }

        double byLogWeight(int p, double[] adjoint) {
            return weight * against(p, work.envelope, adjoint);
        }

        /// \(\partial g^{(r)}/\partial\ln\sigma = r g^{(r)} + z g^{(r+1)}\).
        double byLogScale(int p, double[] adjoint) {
            for (int r = 0; r <= p; r++) {
                double[] g = work.envelope[r], next = work.envelope[r + 1], slope = work.slopes[r];
                for (int i = 0; i < z.length; i++) slope[i] = r * g[i] + z[i] * next[i];
            }
            return weight * envelope.rateExponent() * against(p, work.slopes, adjoint);
        }

        double byFrequency(int p, double[] adjoint) {
            Arrays.fill(work.part, 0);
            double power = 1, below = 0;
            for (int j = 0; j <= p; j++) {
                double[] g = work.envelope[p - j], turned = trig(j + 3), straight = trig(j);
                // sin(t) = cos(t + 3 pi/2)
                double a = -BINOMIAL[p][j] * power * sign(j + 3), b = BINOMIAL[p][j] * j * below * sign(j);
                for (int i = 0; i < z.length; i++) work.part[i] += g[i] * (a * z[i] * turned[i] + b * straight[i]);
                below = power;
                power *= m;
            }
            return weight * 2 * Math.PI * VectorKernels.dot(work.part, adjoint);
        }

        private double against(int p, double[][] envelopes, double[] adjoint) {
            Arrays.fill(work.part, 0);
            combine(p, envelopes, 1, work.part);
            return VectorKernels.dot(work.part, adjoint);
        }

        private void combine(int p, double[][] envelopes, double factor, double[] into) {
            double power = factor;
            for (int j = 0; j <= p; j++) {
                double[] g = envelopes[p - j], trig = trig(j);
                double a = BINOMIAL[p][j] * power * sign(j);
                if (a != 0) for (int i = 0; i < z.length; i++) into[i] += a * g[i] * trig[i];
                power *= m;
            }
        }

        /// \(\cos(mz + j\pi/2)\) up to [#sign].
        private double[] trig(int j) {
            return (j & 1) == 0 ? work.cos : work.sin;
        }

        private double sign(int j) {
            return (j & 3) == 1 || (j & 3) == 2 ? -1 : 1;
        }
    }

    /// The distances at which a covariance is wanted, not negative; equispaced ones from 0 are known as such,
    /// which saves most exponentials, sines and cosines.
    public static final class Distances {
        private static final int STRIDE = 32;
        private final double[] values;
        private final double step;

        private Distances(double[] values, double step) {
            this.values = values;
            this.step = step;
        }

        /// Any distances.
        public static Distances of(double... values) {
            for (int i = 0; i < values.length; i++)
                if (!(values[i] >= 0))
                    throw new IllegalArgumentException(
                            "values[%d] must be in [0, inf), not %s".formatted(i, values[i]));
            return new Distances(values.clone(), Double.NaN);
        }

        /// \(0, h, 2h, \dots\)
        ///
        /// @param count  at least 1
        /// @param step  \(h\), positive
        public static Distances equispaced(int count, double step) {
            if (count < 1) throw new IllegalArgumentException("count must be in [1, inf), not " + count);
            if (!(step > 0)) throw new IllegalArgumentException("step must be in (0, inf), not " + step);
            var values = new double[count];
            for (int i = 0; i < count; i++) values[i] = i * step;
            return new Distances(values, step);
        }

        int count() {
            return values.length;
        }

        double[] values() {
            return values;
        }

        private boolean isEquispaced() {
            return !Double.isNaN(step);
        }

        /// \(e^{-\sigma z}\) or \(e^{-(\sigma z)^2}\).
        void decay(double rate, boolean gaussian, double[] into) {
            if (isEquispaced() && !gaussian) {
                for (int start = 0; start < values.length; start += STRIDE) {
                    double block = Elementary.exp(-rate * values[start]);
                    int end = Math.min(values.length, start + STRIDE);
                    if (start == 0) for (int i = 0; i < end; i++) into[i] = Elementary.exp(-rate * values[i]);
                    else for (int i = start; i < end; i++) into[i] = block * into[i - start];
                }
                return;
            }
            for (int i = 0; i < values.length; i++) {
                double x = rate * values[i];
                into[i] = gaussian ? -x * x : -x;
            }
            Elementary.exp(into, into);
        }

        /// \(\cos mz\) and \(\sin mz\).
        void phase(double m, double[] cos, double[] sin) {
            int known = isEquispaced() ? Math.min(STRIDE, values.length) : values.length;
            for (int i = 0; i < known; i++) {
                cos[i] = m == 0 ? 1 : Math.cos(m * values[i]);
                sin[i] = m == 0 ? 0 : Math.sin(m * values[i]);
            }
            for (int start = known; start < values.length; start += STRIDE) {
                double c = m == 0 ? 1 : Math.cos(m * values[start]), s = m == 0 ? 0 : Math.sin(m * values[start]);
                int end = Math.min(values.length, start + STRIDE);
                for (int i = start; i < end; i++) {
                    cos[i] = c * cos[i - start] - s * sin[i - start];
                    sin[i] = s * cos[i - start] + c * sin[i - start];
                }
            }
        }
    }
}
