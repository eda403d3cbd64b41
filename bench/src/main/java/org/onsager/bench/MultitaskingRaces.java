package org.onsager.bench;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.memory.multitasking.MultitaskingHebbian;
import org.onsager.memory.multitasking.RegimeDiagram;
import org.onsager.memory.multitasking.Simulation;
import org.onsager.memory.multitasking.Start;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Races of multitasking networks: a diagram of 60 x 60 cells from four starts each, \(K = 3\), \(\rho = 0.1\),
/// and fifty heat-bath sweeps of 20,000 neurons with 4 patterns. The peers are in `bench/peers`.
final class MultitaskingRaces {
    private MultitaskingRaces() {}

    static List<Race> all() {
        return List.of(new Diagram(), new Sweeps());
    }

    private static final class Diagram implements Race {
        private final double[] temperatures =
                IntStream.rangeClosed(1, 60).mapToDouble(i -> 1.1 * i / 60).toArray();
        private final double[] dilutions =
                IntStream.range(0, 60).mapToDouble(i -> 0.98 * i / 59).toArray();
        private double doubtful;

        @Override
        public String name() {
            return "multitasking-diagram-k3-60x60";
        }

        @Override
        public String peer() {
            return "onsager " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
        }

        @Override
        public double tolerance() {
            return 1e-13;
        }

        @Override
        public void run() {
            doubtful = RegimeDiagram.compute(3, 0.1, dilutions, temperatures).doubtful();
        }

        /// Cells not converged or unstable.
        @Override
        public double error() {
            return doubtful;
        }
    }

    private static final class Sweeps implements Race {
        private static final double DILUTION = 0.5;

        private final RandomStream stream = RandomStream.of(1).split("multitasking");
        private final MultitaskingHebbian memory =
                Simulation.storing(20_000, 4, DILUTION, 0.1).network(stream);
        private final byte[] start =
                memory.start(Start.HIERARCHICAL, 0, stream.split("start").generator());
        private final SpinSystem network = memory.network(start);
        private final RandomSource source = stream.split("moves").generator();
        private final Sampler sampler = new Sampler(new Dynamics.Glauber(10), 50);

        @Override
        public String name() {
            return "multitasking-glauber-n20000-k4-50sweeps";
        }

        @Override
        public String peer() {
            return "onsager 1 thread";
        }

        @Override
        public void run() {
            network.reset(start);
            sampler.run(network, source);
        }

        /// How far the leading amplitude is from 1.
        @Override
        public double error() {
            return Math.abs(memory.overlaps(network.spins())[0] / (1 - DILUTION) - 1);
        }
    }
}
