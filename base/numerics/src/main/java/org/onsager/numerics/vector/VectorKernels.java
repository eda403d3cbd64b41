package org.onsager.numerics.vector;

/// Level-1 kernels on `double[]`: sums in fixed virtual lanes, and the loops without a reduction.
///
/// **The reduction tree** is part of the contract and independent of the machine. Blocks of [#BLOCK] elements are
/// summed in eight virtual lanes, lane \(l\) taking the elements \(l, l + 8, l + 16, ...\) of the block in order;
/// a last part shorter than eight goes to the first lanes. The lanes are added as \(((s_0 + s_4) + (s_2 + s_6)) +
/// ((s_1 + s_5) + (s_3 + s_7))\), and the blocks' sums pairwise: halves of the block range, the left one the
/// larger power of two. Products enter by fused multiply-add. The error is \(O(u \,(\mathrm{BLOCK}/8 + \ln n)
/// \sum |x_i|)\). The same bits with 128-, 256- and 512-bit vectors and without ([VectorSupport]).
///
/// All arrays of a call have the same length, which the caller guarantees for the range that is used; indices out
/// of an array throw `IndexOutOfBoundsException`.
public final class VectorKernels {
    /// Virtual lanes of a reduction in doubles.
    public static final int LANES = 8;

    /// Elements that are summed in lanes before pairwise summation takes over.
    public static final int BLOCK = 1024;

    private static final Level1 KERNELS = VectorSupport.ENABLED ? new VectorLevel1() : new PlainLevel1();

    private VectorKernels() {}

    /// \(\sum_i x_i\).
    public static double sum(double[] x) {
        return sum(x, 0, x.length);
    }

    /// \(\sum_{from \le i < to} x_i\).
    public static double sum(double[] x, int from, int to) {
        return pairwise(from, to, (start, end) -> KERNELS.sum(x, start, end));
    }

    /// \(\sum_i x_i y_i\).
    public static double dot(double[] x, double[] y) {
        requireSame(x.length, y.length);
        return pairwise(0, x.length, (start, end) -> KERNELS.dot(x, y, start, end));
    }

    /// \(\sum_i x_i^2\).
    public static double sumOfSquares(double[] x) {
        return dot(x, x);
    }

    /// \(\|x\|_2\); scaled where the squares over- or underflow.
    public static double norm(double[] x) {
        double square = sumOfSquares(x);
        if (square > 1e-280 && square < Double.POSITIVE_INFINITY) return Math.sqrt(square);
        double largest = maxAbs(x);
        if (largest == 0 || !(largest < Double.POSITIVE_INFINITY)) return largest;
        double factor = Math.scalb(1.0, -Math.getExponent(largest));
        double[] scaled = x.clone();
        scale(Math.min(factor, 0x1p1000), scaled);
        return Math.sqrt(sumOfSquares(scaled)) / Math.min(factor, 0x1p1000);
    }

    /// \(\max_i |x_i|\), 0 of nothing, NaN if one is.
    public static double maxAbs(double[] x) {
        return KERNELS.maxAbs(x);
    }

    /// \(y \leftarrow y + a x\), by fused multiply-add.
    public static void axpy(double a, double[] x, double[] y) {
        requireSame(x.length, y.length);
        KERNELS.axpy(a, x, y);
    }

    /// \(x \leftarrow a x\).
    public static void scale(double a, double[] x) {
        KERNELS.scale(a, x);
    }

    /// \(z \leftarrow a x + b y\): the product \(b y\) is rounded, \(a x\) enters by fused multiply-add.
    public static void combine(double a, double[] x, double b, double[] y, double[] z) {
        requireSame(x.length, y.length);
        requireSame(x.length, z.length);
        KERNELS.combine(a, x, b, y, z);
    }

    @FunctionalInterface
    interface BlockSum {
        double over(int from, int to);
    }

    /// The blocks' sums added pairwise, without an array of them: a binary counter of partial sums.
    static double pairwise(int from, int to, BlockSum block) {
        if (to - from <= BLOCK) return block.over(from, to);
        int blocks = Math.ceilDiv(to - from, BLOCK);
        return tree(from, to, blocks, block);
    }

    private static double tree(int from, int to, int blocks, BlockSum block) {
        if (blocks == 1) return block.over(from, to);
        int left = Integer.highestOneBit(blocks - 1);
        int middle = from + left * BLOCK;
        return tree(from, middle, left, block) + tree(middle, to, blocks - left, block);
    }

    private static void requireSame(int expected, int length) {
        if (expected != length)
            throw new IllegalArgumentException(
                    "arrays must have the same length, not %d and %d".formatted(expected, length));
    }

    /// What the two implementations give, bit for bit the same.
    sealed interface Level1 permits VectorLevel1, PlainLevel1 {
        double sum(double[] x, int from, int to);

        double dot(double[] x, double[] y, int from, int to);

        double maxAbs(double[] x);

        void axpy(double a, double[] x, double[] y);

        void scale(double a, double[] x);

        void combine(double a, double[] x, double b, double[] y, double[] z);
    }

    /// The last step of the tree.
    static double fold(double[] lanes) {
        return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    }
}
