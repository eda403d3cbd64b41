package org.onsager.memory.rsb;

/// \(\ln(1+x)\) for \(x \in [0, 1]\) by fused multiply-adds alone, which the compiler turns into vectors:
/// \(2\,\mathrm{artanh}\frac{x}{2+x}\), its series to the order where the last bit is settled.
final class LogOnePlus {
    static final double LN2 = 0.6931471805599453;
    private static final int TERMS = 17;

    private LogOnePlus() {}

    static double of(double x) {
        double s = x / (2 + x), square = s * s;
        double sum = 1.0 / (2 * TERMS + 1);
        for (int k = TERMS - 1; k >= 0; k--) sum = Math.fma(sum, square, 1.0 / (2 * k + 1));
        return 2 * s * sum;
    }
}
