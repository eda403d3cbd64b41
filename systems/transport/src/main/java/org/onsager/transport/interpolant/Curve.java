package org.onsager.transport.interpolant;

import static org.onsager.numerics.Arguments.require;

import java.util.function.DoubleUnaryOperator;

/// A coefficient \(c(t)\) of an interpolant on \([0, 1]\), with its rate \(c'\) and the product \(c\,c'\).
///
/// The product is a function of its own because it stays finite where the rate does not: for
/// \(c = \sqrt{a t (1-t)}\) it is \(a(1-2t)/2\), while \(c' \to \infty\) at both ends.
public interface Curve {
    /// \(c(t)\).
    double at(double t);

    /// \(c'(t)\), infinite where the curve is vertical.
    double rate(double t);

    /// \(c(t)\,c'(t)\), finite everywhere.
    default double product(double t) {
        return at(t) * rate(t);
    }

    /// A curve of its value and its rate.
    static Curve of(DoubleUnaryOperator value, DoubleUnaryOperator rate) {
        return of(value, rate, t -> value.applyAsDouble(t) * rate.applyAsDouble(t));
    }

    /// A curve of its value, its rate and their product.
    static Curve of(DoubleUnaryOperator value, DoubleUnaryOperator rate, DoubleUnaryOperator product) {
        return new Curve() {
            @Override
            public double at(double t) {
                return value.applyAsDouble(t);
            }

            @Override
            public double rate(double t) {
                return rate.applyAsDouble(t);
            }

            @Override
            public double product(double t) {
                return product.applyAsDouble(t);
            }
        };
    }

    /// The curve of a constant.
    static Curve constant(double value) {
        return of(t -> value, t -> 0);
    }

    /// \(\gamma = 0\).
    static Curve zero() {
        return constant(0);
    }

    /// \(\gamma = \sqrt{a\,t(1-t)}\), the deviation of a Brownian bridge.
    ///
    /// @param a  positive
    static Curve brownian(double a) {
        require(a > 0, "a", a, "(0, inf)");
        return of(
                t -> Math.sqrt(a * t * (1 - t)),
                t -> a * (1 - 2 * t) / (2 * Math.sqrt(a * t * (1 - t))),
                t -> a * (1 - 2 * t) / 2);
    }

    /// \(\gamma = t(1-t)\).
    static Curve quadratic() {
        return of(t -> t * (1 - t), t -> 1 - 2 * t);
    }

    /// \(\gamma = \sin^2 \pi t\).
    static Curve sineSquared() {
        return of(
                t -> {
                    double s = sinPi(t);
                    return s * s;
                },
                t -> Math.PI * Math.sin(2 * Math.PI * t));
    }

    /// The smoothed plateau \(\sigma(f(t-\frac12)+1) - \sigma(f(t-\frac12)-1) - \sigma(1-\frac f2) +
    /// \sigma(-1-\frac f2)\) with the logistic function \(\sigma\).
    ///
    /// @param sharpness  \(f\), positive; 10 is customary
    static Curve plateau(double sharpness) {
        require(sharpness > 0, "sharpness", sharpness, "(0, inf)");
        double f = sharpness;
        double floor = logistic(1 - f / 2) - logistic(-1 - f / 2);
        return of(
                // the formula is even about 1/2 by construction; evaluated so, it vanishes at both ends to
                // rounding
                t -> {
                    double u = -Math.abs(t - 0.5) * f;
                    return logistic(u + 1) - logistic(u - 1) - floor;
                },
                t -> {
                    double u = (t - 0.5) * f;
                    return f * (logisticRate(u + 1) - logisticRate(u - 1));
                });
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double logisticRate(double x) {
        double s = logistic(x);
        return s * (1 - s);
    }

    /// \(\sin \pi t\) that vanishes at 0 and 1 exactly.
    private static double sinPi(double t) {
        return Math.sin(Math.PI * Math.min(t, 1 - t));
    }
}
