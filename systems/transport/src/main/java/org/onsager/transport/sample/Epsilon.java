package org.onsager.transport.sample;

import java.util.function.DoubleUnaryOperator;
import org.onsager.transport.interpolant.Curve;

/// The noise level \(\epsilon(t) \ge 0\) of a diffusion: a choice made when sampling, which leaves the laws at
/// each time as they are. The diffusion's generator has the term \(\epsilon\Delta\), its equation the term
/// \(\sqrt{2\epsilon}\,dW\).
@FunctionalInterface
public interface Epsilon {
    /// \(\epsilon(t)\).
    double at(double t);

    /// \(\int \epsilon\) over a step, by Simpson's rule.
    ///
    /// @throws IllegalArgumentException if \(\epsilon\) is negative or not finite, with the time
    default double integral(double from, double to) {
        double middle = 0.5 * (from + to);
        return Math.abs(to - from) * (checked(from) + 4 * checked(middle) + checked(to)) / 6;
    }

    /// \(\epsilon(t)\), refused if negative or not finite.
    default double checked(double t) {
        double value = at(t);
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("epsilon must be in [0, inf), not %s at t = %s".formatted(value, t));
        return value;
    }

    /// No noise: the probability flow.
    static Epsilon zero() {
        return t -> 0;
    }

    /// The same at all times.
    ///
    /// @param value  at least 0
    static Epsilon constant(double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("epsilon must be in [0, inf), not " + value);
        return t -> value;
    }

    /// \(c\,t(1-t)\).
    static Epsilon bump(double c) {
        return t -> c * t * (1 - t);
    }

    /// \(c\,\gamma^2(t)\), which keeps \(\epsilon s = -c\gamma\eta\) bounded at the ends.
    static Epsilon proportional(double c, Curve gamma) {
        return t -> {
            double g = gamma.at(t);
            return c * g * g;
        };
    }

    /// \(c\sqrt{1-t}\).
    static Epsilon decreasing(double c) {
        return t -> c * Math.sqrt(Math.max(0, 1 - t));
    }

    /// Linear between given values, constant beyond them.
    ///
    /// @param times  ascending
    /// @param values  as many, at least 0
    static Epsilon table(double[] times, double[] values) {
        if (times.length == 0 || times.length != values.length)
            throw new IllegalArgumentException("times and values must be equally many and at least one, not %d and %d"
                    .formatted(times.length, values.length));
        for (int i = 1; i < times.length; i++)
            if (!(times[i] > times[i - 1]))
                throw new IllegalArgumentException(
                        "times must be ascending, not %s after %s".formatted(times[i], times[i - 1]));
        var ts = times.clone();
        var es = values.clone();
        return t -> {
            if (t <= ts[0]) return es[0];
            int i = 1;
            while (i < ts.length && ts[i] < t) i++;
            if (i == ts.length) return es[i - 1];
            double share = (t - ts[i - 1]) / (ts[i] - ts[i - 1]);
            return es[i - 1] + share * (es[i] - es[i - 1]);
        };
    }

    /// Any function.
    static Epsilon of(DoubleUnaryOperator function) {
        return function::applyAsDouble;
    }
}
