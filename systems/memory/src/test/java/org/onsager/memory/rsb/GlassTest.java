package org.onsager.memory.rsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onsager.memory.CovariancePolynomial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.IndexConvention;
import org.onsager.memory.dense.RsTheory;
import org.onsager.numerics.special.NormalLaw;

class GlassTest {

    @ParameterizedTest
    @CsvSource({"3, 0.681598, 0.651385, 0.81352", "4, 0.678411, 0.616883, 0.948088", "6, 0.727476, 0.603296, 0.99259"})
    void dynamical_and_static_temperatures(int order, double dynamical, double statical, double overlap) {
        var at = RsbSolver.of(order).temperatures().orElseThrow();
        assertThat(at.dynamical()).isCloseTo(dynamical, within(1e-6));
        assertThat(at.statical()).isCloseTo(statical, within(1e-6));
        assertThat(at.overlap()).isCloseTo(overlap, within(5e-6));
    }

    @Test
    void a_quadratic_part_makes_the_transition_continuous() {
        assertThat(RsbSolver.of(2).temperatures()).isEmpty();
        assertThat(RsbSolver.of(4, IndexConvention.POWER).temperatures()).isEmpty();
        assertThat(RsbSolver.hopfield().temperatures()).isEmpty();
    }

    /// Independent solutions to six digits.
    @ParameterizedTest
    @CsvSource({
        "3, 2.0, 1.0, 0.709948, 0.893101, 1.646272",
        "6, 2.0, 1.0, 0.824655, 0.994925, 1.664055",
        "4, 3.0, 0.5, 0.742701, 0.969943, 1.758153",
        "4, 2.5, 1.0, 0.624939, 0.977719, 2.068856"
    })
    void broken_glass(int order, double betaPrime, double gamma, double theta, double overlap, double pressure) {
        var solver = RsbSolver.of(order);
        var glass = solver.oneRsb(betaPrime, gamma, Branch.SPIN_GLASS);
        assertThat(glass.status()).isEqualTo(RsbStatus.ONE_STEP);
        assertThat(glass.order().theta()).isCloseTo(theta, within(1e-6));
        assertThat(glass.order().q2()).isCloseTo(overlap, within(1e-6));
        assertThat(glass.order().q1()).isZero();
        assertThat(glass.pressure()).isCloseTo(pressure, within(1e-6));
        assertThat(glass.residual()).isLessThan(1e-11);
        assertThat(glass.entropy()).isPositive();
        assertThat(solver.quadratureError(betaPrime, gamma, glass.order())).isLessThan(1e-12);
        assertThat(glass.pressure()).isLessThan(glass.symmetric().pressure());
    }

    @Test
    void without_retrieval_only_the_product_of_beta_and_root_load_matters() {
        var solver = RsbSolver.of(4);
        var at = solver.oneRsb(3, 1, Branch.SPIN_GLASS);
        var scaled = solver.oneRsb(3 * 1.7, 1 / (1.7 * 1.7), Branch.SPIN_GLASS);
        assertThat(scaled.pressure()).isCloseTo(at.pressure(), within(1e-10));
        assertThat(scaled.order().q2()).isCloseTo(at.order().q2(), within(1e-10));
        assertThat(scaled.order().theta()).isCloseTo(at.order().theta(), within(1e-10));
    }

    @Test
    void above_the_static_temperature_there_is_no_broken_glass() {
        assertThat(RsbSolver.of(3).oneRsb(1 / 0.66, 1, Branch.SPIN_GLASS).status())
                .isEqualTo(RsbStatus.PARAMAGNET);
        assertThat(RsbSolver.of(2).oneRsb(1 / 1.1, 1, Branch.SPIN_GLASS).status())
                .isEqualTo(RsbStatus.PARAMAGNET);
    }

    /// The limits of the pressure: theta to 0 is symmetric at q2, theta = 1 at q1, equal overlaps at any theta.
    @Test
    void limits_are_replica_symmetric() {
        var solver = RsbSolver.of(4);
        double low = symmetric(0.95), high = symmetric(0.97);
        assertThat(solver.pressure(2.5, 1, new RsbOrder(0.1, 0.95, 0.97, 1e-7))).isCloseTo(high, within(1e-5));
        assertThat(solver.pressure(2.5, 1, new RsbOrder(0.1, 0.95, 0.97, 1))).isCloseTo(low, within(1e-12));
        assertThat(solver.pressure(2.5, 1, new RsbOrder(0.1, 0.95, 0.95, 0.4))).isCloseTo(low, within(1e-12));
    }

    private static double symmetric(double q) {
        return RsTheory.of(4, 0).at(2.5, 1).pressure(new org.onsager.memory.dense.RsOrder(0.1, q));
    }

    @Test
    void the_symmetric_solution_is_that_of_the_dense_theory() {
        for (var branch : Branch.values()) {
            var here = RsbSolver.of(4).rs(5, 0.3, branch);
            var there = RsTheory.of(4, 0).solve(5, 0.3, branch);
            assertThat(here.m()).isCloseTo(there.m(), within(1e-11));
            assertThat(here.q()).isCloseTo(there.q(), within(1e-11));
            assertThat(here.pressure()).isCloseTo(there.pressure(), within(1e-11));
            assertThat(here.energy()).isCloseTo(there.energy(), within(1e-11));
            assertThat(here.almeidaThouless()).isCloseTo(there.almeidaThouless(), within(1e-10));
        }
    }

    @Test
    void full_powers_break_with_overlapping_states() {
        var solver = RsbSolver.of(4, IndexConvention.POWER);
        var glass = solver.oneRsb(4, 1, Branch.SPIN_GLASS);
        assertThat(glass.status()).isEqualTo(RsbStatus.ONE_STEP);
        assertThat(glass.order().q1()).isBetween(0.01, glass.order().q2() - 0.01);
        assertThat(glass.pressure()).isLessThan(glass.symmetric().pressure());
    }

    @Test
    void complexity_vanishes_at_the_equilibrium_weight_and_is_positive_between_the_temperatures() {
        var three = RsbSolver.of(3);
        assertThat(three.complexity(1 / 0.66, 1, new double[] {1}).complexity()[0])
                .isBetween(1e-4, 0.1);
        var glass = three.oneRsb(2, 1, Branch.SPIN_GLASS);
        var at = three.complexity(2, 1, new double[] {glass.order().theta()});
        assertThat(at.complexity()[0]).isCloseTo(0, within(1e-10));
        assertThat(at.pressure()[0]).isCloseTo(glass.pressure(), within(1e-9));
        assertThatThrownBy(() -> RsbSolver.of(2).complexity(2, 1, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// The Parisi bracket of the Hopfield glass: hard plus soft.
    @Test
    void hopfield_noise_is_hard_plus_soft() {
        double beta = 3, alpha = 0.2;
        var rs = RsbSolver.hopfield().rs(beta, alpha, Branch.SPIN_GLASS);
        double q = rs.q(), delta = 1 - beta * (1 - q), one = Math.sqrt(alpha) * beta / delta;
        double hard = org.onsager.memory.saddle.GaussianTanh.logCosh(0, one * Math.sqrt(q))
                + one * one / 4 * (1 - q) * (1 - q);
        double soft =
                -one * one / 4 * (1 - q * q) + alpha / 2 * (beta * q / delta - Math.log(delta)) - alpha * beta / 2;
        assertThat(rs.pressure()).isCloseTo(hard + soft, within(1e-12));
        assertThat(q).isGreaterThan(0.1);
    }

    @Test
    void mean_of_the_energy_is_the_derivative_of_the_pressure() {
        for (var solver : new RsbSolver[] {RsbSolver.of(4), RsbSolver.hopfield()}) {
            double beta = 3, gamma = solver.order() == 2 ? 0.2 : 0.8, h = 1e-4;
            var at = solver.oneRsb(beta, gamma, Branch.SPIN_GLASS);
            double derivative = (solver.oneRsb(beta + h, gamma, Branch.SPIN_GLASS, at.order())
                                    .pressure()
                            - solver.oneRsb(beta - h, gamma, Branch.SPIN_GLASS, at.order())
                                    .pressure())
                    / (2 * h);
            assertThat(at.broken()).isTrue();
            assertThat(-at.energy()).isCloseTo(derivative, within(1e-7));
        }
    }

    @Test
    void averages_match_a_brute_double_integral() {
        double kappa = 0.7, outer = 1.3, inner = 2.1, theta = 0.6;
        int n = 900;
        double logWeight = 0, tanh = 0, squared = 0, sech2 = 0, total = 0;
        for (int i = -n; i <= n; i++) {
            double z = 9.0 * i / n, p = Math.exp(NormalLaw.logDensity(z));
            double weight = 0, t = 0, c = 0, inside = 0;
            for (int j = -n; j <= n; j++) {
                double y = 9.0 * j / n, g = kappa + Math.sqrt(outer) * z + Math.sqrt(inner) * y;
                double w = Math.exp(NormalLaw.logDensity(y)) * Math.pow(Math.cosh(g), theta);
                inside += Math.exp(NormalLaw.logDensity(y));
                weight += w;
                t += w * Math.tanh(g);
                c += w / (Math.cosh(g) * Math.cosh(g));
            }
            total += p;
            logWeight += p * Math.log(weight / inside);
            tanh += p * t / weight;
            squared += p * (t / weight) * (t / weight);
            sech2 += p * c / weight;
        }
        var at = TwoLevelAverages.of(kappa, outer, inner, theta);
        assertThat(at.logWeight()).isCloseTo(logWeight / total, within(1e-12));
        assertThat(at.tanh()).isCloseTo(tanh / total, within(1e-12));
        assertThat(at.tanhSquared()).isCloseTo(squared / total, within(1e-12));
        assertThat(at.sech2()).isCloseTo(sech2 / total, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 0.5",
        "20, 400, 900, 0.05",
        "3, 2, 1e-6, 0.3",
        "3, 2, 0, 0.3",
        "150, 2000, 30, 0.2",
        "0, 0, 2, 1"
    })
    void halving_the_step_changes_nothing(double kappa, double outer, double inner, double theta) {
        var at = TwoLevelAverages.of(kappa, outer, inner, theta);
        var refined = TwoLevelAverages.refined(kappa, outer, inner, theta);
        assertThat(at.logWeight()).isCloseTo(refined.logWeight(), within(1e-12 * (1 + refined.logWeight())));
        assertThat(at.tanh()).isCloseTo(refined.tanh(), within(1e-12));
        assertThat(at.tanhSquared()).isCloseTo(refined.tanhSquared(), within(1e-12));
        assertThat(at.sech2()).isCloseTo(refined.sech2(), within(1e-12));
        assertThat(at.logCosh()).isCloseTo(refined.logCosh(), within(1e-12 * (1 + refined.logCosh())));
    }

    @Test
    void bad_arguments_are_named() {
        assertThatThrownBy(() -> RsbSolver.of(1)).hasMessage("P must be in [2, inf), not 1");
        var solver = RsbSolver.of(4);
        assertThatThrownBy(() -> solver.oneRsb(1, -1, Branch.SPIN_GLASS))
                .hasMessage("gamma must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> solver.oneRsb(-1, 1, Branch.SPIN_GLASS))
                .hasMessage("beta' must be in (0, inf], not -1.0");
        assertThatThrownBy(() -> solver.oneRsb(Double.NaN, 1, Branch.SPIN_GLASS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> solver.pressure(1, 1, new RsbOrder(0, 0.2, 0.1, 0.5)))
                .hasMessageContaining("q1 <= q2");
        assertThatThrownBy(() -> solver.pressure(1, 1, new RsbOrder(0, 0.1, 0.2, 1.5)))
                .hasMessage("theta must be in (0, 1], not 1.5");
        assertThatThrownBy(() -> new RsbSolver(4, new CovariancePolynomial(new double[] {1})))
                .hasMessageContaining("nu must have a part of order 1");
        assertThatThrownBy(() -> solver.exactPressure(25)).hasMessageContaining("bytes");
        assertThatThrownBy(() -> RsbSolver.hopfield().exactPressure(8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sixty_bodies_do_not_underflow() {
        var glass = RsbSolver.of(80).oneRsb(3, 1, Branch.SPIN_GLASS);
        assertThat(glass.broken()).isTrue();
        // the random energy model: theta = T'/T'_K
        assertThat(glass.order().theta()).isCloseTo(2 * Math.sqrt(Math.log(2)) / 3, within(1e-4));
    }
}
