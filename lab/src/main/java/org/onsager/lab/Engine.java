package org.onsager.lab;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// Workers for independent tasks: local threads, or a cluster. Results come back in task order, so that whatever
/// is computed from them has the same bits on any number of workers.
public interface Engine extends AutoCloseable {

    /// Computes `work` of every task.
    ///
    /// A failed task stops the others that have not started, and its exception is thrown here.
    ///
    /// @param tasks  what is asked; serialisable where the engine is a cluster
    /// @param work  must depend on its task alone
    /// @return the results in task order
    <A, T> List<T> map(List<A> tasks, Function<A, T> work);

    /// Runs `work` with this engine's threads, so that kernels which use `Parallel` inside it spread over them.
    void run(Runnable work);

    /// How many tasks run at once.
    int parallelism();

    /// Frees the workers.
    @Override
    void close();

    /// Tells each finished task's index as it ends; `Engine`s that cannot tell ignore it.
    default <A, T> List<T> map(List<A> tasks, Function<A, T> work, Consumer<Integer> finished) {
        return map(tasks, work);
    }

    /// Hands over each finished task's index and result as it ends, in this process: what stores results. An
    /// engine that cannot tell hands all of them over at the end.
    ///
    /// @param finished  safe to call from several threads at once; what it throws ends the map
    default <A, T> List<T> map(List<A> tasks, Function<A, T> work, BiConsumer<Integer, T> finished) {
        var results = map(tasks, work);
        for (int i = 0; i < results.size(); i++) finished.accept(i, results.get(i));
        return results;
    }

    /// What it is, for the record of a run: `local`, `spark`.
    default String name() {
        return getClass().getSimpleName();
    }
}
