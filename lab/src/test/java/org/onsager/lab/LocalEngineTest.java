package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Parallel;

class LocalEngineTest {
    private final LocalEngine engine = new LocalEngine(2);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void results_come_back_in_task_order_and_each_is_told_as_it_ends() {
        var told = new ConcurrentHashMap<Integer, Integer>();
        var tasks = IntStream.range(0, 500).boxed().toList();

        var results = engine.map(tasks, i -> i * i, (BiConsumer<Integer, Integer>) told::put);

        assertThat(results).isEqualTo(tasks.stream().map(i -> i * i).toList());
        assertThat(told).hasSize(500).containsEntry(499, 499 * 499);
    }

    @Test
    void an_exception_leaves_as_it_was_thrown_and_stops_the_tasks_that_have_not_started() {
        var started = new AtomicInteger();
        var tasks = IntStream.range(0, 10_000).boxed().toList();

        assertThatThrownBy(() -> engine.map(tasks, i -> {
                    started.incrementAndGet();
                    if (i == 3) throw new DivergedException("sweep", 7, 2, Double.NaN);
                    pause();
                    return i;
                }))
                .isInstanceOf(DivergedException.class)
                .hasMessage("sweep diverged: component 2 is NaN at iteration 7")
                .hasNoCause();
        assertThat(started.get()).isLessThan(20);
    }

    @Test
    void an_exception_inside_a_parallel_loop_inside_a_task_keeps_its_type_and_message() {
        assertThatThrownBy(() -> engine.run(() -> Parallel.range(100, 1, (from, to) -> {
                    if (from == 57) throw new IllegalArgumentException("damping must be in (0, 1], not 0.0");
                    pause();
                })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("damping must be in (0, 1], not 0.0");
    }

    @Test
    void parallel_loops_inside_use_the_engine_s_threads_and_no_others() {
        var threads = ConcurrentHashMap.<String>newKeySet();
        engine.run(() -> Parallel.range(200, 1, (from, to) -> {
            threads.add(Thread.currentThread().getName());
            pause();
        }));
        assertThat(threads).hasSizeLessThanOrEqualTo(2).noneMatch(name -> name.contains("commonPool"));
    }

    @Test
    void maps_nest() {
        var tasks = IntStream.range(0, 20).boxed().toList();
        var sums = engine.map(
                tasks,
                i -> engine.map(tasks, j -> i * j).stream().mapToInt(x -> x).sum());
        assertThat(sums.get(7)).isEqualTo(7 * 190);
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
