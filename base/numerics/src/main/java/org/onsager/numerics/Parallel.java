package org.onsager.numerics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Fork-join loops whose results do not depend on the number of threads.
///
/// An index range is cut into blocks of a *fixed* size, never into a number of blocks that depends on the
/// machine; blocks run on whatever threads there are, and whatever they return is combined in block order. So the
/// same call gives the same bits on 1, 2 and 64 threads. The threads are those of the `ForkJoinPool` that the
/// caller runs in (the lab's engine starts one of `--threads` workers), else the common pool; calls may nest.
///
/// Where blocks throw, the caller gets what the first of them threw, itself and not a copy, as a plain loop would
/// throw it: blocks after it may be left out, those before it are all run, and none runs on after the call.
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
        var failure = new Failure();
        var tasks = new ArrayList<ForkJoinTask<?>>(blocks);
        for (int b = 0; b < blocks; b++) {
            int number = b;
            int from = b * grain;
            // from + grain may lie beyond the largest int
            int to = from + Math.min(grain, size - from);
            tasks.add(ForkJoinTask.adapt(() -> failure.guard(number, () -> block.run(from, to))));
        }
        ForkJoinTask.invokeAll(tasks);
        failure.rethrow();
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
            for (int b = from / grain; b <= (to - 1) / grain; b++) {
                int start = b * grain;
                shares[b] = share.over(start, start + Math.min(grain, to - start));
            }
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
        var places = new Object[blocks(size, 1)];
        var failure = new Failure();
        var tasks = new ArrayList<ForkJoinTask<?>>(size);
        for (int i = 0; i < size; i++) {
            int index = i;
            tasks.add(ForkJoinTask.adapt(() -> failure.guard(index, () -> places[index] = value.apply(index))));
        }
        ForkJoinTask.invokeAll(tasks);
        failure.rethrow();
        var values = new ArrayList<T>(size);
        for (var each : places) {
            @SuppressWarnings("unchecked") // put there above
            T found = (T) each;
            values.add(found);
        }
        return values;
    }

    /// What the first of the blocks that failed has thrown. A `ForkJoinTask` would throw a copy of it, with
    /// another message, where another thread than the caller's ran the block.
    private static final class Failure {
        private volatile int first = Integer.MAX_VALUE;
        private @Nullable Throwable thrown;

        void guard(int block, Runnable work) {
            if (block > first) return;
            try {
                work.run();
            } catch (RuntimeException | Error failed) {
                note(block, failed);
            }
        }

        private synchronized void note(int block, Throwable failed) {
            if (block > first) return;
            first = block;
            thrown = failed;
        }

        synchronized void rethrow() {
            switch (thrown) {
                case null -> {}
                case Error error -> throw error;
                case RuntimeException failed -> throw failed;
                default -> throw new AssertionError(thrown);
            }
        }
    }

    private static int blocks(int size, int grain) {
        if (size < 0) throw new IllegalArgumentException("size must be in [0, inf), not " + size);
        if (grain < 1) throw new IllegalArgumentException("grain must be in [1, inf), not " + grain);
        return Math.ceilDiv(size, grain);
    }
}
