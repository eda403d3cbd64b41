package org.onsager.papers.multitaskinghebbian;

import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Trial;
import org.onsager.memory.multitasking.Simulation;

/// Samples of a simulation, each stored as soon as it is known.
final class Ensemble {
    private Ensemble() {}

    /// Samples a stored stage: few enough to share a run out, enough to be worth storing.
    private static final int BATCH = 5;

    /// Sample \(k\) draws from `trial.random().split(name).at(k)`.
    static Simulation.Average run(Trial trial, String name, Simulation simulation, int samples) {
        var stream = trial.random().split(name);
        var batches = IntStream.range(0, Math.ceilDiv(samples, BATCH)).boxed().toList();
        var all = trial
                .map(name, batches, Batch.class, batch -> {
                    int first = batch * BATCH, last = Math.min(samples, first + BATCH);
                    return new Batch(IntStream.range(first, last)
                            .mapToObj(k -> simulation.sample(stream.at(k)))
                            .toList());
                })
                .stream()
                .flatMap(batch -> batch.samples().stream())
                .toList();
        return Simulation.Average.of(all);
    }

    /// @param samples  in order
    record Batch(List<Simulation.Sample> samples) {}
}
