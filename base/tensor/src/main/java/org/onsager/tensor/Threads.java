package org.onsager.tensor;

import org.bytedeco.pytorch.global.torch;

/// How many threads libtorch uses, for the whole process.
///
/// Two pools are set apart. Large matrix products and factorisations use `matrix` threads, small ones one;
/// OpenBLAS divides the rows and columns of the result, never the inner sum, so that the bits of a product do not
/// depend on their number as long as the blocks that a thread gets end on the same kernel width (true for
/// dimensions that are multiples of 64; others may differ in the last bit). Elementwise operations and reductions
/// use `elementwise` threads; libtorch divides long sums by that number, so that a sum of more than 32,768
/// elements has other bits on 2 threads than on 1. The default is therefore one thread for elementwise work and
/// all cores for matrices.
public final class Threads {
    private Threads() {}

    /// Sets both numbers.
    ///
    /// @param matrix  threads of matrix products, at least 1
    /// @param elementwise  threads of everything else, at least 1; more than 1 gives up bit equality of long sums
    public static void set(int matrix, int elementwise) {
        if (matrix < 1) throw new IllegalArgumentException("matrix threads must be in [1, inf), not " + matrix);
        if (elementwise < 1)
            throw new IllegalArgumentException("elementwise threads must be in [1, inf), not " + elementwise);
        Native.load();
        apply(matrix, elementwise);
    }

    /// Threads of large matrix products.
    public static int matrix() {
        return MatrixWork.most();
    }

    /// Threads of elementwise operations and reductions.
    public static int elementwise() {
        Native.load();
        return torch.get_num_threads();
    }

    private static void apply(int matrix, int elementwise) {
        torch.set_num_threads(elementwise);
        MatrixWork.setMost(matrix);
    }
}
