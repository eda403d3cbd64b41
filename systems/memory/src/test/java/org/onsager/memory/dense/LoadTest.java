package org.onsager.memory.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void load_and_patterns_are_inverse() {
        int patterns = Load.patterns(0.1, 40, 4);
        assertThat(patterns).isEqualTo(533);
        assertThat(Load.gamma(patterns, 40, 4)).isCloseTo(0.1, offset(1e-3));
        assertThat(Load.alpha(0.3, 4)).isCloseTo(0.025, offset(1e-15));
    }

    /// At gamma = 0 and one standard deviation: rho <= 1, so M >= (1 - r^2)/r^2.
    @Test
    void supervised_learning_needs_one_over_r_squared_examples() {
        for (double r : new double[] {0.1, 0.25, 0.5})
            for (int order : new int[] {4, 8})
                assertThat(Load.minExamples(r, order, 0, Math.sqrt(0.5)))
                        .hasValue((int) Math.ceil((1 - r * r) / (r * r) * (1 - 1e-12)));
        assertThat(Load.minExamples(0.5, 4, 3, Math.sqrt(0.5))).isEmpty();
        assertThat(Load.minExamples(1, 4, 0.1, Math.sqrt(0.5))).hasValue(1);
    }

    @Test
    void tolerated_tensor_noise_grows_like_n_to_half_of_the_spare_exponent() {
        var theory = RsTheory.of(4, 0);
        double slope = Math.log(Load.noiseTolerance(4_000, 4_000, theory) / Load.noiseTolerance(400, 400, theory))
                / Math.log(10);
        assertThat(slope).isCloseTo(1, offset(1e-3));
        assertThat(Load.noiseTolerance(100, 100_000, theory)).isZero();
    }
}
