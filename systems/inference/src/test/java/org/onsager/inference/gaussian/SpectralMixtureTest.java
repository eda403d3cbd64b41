package org.onsager.inference.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.inference.gaussian.SpectralMixture.Distances;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.expression.Formula;

class SpectralMixtureTest {
    private static final double[] PARAMETERS = {-0.3, 0.4, 0.7, -0.2, 0.5, 2.3};

    private static SpectralMixture of(Envelope envelope) {
        return new SpectralMixture(envelope, 2, true);
    }

    /// Taylor arithmetic on the covariance's formula.
    private static double[] jet(Envelope envelope, double z) {
        double[] sum = new double[5];
        for (int q = 0; q < 2; q++) {
            double rate = envelope.rate(PARAMETERS[2 + q]);
            String decay = switch (envelope) {
                case MATERN_1_2 -> "exp(-a*z)";
                case MATERN_3_2 -> "(1 + a*z)*exp(-a*z)";
                case MATERN_5_2 -> "(1 + a*z + a^2*z^2/3)*exp(-a*z)";
                case MATERN_7_2 -> "(1 + a*z + 2*a^2*z^2/5 + a^3*z^3/15)*exp(-a*z)";
                case SQUARED_EXPONENTIAL -> "exp(-(a*z)^2)";
            };
            String text = "%s*%s*cos(2*pi*%s*z)"
                    .formatted(
                            Math.exp(PARAMETERS[q]),
                            decay.replace("a", "(" + rate + ")").replace("(" + rate + ")*z", "(" + rate + "*z)"),
                            PARAMETERS[4 + q]);
            double[] coefficients = Formula.of(text, "z").taylor(z, 4);
            double factorial = 1;
            for (int p = 0; p <= 4; p++) {
                if (p > 0) factorial *= p;
                sum[p] += factorial * coefficients[p];
            }
        }
        return sum;
    }

    @Test
    void derivatives_are_those_of_taylor_arithmetic() {
        for (var envelope : Envelope.values())
            for (double z : new double[] {0.05, 0.4, 1.3}) {
                double[][] found = of(envelope).evaluate(Distances.of(z), PARAMETERS, 4);
                double[] expected = jet(envelope, z);
                for (int p = 0; p <= 4; p++)
                    assertThat(found[p][0])
                            .as("%s, order %d at %s", envelope, p, z)
                            .isCloseTo(expected[p], within(1e-11 * (1 + Math.abs(expected[p]))));
            }
    }

    @Test
    void second_derivative_at_zero_is_minus_the_second_spectral_moment() {
        double[][] found = of(Envelope.MATERN_5_2).evaluate(Distances.of(0), PARAMETERS, 2);
        double expected = 0;
        for (int q = 0; q < 2; q++) {
            double alpha = Math.sqrt(5) * Math.exp(PARAMETERS[2 + q]), m = 2 * Math.PI * PARAMETERS[4 + q];
            expected -= Math.exp(PARAMETERS[q]) * (alpha * alpha / 3 + m * m);
        }
        assertThat(found[1][0]).isZero();
        assertThat(found[2][0]).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    @Test
    void gradients_are_those_of_central_differences() {
        var stream = RandomStream.of(3);
        for (var envelope : Envelope.values())
            for (boolean equispaced : new boolean[] {true, false}) {
                var mixture = of(envelope);
                var z = equispaced ? Distances.equispaced(70, 0.03) : Distances.of(0, 0.2, 0.21, 0.9, 1.7);
                var adjoint = new double[4][z.count()];
                for (int p = 0; p < 4; p++) stream.at(p).fillNormal(adjoint[p]);
                var gradient = new double[6];
                mixture.addGradient(z, PARAMETERS, adjoint, gradient);
                for (int i = 0; i < 6; i++) {
                    double high = contract(mixture, z, adjoint, i, 1e-5), low = contract(mixture, z, adjoint, i, -1e-5);
                    assertThat(gradient[i])
                            .as("%s, parameter %d", envelope, i)
                            .isCloseTo((high - low) / 2e-5, within(1e-6 * (1 + Math.abs(gradient[i]))));
                }
            }
    }

    private static double contract(SpectralMixture mixture, Distances z, double[][] adjoint, int i, double step) {
        double[] moved = PARAMETERS.clone();
        moved[i] += step;
        double[][] k = mixture.evaluate(z, moved, 3);
        double sum = 0;
        for (int p = 0; p < 4; p++) for (int a = 0; a < z.count(); a++) sum += adjoint[p][a] * k[p][a];
        return sum;
    }

    @Test
    void equispaced_distances_give_the_values_of_any_distances() {
        var values = new double[200];
        for (int i = 0; i < values.length; i++) values[i] = i * 0.017;
        for (var envelope : Envelope.values()) {
            double[][] fast = of(envelope).evaluate(Distances.equispaced(200, 0.017), PARAMETERS, 2);
            double[][] plain = of(envelope).evaluate(Distances.of(values), PARAMETERS, 2);
            for (int p = 0; p <= 2; p++)
                for (int i = 0; i < 200; i++)
                    assertThat(fast[p][i]).isCloseTo(plain[p][i], within(1e-12 * Math.abs(plain[p][0]) + 1e-13));
        }
    }

    @Test
    void matern_of_any_smoothness_meets_the_closed_forms() {
        for (var envelope : Envelope.values()) {
            if (envelope.isGaussian()) continue;
            for (double z : new double[] {0.01, 0.3, 1, 4})
                assertThat(Envelope.matern(envelope.smoothness(), z, 0.7))
                        .isCloseTo(envelope.derivative(0, z, -Math.log(0.7)), within(1e-10));
        }
        assertThat(Envelope.matern(1.7, 0, 0.7)).isEqualTo(1);
        assertThatThrownBy(() -> Envelope.matern(0, 1, 1)).hasMessage("nu must be in (0, inf), not 0.0");
    }

    @Test
    void spectrum_holds_the_variance() {
        for (var envelope : Envelope.values()) {
            if (envelope == Envelope.MATERN_1_2) continue; // its tail falls as 1/s^2 only
            double sum = 0, step = 0.01;
            for (int i = -40_000; i <= 40_000; i++) sum += step * of(envelope).spectrum(i * step, PARAMETERS);
            assertThat(sum).as("%s", envelope).isCloseTo(Math.exp(-0.3) + Math.exp(0.4), within(1e-6));
        }
    }

    @Test
    void bad_arguments_are_named() {
        assertThatThrownBy(() -> new SpectralMixture(Envelope.MATERN_5_2, 0, true))
                .hasMessage("components must be in [1, inf), not 0");
        assertThatThrownBy(() -> of(Envelope.MATERN_5_2).start(0)).hasMessage("range must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> Distances.of(0, -1)).hasMessage("values[1] must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> GridAxis.of(0, 1, 1, 2))
                .hasMessage("points must increase: points[2] is 1.0, after 1.0");
        assertThatThrownBy(() -> GridAxis.of(0, Double.NaN)).hasMessageContaining("points[1] is NaN");
    }
}
