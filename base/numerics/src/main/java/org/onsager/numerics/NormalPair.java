package org.onsager.numerics;

/// Two standard normals from one Philox block, by Box and Muller's transform.
///
/// The lower word's top 52 bits give \(u \in (0, 1)\), a multiple of \(2^{-52}\) plus \(2^{-53}\), and the radius
/// \(r = \sqrt{-2 \ln u} \le 8.58\). Of the higher word, bits 11 to 62 give \(t \in [-\tfrac12, \tfrac12)\), bit
/// 63 negates both and bit 0 exchanges them: with \((c, s) = (\cos \tfrac{\pi}{2} t, \sin \tfrac{\pi}{2} t)\) the
/// pair is \(\pm r\,(c, s)\) or \(\pm r\,(s, c)\), the angle uniform on the circle with 54 bits. Scalar twin of
/// [VectorFill]'s kernel, with the same bits.
///
/// Source: G. E. P. Box and M. E. Muller, *A note on the generation of random normal deviates*, Ann. Math.
/// Statist. 29 (1958) 610.
final class NormalPair {
    /// The bit of the block counter that keeps the normals' blocks apart from the words' blocks.
    static final long TAPE = 1L << 63;

    private final Philox philox = new Philox();

    /// The normal of even number.
    double even;

    /// The normal of odd number.
    double odd;

    /// Computes normals number `2 * pair` and `2 * pair + 1` of a stream.
    void generate(RandomStream stream, long pair) {
        philox.generate(stream.key(), pair | TAPE, stream.index());
        long high = philox.high;
        double u = uniform(philox.low);
        double radius = Math.sqrt(-2 * Elementary.log(u));
        radius = Double.longBitsToDouble(Double.doubleToRawLongBits(radius) ^ (high & (1L << 63)));
        double t = Double.longBitsToDouble((high >>> 11 & Elementary.MANTISSA) | Elementary.ONE_BITS) - 1.5;
        double cosine = Elementary.cosQuarter(t) * radius;
        double sine = Elementary.sinQuarter(t) * radius;
        boolean exchange = (high & 1) != 0;
        even = exchange ? sine : cosine;
        odd = exchange ? cosine : sine;
    }

    /// The open-interval uniform of a word: \((\lfloor w / 2^{12} \rfloor + \tfrac12)\, 2^{-52}\), exact.
    static double uniform(long word) {
        return Double.longBitsToDouble(word >>> 12 | Elementary.ONE_BITS) - (1 - 0x1p-53);
    }
}
