package org.onsager.memory.multitasking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.numerics.RandomStream;

class MultitaskingHebbianTest {
    private static final RandomStream STREAM = RandomStream.of(9).split("multitasking");

    private static MultitaskingHebbian network(Protocol protocol, int neurons, double d) {
        return Simulation.storing(neurons, 3, d, 0)
                .learning(protocol, protocol == Protocol.STORED ? 1 : 0.6, protocol == Protocol.STORED ? 1 : 5)
                .network(STREAM);
    }

    private static byte[] state(int neurons, int index) {
        var spins = new byte[neurons];
        STREAM.split("state").at(index).fillRademacher(spins);
        return spins;
    }

    @Test
    void fields_are_energy_differences_and_flips_keep_the_energy() {
        for (var protocol : Protocol.values()) {
            var memory = network(protocol, 40, 0.4);
            var system = memory.network(state(40, 0));
            for (int site = 0; site < 40; site++) {
                double before = system.energy(), field = system.localField(site);
                int spin = system.spin(site);
                system.flip(site);
                assertThat(system.energy() - before).isCloseTo(2 * field * spin, within(1e-12));
                assertThat(system.energy()).isCloseTo(memory.energy(system.spins()), within(1e-12));
            }
        }
    }

    @Test
    void leaving_out_equal_indices_shifts_the_energy_by_a_constant() {
        for (var protocol : Protocol.values()) {
            var memory = network(protocol, 60, 0.3);
            double shift = memory.fullEnergy(state(60, 1)) - memory.energy(state(60, 1));
            assertThat(memory.fullEnergy(state(60, 2)) - memory.energy(state(60, 2)))
                    .isCloseTo(shift, within(1e-12));
            assertThat(shift).isNegative();
        }
    }

    @Test
    void the_energy_is_the_sum_of_product_losses() {
        for (double d : new double[] {0, 0.3, 0.8}) {
            var memory = network(Protocol.STORED, 200, d);
            byte[] spins = state(200, 3);
            double sum = 0;
            for (int mu = 0; mu < 3; mu++) {
                double half = 1 - memory.patterns().blankFraction(mu) / 2;
                sum += memory.loss(spins)[mu] - half * half;
                // the loss as a product of squared distances
                double plus = 0, minus = 0;
                for (int i = 0; i < 200; i++) {
                    int xi = memory.patterns().value(mu, i);
                    plus += (xi - spins[i]) * (xi - spins[i]) / 400.0;
                    minus += (xi + spins[i]) * (xi + spins[i]) / 400.0;
                }
                assertThat(memory.loss(spins)[mu]).isCloseTo(plus * minus, within(1e-13));
            }
            assertThat(200 / (2 * (1 - d)) * sum).isCloseTo(memory.fullEnergy(spins), within(1e-10));
        }
    }

    @Test
    void with_a_teacher_the_energy_is_the_sum_of_empirical_losses() {
        var memory = network(Protocol.SUPERVISED, 200, 0.3);
        byte[] one = state(200, 4), two = state(200, 5);
        double difference = 0;
        for (int mu = 0; mu < 3; mu++) difference += memory.empiricalLoss(one)[mu] - memory.empiricalLoss(two)[mu];
        assertThat(200 / (2 * 0.7 * (1 + memory.entropy())) * difference)
                .isCloseTo(memory.fullEnergy(one) - memory.fullEnergy(two), within(1e-10));
    }

    @Test
    void one_perfect_example_is_the_pattern_bit_for_bit() {
        var stored = Simulation.storing(500, 3, 0.4, 0.3);
        var once = stored.learning(Protocol.SUPERVISED, 1, 1);
        var often = stored.learning(Protocol.UNSUPERVISED, 1, 8);
        byte[] spins = stored.trajectory(stored.network(STREAM), STREAM).spins();
        assertThat(once.trajectory(once.network(STREAM), STREAM).spins()).containsExactly(spins);
        assertThat(often.trajectory(often.network(STREAM), STREAM).spins()).containsExactly(spins);
    }

    @Test
    void class_means_drawn_from_their_law_are_those_of_examples() {
        var patterns = TernaryPatterns.random(1, 20_000, 0.25, STREAM.split("law"));
        var drawn = MultitaskingHebbian.supervised(patterns, 0.25, 0.5, 5, STREAM.split("drawn"));
        var examples = MultitaskingHebbian.supervised(
                patterns, DilutedExamples.draw(patterns, 0.5, 5, STREAM.split("examples")), 0.25);
        var ideal = new byte[20_000];
        for (int i = 0; i < ideal.length; i++) ideal[i] = (byte) (patterns.value(0, i) >= 0 ? 1 : -1);
        // (1-d)/(1+rho) with rho = 3/5, variance below 1/N: four standard errors
        double expected = 0.75 / 1.6;
        assertThat(drawn.learntOverlaps(ideal)[0]).isCloseTo(expected, within(4 / Math.sqrt(20_000)));
        assertThat(examples.learntOverlaps(ideal)[0]).isCloseTo(expected, within(4 / Math.sqrt(20_000)));
    }

    @Test
    void the_hierarchy_appears_in_networks() {
        // 8 networks of 4000: standard errors are near 0.006
        var average = Simulation.storing(4_000, 4, 0.5, 0).average(8, STREAM.split("hierarchy"));
        assertThat(average.amplitudes()).containsExactly(new double[] {1, 0.5, 0.25, 0.125}, within(0.03));
        assertThat(average.regime()).isEqualTo(new Regime.Hierarchical(4));
        assertThat(average.unsettled()).isZero();
        assertThat(average.energy()).isCloseTo(ExactGround.hierarchical(4).energy(0.5), within(0.01));
    }

    @Test
    void with_and_without_a_teacher_networks_follow_theory() {
        double[] theory =
                LowLoadTheory.examples(2, 0.3, 0.5, 30).hierarchical(0).sortedAmplitudes();
        for (var protocol : new Protocol[] {Protocol.SUPERVISED, Protocol.UNSUPERVISED}) {
            var average = Simulation.storing(4_000, 2, 0.3, 0)
                    .learning(protocol, 0.5, 30)
                    .average(8, STREAM.split("protocol"));
            assertThat(average.amplitudes()).containsExactly(theory, within(0.025));
        }
    }

    /// Few weak examples: a state that is one example is a trap for the network without a teacher.
    @Test
    void a_single_example_that_stands_out_is_reported() {
        var patterns = TernaryPatterns.random(1, 1_000, 0, STREAM.split("trap"));
        var examples = DilutedExamples.draw(patterns, 0.05, 2, STREAM.split("examples"));
        var memory = MultitaskingHebbian.unsupervised(patterns, examples, 0);
        var spins = new byte[1_000];
        for (int i = 0; i < spins.length; i++) spins[i] = (byte) examples.all().value(1, i);
        var run =
                memory.run(spins, new Sampler(new Dynamics.Glauber(Double.POSITIVE_INFINITY), 20), STREAM.generator());
        double scale = 1 / (0.05 * (1 + memory.entropy()));
        // example 1 overlaps fully, example 0 by chance: half the difference, in units of n
        assertThat(memory.exampleAsymmetry(run.spins())[0]).isGreaterThan(0.3 * scale);
        assertThat(Math.abs(run.finalOverlaps()[0])).isLessThan(0.3);
    }

    @Test
    void patterns_that_swap_ranks_are_counted_and_sorted() {
        var sample = Simulation.storing(2_000, 2, 0.3, 0).from(Start.RANDOM);
        var average = sample.average(10, STREAM.split("ranks"));
        assertThat(average.rankSwaps()).isPositive();
        assertThat(average.amplitudes()[0]).isGreaterThan(average.amplitudes()[1]);
    }

    @Test
    void a_run_that_still_moves_says_so() {
        var short1 = Simulation.storing(2_000, 2, 0.3, 0.3)
                .from(Start.RANDOM)
                .moving(new Dynamics.Glauber(Simulation.beta(0.3)), 1);
        assertThat(short1.average(2, STREAM).unsettled()).isEqualTo(2);
        var frozen = Simulation.storing(2_000, 2, 0.3, 0);
        assertThat(frozen.average(2, STREAM).unsettled()).isZero();
    }

    @Test
    void parallel_dynamics_finds_cycles_of_two_states() {
        // two patterns in a balance that updates at once turn over together: N = 2, one pattern, opposite start
        var patterns = TernaryPatterns.of(new byte[][] {{1, 1}});
        var memory = MultitaskingHebbian.stored(patterns, 0);
        var run = memory.run(
                new byte[] {1, -1},
                new Sampler(new Dynamics.Parallel(Double.POSITIVE_INFINITY), 10),
                STREAM.generator());
        assertThat(run.run().twoCycle()).isTrue();
        assertThat(run.settled()).isFalse();
    }

    @Test
    void a_pattern_blank_throughout_overlaps_nothing_and_is_counted() {
        var patterns = TernaryPatterns.of(new byte[][] {{1, -1, 1, 0}, {0, 0, 0, 0}});
        var memory = MultitaskingHebbian.stored(patterns, 0.5);
        assertThat(memory.overlaps(new byte[] {1, -1, 1, 1})).containsExactly(0.75, 0);
        // 400 networks of one neuron at d = 0.5: each pattern is blank with probability a half
        var average = new Simulation(1, 1, 0.5, 1, 1, Protocol.STORED, new Dynamics.Glauber(1), 1, Start.RANDOM)
                .average(400, STREAM.split("blank"));
        assertThat(average.blankPatterns()).isBetween(160, 240);
    }

    @Test
    void quality_is_recovered_from_labelled_examples() {
        var patterns = TernaryPatterns.random(3, 3_000, 0.4, STREAM.split("estimate"));
        var drawn = DilutedExamples.draw(patterns, 0.5, 10, STREAM.split("estimate-examples"));
        var rows = new byte[30][3_000];
        var labels = new int[30];
        for (int k = 0; k < 30; k++) {
            // interleave the classes
            int from = k % 3 * 10 + k / 3;
            labels[k] = k % 3;
            for (int i = 0; i < 3_000; i++) rows[k][i] = (byte) drawn.all().value(from, i);
        }
        var read = DilutedExamples.of(rows, labels, 3);
        assertThat(read.perPattern()).isEqualTo(10);
        // 0.25 +- about 0.01 for the square of the quality
        assertThat(read.quality()).isCloseTo(0.5, within(0.02));
        for (int mu = 0; mu < 3; mu++)
            for (int i = 0; i < 3_000; i++)
                if (patterns.value(mu, i) == 0)
                    assertThat(read.majority().value(mu, i)).isZero();
    }

    @Test
    void same_seed_same_bits_on_two_threads() throws Exception {
        var results = new Simulation.Average[2];
        for (int threads = 1; threads <= 2; threads++)
            try (var pool = new ForkJoinPool(threads)) {
                results[threads - 1] = pool.submit(() -> Simulation.storing(500, 3, 0.4, 0.2)
                                .learning(Protocol.UNSUPERVISED, 0.5, 20)
                                .average(6, STREAM))
                        .get();
            }
        assertThat(results[1]).usingRecursiveComparison().isEqualTo(results[0]);
    }
}
