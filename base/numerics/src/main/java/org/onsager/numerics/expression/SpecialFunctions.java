package org.onsager.numerics.expression;

import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/// The functions that `java.lang.Math` lacks. None of them throws: outside its domain a function is not a number.
final class SpecialFunctions {
    private static final double LN2 = Math.log(2);

    /// Largest integer exponent that is worked out by repeated squaring.
    static final int MAX_SQUARING = 32;

    /// \(B_{2j} / (2j)!\), j = 1..8, of the Euler-Maclaurin sum.
    private static final double[] BERNOULLI = {
        1.0 / 12,
        -1.0 / 720,
        1.0 / 30240,
        -1.0 / 1209600,
        1.0 / 47900160,
        -691.0 / 1307674368000.0,
        1.0 / 74724249600.0,
        -3617.0 / 10670622842880000.0
    };

    private SpecialFunctions() {}

    /// \(x^y\): whole exponents up to 32 by repeated squaring, 1/2 by the square root, others by `Math.pow`.
    static double power(double x, double y) {
        if (isSquaring(y)) return integerPower(x, (int) y);
        return y == 0.5 ? Math.sqrt(x) : Math.pow(x, y);
    }

    static boolean isSquaring(double exponent) {
        return exponent == Math.rint(exponent) && Math.abs(exponent) <= MAX_SQUARING;
    }

    /// The order of the multiplications is that of the compiled code.
    private static double integerPower(double x, int n) {
        if (n == 0) return 1;
        int rest = Math.abs(n);
        double square = x;
        while ((rest & 1) == 0) {
            square *= square;
            rest >>= 1;
        }
        double result = square;
        while ((rest >>= 1) != 0) {
            square *= square;
            if ((rest & 1) != 0) result *= square;
        }
        return n < 0 ? 1 / result : result;
    }

    static double log2(double x) {
        int exponent = Math.getExponent(x);
        boolean exact = x > 0 && exponent >= Double.MIN_EXPONENT && x == Math.scalb(1.0, exponent);
        return exact ? exponent : Math.log(x) / LN2;
    }

    static double asinh(double x) {
        double a = Math.abs(x);
        if (a > 1e150) return Math.copySign(Math.log(a) + LN2, x);
        return Math.copySign(Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1))), x);
    }

    static double acosh(double x) {
        // far below 1 the difference of the square root and x would round to 1 or 0
        if (!(x >= 1)) return Double.NaN;
        if (x > 1e150) return Math.log(x) + LN2;
        double z = x - 1;
        return Math.log1p(z + Math.sqrt(z * (x + 1)));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
    }

    /// 0, 1/2, 1 for negative, zero, positive.
    static double heaviside(double x) {
        return x < 0 ? 0 : x > 0 ? 1 : x == 0 ? 0.5 : Double.NaN;
    }

    /// 1 from zero on, 0 before.
    static double step(double x) {
        return x >= 0 ? 1 : x < 0 ? 0 : Double.NaN;
    }

    /// The remainder with the sign of `b`: \(a - b \lfloor a/b \rfloor\).
    static double mod(double a, double b) {
        double rest = a % b;
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }

    static double erf(double x) {
        // Hipparchus squares its argument
        if (Math.abs(x) < 1e-100) return 2 / Math.sqrt(Math.PI) * x;
        return Double.isNaN(x) ? x : Erf.erf(x);
    }

    static double erfc(double x) {
        return Double.isNaN(x) ? x : Erf.erfc(x);
    }

    static double gamma(double x) {
        if (x > 171.7) return Double.POSITIVE_INFINITY;
        if (Double.isNaN(x) || x <= 0 && x == Math.rint(x)) return Double.NaN;
        if (x > 140) return gamma(x - 32) * rising(x - 32, 32);
        // Hipparchus divides by products that overflow before the quotient vanishes
        if (x < -140) return Math.PI / (sinPi(x) * gamma(1 - x));
        return Gamma.gamma(x);
    }

    private static double rising(double x, int factors) {
        double product = 1;
        for (int i = 0; i < factors; i++) product *= x + i;
        return product;
    }

    /// \(\log |\Gamma(x)|\), infinite at the poles.
    static double lgamma(double x) {
        if (x > 0) return x == Double.POSITIVE_INFINITY ? x : Gamma.logGamma(x);
        if (Double.isNaN(x)) return x;
        if (x == Math.rint(x)) return Double.POSITIVE_INFINITY;
        return Math.log(Math.PI) - Math.log(Math.abs(sinPi(x))) - lgamma(1 - x);
    }

    /// \(\sin \pi x\) from the distance to the nearest whole number, which is exact where \(\pi x\) is not.
    private static double sinPi(double x) {
        double whole = Math.rint(x);
        double sine = Math.sin(Math.PI * (x - whole));
        return whole % 2 == 0 ? sine : -sine;
    }

    /// \(\psi(x)\) to about 1e-15: recurrence up to 12, then the asymptotic series (NIST DLMF 5.5.2, 5.11.2).
    /// Hipparchus's own is good to 1e-8 only.
    static double digamma(double x) {
        if (Double.isNaN(x) || x <= 0 && x == Math.rint(x)) return Double.NaN;
        if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.rint(x)));
        double below = 0;
        double large = x;
        while (large < 12) below += 1 / large++;
        double inverse = 1 / (large * large);
        double tail = 0;
        double factorial = 1;
        double power = inverse;
        for (int j = 0; j < BERNOULLI.length; j++) {
            // B_2j/(2j) = B_2j/(2j)! (2j-1)!
            tail += BERNOULLI[j] * factorial * power;
            factorial *= (2 * j + 2) * (2 * j + 3);
            power *= inverse;
        }
        return Math.log(large) - 0.5 / large - tail - below;
    }

    /// \(\psi^{(n)}(x) = (-1)^{n+1} n!\, \zeta(n+1, x)\) for whole \(0 \le n \le 100\).
    static double polygamma(double n, double x) {
        if (n == 0) return digamma(x);
        if (!(n > 0 && n <= 100 && n == Math.rint(n))) return Double.NaN;
        double factorial = 1;
        for (int k = 2; k <= n; k++) factorial *= k;
        return (n % 2 == 0 ? -factorial : factorial) * hurwitzZeta((int) n + 1, x);
    }

    /// \(\sum_{k \ge 0} (a + k)^{-s}\) for whole \(s \ge 2\) by Euler-Maclaurin summation, to about 1e-15.
    ///
    /// Source: F. Johansson, *Rigorous high-precision computation of the Hurwitz zeta function*, Numer.
    /// Algorithms 69.
    static double hurwitzZeta(int s, double a) {
        double terms = Math.max(0, Math.ceil(12 + s - a));
        if (!(terms < 1e5)) return Double.NaN;
        double sum = 0;
        for (int k = (int) terms - 1; k >= 0; k--) sum += Math.pow(a + k, -s);
        double x = a + terms;
        double tail = Math.pow(x, 1 - s) / (s - 1) + 0.5 * Math.pow(x, -s);
        double factor = s * Math.pow(x, -s - 1);
        for (int j = 0; j < BERNOULLI.length; j++) {
            tail += BERNOULLI[j] * factor;
            factor *= (s + 2 * j + 1) * (s + 2 * j + 2) / (x * x);
        }
        return sum + tail;
    }
}
