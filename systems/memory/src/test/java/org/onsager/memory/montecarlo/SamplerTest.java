package org.onsager.memory.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.numerics.RandomStream;

class SamplerTest {
    private static final RandomStream ROOT = RandomStream.of(11);
    private static final DenseHebbian MEMORY = DenseHebbian.storing(BitPatterns.random(12, 6, ROOT), 4);

    /// Mean energy over all 64 states.
    private static double exactEnergy(double beta) {
        double partition = 0, energy = 0;
        for (int state = 0; state < 64; state++) {
            double e = MEMORY.energy(spins(state));
            partition += Math.exp(-beta * e);
            energy += e * Math.exp(-beta * e);
        }
        return energy / partition;
    }

    private static byte[] spins(int state) {
        var spins = new byte[6];
        for (int i = 0; i < 6; i++) spins[i] = (byte) ((state >> i & 1) == 0 ? -1 : 1);
        return spins;
    }

    @Test
    void sequential_dynamics_sample_the_gibbs_measure() {
        double beta = 1.2, exact = exactEnergy(beta);
        for (SiteOrder order : SiteOrder.values())
            for (Dynamics dynamics :
                    new Dynamics[] {new Dynamics.Glauber(beta, order), new Dynamics.Metropolis(beta, order)}) {
                var network = MEMORY.network(spins(5));
                var sum = new double[20];
                new Sampler(dynamics, 40_000)
                        .run(
                                network,
                                ROOT.split("gibbs").generator(),
                                (sweep, system) -> sum[(sweep - 1) / 2_000] += system.energy() / 2_000);
                double mean = 0, square = 0;
                for (double each : sum) mean += each / 20;
                for (double each : sum) square += (each - mean) * (each - mean);
                // blocks of 2,000 sweeps are independent; 4.5 standard errors fail about once in 100,000 runs
                double error = Math.sqrt(square / 19 / 20);
                assertThat(mean).as("%s", dynamics).isCloseTo(exact, offset(4.5 * error));
            }
    }

    @Test
    void replica_exchange_samples_every_temperature_and_does_not_depend_on_threads() {
        double[] betas = {0.3, 0.8, 1.5};
        java.util.function.Supplier<double[]> run = () -> {
            var systems = new ArrayList<SpinSystem>();
            for (int k = 0; k < 3; k++) systems.add(MEMORY.network(spins(9)));
            var energies = new double[3];
            new ReplicaExchange(betas, 1, 20_000).run(systems, ROOT.split("exchange"), (_, ladder) -> {
                for (int k = 0; k < 3; k++) energies[k] += ladder.get(k).energy() / 20_000;
            });
            return energies;
        };
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            double[] first = one.submit(run::get).join();
            assertThat(first).containsExactly(two.submit(run::get).join());
            // swaps decorrelate within a few rounds: standard errors are below 0.01 of the spread of 1
            for (int k = 0; k < 3; k++) assertThat(first[k]).isCloseTo(exactEnergy(betas[k]), offset(0.05));
        }
    }

    @Test
    void zero_temperature_lowers_the_energy_and_settles() {
        var memory = DenseHebbian.storing(BitPatterns.random(30, 100, ROOT), 4);
        var network =
                memory.network(BitPatterns.random(1, 100, ROOT.split("start")).pattern(0));
        var energies = new ArrayList<Double>(List.of(network.energy()));
        var run = new Sampler(new Dynamics.Glauber(Double.POSITIVE_INFINITY), 1_000)
                .run(network, ROOT.generator(), (_, system) -> energies.add(system.energy()));
        assertThat(run.settled()).isTrue();
        for (int k = 1; k < energies.size(); k++)
            assertThat(energies.get(k)).isLessThanOrEqualTo(energies.get(k - 1) + 1e-9);
    }

    @Test
    void packed_entries_are_the_same_by_pattern_and_by_site() {
        for (int[] shape : new int[][] {{1, 1}, {63, 65}, {64, 64}, {130, 70}}) {
            var patterns = BitPatterns.random(shape[0], shape[1], ROOT);
            for (int mu = 0; mu < shape[0]; mu++)
                for (int i = 0; i < shape[1]; i++)
                    assertThat((patterns.siteWord(i, mu >> 6) >>> (mu & 63) & 1) != 0)
                            .isEqualTo(patterns.positive(mu, i));
        }
    }

    @Test
    void bad_arguments_name_themselves() {
        assertThatThrownBy(() -> new Dynamics.Glauber(-1)).hasMessage("beta must be in (0, inf], not -1.0");
        assertThatThrownBy(() -> new Sampler(new Dynamics.Glauber(1), -1))
                .hasMessage("sweeps must be in [0, inf), not -1");
        assertThatThrownBy(() -> BitPatterns.of(new byte[][] {{1, -1}, {1}}))
                .hasMessage("pattern 1 must have 2 entries as pattern 0 has, not 1");
        assertThatThrownBy(() -> new ReplicaExchange(new double[] {1, 0.5}, 1, 1))
                .hasMessageContaining("must ascend");
    }
}
