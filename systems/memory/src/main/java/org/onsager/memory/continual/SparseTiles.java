package org.onsager.memory.continual;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The inner loops of [SparseInputs] by the Vector API: tiles of 2 rows and 4 vectors along a list of places.
final class SparseTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > FloatKernels.PAD
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private SparseTiles() {}

    /// Columns `[j, end)` of two rows of `C` along the places `[from, to)`; of one row where `cNext` is 0.
    static void multiply(
            int[] places,
            float[] values,
            int from,
            int to,
            boolean squared,
            float[] b,
            int bRow,
            float[] c,
            int c0,
            int cNext,
            int j,
            int end) {
        for (; j + 4 * LANES <= end; j += 4 * LANES)
            wide(places, values, from, to, squared, b, bRow, c, c0 + j, cNext, j);
        for (; j < end; j += LANES) narrow(places, values, from, to, squared, b, bRow, c, c0 + j, cNext, j);
    }

    private static void wide(
            int[] places,
            float[] values,
            int from,
            int to,
            boolean squared,
            float[] b,
            int bRow,
            float[] c,
            int c0,
            int cNext,
            int j) {
        var c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        for (int n = from; n < to; n++) {
            int at = places[n] * bRow + j;
            float first = values[2 * n], second = values[2 * n + 1];
            var x = FloatVector.broadcast(SPECIES, squared ? first * first : first);
            var y = FloatVector.broadcast(SPECIES, squared ? second * second : second);
            var b0 = FloatVector.fromArray(SPECIES, b, at);
            var b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, at + 2 * LANES);
            var b3 = FloatVector.fromArray(SPECIES, b, at + 3 * LANES);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            c10 = y.fma(b0, c10);
            c11 = y.fma(b1, c11);
            c12 = y.fma(b2, c12);
            c13 = y.fma(b3, c13);
        }
        if (cNext > 0) {
            c10.intoArray(c, c0 + cNext);
            c11.intoArray(c, c0 + cNext + LANES);
            c12.intoArray(c, c0 + cNext + 2 * LANES);
            c13.intoArray(c, c0 + cNext + 3 * LANES);
        }
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
        c02.intoArray(c, c0 + 2 * LANES);
        c03.intoArray(c, c0 + 3 * LANES);
    }

    private static void narrow(
            int[] places,
            float[] values,
            int from,
            int to,
            boolean squared,
            float[] b,
            int bRow,
            float[] c,
            int c0,
            int cNext,
            int j) {
        var c00 = FloatVector.zero(SPECIES);
        var c10 = c00;
        for (int n = from; n < to; n++) {
            float first = values[2 * n], second = values[2 * n + 1];
            var b0 = FloatVector.fromArray(SPECIES, b, places[n] * bRow + j);
            c00 = FloatVector.broadcast(SPECIES, squared ? first * first : first)
                    .fma(b0, c00);
            c10 = FloatVector.broadcast(SPECIES, squared ? second * second : second)
                    .fma(b0, c10);
        }
        if (cNext > 0) c10.intoArray(c, c0 + cNext);
        c00.intoArray(c, c0);
    }
}
