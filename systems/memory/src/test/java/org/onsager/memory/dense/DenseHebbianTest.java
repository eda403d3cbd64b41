package org.onsager.memory.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Patterns;
import org.onsager.memory.montecarlo.RealPatterns;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

class DenseHebbianTest {
    private static final RandomStream ROOT = RandomStream.of(20);

    private static byte[] spins(int sites, long seed) {
        return BitPatterns.random(1, sites, RandomStream.of(seed).split("spins"))
                .pattern(0);
    }

    private static RealPatterns real(int count, int sites, long seed) {
        var source = RandomStream.of(seed).split("real").generator();
        return RealPatterns.of(count, sites, (_, _) -> source.nextGaussian());
    }

    /// Sum of the products of all `degree` distinct entries, term by term.
    private static double elementary(double[] x, int degree, int from) {
        if (degree == 0) return 1;
        double sum = 0;
        for (int i = from; i <= x.length - degree; i++) sum += x[i] * elementary(x, degree - 1, i + 1);
        return sum;
    }

    private static double bruteEnergy(DenseHebbian memory, byte[] spins) {
        double sum = 0, factorial = Load.factorial(memory.order());
        for (int mu = 0; mu < memory.patterns().count(); mu++) {
            var x = new double[spins.length];
            double total = 0;
            for (int i = 0; i < x.length; i++) total += x[i] = memory.patterns().value(mu, i) * spins[i];
            sum += memory.convention() == IndexConvention.DISTINCT
                    ? factorial * elementary(x, memory.order(), 0)
                    : Math.pow(total, memory.order());
        }
        return -0.5
                * Math.pow(spins.length, 1 - memory.order())
                * Math.pow(memory.secondMoment(), -0.5 * memory.order())
                * sum;
    }

    @Property(tries = 40)
    void energies_and_fields_equal_those_of_the_full_tensor(
            @ForAll @IntRange(min = 2, max = 7) int order,
            @ForAll boolean bits,
            @ForAll IndexConvention convention,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        int sites = 10, count = 6;
        Patterns patterns = bits ? BitPatterns.random(count, sites, RandomStream.of(seed)) : real(count, sites, seed);
        var memory = new DenseHebbian(order, convention, patterns, bits ? 1 : 1.7);
        byte[] spins = spins(sites, seed);
        double scale = Math.abs(bruteEnergy(memory, spins)) + 1;

        assertThat(memory.energy(spins)).isCloseTo(bruteEnergy(memory, spins), offset(1e-12 * scale * 100));
        double[] fields = memory.localFields(spins);
        for (int i = 0; i < sites; i++) {
            byte[] up = spins.clone(), down = spins.clone();
            up[i] = 1;
            down[i] = -1;
            double brute = 0.5 * (bruteEnergy(memory, down) - bruteEnergy(memory, up));
            double size = Math.abs(bruteEnergy(memory, down)) + Math.abs(bruteEnergy(memory, up)) + 1;
            assertThat(fields[i]).isCloseTo(brute, offset(1e-12 * size * 100));
        }
    }

    @Test
    void flips_keep_the_sums_of_a_fresh_network() {
        for (Patterns patterns : new Patterns[] {BitPatterns.random(150, 37, ROOT), real(20, 37, 3)}) {
            var memory = new DenseHebbian(4, IndexConvention.DISTINCT, patterns, 1);
            byte[] start = spins(37, 5);
            var network = memory.network(start);
            for (int site : new int[] {0, 36, 5, 5, 12, 0, 30}) network.flip(site);
            assertThat(network.energy()).isCloseTo(memory.energy(network.spins()), offset(1e-10));
            for (int site = 0; site < 37; site++)
                assertThat(network.localField(site))
                        .isCloseTo(memory.localFields(network.spins())[site], offset(1e-10));
        }
    }

    @Test
    void bits_and_the_same_patterns_as_reals_agree() {
        var bits = BitPatterns.random(70, 40, ROOT);
        var reals = RealPatterns.of(70, 40, bits::value);
        byte[] spins = spins(40, 9);
        for (var convention : IndexConvention.values())
            for (int order : new int[] {2, 3, 4, 6}) {
                var a = new DenseHebbian(order, convention, bits, 1);
                var b = new DenseHebbian(order, convention, reals, 1);
                assertThat(a.energy(spins)).isCloseTo(b.energy(spins), offset(1e-9));
                assertThat(a.overlaps(spins)).containsExactly(b.overlaps(spins));
            }
    }

    @Test
    void masked_sums_have_the_bits_of_the_plain_loop() {
        var source = ROOT.split("sum").generator();
        for (int words = 1; words < 6; words++) {
            var bits = new long[words + 1];
            var values = new double[64 * words];
            for (int w = 0; w <= words; w++) bits[w] = source.nextLong();
            for (int j = 0; j < values.length; j++) values[j] = source.nextGaussian();
            assertThat(SignedSum.over(bits, 1, words, values)).isEqualTo(SignedSum.plain(bits, 1, words, values));
        }
    }

    @Test
    void a_retrieved_archetype_has_energy_minus_half_a_neuron() {
        var archetypes = BitPatterns.random(3, 4_000, ROOT);
        assertThat(DenseHebbian.storing(archetypes, 4).energy(archetypes.pattern(1)) / 4_000)
                .isCloseTo(-0.5, offset(2e-3));
    }

    @Test
    void same_seed_same_bits_on_one_and_two_threads() {
        var archetypes = BitPatterns.random(3_000, 50, ROOT.split("threads"));
        var memory = DenseHebbian.storing(archetypes, 4);
        byte[] target = archetypes.pattern(0);
        java.util.function.Supplier<byte[]> parallel =
                () -> memory.recall(target, new Sampler(new Dynamics.Parallel(2), 10), target, ROOT.generator())
                        .spins();
        java.util.function.Supplier<double[]> plefka = () -> PlefkaDynamics.of(Plefka.SECOND, 3)
                .run(memory, target, target, ROOT.generator())
                .magnetisations();
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            assertThat(one.submit(parallel::get).join())
                    .isEqualTo(two.submit(parallel::get).join());
            assertThat(one.submit(plefka::get).join())
                    .isEqualTo(two.submit(plefka::get).join());
        }
    }

    @Test
    void parallel_dynamics_tell_a_cycle_of_two_states() {
        // an antiferromagnetic pair in the Hopfield network of one pattern and its mirror: both spins turn at
        // once
        var memory = DenseHebbian.storing(BitPatterns.of(new byte[][] {{1, 1}}), 2);
        var recall = memory.recall(
                new byte[] {1, -1},
                new Sampler(new Dynamics.Parallel(Double.POSITIVE_INFINITY), 10),
                new byte[] {1, 1},
                ROOT.generator());
        assertThat(recall.run().twoCycle()).isTrue();
        assertThat(recall.run().settled()).isFalse();
    }

    @Test
    void clamped_neurons_do_not_move() {
        var archetypes = BitPatterns.random(4, 60, ROOT);
        byte[] start = spins(60, 2);
        var clamped = new boolean[60];
        for (int i = 0; i < 60; i += 2) clamped[i] = true;
        var end = DenseHebbian.storing(archetypes, 4)
                .recall(start, new Sampler(new Dynamics.Glauber(0.5), 20, clamped), start, ROOT.generator())
                .spins();
        for (int i = 0; i < 60; i += 2) assertThat(end[i]).isEqualTo(start[i]);
    }

    @Test
    void plefka_dynamics_find_the_archetype_at_low_load() {
        var archetypes = BitPatterns.random(200, 80, ROOT.split("plefka"));
        byte[] target = archetypes.pattern(0);
        byte[] start = DenseHebbian.corrupt(target, 0.1, ROOT.generator());
        for (var convention : IndexConvention.values()) {
            var memory = DenseHebbian.storing(archetypes, 4).with(convention);
            for (var kind : new Plefka[] {Plefka.FIRST, Plefka.SECOND, Plefka.DUAL_MEAN})
                assertThat(PlefkaDynamics.of(kind, 5)
                                .run(memory, start, target, ROOT.generator())
                                .overlap())
                        .as("%s, %s", kind, convention)
                        .isGreaterThan(0.97);
        }
    }

    @Test
    void sampled_hidden_units_find_the_archetype_at_very_low_load() {
        var archetypes = BitPatterns.random(3, 200, ROOT.split("dual"));
        byte[] target = archetypes.pattern(0);
        byte[] start = DenseHebbian.corrupt(target, 0.1, ROOT.generator());
        assertThat(PlefkaDynamics.of(Plefka.DUAL_SAMPLED, 5)
                        .run(DenseHebbian.storing(archetypes, 4), start, target, ROOT.generator())
                        .overlap())
                .isGreaterThan(0.97);
    }

    @Test
    void corrupted_couplings_keep_their_fields_through_flips() {
        var memory = DenseHebbian.storing(BitPatterns.random(5, 12, ROOT), 4);
        var network =
                NoisyCouplings.of(memory, 0.8, spins(12, 1), ROOT.split("noise").generator());
        for (int site : new int[] {3, 11, 0, 3, 7}) {
            double before = network.energy();
            double drop = 2 * network.localField(site) * network.spin(site);
            network.flip(site);
            assertThat(network.energy()).isCloseTo(before + drop, offset(1e-12));
        }
        double[] kept = new double[12], fresh = new double[12];
        network.localFields(kept);
        network.reset(network.spins());
        network.localFields(fresh);
        assertThat(kept).containsExactly(fresh, offset(1e-12));
    }

    @Test
    void bad_arguments_name_themselves_their_value_and_the_range() {
        var archetypes = BitPatterns.random(2, 5, ROOT);
        assertThatThrownBy(() -> DenseHebbian.storing(archetypes, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("P must be in [2, N] with N = 5, not 6");
        assertThatThrownBy(() -> DenseHebbian.storing(archetypes, 1)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> BitPatterns.random(2_000_000_000, 1_000, ROOT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 500000000000 bytes");
        assertThatThrownBy(() -> RealPatterns.of(2, 2, (_, site) -> site == 1 ? Double.NaN : 0))
                .hasMessage("pattern 0 must be finite, not NaN at site 1");
        assertThatThrownBy(() -> PlefkaDynamics.of(Plefka.FIRST, 0)).hasMessage("beta' must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> DenseHebbian.storing(archetypes, 4).energy(new byte[] {1, 1, 1, 1, 0}))
                .hasMessage("spins[4] must be -1 or 1, not 0");
        assertThatThrownBy(() -> PlefkaDynamics.of(Plefka.DUAL_MEAN, 1)
                        .run(
                                DenseHebbian.storing(archetypes, 3),
                                archetypes.pattern(0),
                                archetypes.pattern(0),
                                ROOT.generator()))
                .hasMessage("P must be even for hidden units, not 3");
    }

    @Test
    void a_field_that_overflows_stops_the_run_with_sweep_and_site() {
        var huge = RealPatterns.of(2, 4, (_, _) -> 3e38);
        var memory = new DenseHebbian(4, IndexConvention.DISTINCT, huge, 1e-300);
        byte[] start = {1, 1, 1, 1};
        assertThatThrownBy(() -> new Sampler(new Dynamics.Glauber(1), 3).run(memory.network(start), ROOT.generator()))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("at sweep 1, site");
    }
}
