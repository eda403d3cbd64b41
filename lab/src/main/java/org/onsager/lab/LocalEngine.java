package org.onsager.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;

/// Threads of this process: one fork-join pool, shared by tasks and by the `Parallel` loops inside them.
public final class LocalEngine implements Engine {
    private final ForkJoinPool pool;

    /// @param threads  at least 1
    public LocalEngine(int threads) {
        if (threads < 1) throw new IllegalArgumentException("threads must be in [1, inf), not " + threads);
        this.pool = new ForkJoinPool(threads);
    }

    @Override
    public <A, T> List<T> map(List<A> tasks, Function<A, T> work) {
        var running = new ArrayList<ForkJoinTask<T>>(tasks.size());
        for (var task : tasks) running.add(ForkJoinTask.adapt(() -> work.apply(task)));
        run(() -> ForkJoinTask.invokeAll(running));
        var results = new ArrayList<T>(tasks.size());
        for (var task : running) results.add(task.join());
        return results;
    }

    @Override
    public void run(Runnable work) {
        if (ForkJoinTask.getPool() == pool) {
            work.run();
        } else {
            pool.invoke(ForkJoinTask.adapt(work));
        }
    }

    @Override
    public int parallelism() {
        return pool.getParallelism();
    }

    @Override
    public void close() {
        pool.close();
    }
}
