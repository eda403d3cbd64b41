package org.onsager.memory.rsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.memory.CovariancePolynomial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.numerics.RandomStream;

class FiniteNetworkTest {

    /// The covariance of the process is \(\sum_S v_S\sigma_S\sigma'_S = \nu(q)\) for every pair of states.
    @Test
    void variances_of_the_sets_give_the_covariance_exactly() {
        int spins = 7;
        for (int order : new int[] {2, 3, 4, 6}) {
            double[] variance = new ExactPressure(CovariancePolynomial.pure(order), spins).variances();
            for (int apart = 0; apart < 1 << spins; apart += 5) {
                double sum = 0;
                for (int set = 0; set < 1 << spins; set++)
                    sum += variance[Integer.bitCount(set)] * (Integer.bitCount(set & apart) % 2 == 0 ? 1 : -1);
                double q = 1 - 2.0 * Integer.bitCount(apart) / spins;
                assertThat(sum).isCloseTo(Math.pow(q, order), within(1e-12));
            }
        }
    }

    @Test
    void exact_pressure_obeys_guerras_bound_and_the_annealed_one() {
        var solver = RsbSolver.of(4);
        double broken = solver.oneRsb(2.5, 1, Branch.SPIN_GLASS).pressure();
        var mean = solver.exactPressure(8).mean(2.5, 1, 200, RandomStream.of(3));
        assertThat(mean.mean()).isLessThan(broken + 3 * mean.standardError());
        // high temperature: the annealed pressure is exact up to O(1/N)
        var hot = solver.exactPressure(10).mean(0.2, 1, 200, RandomStream.of(4));
        assertThat(hot.mean()).isCloseTo(Math.log(2) + 0.01, within(4 * hot.standardError() + 1e-3));
    }

    /// At t = 0 the spins are independent and the pressure is replica-symmetric; the sum rule is the slope.
    @Test
    void guerras_interpolation_starts_at_the_symmetric_pressure_and_falls() {
        var exact = RsbSolver.of(4).exactPressure(6);
        double q = 0.8;
        var stream = RandomStream.of(5);
        var start = exact.interpolate(2, 1, q, 0, 400, stream);
        double symmetric = RsbSolver.of(4).pressure(2, 1, new RsbOrder(0, q, q, 1));
        assertThat(start.pressure().mean())
                .isCloseTo(symmetric, within(4 * start.pressure().standardError()));
        double before = start.pressure().mean(), integral = 0;
        int steps = 10;
        double last = 0;
        for (int k = 0; k <= steps; k++) {
            var at = exact.interpolate(2, 1, q, (double) k / steps, 400, stream);
            assertThat(at.slope().mean()).isLessThan(3 * at.slope().standardError());
            integral += at.slope().mean() / steps * (k == 0 || k == steps ? 0.5 : 1);
            last = at.pressure().mean();
        }
        // the same disorder at each t: the noise of the difference is that of the sum rule by parts
        assertThat(last - before).isCloseTo(integral, within(0.1));
    }

    @Test
    void replica_exchange_samples_the_gibbs_measure_of_a_small_network() {
        int neurons = 8;
        var patterns = BitPatterns.random(20, neurons, RandomStream.of(6));
        var memory = DenseHebbian.storing(patterns, 4);
        double beta = 1.5;
        var histogram = OverlapSampling.ladder(0.5, beta, 4, 6_000).sample(memory, RandomStream.of(7));
        double partition = 0;
        var weight = new double[1 << neurons];
        for (int state = 0; state < weight.length; state++) {
            var spins = new byte[neurons];
            for (int i = 0; i < neurons; i++) spins[i] = (byte) ((state >> i & 1) == 0 ? 1 : -1);
            partition += weight[state] = Math.exp(-beta * memory.energy(spins));
        }
        var exact = new double[neurons + 1];
        for (int a = 0; a < weight.length; a++)
            for (int b = 0; b < weight.length; b++)
                exact[neurons - Integer.bitCount(a ^ b)] += weight[a] * weight[b] / (partition * partition);
        // 4000 states, correlated over a few rounds: standard error below 0.015
        for (int k = 0; k <= neurons; k++)
            assertThat(histogram.probability()[k]).isCloseTo(exact[k], within(0.05));
        assertThat(histogram.leastAcceptance()).isGreaterThan(0.2);
    }
}
