package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;

/// Exact samplers against the moments of their laws, within four standard errors.
class ExactLawTest {
    private static final RandomStream STREAM = RandomStream.of(5);

    private static void agrees(Moments moments, double mean, double variance) {
        double n = moments.count();
        assertThat(moments.mean()).isCloseTo(mean, within(4 * Math.sqrt(variance / n)));
        double spread = variance * Math.sqrt((moments.excessKurtosis() + 2) / n);
        assertThat(moments.variance()).isCloseTo(variance, within(4 * spread));
    }

    @Test
    void two_steps_of_ornstein_uhlenbeck_are_one() {
        var process = new OrnsteinUhlenbeck(1.5, 0.4, 0.7);
        var source = STREAM.split("ou").generator();
        var moments = new Moments();
        for (int i = 0; i < 100_000; i++)
            moments.add(process.advance(process.advance(1, 0.2, source.nextGaussian()), 0.3, source.nextGaussian()));
        agrees(moments, 0.4 + 0.6 * Math.exp(-0.75), process.stationaryVariance() * -Math.expm1(-2 * 1.5 * 0.5));
    }

    @Test
    void cox_ingersoll_ross_has_its_mean_and_variance_also_where_it_touches_zero() {
        for (double sigma : new double[] {0.3, 1.5}) {
            var process = new CoxIngersollRoss(0.8, 0.5, sigma);
            var source = STREAM.split("cir").generator();
            double x = 0.3, h = 0.7, decay = Math.exp(-0.8 * h);
            var moments = new Moments();
            for (int i = 0; i < 100_000; i++) moments.add(process.advance(x, h, source));
            double variance = x * sigma * sigma / 0.8 * (decay - decay * decay)
                    + 0.5 * sigma * sigma / 1.6 * (1 - decay) * (1 - decay);
            agrees(moments, 0.5 + (x - 0.5) * decay, variance);
            assertThat(moments.min()).isGreaterThanOrEqualTo(0);
        }
    }

    /// In three dimensions the square is that of a vector bridge, averaged over the end's direction given its
    /// length; from the origin the vector is (t/T) z + sqrt(t(T-t)/T) N.
    @Test
    void a_bessel_bridge_of_dimension_three_is_the_length_of_a_vector_bridge() {
        var source = STREAM.split("bessel").generator();
        var moments = new Moments();
        double z = 1.2, t = 0.3, length = 1;
        for (int i = 0; i < 20_000; i++) {
            double r = new BesselBridge(3).sample(0, z, t, length, source);
            moments.add(r * r);
        }
        double s = t * (length - t) / length, m = t * z / length;
        agrees(moments, m * m + 3 * s, 4 * m * m * s + 6 * s * s);
    }

    /// In one dimension the bridge from x to ±z is a Brownian bridge to either sign with known odds.
    @Test
    void a_bessel_bridge_of_dimension_one_is_a_reflected_brownian_bridge() {
        var source = STREAM.split("reflected").generator();
        double x = 0.5, z = 0.8, t = 0.4, length = 1;
        double odds = 1 / (1 + Math.exp(-2 * x * z / length));
        double s = t * (length - t) / length;
        double up = x + (z - x) * t / length, down = x + (-z - x) * t / length;
        double mean = s + odds * up * up + (1 - odds) * down * down;
        double fourth = odds * fourth(up, s) + (1 - odds) * fourth(down, s);
        var moments = new Moments();
        for (int i = 0; i < 5_000; i++) {
            double r = new BesselBridge(1).sample(x, z, t, length, source);
            moments.add(r * r);
        }
        agrees(moments, mean, fourth - mean * mean);
    }

    private static double fourth(double m, double s) {
        return m * m * m * m + 6 * m * m * s + 3 * s * s;
    }

    @Test
    void arguments_are_checked() {
        assertThatThrownBy(() -> new OrnsteinUhlenbeck(0, 0, 1)).hasMessageContaining("theta must be in (0, inf)");
        assertThatThrownBy(() -> new CoxIngersollRoss(1, 1, 1).advance(-1, 1, STREAM.generator()))
                .hasMessageContaining("x must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> new BesselBridge(2).sample(1, 1, 2, 1, STREAM.generator()))
                .hasMessageContaining("t must be in (0, length = 1.0)");
        assertThatThrownBy(() -> new BesselBridge(2).sample(1e4, 1, 0.5, 1, STREAM.generator()))
                .hasMessageContaining("bisect");
    }
}
