package org.onsager.memory.continual;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of matrices of floats by the Vector API: `C[i, j] = sum over k of A[i, k] B[k, j]`, every element
/// summed by fused multiply-adds in the order of `k`. So the bits depend neither on the vector length nor on how
/// rows and columns are shared out, and are those of the plain loop in [FloatKernels].
///
/// `A` is read element by element with any strides (a transpose costs nothing); `B` and `C` row by row, their
/// rows padded to a multiple of [FloatKernels#PAD]. Register tiles of 4 rows and 4 vectors.
final class FloatProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > FloatKernels.PAD
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private FloatProduct() {}

    /// @param rows  rows of `C` from `firstRow`
    /// @param columns  columns from `firstColumn`, a multiple of `PAD`
    static void multiply(
            float[] a,
            int aRow,
            int aColumn,
            float[] b,
            int bRow,
            float[] c,
            int cFrom,
            int cRow,
            int firstRow,
            int rows,
            int firstColumn,
            int columns,
            int depth) {
        int end = firstColumn + columns;
        int j = firstColumn;
        for (; j + 4 * LANES <= end; j += 4 * LANES) {
            int i = 0;
            for (; i + 4 <= rows; i += 4)
                tile44(a, (firstRow + i) * aRow, aRow, aColumn, b, bRow, c, cFrom + i * cRow, cRow, j, depth);
            for (; i < rows; i++)
                for (int v = 0; v < 4; v++)
                    tile11(a, (firstRow + i) * aRow, aColumn, b, bRow, c, cFrom + i * cRow, j + v * LANES, depth);
        }
        for (; j < end; j += LANES) {
            int i = 0;
            for (; i + 4 <= rows; i += 4)
                tile41(a, (firstRow + i) * aRow, aRow, aColumn, b, bRow, c, cFrom + i * cRow, cRow, j, depth);
            for (; i < rows; i++) tile11(a, (firstRow + i) * aRow, aColumn, b, bRow, c, cFrom + i * cRow, j, depth);
        }
    }

    private static void tile44(
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int bRow,
            float[] c,
            int c0,
            int cRow,
            int j,
            int depth) {
        var c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        FloatVector c20 = c00, c21 = c00, c22 = c00, c23 = c00, c30 = c00, c31 = c00, c32 = c00, c33 = c00;
        int at = a0, bt = j;
        for (int k = 0; k < depth; k++, at += aColumn, bt += bRow) {
            var b0 = FloatVector.fromArray(SPECIES, b, bt);
            var b1 = FloatVector.fromArray(SPECIES, b, bt + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bt + 2 * LANES);
            var b3 = FloatVector.fromArray(SPECIES, b, bt + 3 * LANES);
            var x = FloatVector.broadcast(SPECIES, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
        }
        store(c, c0 + j, c00, c01, c02, c03);
        store(c, c0 + cRow + j, c10, c11, c12, c13);
        store(c, c0 + 2 * cRow + j, c20, c21, c22, c23);
        store(c, c0 + 3 * cRow + j, c30, c31, c32, c33);
    }

    private static void store(float[] c, int at, FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3) {
        v0.intoArray(c, at);
        v1.intoArray(c, at + LANES);
        v2.intoArray(c, at + 2 * LANES);
        v3.intoArray(c, at + 3 * LANES);
    }

    private static void tile41(
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int bRow,
            float[] c,
            int c0,
            int cRow,
            int j,
            int depth) {
        var c00 = FloatVector.zero(SPECIES);
        FloatVector c10 = c00, c20 = c00, c30 = c00;
        int at = a0, bt = j;
        for (int k = 0; k < depth; k++, at += aColumn, bt += bRow) {
            var b0 = FloatVector.fromArray(SPECIES, b, bt);
            c00 = FloatVector.broadcast(SPECIES, a[at]).fma(b0, c00);
            c10 = FloatVector.broadcast(SPECIES, a[at + aRow]).fma(b0, c10);
            c20 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]).fma(b0, c20);
            c30 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]).fma(b0, c30);
        }
        c00.intoArray(c, c0 + j);
        c10.intoArray(c, c0 + cRow + j);
        c20.intoArray(c, c0 + 2 * cRow + j);
        c30.intoArray(c, c0 + 3 * cRow + j);
    }

    private static void tile11(
            float[] a, int a0, int aColumn, float[] b, int bRow, float[] c, int c0, int j, int depth) {
        var sum = FloatVector.zero(SPECIES);
        int at = a0, bt = j;
        for (int k = 0; k < depth; k++, at += aColumn, bt += bRow)
            sum = FloatVector.broadcast(SPECIES, a[at]).fma(FloatVector.fromArray(SPECIES, b, bt), sum);
        sum.intoArray(c, c0 + j);
    }
}
