package org.onsager.transport.likelihood;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Estimate;
import org.onsager.numerics.statistics.Moments;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.mixture.MixtureTruth;

/// Bounds on \(\mathrm{KL}(\rho_1 \| \hat\rho_1)\) of a diffusion with learned fields, from their \(L^2\) errors
/// \(\|f\|^2 = \int_0^1\int|f|^2\rho\,dx\,dt\): with \(L\) the losses that carry the factor one half,
/// \(\frac12\|\hat b - b\|^2 = L_b - \min L_b\).
///
/// For the deterministic flow no such bound exists: \(\mathrm{KL} = \int\int(\nabla\log\hat\rho - \nabla\log\rho)
/// \cdot(\hat b - b)\,\rho\,dx\,dt\) also needs the Fisher term.
///
/// @param velocityError  \(\|\hat b - b\|^2\), or \(\|\hat v - v\|^2\) for [#partial(double, double)]
/// @param scoreError  \(\|\hat s - s\|^2\)
public record KlBound(Estimate velocityError, Estimate scoreError) {

    /// Measures both errors against the exact fields at random times and points of the interpolant.
    ///
    /// @param low  smallest time, above 0 if the learned score divides by \(\gamma\)
    /// @param times  independent uniform times
    /// @param pointsPerTime  at each
    public static KlBound measure(
            MixtureTruth truth, Fields learned, double low, int times, int pointsPerTime, RandomStream stream) {
        require(low >= 0 && low < 0.5, "low", low, "[0, 0.5)");
        require(times >= 2, "times", times, "[2, inf)");
        return new KlBound(
                error(truth, Quantity.VELOCITY, learned.velocity(), low, times, pointsPerTime, stream),
                error(truth, Quantity.SCORE, learned.score(), low, times, pointsPerTime, stream));
    }

    /// \(\|\hat f - f\|^2\) of one field, one sample a time, times stratified.
    public static Estimate error(
            MixtureTruth truth,
            Quantity quantity,
            VectorField learned,
            double low,
            int times,
            int pointsPerTime,
            RandomStream stream) {
        int d = truth.dimension(), size = pointsPerTime * d;
        var exact = truth.field(quantity);
        var a = new double[size];
        var b = new double[size];
        var moments = new Moments();
        var source = stream.split("times").generator();
        for (int k = 0; k < times; k++) {
            double t = low + (1 - 2 * low) * (k + source.nextDouble()) / times;
            double[] x = truth.draw(t, stream.at(k), pointsPerTime).values();
            exact.at(t, x, pointsPerTime, a);
            learned.at(t, x, pointsPerTime, b);
            double sum = 0;
            for (int i = 0; i < size; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
            moments.add(sum / pointsPerTime * (1 - 2 * low));
        }
        return moments.estimate();
    }

    /// \(\frac1{2\epsilon}\|\hat b - b\|^2 + \frac\epsilon2\|\hat s - s\|^2\) for constant \(\epsilon > 0\).
    public double at(double epsilon) {
        require(epsilon > 0, "epsilon", epsilon, "(0, inf)");
        return velocityError.mean() / (2 * epsilon) + 0.5 * epsilon * scoreError.mean();
    }

    /// The best constant, \(\epsilon^* = \|\hat b - b\| / \|\hat s - s\|\).
    public double bestEpsilon() {
        return Math.sqrt(velocityError.mean() / scoreError.mean());
    }

    /// The bound for learned \((v, s)\): \(\frac1{2\epsilon}\|\hat v - v\|^2 + \sup_t\frac{(\gamma\gamma' -
    /// \epsilon)^2}{2\epsilon}\|\hat s - s\|^2\).
    ///
    /// @param largestProduct  \(\sup_t|\gamma\gamma'|\); \(a/2\) for \(\gamma = \sqrt{a t(1-t)}\)
    public double partial(double epsilon, double largestProduct) {
        require(epsilon > 0, "epsilon", epsilon, "(0, inf)");
        double factor = largestProduct + epsilon;
        return (velocityError.mean() + factor * factor * scoreError.mean()) / (2 * epsilon);
    }
}
