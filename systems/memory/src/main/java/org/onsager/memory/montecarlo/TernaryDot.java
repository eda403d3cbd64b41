package org.onsager.memory.montecarlo;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// \(\sum_j x_j s_j\) of bytes \(x\) and whole numbers \(s\): the inner loop of a network of many examples. Whole
/// numbers have no rounding, so that the order of the sum and the vector length do not matter.
final class TernaryDot {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = INTS.length();
    private static final boolean VECTORS = LANES == 8 || LANES == 16;
    private static final VectorSpecies<Byte> BYTES = LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

    private TernaryDot() {}

    /// @param x  entries from `start` on
    /// @param sums  all its numbers are used
    static int of(byte[] x, int start, int[] sums) {
        return VECTORS && sums.length >= 2 * LANES ? vector(x, start, sums) : plain(x, start, 0, sums);
    }

    private static int vector(byte[] x, int start, int[] sums) {
        var total = IntVector.zero(INTS);
        int j = 0;
        for (int bound = INTS.loopBound(sums.length); j < bound; j += LANES) {
            var entries =
                    (IntVector) ByteVector.fromArray(BYTES, x, start + j).convertShape(VectorOperators.B2I, INTS, 0);
            total = total.add(entries.mul(IntVector.fromArray(INTS, sums, j)));
        }
        return total.reduceLanes(VectorOperators.ADD) + plain(x, start, j, sums);
    }

    /// The same sum without vectors, from number `from` on.
    static int plain(byte[] x, int start, int from, int[] sums) {
        int total = 0;
        for (int j = from; j < sums.length; j++) total += x[start + j] * sums[j];
        return total;
    }
}
