package org.onsager.numerics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntFunction;

/// Fork-join loops whose results do not depend on the number of threads.
///
/// An index range is cut into blocks of a *fixed* size, never into a number of blocks that depends on the
/// machine; blocks run on whatever threads there are, and whatever they return is combined in block order. So the
/// same call gives the same bits on 1, 2 and 64 threads. The threads are those of the `ForkJoinPool` that the
/// caller runs in (the lab's engine starts one of `--threads` workers), else the common pool; calls may nest.
public final class Parallel {
    private Parallel() {}

    /// The work of one block of indices.
    @FunctionalInterface
    public interface Block {
        /// @param from  first index of the block
        /// @param to  one past its last index
        void run(int from, int to);
    }

    /// A number computed from one block of indices.
    @FunctionalInterface
    public interface BlockSum {
        /// @param from  first index of the block
        /// @param to  one past its last index
        /// @return the block's share of the sum
        double over(int from, int to);
    }

    /// Runs `block` over `[0, size)` in blocks of `grain` indices; blocks must write to disjoint places.
    ///
    /// @param size  number of indices, at least 0
    /// @param grain  indices a block, at least 1; a block should cost at least some 10 microseconds
    public static void range(int size, int grain, Block block) {
        int blocks = blocks(size, grain);
        if (blocks <= 1) {
            if (size > 0) block.run(0, size);
            return;
        }
        var tasks = new ArrayList<ForkJoinTask<?>>(blocks);
        for (int b = 0; b < blocks; b++) {
            int from = b * grain;
            int to = Math.min(size, from + grain);
            tasks.add(ForkJoinTask.adapt(() -> block.run(from, to)));
        }
        ForkJoinTask.invokeAll(tasks);
    }

    /// Sums `share` over `[0, size)` in blocks of `grain` indices, adding the blocks' shares in block order.
    ///
    /// @param size  number of indices, at least 0
    /// @param grain  indices a block, at least 1
    /// @return the sum, with the same bits whatever the number of threads
    public static double sum(int size, int grain, BlockSum share) {
        var shares = new double[blocks(size, grain)];
        range(size, grain, (from, to) -> {
            // a single block may span the whole range
            for (int start = from; start < to; start += grain)
                shares[start / grain] = share.over(start, Math.min(to, start + grain));
        });
        double total = 0;
        for (double each : shares) total += each;
        return total;
    }

    /// Computes `value.apply(i)` for every `i` in `[0, size)`, one task an index, and returns the values in index
    /// order.
    ///
    /// @param size  number of tasks, at least 0
    public static <T> List<T> map(int size, IntFunction<T> value) {
        var tasks = new ArrayList<ForkJoinTask<T>>(size);
        for (int i = 0; i < size; i++) {
            int index = i;
            tasks.add(ForkJoinTask.adapt(() -> value.apply(index)));
        }
        ForkJoinTask.invokeAll(tasks);
        var values = new ArrayList<T>(size);
        for (var task : tasks) values.add(task.join());
        return values;
    }

    private static int blocks(int size, int grain) {
        if (size < 0) throw new IllegalArgumentException("size must be in [0, inf), not " + size);
        if (grain < 1) throw new IllegalArgumentException("grain must be in [1, inf), not " + grain);
        return Math.ceilDiv(size, grain);
    }
}
