package org.onsager.memory.rsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.GroundState;
import org.onsager.memory.dense.RsTheory;
import org.onsager.memory.rsb.RsbSolver.Level;

class GroundStateTest {

    @ParameterizedTest
    @CsvSource({"2, 0.765259", "3, 0.813535", "4, 0.825471", "6, 0.831276"})
    void ground_state_of_the_glass(int order, double pressure) {
        var ground = RsbSolver.of(order).groundState(1, Branch.SPIN_GLASS);
        assertThat(ground.converged()).isTrue();
        assertThat(ground.pressure()).isCloseTo(pressure, within(1e-6));
        var four = RsbSolver.of(order).groundState(4, Branch.SPIN_GLASS);
        assertThat(four.pressure()).isCloseTo(2 * ground.pressure(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0.300000, 0.987162, 0.997941, 17.4168, 0.502761",
        "0.356148, 0.971264, 0.991648, 8.0471, 0.506409",
        "0.380148, 0.960333, 0.985584, 6.0002, 0.508751",
        "0.440148, 0.902999, 0.938195, 2.9149, 0.517895"
    })
    void broken_retrieval_at_zero_temperature(double gamma, double m, double q1, double weight, double pressure) {
        var ground = RsbSolver.of(4).groundState(gamma, Branch.RETRIEVAL);
        assertThat(ground.converged()).isTrue();
        assertThat(ground.order().m()).isCloseTo(m, within(1e-6));
        assertThat(ground.order().q1()).isCloseTo(q1, within(1e-6));
        assertThat(ground.order().weight()).isCloseTo(weight, within(1e-4));
        assertThat(ground.pressure()).isCloseTo(pressure, within(1e-6));
    }

    @Test
    void breaking_raises_the_capacity() {
        var solver = RsbSolver.of(4);
        double symmetric = solver.capacity(Level.RS).gamma();
        assertThat(symmetric)
                .isCloseTo(new GroundState(RsTheory.of(4, 0)).capacity().gamma(), within(1e-9));
        var broken = solver.capacity(Level.ONE_RSB);
        assertThat(broken.gamma()).isCloseTo(0.458343, within(1e-5));
        assertThat(solver.groundState(0.5, Branch.RETRIEVAL).status()).isEqualTo(RsbStatus.NOT_CONVERGED);
    }

    @Test
    void hopfield_capacities() {
        assertThat(RsbSolver.hopfield().capacity(Level.RS).gamma()).isCloseTo(0.137906, within(1e-6));
        assertThat(RsbSolver.hopfield().capacity(Level.ONE_RSB).gamma()).isCloseTo(0.138186, within(1e-5));
    }

    /// O(T') agreement of the two sets of equations.
    @Test
    void low_temperature_tends_to_zero_temperature() {
        for (var solver : new RsbSolver[] {RsbSolver.of(2), RsbSolver.of(4), RsbSolver.hopfield()}) {
            double gamma = 0.3;
            var ground = solver.groundState(gamma, Branch.SPIN_GLASS);
            var cold = solver.oneRsb(50, gamma, Branch.SPIN_GLASS);
            assertThat(ground.converged()).isTrue();
            assertThat(cold.broken()).isTrue();
            assertThat(-cold.energy()).isCloseTo(ground.pressure(), within(1e-3));
            assertThat(50 * cold.order().theta())
                    .isCloseTo(
                            ground.order().weight(), within(0.1 * ground.order().weight()));
            assertThat(50 * (1 - cold.order().q2()))
                    .isCloseTo(
                            ground.order().response(),
                            within(0.2 * ground.order().response()));
        }
    }

    @Test
    void zero_temperature_is_asked_for_by_an_infinite_beta() {
        var ground = RsbSolver.of(4).oneRsb(Double.POSITIVE_INFINITY, 0.356148, Branch.RETRIEVAL);
        assertThat(ground.broken()).isTrue();
        assertThat(ground.order().m()).isCloseTo(0.971264, within(1e-6));
        assertThat(-ground.energy()).isCloseTo(0.506409, within(1e-6));
        var symmetric = RsbSolver.of(4).rs(Double.POSITIVE_INFINITY, 0.3, Branch.RETRIEVAL);
        var there = RsTheory.of(4, 0).solve(Double.POSITIVE_INFINITY, 0.3, Branch.RETRIEVAL);
        assertThat(symmetric.m()).isCloseTo(there.m(), within(1e-10));
        assertThat(symmetric.energy()).isCloseTo(there.energy(), within(1e-10));
    }

    @Test
    void the_zero_temperature_bracket_stays_finite_at_any_field() {
        for (double a : new double[] {0, 1e-3, 0.1, 3, 200})
            for (double b : new double[] {1e-4, 0.1, 1})
                for (double d : new double[] {0.1, 3, 100}) {
                    var at = GroundAverages.of(a, 0, b * b, d);
                    assertThat(at.logWeight()).isFinite().isGreaterThanOrEqualTo(d * a - 1e-12);
                    assertThat(at.sign()).isBetween(0.0, 1.0);
                    assertThat(at.modulus()).isGreaterThanOrEqualTo(a * (1 - 1e-12));
                    assertThat(at.response()).isNotNegative();
                }
    }

    @Test
    void bad_arguments_are_named() {
        assertThatThrownBy(() -> RsbSolver.of(4).groundState(0, Branch.RETRIEVAL))
                .hasMessage("gamma must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> RsbSolver.of(4).groundState(1, Branch.PARAMAGNET))
                .hasMessageContaining("branch must be");
    }
}
