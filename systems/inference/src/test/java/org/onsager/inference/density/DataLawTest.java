package org.onsager.inference.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataLawTest {
    private static final DistanceLaw GAUSSIAN = new DistanceLaw(Spectrum.isotropic(), 1);

    private static double normal(double y) {
        return Math.exp(-0.5 * y * y) / Math.sqrt(2 * Math.PI);
    }

    @Test
    void a_product_of_normals_and_a_mixture_of_one_are_the_gaussian_law() {
        var product = new ProductLaw(DataLawTest::normal, -9, 9, 400);
        var mixture = new MixtureLaw(0, List.of(new MixtureLaw.Component(0, 1, 0)));
        double glass = KdePhaseDiagram.gaussian(Spectrum.isotropic()).at(0.4).hGlass();
        assertThat(product.glassBandwidth(0.4)).isEqualTo(glass, within(1e-7));
        assertThat(mixture.glassBandwidth(0.4)).isEqualTo(glass, within(1e-9));
        for (double h : new double[] {0.4, 0.7, 1.2}) {
            double exact = KdePhaseDiagram.gaussian(Spectrum.isotropic()).logDensity(0.4, h);
            assertThat(GAUSSIAN.logDensity(0.4, h)).isEqualTo(exact, within(1e-9));
            assertThat(product.logDensity(0.4, h)).isEqualTo(exact, within(1e-7));
        }
    }

    @Test
    void mean_distance_is_minus_twice_the_slope_of_the_cumulant() {
        var laplace = new ProductLaw(y -> 0.5 * Math.exp(-Math.abs(y)), -30, 30, 1500);
        var mixture =
                new MixtureLaw(0, List.of(new MixtureLaw.Component(-0.2, 0.1, 0), new MixtureLaw.Component(0, 1, 0.5)));
        for (DataLaw law : new DataLaw[] {laplace, mixture, GAUSSIAN}) {
            double slope = (law.cumulant(0.8 + 1e-5) - law.cumulant(0.8 - 1e-5)) / 2e-5;
            assertThat(law.squaredDistance(0.8)).isEqualTo(-2 * slope, within(1e-6));
        }
    }

    /// A rare narrow component around the point wins at high tilt; its rate jumps, and the frozen energy is taken
    /// from the convex hull.
    @Test
    void dominance_changes_at_first_order_and_the_log_density_stays_continuous() {
        var law =
                new MixtureLaw(0, List.of(new MixtureLaw.Component(-1.2, 0.01, 0), new MixtureLaw.Component(0, 1, 1)));
        double low = 0.01;
        double high = 1e4;
        while (high / low > 1 + 1e-12) {
            double middle = Math.sqrt(low * high);
            if (law.dominant(middle).logWeight() < 0) high = middle;
            else low = middle;
        }
        double below = law.rate(low * (1 - 1e-9));
        double above = law.rate(high * (1 + 1e-9));
        assertThat(above).isGreaterThan(below + 0.1);
        double alpha = 0.5 * (below + above);
        assertThat(law.condensationTilt(alpha)).isEqualTo(low, within(1e-6 * low));
        double glass = law.glassBandwidth(alpha);
        assertThat(law.logDensity(alpha, glass * (1 - 1e-9)))
                .isEqualTo(law.logDensity(alpha, glass * (1 + 1e-9)), within(1e-6));
    }

    @Test
    void a_law_without_variance_has_no_condensation_theory() {
        assertThatThrownBy(() -> new ProductLaw(y -> 1 / (Math.PI * (1 + y * y)), -2000, 2000, 4000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no condensation theory");
        assertThatThrownBy(() -> new MixtureLaw(0, List.of(new MixtureLaw.Component(-1, 1, 0))))
                .hasMessageContaining("one component must have logWeight 0");
    }

    @Test
    void trajectories_collapse_at_the_capacity_of_the_gaussian_channel() {
        double sigma = EmpiricalScore.trajectoryCollapseNoise(Math.exp(10), 20, Spectrum.isotropic());
        assertThat(sigma).isEqualTo(1 / Math.sqrt(Math.E - 1), within(1e-12));
        // the rate of the distance law at |x|^2 = d (1 + sigma^2) is the same number
        assertThat(new DistanceLaw(Spectrum.isotropic(), 1 + sigma * sigma).rate(1 / (sigma * sigma)))
                .isEqualTo(0.5, within(1e-12));
        assertThat(EmpiricalScore.collapseNoise(Math.exp(10), 20)).isEqualTo(0.652145, within(1e-6));
        assertThat(Math.expm1(2 * EmpiricalScore.ornsteinUhlenbeckTime(0.6))).isEqualTo(0.36, within(1e-14));
    }

    @Test
    void zero_eigenvalues_leave_the_support() {
        assertThat(Spectrum.of(1, 0, 1).eigenvalues()).hasSize(2);
        assertThatThrownBy(() -> Spectrum.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DistanceLaw(Spectrum.isotropic(), 1).condensationTilt(0))
                .hasMessage("alpha must be in (0, inf), not 0.0");
    }
}
