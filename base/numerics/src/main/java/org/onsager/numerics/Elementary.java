package org.onsager.numerics;

/// Logarithm, exponential, sine and cosine made of additions, multiplications, fused multiplications, divisions
/// and bit operations only, so that scalar code, vector code, and every JVM on every processor give the same
/// bits, which `Math.log` and its kin do not promise. All are within 2.5 units in the last place of the true
/// value (tested).
///
/// The polynomials interpolate at Chebyshev nodes (computed with 50 digits, then rounded): relative truncation
/// errors \(4.4 \cdot 10^{-18}\) (logarithm), \(1.4 \cdot 10^{-17}\) (sine), \(2.6 \cdot 10^{-17}\) (cosine) and
/// \(1.6 \cdot 10^{-17}\) (exponential). The coefficients are part of the stream version: never change them.
final class Elementary {
    private Elementary() {}

    static final double LN_2 = 0x1.62e42fefa39efp-1;
    private static final double LN_2_LOW = 2.3190468138462996e-17;
    static final double LN_2_PI = 1.8378770664093455;

    /// Bits of \(\sqrt{1/2}\): mantissas are reduced to \([\sqrt{1/2}, \sqrt 2)\).
    static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;

    static final long ONE_BITS = 0x3FF0000000000000L;
    static final long MANTISSA = 0x000FFFFFFFFFFFFFL;

    /// \((2\,\mathrm{artanh}(s)/s - 2)/s^2\) as a polynomial in \(s^2 \le (3 - 2\sqrt 2)^2\), constant term
    /// first.
    private static final double[] LOG = {
        0.666666666666667,
        0.39999999999899505,
        0.28571428625975487,
        0.2222221113479508,
        0.18182889125261723,
        0.15331721600556042,
        0.14616449685043406
    };

    /// \((\sin(\pi t/2)/t - \pi/2)/t^2\) as a polynomial in \(t^2 \le 1/4\), constant term first.
    private static final double[] SIN = {
        -0.6459640975062462,
        0.07969262624614423,
        -0.004681754134254207,
        0.00016044116661409423,
        -3.5987029509735105e-06,
        5.642225369163528e-08
    };

    /// \((\cos(\pi t/2) - 1)/t^2\) as a polynomial in \(t^2 \le 1/4\), constant term first.
    private static final double[] COS = {
        -1.2337005501361697,
        0.2536695079010478,
        -0.020863480763340773,
        0.0009192602745468447,
        -2.5202039028029178e-05,
        4.710678405505227e-07,
        -6.329396344967424e-09
    };

    /// \((e^r - 1 - r)/r^2\) as a polynomial in \(|r| \le \tfrac12 \ln 2\), constant term first.
    private static final double[] EXP = {
        0.5000000000000001,
        0.16666666666666669,
        0.041666666666624164,
        0.008333333333330065,
        0.0013888888917196719,
        0.00019841269863040545,
        2.4801521322368692e-05,
        2.7557268480310024e-06,
        2.7620075879983367e-07,
        2.5100375832561234e-08
    };

    static double logCoefficient(int power) {
        return LOG[power];
    }

    static double sinCoefficient(int power) {
        return SIN[power];
    }

    static double cosCoefficient(int power) {
        return COS[power];
    }

    /// Natural logarithm of a positive finite `x`; minus infinity at 0, infinity at infinity.
    static double log(double x) {
        if (x == 0) return Double.NEGATIVE_INFINITY;
        if (!(x < Double.POSITIVE_INFINITY)) return x;
        return x < Double.MIN_NORMAL ? logOfNormal(x * 0x1p54, -54) : logOfNormal(x, 0);
    }

    private static double logOfNormal(double x, int exponentShift) {
        long bits = Double.doubleToRawLongBits(x) + (ONE_BITS - SQRT_HALF_BITS);
        double exponent = (bits >>> 52) - 1023 + exponentShift;
        double m = Double.longBitsToDouble((bits & MANTISSA) + SQRT_HALF_BITS);
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double p = Math.fma(LOG[6], z, LOG[5]);
        p = Math.fma(p, z, LOG[4]);
        p = Math.fma(p, z, LOG[3]);
        p = Math.fma(p, z, LOG[2]);
        p = Math.fma(p, z, LOG[1]);
        p = Math.fma(p, z, LOG[0]);
        return Math.fma(exponent, LN_2, Math.fma(p, z, 2) * s);
    }

    /// \(\ln(1 + x)\) for \(x > -1\), by the first-order correction of the rounding of \(1 + x\).
    static double log1p(double x) {
        double sum = 1 + x;
        double rounded = sum - 1;
        return rounded == 0 ? x : log(sum) * (x / rounded);
    }

    /// \(e^x\): 0 below the subnormals (and no subnormal results but 0), infinity beyond the largest double.
    static double exp(double x) {
        if (x < -708) return 0;
        if (x > 709.78) return Double.POSITIVE_INFINITY;
        double k = Math.rint(x / LN_2);
        double r = Math.fma(-k, LN_2_LOW, Math.fma(-k, LN_2, x));
        double p = EXP[9];
        for (int power = 8; power >= 0; power--) p = Math.fma(p, r, EXP[power]);
        double mantissa = Math.fma(r * r, p, r) + 1;
        // two factors, as 2^1024 is not a double while mantissa * 2^1023 may be
        int half = (int) k / 2;
        return mantissa * powerOfTwo(half) * powerOfTwo((int) k - half);
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((long) (exponent + 1023) << 52);
    }

    /// \(\sin(\pi t / 2)\) for \(|t| \le 1/2\).
    static double sinQuarter(double t) {
        double y = t * t;
        double p = Math.fma(SIN[5], y, SIN[4]);
        p = Math.fma(p, y, SIN[3]);
        p = Math.fma(p, y, SIN[2]);
        p = Math.fma(p, y, SIN[1]);
        p = Math.fma(p, y, SIN[0]);
        return Math.fma(p, y, Math.PI / 2) * t;
    }

    /// \(\cos(\pi t / 2)\) for \(|t| \le 1/2\).
    static double cosQuarter(double t) {
        double y = t * t;
        double p = Math.fma(COS[6], y, COS[5]);
        p = Math.fma(p, y, COS[4]);
        p = Math.fma(p, y, COS[3]);
        p = Math.fma(p, y, COS[2]);
        p = Math.fma(p, y, COS[1]);
        p = Math.fma(p, y, COS[0]);
        return Math.fma(p, y, 1);
    }
}
