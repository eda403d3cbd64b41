package org.onsager.numerics.vector;

/// Elementwise \(e^x\) and \(\tanh x\) of arrays by polynomials in fused multiply-adds, the same bits as their
/// scalar forms [#exp(double)] and [#tanh(double)] on every machine (unlike `Math.exp` and the Vector API's own
/// functions, whose last bits are the library's).
///
/// **exp**: \(x = k \ln 2 + r\), Taylor to \(r^{13}\); within 1 ulp or so in \([-708, 709.78]\); below \(-708\)
/// the result is 0, above \(709.79\) infinite. **tanh**: a rational function below 0.625 (Cephes), \(1 -
/// 2/(e^{2|x|} + 1)\) above; within 2 ulp or so. NaN gives NaN.
///
/// Source: S. L. Moshier, *Methods and Programs for Mathematical Functions* (tanh's coefficients).
public final class Elementary {
    static final double LOG2_E = 1.4426950408889634;
    static final double LN2_HIGH = 0x1.62e42fefap-1;
    static final double LN2_LOW = 0x1.cf79abc9e3b39p-40;
    /// Adding this rounds to a whole number, which is then in the low bits.
    static final double ROUND = 0x1.8p52;

    static final double LOWEST = -708;
    static final double HIGHEST = 710.5;
    static final long HALF_EXPONENT = 1022L << 52;

    // tanh: numerator and denominator, highest power first
    static final double SMALL = 0.625;
    static final double P0 = -9.64399179425052238628e-1;
    static final double P1 = -9.92877231001918586564e1;
    static final double P2 = -1.61468768441708447952e3;
    static final double Q0 = 1.12811678491632931402e2;
    static final double Q1 = 2.23548839060100448583e3;
    static final double Q2 = 4.84406305325125486048e3;

    // Taylor's coefficients
    static final double T2 = 1.0 / 2L;
    static final double T3 = 1.0 / 6L;
    static final double T4 = 1.0 / 24L;
    static final double T5 = 1.0 / 120L;
    static final double T6 = 1.0 / 720L;
    static final double T7 = 1.0 / 5040L;
    static final double T8 = 1.0 / 40320L;
    static final double T9 = 1.0 / 362880L;
    static final double T10 = 1.0 / 3628800L;
    static final double T11 = 1.0 / 39916800L;
    static final double T12 = 1.0 / 479001600L;
    static final double T13 = 1.0 / 6227020800L;

    private Elementary() {}

    /// \(e^x\).
    public static double exp(double x) {
        double clamped = x > HIGHEST ? HIGHEST : x < LOWEST ? LOWEST : x;
        double shifted = Math.fma(clamped, LOG2_E, ROUND);
        double k = shifted - ROUND;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, clamped));
        double p = Math.fma(T13, r, T12);
        p = Math.fma(p, r, T11);
        p = Math.fma(p, r, T10);
        p = Math.fma(p, r, T9);
        p = Math.fma(p, r, T8);
        p = Math.fma(p, r, T7);
        p = Math.fma(p, r, T6);
        p = Math.fma(p, r, T5);
        p = Math.fma(p, r, T4);
        p = Math.fma(p, r, T3);
        p = Math.fma(p, r, T2);
        p = Math.fma(Math.fma(p, r, 1), r, 1);
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + HALF_EXPONENT);
        return x < LOWEST ? 0 : p * scale * 2;
    }

    /// \(\tanh x\).
    public static double tanh(double x) {
        double a = Math.abs(x);
        double z = x * x;
        double p = Math.fma(Math.fma(z, P0, P1), z, P2);
        double q = Math.fma(Math.fma(z + Q0, z, Q1), z, Q2);
        // one division serves both ranges
        boolean small = a < SMALL;
        double ratio = (small ? p : -2) / (small ? q : exp(a + a) + 1);
        return small ? Math.fma(x * z, ratio, x) : Math.copySign(1 + ratio, x);
    }

    /// \(y_i = e^{x_i}\).
    ///
    /// @param x  left alone unless it is `y`
    /// @param y  at least as long, overwritten; may be `x`
    public static void exp(double[] x, double[] y) {
        int done = VectorSupport.ENABLED ? VectorElementary.exp(x, y, x.length) : 0;
        for (int i = done; i < x.length; i++) y[i] = exp(x[i]);
    }

    /// \(y_i = \tanh x_i\).
    ///
    /// @param x  left alone unless it is `y`
    /// @param y  at least as long, overwritten; may be `x`
    public static void tanh(double[] x, double[] y) {
        int done = VectorSupport.ENABLED ? VectorElementary.tanh(x, y) : 0;
        for (int i = done; i < x.length; i++) y[i] = tanh(x[i]);
    }
}
