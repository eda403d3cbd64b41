package org.onsager.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Threads of this process: one fork-join pool, shared by tasks and by the `Parallel` loops inside them.
///
/// Tasks start in task order. An exception leaves as the task threw it: same object, same type, same message.
public final class LocalEngine implements Engine {
    private final ForkJoinPool pool;

    /// As many as a fork-join pool takes.
    static final int MOST_THREADS = 32_767;

    /// @param threads  from 1 to 32767
    public LocalEngine(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads must be in [1, %d], not %d".formatted(MOST_THREADS, threads));
        }
        this.pool = new ForkJoinPool(threads);
    }

    @Override
    public <A, T> List<T> map(List<A> tasks, Function<A, T> work) {
        return map(tasks, work, (BiConsumer<Integer, T>) (index, result) -> {});
    }

    @Override
    public <A, T> List<T> map(List<A> tasks, Function<A, T> work, Consumer<Integer> finished) {
        return map(tasks, work, (BiConsumer<Integer, T>) (index, result) -> finished.accept(index));
    }

    @Override
    public <A, T> List<T> map(List<A> tasks, Function<A, T> work, BiConsumer<Integer, T> finished) {
        var results = new ArrayList<@Nullable T>(Collections.nCopies(tasks.size(), null));
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Failure>();
        // One loop a thread, not one fork a task: tasks start in order, none starts after a failure, and a thread
        // that waits inside one task's Parallel loop never begins another task on top of it.
        Runnable loop = () -> {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                if (failure.get() != null) return;
                try {
                    T result = work.apply(tasks.get(i));
                    results.set(i, result);
                    finished.accept(i, result);
                } catch (Throwable e) {
                    var own = new Failure(i, e);
                    failure.accumulateAndGet(own, Failure::first);
                    return;
                }
            }
        };
        var loops = new ArrayList<ForkJoinTask<?>>();
        for (int i = 0; i < Math.min(parallelism(), tasks.size()); i++) loops.add(ForkJoinTask.adapt(loop));
        run(() -> ForkJoinTask.invokeAll(loops));
        var failed = failure.get();
        if (failed != null) throw raised(failed.cause());
        var all = new ArrayList<T>(results.size());
        for (var result : results) all.add(java.util.Objects.requireNonNull(result, "a task's result"));
        return all;
    }

    private record Failure(int task, Throwable cause) {
        /// Of several failures that of the first task, so that the same work fails the same way.
        static @Nullable Failure first(@Nullable Failure a, @Nullable Failure b) {
            if (a == null || b == null) return a == null ? b : a;
            return a.task <= b.task ? a : b;
        }
    }

    @Override
    public void run(Runnable work) {
        if (ForkJoinTask.getPool() == pool) {
            work.run();
            return;
        }
        var failure = new AtomicReference<@Nullable Throwable>();
        pool.invoke(ForkJoinTask.adapt(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure.set(e);
            }
        }));
        var failed = failure.get();
        if (failed != null) throw raised(failed);
    }

    /// Throws what was thrown, without the wrappings of fork-join, which copies an exception that crosses threads
    /// into a new one of the same class whose message is the old one's text.
    private static RuntimeException raised(Throwable thrown) {
        var cause = thrown.getCause();
        while (cause != null
                && cause.getClass() == thrown.getClass()
                && cause.toString().equals(thrown.getMessage())) {
            thrown = cause;
            cause = thrown.getCause();
        }
        if (thrown instanceof Error error) throw error;
        if (thrown instanceof RuntimeException unchecked) return unchecked;
        return new IllegalStateException(thrown); // a Function throws nothing checked, unless by a trick
    }

    @Override
    public int parallelism() {
        return pool.getParallelism();
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public void close() {
        pool.close();
    }
}
