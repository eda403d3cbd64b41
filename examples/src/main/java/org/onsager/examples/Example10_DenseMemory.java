package org.onsager.examples;

import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.ExampleMeans;
import org.onsager.memory.dense.Load;
import org.onsager.memory.dense.RsTheory;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.numerics.RandomStream;

/// A dense memory of 2000 archetypes over 100 neurons: how many would fit, what theory expects, and one recall.
public final class Example10_DenseMemory {
    private Example10_DenseMemory() {}

    public static void main(String[] arguments) {
        int order = 4, neurons = 100, archetypes = 2_000, examples = 40;
        double quality = 0.6, betaPrime = 5;
        var stream = RandomStream.of(1);

        // a teacher shows 40 examples of each archetype, every entry right with probability 0.8
        var truth = BitPatterns.random(archetypes, neurons, stream.split("archetypes"));
        var taught = ExampleMeans.draw(truth, quality, examples, stream.split("examples"));
        var memory = DenseHebbian.taught(taught, order);

        var theory = RsTheory.of(order, taught.entropy());
        System.out.printf(
                "dataset entropy %.4f, load %.4f, room for %.0f archetypes%n",
                taught.entropy(), memory.load(), Load.maxPatterns(neurons, theory));
        var expected = theory.solve(betaPrime, memory.load(), Branch.RETRIEVAL);
        System.out.printf(
                "theory:  m = %.4f, stable against replica-symmetry breaking: %s%n",
                expected.m(), expected.replicaSymmetric());

        byte[] target = truth.pattern(7);
        byte[] start = DenseHebbian.corrupt(target, 0.15, stream.split("noise").generator());
        var recall = memory.recall(
                start,
                new Sampler(new Dynamics.Glauber(betaPrime), 20),
                target,
                stream.split("moves").generator());
        System.out.printf(
                "network: m = %.2f -> %.2f in %d sweeps%n",
                recall.overlaps()[0], recall.overlap(), recall.run().sweeps());
    }
}
