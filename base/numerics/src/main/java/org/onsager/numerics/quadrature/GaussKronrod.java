package org.onsager.numerics.quadrature;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;
import org.onsager.numerics.DivergedException;

/// Globally adaptive Gauss-Kronrod quadrature with the 10-point and 21-point pair: the interval with the largest
/// error estimate is halved until the sum of the estimates meets the tolerance (Hipparchus has no such
/// integrator).
///
/// Infinite ends are mapped by \(x = a + t/(1 - t)\) and \(x = t/(1 - t^2)\). The error estimate is QUADPACK's,
/// \(\Delta \min(1, (200\,|G - K|/\Delta)^{3/2})\) with \(\Delta = \int |f - \bar f|\). For singular ends take
/// [TanhSinh]. A peak that all 21 nodes miss is not seen, and the estimate does not know: cut the interval there.
/// Cost: 21 evaluations an interval.
///
/// Source: R. Piessens et al., *QUADPACK*, routine QAG; nodes and weights of its QK21.
///
/// @param absoluteTolerance  at least 0
/// @param relativeTolerance  at least 0; the larger of the two allowances counts, and one must be positive
/// @param maxIntervals  at least 1
public record GaussKronrod(double absoluteTolerance, double relativeTolerance, int maxIntervals) {
    private static final double[] NODES = {
        0.995657163025808080735527280689003, 0.973906528517171720077964012084452, 0.930157491355708226001207180059508,
        0.865063366688984510732096688423493, 0.780817726586416897063717578345042, 0.679409568299024406234327365114874,
        0.562757134668604683339000099272694, 0.433395394129247190799265943165784, 0.294392862701460198131126603103866,
        0.148874338981631210884826001129720
    };
    private static final double[] KRONROD = {
        0.011694638867371874278064396062192, 0.032558162307964727478818972459390, 0.054755896574351996031381300244580,
        0.075039674810919952767043140916190, 0.093125454583697605535465065083366, 0.109387158802297641899210590325805,
        0.123491976262065851077958109831074, 0.134709217311473325928054001771707, 0.142775938577060080797094273138717,
        0.147739104901338491374841515972068
    };
    private static final double KRONROD_MIDDLE = 0.149445554002916905664936468389821;
    /// Of the odd-numbered nodes; the 10-point rule has no middle.
    private static final double[] GAUSS = {
        0.066671344308688137593568809893332,
        0.149451349150580593145776339657697,
        0.219086362515982043995534934228163,
        0.269266719309996355091226921569469,
        0.295524224714752870173892994651338
    };

    public GaussKronrod {
        require(absoluteTolerance >= 0, "absoluteTolerance", absoluteTolerance, "[0, inf)");
        require(relativeTolerance >= 0, "relativeTolerance", relativeTolerance, "[0, inf)");
        require(
                absoluteTolerance > 0 || relativeTolerance >= 1e-15,
                "relativeTolerance",
                relativeTolerance,
                "[1e-15, inf) where absoluteTolerance is 0");
        require(maxIntervals >= 1, "maxIntervals", maxIntervals, "[1, inf)");
    }

    /// Absolute and relative tolerance \(10^{-12}\), two thousand intervals.
    public static GaussKronrod standard() {
        return new GaussKronrod(1e-12, 1e-12, 2_000);
    }

    /// Integrates `function` from `lower` to `upper`; either may be infinite.
    ///
    /// @throws DivergedException if the function is not finite at a node
    public Integral integrate(DoubleUnaryOperator function, double lower, double upper) {
        if (Double.isNaN(lower) || Double.isNaN(upper))
            throw new IllegalArgumentException("the limits must be numbers, not %s and %s".formatted(lower, upper));
        if (lower > upper) {
            Integral mirrored = integrate(function, upper, lower);
            return new Integral(-mirrored.value(), mirrored.residual(), mirrored.evaluations(), mirrored.converged());
        }
        if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY)
            return adapt(
                    t -> {
                        double s = 1 - t * t;
                        return function.applyAsDouble(t / s) * (1 + t * t) / (s * s);
                    },
                    -1,
                    1);
        if (upper == Double.POSITIVE_INFINITY)
            return adapt(t -> function.applyAsDouble(lower + t / (1 - t)) / ((1 - t) * (1 - t)), 0, 1);
        if (lower == Double.NEGATIVE_INFINITY)
            return adapt(t -> function.applyAsDouble(upper - t / (1 - t)) / ((1 - t) * (1 - t)), 0, 1);
        return adapt(function, lower, upper);
    }

    private Integral adapt(DoubleUnaryOperator function, double lower, double upper) {
        var queue = new PriorityQueue<Piece>(
                Comparator.comparingDouble(Piece::error).reversed().thenComparingDouble(Piece::lower));
        Piece whole = piece(function, lower, upper);
        queue.add(whole);
        double value = whole.value;
        double error = whole.error;
        while (error > allowed(value) && queue.size() < maxIntervals) {
            Piece worst = queue.element();
            double middle = worst.lower + (worst.upper - worst.lower) / 2;
            if (middle <= worst.lower || middle >= worst.upper) break;
            Piece left = piece(function, worst.lower, middle);
            Piece right = piece(function, middle, worst.upper);
            queue.remove();
            queue.add(left);
            queue.add(right);
            value += left.value + right.value - worst.value;
            error += left.error + right.error - worst.error;
        }
        return total(queue);
    }

    private double allowed(double value) {
        return Math.max(absoluteTolerance, relativeTolerance * Math.abs(value));
    }

    /// Sums afresh from left to right: the running sums above have lost digits to cancellation.
    private Integral total(PriorityQueue<Piece> queue) {
        var pieces = new ArrayList<>(queue);
        pieces.sort(Comparator.comparingDouble(Piece::lower));
        double value = 0;
        double error = 0;
        for (Piece each : pieces) {
            value += each.value;
            error += each.error;
        }
        return new Integral(value, error, 21 * (2 * pieces.size() - 1), error <= allowed(value) * (1 + 1e-9));
    }

    private static Piece piece(DoubleUnaryOperator function, double lower, double upper) {
        double half = (upper - lower) / 2;
        double centre = lower + half;
        var values = new double[21];
        values[10] = value(function, centre);
        double kronrod = KRONROD_MIDDLE * values[10];
        double gauss = 0;
        double absolute = Math.abs(kronrod);
        for (int i = 0; i < 10; i++) {
            values[i] = value(function, centre - half * NODES[i]);
            values[20 - i] = value(function, centre + half * NODES[i]);
            double pair = values[i] + values[20 - i];
            kronrod += KRONROD[i] * pair;
            absolute += KRONROD[i] * (Math.abs(values[i]) + Math.abs(values[20 - i]));
            if ((i & 1) == 1) gauss += GAUSS[i / 2] * pair;
        }
        double mean = kronrod / 2;
        double spread = KRONROD_MIDDLE * Math.abs(values[10] - mean);
        for (int i = 0; i < 10; i++)
            spread += KRONROD[i] * (Math.abs(values[i] - mean) + Math.abs(values[20 - i] - mean));
        double error = Math.abs(gauss - kronrod);
        if (spread > 0 && error > 0) error = spread * Math.min(1, Math.pow(200 * error / spread, 1.5));
        // below this the estimate only measures rounding
        error = Math.max(error, 50 * 0x1p-53 * absolute);
        return new Piece(lower, upper, half * kronrod, half * error);
    }

    private static double value(DoubleUnaryOperator function, double x) {
        double value = function.applyAsDouble(x);
        if (!Double.isFinite(value))
            throw new DivergedException(
                    "Gauss-Kronrod: the integrand is %s at %s; for a singular end take TanhSinh".formatted(value, x));
        return value;
    }

    private record Piece(double lower, double upper, double value, double error) {}
}
