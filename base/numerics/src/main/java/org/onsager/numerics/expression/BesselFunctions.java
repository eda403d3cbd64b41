package org.onsager.numerics.expression;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.special.BesselJ;
import org.hipparchus.special.Gamma;
import org.onsager.numerics.special.LogBessel;

/// Bessel functions of real order \(|\nu| \le 1000\) and real argument; not a number where they are not real.
///
/// J is Hipparchus's; I is summed from its power series, whose terms all have one sign; K is its integral
/// \(\int_0^\infty e^{-x \cosh t} \cosh(\nu t)\,dt\) by the trapezoidal rule, which converges faster than
/// exponentially here. Where these over- or underflow, I and K are taken from [LogBessel]. Source: NIST Digital
/// Library of Mathematical Functions, 10.25.2, 10.32.9 and 10.17.3.
final class BesselFunctions {
    static final double MAX_ORDER = 1000;
    private static final double STEP = 1.0 / 32;
    private static final double WIDE = 256;
    /// Beyond this Hipparchus's J gives up.
    private static final double FAR = 1e4;

    private BesselFunctions() {}

    static double besselj(double order, double x) {
        if (!(Math.abs(order) <= MAX_ORDER) || Double.isNaN(x)) return Double.NaN;
        boolean whole = order == Math.rint(order);
        if (whole && order < 0) return parity(order) * besselj(-order, x);
        if (whole && x < 0) return parity(order) * besselj(order, -x);
        if (order < 0 || x < 0) return Double.NaN;
        if (x > FAR) return far(order, x);
        try {
            return x == 0 ? (order == 0 ? 1 : 0) : BesselJ.value(order, x);
        } catch (MathRuntimeException outside) {
            return Double.NaN;
        }
    }

    /// Hankel's expansion \(\sqrt{2/(\pi x)}\,(P \cos\chi - Q \sin\chi)\),
    /// \(\chi = x - (\nu/2 + 1/4)\pi\), whose terms \(a_k(\nu)/x^k\) shrink where \(x\) is far beyond the
    /// order squared; not a number elsewhere.
    private static double far(double order, double x) {
        if (x == Double.POSITIVE_INFINITY) return 0;
        if (x < 2 * order * order) return Double.NaN;
        double[] sums = {0, 0};
        double term = 1;
        for (int k = 0; Math.abs(term) > 1e-18; k++) {
            sums[k & 1] += (k & 2) == 0 ? term : -term;
            term *= (4 * order * order - (2.0 * k + 1) * (2.0 * k + 1)) / (8 * (k + 1) * x);
        }
        double turn = Math.PI * ((order / 2 + 0.25) % 2);
        double cosine = Math.cos(x) * Math.cos(turn) + Math.sin(x) * Math.sin(turn);
        double sine = Math.sin(x) * Math.cos(turn) - Math.cos(x) * Math.sin(turn);
        return Math.sqrt(2 / (Math.PI * x)) * (sums[0] * cosine - sums[1] * sine);
    }

    static double besseli(double order, double x) {
        if (!(Math.abs(order) <= MAX_ORDER) || Double.isNaN(x)) return Double.NaN;
        boolean whole = order == Math.rint(order);
        if (whole && order < 0) return besseli(-order, x);
        if (whole && x < 0) return parity(order) * besseli(order, -x);
        if (order < 0 || x < 0) return Double.NaN;
        if (x == 0) return order == 0 ? 1 : 0;
        if (x > 720) return order <= 20 ? Double.POSITIVE_INFINITY : Math.exp(LogBessel.logI(order, x));
        double quarter = x * x / 4;
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= quarter / (k * (k + order));
            sum += term;
        }
        double half = x / 2;
        // the plain product is exact to a few ulp where it neither overflows nor underflows
        if (order < 20 && half < 1e10) return sum * (Math.pow(half, order) / SpecialFunctions.gamma(order + 1));
        return Math.exp(Math.log(sum) + order * Math.log(half) - Gamma.logGamma(order + 1));
    }

    static double besselk(double order, double x) {
        if (!(Math.abs(order) <= MAX_ORDER) || !(x >= 0)) return Double.NaN;
        if (x == 0) return Double.POSITIVE_INFINITY;
        double nu = Math.abs(order);
        // the integrand's width is the root's inverse, which the fixed step must resolve
        if (Math.hypot(x, nu) > WIDE) return Math.exp(LogBessel.logK(nu, x));
        double sum = 0.5;
        for (int k = 1; k < 100_000; k++) {
            double t = k * STEP;
            double half = Math.sinh(t / 2);
            double exponent = nu * t - 2 * x * half * half;
            double term = 0.5 * (Math.exp(exponent) + Math.exp(exponent - 2 * nu * t));
            sum += term;
            if (x * Math.sinh(t) > nu && term < sum * 1e-18) break;
        }
        return sum * STEP * Math.exp(-x);
    }

    private static double parity(double order) {
        return order % 2 == 0 ? 1 : -1;
    }
}
