package org.onsager.tensor;

import org.onsager.numerics.Parallel;

/// Loops over blocks of rows on all cores in which every matrix product runs on one thread. What lies between the
/// products runs on all cores too; and where other work shares the cores, two halves of a product of 512 x 512
/// matrices take four fifths of the time of the whole on OpenBLAS's own two threads, which wait for each other's
/// panels (on idle cores as long). The blocks are fixed, so the bits do not depend on the number of threads.
public final class Blocks {
    private Blocks() {}

    /// Runs `block` over `[0, size)` in blocks of `grain` indices (see [Parallel#range]), each without recording
    /// for differentiation and in a scope of its own.
    public static void range(int size, int grain, Parallel.Block block) {
        try (var _ = MatrixWork.divided()) {
            Parallel.range(size, grain, (from, to) -> {
                try (var _ = Autograd.paused();
                        var _ = TensorScope.open()) {
                    block.run(from, to);
                }
            });
        }
    }
}
