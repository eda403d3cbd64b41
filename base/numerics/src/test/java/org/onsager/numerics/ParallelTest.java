package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {

    @Test
    void a_range_is_covered_to_the_largest_int() {
        var covered = new LongAdder();
        Parallel.range(Integer.MAX_VALUE, 1 << 30, (from, to) -> covered.add((long) to - from));
        assertThat(covered.sum()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Parallel.sum(Integer.MAX_VALUE, (1 << 30) - 7, (from, to) -> (double) to - from))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(Parallel.sum(Integer.MAX_VALUE, Integer.MAX_VALUE, (from, to) -> (double) to - from))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void no_indices_are_no_blocks() {
        Parallel.range(0, 3, (from, to) -> {
            throw new AssertionError();
        });
        assertThat(Parallel.sum(0, 3, (from, to) -> 1)).isZero();
        assertThat(Parallel.map(0, i -> i)).isEmpty();
        assertThatThrownBy(() -> Parallel.map(-1, i -> i)).hasMessage("size must be in [0, inf), not -1");
    }

    @Test
    void the_caller_gets_what_the_first_failing_block_threw() {
        var thrown = IntStream.range(0, 64)
                .mapToObj(i -> new IllegalArgumentException("block " + i))
                .toList();
        for (int repeat = 0; repeat < 50; repeat++) {
            assertThatThrownBy(() -> Parallel.range(64 * 8, 8, (from, to) -> {
                        if (from / 8 == 20 || from / 8 > 40) throw thrown.get(from / 8);
                    }))
                    .isSameAs(thrown.get(20));
            assertThatThrownBy(() -> Parallel.map(64, i -> {
                        if (i > 30) throw thrown.get(i);
                        return i;
                    }))
                    .isSameAs(thrown.get(31));
        }
    }

    @Test
    void no_block_runs_on_after_a_failure() {
        for (int repeat = 0; repeat < 50; repeat++) {
            var running = new AtomicInteger();
            assertThatThrownBy(() -> Parallel.range(64, 1, (from, to) -> {
                        running.incrementAndGet();
                        try {
                            if (from == 3) throw new DivergedException("here");
                            for (int spin = 0; spin < 10_000; spin++) Thread.onSpinWait();
                        } finally {
                            running.decrementAndGet();
                        }
                    }))
                    .hasMessage("here");
            assertThat(running).hasValue(0);
        }
    }

    @Test
    void calls_nest_in_a_pool_of_one() {
        try (var pool = new ForkJoinPool(1)) {
            double sum = pool.submit(() -> Parallel.sum(
                            20, 3, (from, to) -> Parallel.sum(100, 7, (low, high) -> (to - from) * (high - low))))
                    .join();
            assertThat(sum).isEqualTo(2_000);
        }
    }
}
