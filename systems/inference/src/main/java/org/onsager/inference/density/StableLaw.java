package org.onsager.inference.density;

import java.util.Arrays;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.statistics.Quantiles;

/// A stable law \(S_\mu(\sigma, \beta, m)\), with characteristic function \[ \ln \mathbb E\,e^{itX} = imt -
/// \sigma^\mu |t|^\mu \Big(1 - i\beta\,\mathrm{sgn}(t)\tan\frac{\pi\mu}2\Big), \qquad \mu \ne 1 . \]
///
/// Sources: G. Samorodnitsky and M. S. Taqqu, *Stable Non-Gaussian Random Processes*; the fit follows I. A.
/// Koutrouvelis, JASA 75 (1980) 918; draws J. M. Chambers, C. L. Mallows and B. W. Stuck, JASA 71 (1976) 340.
///
/// @param index  \(\mu\) in (0, 2], not 1
/// @param skewness  \(\beta\) in [-1, 1]
/// @param scale  \(\sigma > 0\)
/// @param location  \(m\); the mean for \(\mu > 1\)
public record StableLaw(double index, double skewness, double scale, double location) {
    public StableLaw {
        if (!(index > 0 && index <= 2 && index != 1))
            throw new IllegalArgumentException("index must be in (0, 2] and not 1, not " + index);
        if (!(skewness >= -1 && skewness <= 1))
            throw new IllegalArgumentException("skewness must be in [-1, 1], not " + skewness);
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("scale must be in (0, inf), not " + scale);
    }

    /// What a fit found.
    ///
    /// @param law  the fitted law
    /// @param rawIndex  the slope before it was brought into the range of an index
    /// @param inside  whether it lay inside (0, 2); if not, the samples do not look stable
    /// @param residual  root mean square of the fit of \(\ln(-\ln|\varphi|)\)
    public record Fit(StableLaw law, double rawIndex, boolean inside, double residual) {}

    /// Fits a law to samples by regression on their empirical characteristic function where its modulus is
    /// between about 0.95 and 0.3; samples are standardised by their median and quartiles first, and again by the
    /// fitted scale.
    ///
    /// @param samples  at least 20, finite, not all equal
    public static Fit fit(double[] samples) {
        if (samples.length < 20)
            throw new IllegalArgumentException("samples must hold at least 20 numbers, not " + samples.length);
        double[] quartiles = Quantiles.of(samples, 0.25, 0.5, 0.75);
        double centre = quartiles[1];
        double scale = (quartiles[2] - quartiles[0]) / 1.9;
        if (!(scale > 0)) throw new IllegalArgumentException("samples must not be equal in their middle half");
        Fit fit = fitScaled(samples, centre, scale);
        for (int pass = 0; pass < 3; pass++)
            fit = fitScaled(samples, centre, fit.law().scale());
        return fit;
    }

    private static Fit fitScaled(double[] samples, double centre, double scale) {
        int size = 12;
        var logT = new double[size];
        var logs = new double[size];
        var ts = new double[size];
        var arguments = new double[size];
        for (int k = 0; k < size; k++) {
            double t = 0.1 + 0.9 * k / (size - 1);
            double cos = 0;
            double sin = 0;
            for (double x : samples) {
                double z = (x - centre) / scale;
                cos += Math.cos(t * z);
                sin += Math.sin(t * z);
            }
            ts[k] = t;
            logT[k] = Math.log(t);
            logs[k] = Math.log(-Math.log(Math.hypot(cos, sin) / samples.length));
            arguments[k] = Math.atan2(sin, cos);
        }
        double[] line = line(logT, logs);
        double raw = line[1];
        double mu = Math.clamp(raw, 0.05, 2);
        if (Math.abs(mu - 1) < 1e-3) mu = 1 + Math.copySign(1e-3, mu - 1);
        double sigma = Math.exp(line[0] / mu);
        // argument = m t + beta tan(pi mu/2) (sigma t)^mu, least squares in both coefficients
        double[] pair = plane(ts, sigma, mu, arguments);
        double tangent = Math.tan(0.5 * Math.PI * mu);
        double beta = mu > 1.999 ? 0 : Math.clamp(pair[1] / tangent, -1, 1);
        return new Fit(
                new StableLaw(mu, beta, sigma * scale, centre + scale * pair[0]), raw, raw > 0 && raw < 2, line[2]);
    }

    private static double[] line(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        for (int k = 0; k < x.length; k++) {
            xx += (x[k] - meanX) * (x[k] - meanX);
            xy += (x[k] - meanX) * (y[k] - meanY);
        }
        double slope = xy / xx;
        double square = 0;
        for (int k = 0; k < x.length; k++) {
            double rest = y[k] - meanY - slope * (x[k] - meanX);
            square += rest * rest;
        }
        return new double[] {meanY - slope * meanX, slope, Math.sqrt(square / x.length)};
    }

    private static double[] plane(double[] t, double sigma, double mu, double[] y) {
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double ay = 0;
        double by = 0;
        for (int k = 0; k < t.length; k++) {
            double b = Math.pow(sigma * t[k], mu);
            aa += t[k] * t[k];
            ab += t[k] * b;
            bb += b * b;
            ay += t[k] * y[k];
            by += b * y[k];
        }
        double determinant = aa * bb - ab * ab;
        return new double[] {(ay * bb - by * ab) / determinant, (aa * by - ab * ay) / determinant};
    }

    /// The density at `x` by the Fourier integral \(\frac1\pi\int_0^\infty \mathrm{Re}\,e^{-itx}\varphi(t)\,dt\)
    /// (trapezoid; absolute error about 1e-8 over the scale for \(|x - m|\) up to some hundred scales and an
    /// index of at least 0.5).
    public double density(double x) {
        double z = (x - location) / scale;
        // with t = s^q the integrand begins as s^2 for every index, so that the trapezoid converges fast
        double q = 3 / Math.min(1, index);
        double end = Math.pow(45, 1 / (index * q));
        int size = (int) Math.clamp(400 + 20 * q * Math.pow(end, q) * (1 + Math.abs(z)) / Math.PI, 2_000, 4_000_000);
        double step = end / size;
        double tangent = skewness * Math.tan(0.5 * Math.PI * index);
        double sum = 0;
        for (int k = 1; k < size; k++) {
            double s = k * step;
            double t = Math.pow(s, q);
            double power = Math.pow(t, index);
            sum += Math.exp(-power) * Math.cos(tangent * power - t * z) * t / s;
        }
        return q * sum * step / (Math.PI * scale);
    }

    /// A draw.
    public double next(RandomSource source) {
        double angle = Math.PI * (source.nextDouble() - 0.5);
        double wait = source.nextExponential();
        double tangent = skewness * Math.tan(0.5 * Math.PI * index);
        double shift = Math.atan(tangent) / index;
        double stretch = Math.pow(1 + tangent * tangent, 0.5 / index);
        double turned = index * (angle + shift);
        double z = stretch
                * Math.sin(turned)
                / Math.pow(Math.cos(angle), 1 / index)
                * Math.pow(Math.cos(angle - turned) / wait, (1 - index) / index);
        return location + scale * z;
    }
}
