package org.onsager.inference.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KdeTheoryTest {
    private static final KdePhaseDiagram ISOTROPIC = KdePhaseDiagram.gaussian(Spectrum.isotropic());

    /// alpha, u*, h_G, h_CLT, h_opt, KL/d: an independent solution of the same equations to the digits shown.
    private static final double[][] TABLE = {
        {0.1, 0.532184, 1.370785, 1.938582, 1.038572, 0.137847},
        {0.5, 2.351317, 0.652145, 0.922273, 0.622436, 0.025886},
        {1.0, 7.222142, 0.372106, 0.526238, 0.369344, 0.003973},
        {2.0, 54.57153, 0.135368, 0.191440, 0.135346, 0.000082}
    };

    @Test
    void special_bandwidths_of_isotropic_data() {
        for (double[] row : TABLE) {
            var phase = ISOTROPIC.at(row[0]);
            assertThat(phase.tilt()).isEqualTo(row[1], within(1e-5 * row[1]));
            assertThat(phase.hGlass()).isEqualTo(row[2], within(1e-6));
            assertThat(phase.hClt()).isEqualTo(row[3], within(1e-6));
            assertThat(phase.hOptimal()).isEqualTo(row[4], within(1e-6));
            assertThat(phase.klAtOptimal()).isEqualTo(row[5], within(1e-6));
        }
    }

    @Test
    void clt_bandwidth_is_root_two_times_glass_bandwidth_for_any_spectrum() {
        for (var spectrum :
                new Spectrum[] {Spectrum.of(0.2, 1, 3), Spectrum.powerLaw(1, 50), Spectrum.marchenkoPastur(0.3, 40)}) {
            var phase = KdePhaseDiagram.gaussian(spectrum).at(0.4);
            assertThat(phase.hClt() / phase.hGlass()).isEqualTo(Math.sqrt(2), within(1e-12));
            double h = 0.77 * phase.hGlass();
            assertThat(KdePhaseDiagram.gaussian(spectrum).stableIndex(0.4, h)).isEqualTo(0.77 * 0.77, within(1e-10));
        }
    }

    @Test
    void log_density_and_its_slope_are_continuous_at_the_glass_bandwidth() {
        double h = ISOTROPIC.at(0.5).hGlass();
        double step = 1e-6;
        double below = (ISOTROPIC.logDensity(0.5, h - step) - ISOTROPIC.logDensity(0.5, h - 3 * step)) / (2 * step);
        double above = (ISOTROPIC.logDensity(0.5, h + 3 * step) - ISOTROPIC.logDensity(0.5, h + step)) / (2 * step);
        assertThat(ISOTROPIC.logDensity(0.5, h * (1 + 1e-12)))
                .isEqualTo(ISOTROPIC.logDensity(0.5, h * (1 - 1e-12)), within(1e-11));
        assertThat(below).isEqualTo(-0.13652888, within(2e-5));
        assertThat(above).isEqualTo(-0.13652888, within(2e-5));
    }

    @Test
    void optimal_bandwidth_is_condensed_and_has_a_closed_form() {
        for (double alpha : new double[] {0.05, 0.3, 1, 3}) {
            var phase = ISOTROPIC.at(alpha);
            double g = phase.hGlass() * phase.hGlass();
            assertThat(phase.hOptimal() / phase.hGlass()).isEqualTo(Math.sqrt(1 + 2 * g) / (1 + g), within(1e-9));
            assertThat(ISOTROPIC.regime(alpha, phase.hOptimal())).isEqualTo(KdePhaseDiagram.Regime.CONDENSED);
            assertThat(ISOTROPIC.kullbackLeibler(alpha, phase.hOptimal()))
                    .isEqualTo(phase.klAtOptimal(), within(1e-12))
                    .isLessThan(ISOTROPIC.kullbackLeibler(alpha, phase.hOptimal() * 1.001))
                    .isLessThan(ISOTROPIC.kullbackLeibler(alpha, phase.hOptimal() * 0.999));
        }
    }

    @Test
    void any_power_kernel_has_the_numeric_thresholds_and_the_common_divergence() {
        double common = ISOTROPIC.at(0.5).klAtOptimal();
        for (double p : new double[] {1, 2, 4}) {
            var law = new DistanceLaw(Spectrum.isotropic(), 1);
            var kernel = new RadialKernel.Power(p, 0.5);
            var phase = new KdePhaseDiagram(law, kernel).at(0.5);
            assertThat(phase.hClt() / phase.hGlass()).isEqualTo(Math.pow(2, 1 / p), within(1e-10));
            assertThat(phase.klAtOptimal()).isEqualTo(common, within(1e-10));
            assertThat(TiltedMinimum.of(law, kernel, 1, phase.hGlass()).rate()).isEqualTo(0.5, within(1e-8));
            assertThat(TiltedMinimum.of(law, kernel, 2, phase.hClt()).rate()).isEqualTo(0.5, within(1e-8));
            var custom = new RadialKernel.Custom(kernel::energy, kernel::slope);
            var same = new KdePhaseDiagram(law, custom).at(0.5);
            assertThat(same.hGlass()).isEqualTo(phase.hGlass(), within(1e-9));
            assertThat(same.hOptimal()).isEqualTo(phase.hOptimal(), within(1e-9));
            assertThat(same.klAtOptimal()).isEqualTo(common, within(1e-9));
        }
    }

    @Test
    void scotts_rule_is_always_condensed_in_high_dimension() {
        for (double alpha = 0.01; alpha < 6; alpha *= 1.5) {
            assertThat(Math.exp(-alpha)).isLessThan(ISOTROPIC.at(alpha).hGlass());
        }
    }

    @Test
    void alpha_for_a_bandwidth_inverts_the_glass_line() {
        assertThat(ISOTROPIC.alphaFor(ISOTROPIC.at(0.37).hGlass())).isEqualTo(0.37, within(1e-10));
    }

    @Test
    void density_of_the_distance_is_normalised_and_has_the_known_moments() {
        var law = new NoncentralChiSquare(7, 5);
        double mass = 0;
        double mean = 0;
        double step = 0.01;
        for (double r = step / 2; r < 120; r += step) {
            double g = Math.exp(law.logDensity(r)) * step;
            mass += g;
            mean += r * g;
        }
        assertThat(mass).isEqualTo(1, within(1e-6));
        assertThat(mean).isEqualTo(12, within(1e-5));
        assertThat(Math.exp(law.logCumulative(12))).isBetween(0.5, 0.6);
        assertThat(law.logCumulative(law.lowerQuantile(-50))).isEqualTo(-50, within(1e-10));
    }

    /// d = 20, n = 22026 = e^{10}: an independent evaluation of the same integrals to the digits shown.
    @Test
    void participation_and_log_density_at_finite_size() {
        double glass = ISOTROPIC.at(0.5).hGlass();
        double[] ratio = {0.4, 0.6, 0.8, 1, 1.2};
        double[] participation = {0.879891, 0.731851, 0.535204, 0.319345, 0.140878};
        for (int i = 0; i < ratio.length; i++) {
            var exact = new FiniteSizeKde(20, 22026, ratio[i] * glass, 20);
            assertThat(exact.participation(2)).isEqualTo(participation[i], within(1e-5));
            assertThat(exact.participation(1)).isEqualTo(1, within(1e-7));
        }
        assertThat(new FiniteSizeKde(20, 22026, 0.8 * glass, 20).meanLogDensity())
                .isEqualTo(-1.5818, within(1e-3));
        assertThat(new FiniteSizeKde(20, 22026, 1.2 * glass, 20).meanLogDensity())
                .isEqualTo(-1.4758, within(1e-3));
    }

    @Test
    void halving_the_grid_changes_nothing_that_matters() {
        var exact = new FiniteSizeKde(20, 22026, 0.5, 20);
        assertThat(exact.refined().participation(2)).isEqualTo(exact.participation(2), within(1e-6));
        assertThat(exact.refined().meanLogSum()).isEqualTo(exact.meanLogSum(), within(1e-6));
        assertThat(exact.refined().entropy()).isEqualTo(exact.entropy(), within(1e-6));
    }

    @Test
    void two_points_in_one_dimension_share_the_weight_as_direct_integration_says() {
        // n = 2, d = 1, x = 0: E sum p^2 by a double sum over both points
        double h = 0.7;
        int size = 600;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double a = -6 + 12 * (i + 0.5) / size;
                double b = -6 + 12 * (j + 0.5) / size;
                double mass = Math.exp(-0.5 * (a * a + b * b)) / (2 * Math.PI) * Math.pow(12.0 / size, 2);
                double p = 1 / (1 + Math.exp((a * a - b * b) / (2 * h * h)));
                sum += mass * (p * p + (1 - p) * (1 - p));
            }
        }
        assertThat(new FiniteSizeKde(1, 2, h, 0).participation(2)).isEqualTo(sum, within(2e-4));
    }

    @Test
    void bad_arguments_name_themselves() {
        assertThatThrownBy(() -> ISOTROPIC.at(0)).hasMessage("alpha must be in (0, 350], not 0.0");
        assertThatThrownBy(() -> ISOTROPIC.logDensity(1, 0)).hasMessage("bandwidth must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> Spectrum.of(1, -1)).hasMessage("eigenvalues must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> new FiniteSizeKde(20, 1, 1, 20)).hasMessage("n must be in [2, e^700], not 1.0");
        assertThatThrownBy(() -> KdePhaseDiagram.alpha(1, 3)).hasMessageContaining("n must be in (1, inf)");
        assertThatThrownBy(() -> new RadialKernel.Custom(s -> -s, _ -> 1)).hasMessageContaining("kappa must increase");
    }
}
