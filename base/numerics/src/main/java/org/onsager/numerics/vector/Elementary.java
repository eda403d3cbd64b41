package org.onsager.numerics.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Elementwise \(e^x\) and \(\tanh x\) of arrays by polynomials in fused multiply-adds, the
/// same bits as their scalar forms [#exp(double)] and [#tanh(double)] on every machine (unlike `Math.exp` and the
/// Vector API's own functions, whose last bits are the library's).
///
/// **exp**: \(x = k \ln 2 + r\), Taylor to \(r^{13}\); error below 1 ulp in \([-708, 709.78]\); below \(-708\)
/// the result is 0, above \(709.79\) infinite. **tanh**: a rational function below 0.625 (Cephes), \(1 -
/// 2/(e^{2|x|} + 1)\) above; error below 2 ulp. NaN gives NaN.
///
/// Source: S. L. Moshier, *Methods and Programs for Mathematical Functions* (tanh's coefficients).
public final class Elementary {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0x1.62e42fefap-1;
    private static final double LN2_LOW = 0x1.cf79abc9e3b39p-40;
    /// Adding this rounds to a whole number, which is then in the low bits.
    private static final double ROUND = 0x1.8p52;

    private static final double LOWEST = -708;
    private static final double HIGHEST = 710.5;
    private static final long HALF_EXPONENT = 1022L << 52;
    private static final double SMALL = 0.625;

    /// \(1/13!, 1/12!, ..., 1/2!, 1, 1\).
    private static final double[] TAYLOR = taylor();

    private Elementary() {}

    private static double[] taylor() {
        var coefficients = new double[14];
        double factorial = 1;
        for (int n = 0; n <= 13; n++) {
            coefficients[13 - n] = 1 / factorial;
            factorial *= n + 1;
        }
        return coefficients;
    }

    /// \(e^x\).
    public static double exp(double x) {
        double clamped = x > HIGHEST ? HIGHEST : x < LOWEST ? LOWEST : x;
        double shifted = Math.fma(clamped, LOG2_E, ROUND);
        double k = shifted - ROUND;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, clamped));
        double p = TAYLOR[0];
        for (int n = 1; n <= 13; n++) p = Math.fma(p, r, TAYLOR[n]);
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + HALF_EXPONENT);
        double value = p * scale * 2;
        return x < LOWEST ? 0 : value;
    }

    /// \(\tanh x\).
    public static double tanh(double x) {
        double a = Math.abs(x);
        double big = 1 - 2 / (exp(a + a) + 1);
        double z = x * x;
        double p = Math.fma(
                Math.fma(z, -9.64399179425052238628e-1, -9.92877231001918586564e1), z, -1.61468768441708447952e3);
        double q = Math.fma(
                Math.fma(z + 1.12811678491632931402e2, z, 2.23548839060100448583e3), z, 4.84406305325125486048e3);
        double small = Math.fma(x * z, p / q, x);
        return a < SMALL ? small : Math.copySign(big, x);
    }

    /// \(y_i = e^{x_i}\).
    ///
    /// @param x  left alone unless it is `y`
    /// @param y  at least as long, overwritten; may be `x`
    public static void exp(double[] x, double[] y) {
        int whole = VectorSupport.ENABLED ? vectorExp(x, y) : 0;
        for (int i = whole; i < x.length; i++) y[i] = exp(x[i]);
    }

    /// \(y_i = \tanh x_i\).
    ///
    /// @param x  left alone unless it is `y`
    /// @param y  at least as long, overwritten; may be `x`
    public static void tanh(double[] x, double[] y) {
        int whole = VectorSupport.ENABLED ? vectorTanh(x, y) : 0;
        for (int i = whole; i < x.length; i++) y[i] = tanh(x[i]);
    }

    private static int vectorExp(double[] x, double[] y) {
        int whole = SPECIES.loopBound(x.length);
        for (int i = 0; i < whole; i += SPECIES.length())
            exp(DoubleVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        return whole;
    }

    private static int vectorTanh(double[] x, double[] y) {
        int whole = SPECIES.loopBound(x.length);
        for (int i = 0; i < whole; i += SPECIES.length())
            tanh(DoubleVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        return whole;
    }

    /// \(e^x\) of a vector of any shape, for fused loops; the same bits as [#exp(double)].
    public static DoubleVector exp(DoubleVector x) {
        var below = x.compare(VectorOperators.LT, LOWEST);
        var clamped = x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST)).blend(LOWEST, below);
        var species = x.species();
        var shifted = clamped.fma(DoubleVector.broadcast(species, LOG2_E), DoubleVector.broadcast(species, ROUND));
        var k = shifted.sub(ROUND);
        var r = k.fma(DoubleVector.broadcast(species, -LN2_HIGH), clamped);
        r = k.fma(DoubleVector.broadcast(species, -LN2_LOW), r);
        var p = DoubleVector.broadcast(species, TAYLOR[0]);
        for (int n = 1; n <= 13; n++) p = p.fma(r, DoubleVector.broadcast(species, TAYLOR[n]));
        LongVector bits =
                shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).add(HALF_EXPONENT);
        return p.mul(bits.reinterpretAsDoubles()).mul(2).blend(0, below);
    }

    /// \(\tanh x\) of a vector of any shape, for fused loops; the same bits as [#tanh(double)].
    public static DoubleVector tanh(DoubleVector x) {
        var species = x.species();
        var a = x.abs();
        var one = DoubleVector.broadcast(species, 1);
        var big = one.sub(DoubleVector.broadcast(species, 2).div(exp(a.add(a)).add(1)));
        var z = x.mul(x);
        var p = z.fma(
                DoubleVector.broadcast(species, -9.64399179425052238628e-1),
                DoubleVector.broadcast(species, -9.92877231001918586564e1));
        p = p.fma(z, DoubleVector.broadcast(species, -1.61468768441708447952e3));
        var q = z.add(1.12811678491632931402e2).fma(z, DoubleVector.broadcast(species, 2.23548839060100448583e3));
        q = q.fma(z, DoubleVector.broadcast(species, 4.84406305325125486048e3));
        var small = x.mul(z).fma(p.div(q), x);
        var signed = big.blend(big.neg(), x.compare(VectorOperators.LT, 0));
        return signed.blend(small, a.compare(VectorOperators.LT, SMALL));
    }
}
