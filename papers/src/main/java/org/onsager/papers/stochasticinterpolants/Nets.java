package org.onsager.papers.stochasticinterpolants;

import java.util.List;
import java.util.function.Function;
import org.onsager.lab.Trial;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.Threads;
import org.onsager.transport.learn.FieldTrainer;
import org.onsager.transport.learn.FieldTrainer.Learned;

/// Trains many fields, side by side where they are short, in stored pieces where they are long.
///
/// libtorch works on one thread throughout, so that the nets have the same bits whatever `--threads` is; the
/// threads go to different nets.
record Nets(Settings settings, Trial trial) {

    /// One training by name: the name leads to its random numbers.
    ///
    /// @param name  unique
    /// @param seed  number of the repetition
    record Task(String name, int seed) {}

    /// Runs `work` with libtorch on one thread.
    static void onOneThread(Runnable work) {
        int before = Threads.matrix(), elementwise = Threads.elementwise();
        Threads.set(1, 1);
        try {
            work.run();
        } finally {
            Threads.set(before, elementwise);
        }
    }

    /// Trains.
    ///
    /// @throws DivergedException if a loss stops being finite
    List<Learned> train(String name, List<Task> tasks, Function<Task, FieldTrainer> trainer) {
        var learned = settings.storeEvery() == 0
                ? trial.map(name, tasks, Learned.class, task -> {
                    var t = trainer.apply(task);
                    return t.advance(t.start(), t.steps(), stream(task));
                })
                : tasks.stream()
                        .map(task -> pieces(name, task, trainer.apply(task)))
                        .toList();
        for (var each : learned) if (!each.failure().isEmpty()) throw new DivergedException(each.failure());
        return learned;
    }

    private Learned pieces(String name, Task task, FieldTrainer trainer) {
        long every = settings.storeEvery();
        return trial.iterate(
                "%s %s %d".formatted(name, task.name(), task.seed()),
                Learned.class,
                trainer::start,
                Math.ceilDiv(trainer.steps(), every),
                (state, piece) -> trainer.advance(state, Math.min(trainer.steps(), (piece + 1) * every), stream(task)));
    }

    private RandomStream stream(Task task) {
        return trial.random().split("train " + task.name()).at(task.seed());
    }
}
