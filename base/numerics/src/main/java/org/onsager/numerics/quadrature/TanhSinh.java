package org.onsager.numerics.quadrature;

import static org.onsager.numerics.Arguments.require;

import java.util.function.DoubleUnaryOperator;
import org.onsager.numerics.DivergedException;

/// Double-exponential quadrature: the trapezoid rule after a change of variable that makes the integrand die
/// doubly exponentially, for analytic integrands whose ends may be singular or infinite.
///
/// \(x = \tanh(\tfrac\pi2 \sinh t)\) on a finite interval, \(x = a + e^{\frac\pi2 \sinh t}\) on a half-line,
/// \(x = \sinh(\tfrac\pi2 \sinh t)\) on the line. The spacing is halved until two levels agree; the number of
/// right digits about doubles with each. Near a finite end the integrand is told the distance from the end,
/// exactly, if it is given as an [EndFunction]. What is not a number counts as 0 where the integrand has
/// underflowed to 0 before, as \(x^2 e^{-x}\) does on the way to an infinite end. Cost: some 50 to 400
/// evaluations.
///
/// Source: H. Takahasi and M. Mori, Publ. RIMS 9 (1974) 721.
///
/// @param tolerance  on the difference of two levels, relative to \(\int |f|\); positive
/// @param maxLevel  halvings of the spacing from 1, in \([2, 15]\)
public record TanhSinh(double tolerance, int maxLevel) {
    private static final double REACH = 6.8;

    public TanhSinh {
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxLevel >= 2 && maxLevel <= 15, "maxLevel", maxLevel, "[2, 15]");
    }

    /// Tolerance \(10^{-13}\), ten levels.
    public static TanhSinh standard() {
        return new TanhSinh(1e-13, 10);
    }

    /// An integrand on \([a, b]\) that is told how far from the nearer end it is asked.
    @FunctionalInterface
    public interface EndFunction {
        /// @param x  the point
        /// @param distance  \(x - a\) if that is the smaller, else \(x - b\) (negative): exact where \(x\) has
        ///     rounded to the end
        double at(double x, double distance);
    }

    /// Integrates `function` from `lower` to `upper`; either may be infinite. The ends themselves are not asked.
    ///
    /// @throws DivergedException if the integrand is not finite inside
    public Integral integrate(DoubleUnaryOperator function, double lower, double upper) {
        if (!(lower < upper))
            throw new IllegalArgumentException("upper must be above lower = %s, not %s".formatted(lower, upper));
        boolean left = lower == Double.NEGATIVE_INFINITY;
        boolean right = upper == Double.POSITIVE_INFINITY;
        if (left && right) return refine(t -> onLine(function, t), -REACH, REACH);
        if (right) return refine(t -> onHalfLine(function, lower, 1, t), -REACH, REACH);
        if (left) return refine(t -> onHalfLine(function, upper, -1, t), -REACH, REACH);
        return integrate((x, distance) -> x <= lower || x >= upper ? 0 : function.applyAsDouble(x), lower, upper);
    }

    /// Integrates over a finite interval an integrand that may be singular at its ends.
    public Integral integrate(EndFunction function, double lower, double upper) {
        double half = (upper - lower) / 2;
        require(half > 0 && half < Double.POSITIVE_INFINITY, "upper - lower", 2 * half, "(0, inf)");
        return refine(
                t -> {
                    double u = Math.PI / 2 * Math.sinh(Math.abs(t));
                    // 1 - tanh u without cancellation
                    double gap = 2 / (Math.exp(2 * u) + 1);
                    double distance = half * gap;
                    if (distance == 0) return 0;
                    double slope = half * Math.PI / 2 * Math.cosh(t) * gap * (2 - gap);
                    return slope
                            * (t < 0
                                    ? function.at(lower + distance, distance)
                                    : function.at(upper - distance, -distance));
                },
                -REACH,
                REACH);
    }

    private static double onLine(DoubleUnaryOperator function, double t) {
        double u = Math.PI / 2 * Math.sinh(t);
        if (Math.abs(u) > 700) return 0;
        double slope = Math.PI / 2 * Math.cosh(t) * Math.cosh(u);
        double value = function.applyAsDouble(Math.sinh(u));
        return value == 0 ? 0 : value * slope;
    }

    private static double onHalfLine(DoubleUnaryOperator function, double end, int sign, double t) {
        double u = Math.PI / 2 * Math.sinh(t);
        if (Math.abs(u) > 700) return 0;
        double distance = Math.exp(u);
        double x = end + sign * distance;
        if (x == end) return 0;
        double value = function.applyAsDouble(x);
        return value == 0 ? 0 : value * Math.PI / 2 * Math.cosh(t) * distance;
    }

    private Integral refine(DoubleUnaryOperator transformed, double from, double to) {
        double h = 1;
        int evaluations = 0;
        double sum = 0;
        double absolute = 0;
        double previous = Double.NaN;
        double change = Double.POSITIVE_INFINITY;
        double cut = 0;
        for (int level = 0; level <= maxLevel; level++, h /= 2) {
            // each level adds the odd multiples of its spacing
            int stride = level == 0 ? 1 : 2;
            int last = (int) Math.floor(to / h);
            int first = -(int) Math.floor(-from / h);
            double leftmost = 0, rightmost = 0;
            for (int k = level == 0 || (first & 1) == 1 ? first : first + 1; k <= last; k += stride) {
                double value = transformed.applyAsDouble(k * h);
                if (Double.isNaN(value) && hasVanished(transformed, k * h)) continue;
                if (!Double.isFinite(value))
                    throw new DivergedException("tanh-sinh: the integrand is %s at t = %s".formatted(value, k * h));
                sum += value;
                absolute += Math.abs(value);
                evaluations++;
                if (value != 0) rightmost = value;
                if (leftmost == 0) leftmost = value;
            }
            cut = Math.abs(leftmost) + Math.abs(rightmost);
            double value = sum * h;
            change = Math.abs(value - previous);
            if (level >= 2 && change <= tolerance * absolute * h) return new Integral(value, change, evaluations, true);
            previous = value;
        }
        // what lies beyond the last points that doubles can tell from the ends is at most of their size
        return new Integral(previous, change + cut, evaluations, false);
    }

    /// Whether the integrand is exactly 0 where it is a number again on the way from `t` inwards.
    private static boolean hasVanished(DoubleUnaryOperator transformed, double t) {
        for (double s = Math.abs(t) - 0x1p-5; s > 0; s -= 0x1p-5) {
            double value = transformed.applyAsDouble(Math.copySign(s, t));
            if (!Double.isNaN(value)) return value == 0;
        }
        return false;
    }
}
