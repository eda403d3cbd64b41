package org.onsager.examples;

import java.util.Arrays;
import org.onsager.memory.multitasking.LearningThreshold;
import org.onsager.memory.multitasking.LowLoadTheory;
import org.onsager.memory.multitasking.Protocol;
import org.onsager.memory.multitasking.RegimeBoundaries;
import org.onsager.memory.multitasking.Simulation;
import org.onsager.numerics.RandomStream;

/// Three sparse patterns in one state of 4000 neurons: what theory expects, how many examples it takes to learn
/// them without a teacher, and what a network does.
public final class Example12_Multitasking {
    private Example12_Multitasking() {}

    public static void main(String[] arguments) {
        int neurons = 4_000, patterns = 3;
        double dilution = 0.4, temperature = 0.05, quality = 0.5;

        // stored patterns share the neurons in a hierarchy 1, d, d^2
        var stored = LowLoadTheory.storing(patterns, dilution).winner(temperature);
        System.out.printf("stored:   %s %s%n", stored.label(), text(stored.sortedAmplitudes()));
        System.out.printf(
                "it lasts up to d = %.4f; %d neurons show %d patterns at once%n",
                RegimeBoundaries.criticalDilution(patterns), neurons, RegimeBoundaries.maxPatterns(neurons, dilution));

        // every sign of an example is right with probability 0.75
        var threshold = LearningThreshold.find(patterns, dilution, temperature, quality, 0.9);
        System.out.printf(
                "learning: %d examples of each, %s%n",
                threshold.examples(), text(threshold.state().sortedAmplitudes()));

        var network = Simulation.storing(neurons, patterns, dilution, temperature)
                .learning(Protocol.UNSUPERVISED, quality, 2 * threshold.examples())
                .average(10, RandomStream.of(1));
        System.out.printf(
                "network:  twice as many, without a teacher, %s +- %.3f, energy %.4f%n",
                text(network.amplitudes()), network.errors()[0], network.energy());
    }

    private static String text(double[] values) {
        return Arrays.toString(Arrays.stream(values).mapToObj("%.3f"::formatted).toArray());
    }
}
