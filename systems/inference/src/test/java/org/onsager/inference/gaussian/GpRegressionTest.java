package org.onsager.inference.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class GpRegressionTest {

    private static double[][] line(int n) {
        var x = new double[n][1];
        for (int i = 0; i < n; i++) x[i][0] = 3.0 * i / (n - 1);
        return x;
    }

    private static double[] values(double[][] x, double noise, int seed) {
        var y = new double[x.length];
        RandomStream.of(seed).fillNormal(y);
        for (int i = 0; i < y.length; i++) y[i] = noise * y[i] + Math.sin(4 * x[i][0]);
        return y;
    }

    @Test
    void finds_the_noise_and_covers_the_truth() {
        double[][] x = line(120);
        var fit = GpRegression.fit(x, values(x, 0.2, 1), GpRegression.Settings.smooth());
        // the standard error of a deviation from 120 values is 0.2/sqrt(240) = 0.013
        assertThat(fit.noiseDeviation()).isCloseTo(0.2, within(4 * 0.013));
        double[][] at = {{0.31}, {1.02}, {1.77}, {2.6}};
        var prediction = fit.predict(at);
        for (int i = 0; i < at.length; i++) {
            assertThat(Math.abs(prediction.mean()[i] - Math.sin(4 * at[i][0])))
                    .isLessThan(4 * prediction.deviation()[i]);
            assertThat(prediction.noisy()[i]).isGreaterThan(prediction.deviation()[i]);
        }
    }

    @Test
    void a_spectral_mixture_extrapolates_a_wave() {
        double[][] x = line(80);
        double[] y = Arrays.stream(x).mapToDouble(row -> Math.sin(20 * row[0])).toArray();
        var mixture = new SpectralMixture(Envelope.SQUARED_EXPONENTIAL, 6, true);
        var fit = GpRegression.fit(x, y, new GpRegression.Settings(mixture, 5, 300, 0.05, 0.1));
        int best = 0;
        for (int q = 1; q < 6; q++) if (fit.weight(0, q) > fit.weight(0, best)) best = q;
        assertThat(fit.frequency(0, best)).isCloseTo(20 / (2 * Math.PI), within(0.05));
        double[] ahead = fit.predict(new double[][] {{3.1}, {3.2}}).mean();
        assertThat(ahead[0]).isCloseTo(Math.sin(62), within(0.1));
        assertThat(ahead[1]).isCloseTo(Math.sin(64), within(0.2));
    }

    @Test
    void leaving_one_out_is_fitting_without_it() {
        // the standardisation must not move: rows and values symmetric about 0, the row left out at both means
        double[][] x = {{-2}, {-1.2}, {-0.7}, {0.7}, {1.2}, {2}};
        double[] y = {-1, 0.3, 0.9, -0.9, -0.3, 1};
        var settings = new GpRegression.Settings(new SpectralMixture(Envelope.MATERN_5_2, 1, false), 1, 0, 0.05, 0.1);
        var fit = GpRegression.fit(x, y, settings);
        double[] mean = fit.leaveOneOut().mean();
        for (int i = 0; i < 6; i++) assertThat(mean[i]).isCloseTo(-mean[5 - i], within(1e-12));
        // against the definition, in standardised units
        double sx = Math.sqrt(Arrays.stream(x).mapToDouble(r -> r[0] * r[0]).sum() / 6);
        double sy = Math.sqrt(Arrays.stream(y).map(v -> v * v).sum() / 6);
        int n = 5;
        var k = new double[n * n];
        var cross = new double[n];
        var rest = new double[n];
        for (int a = 0; a < n; a++) {
            rest[a] = y[a + 1] / sy;
            cross[a] = Envelope.MATERN_5_2.derivative(0, Math.abs(x[a + 1][0] - x[0][0]) / sx, 0);
            for (int b = 0; b < n; b++)
                k[a * n + b] = Envelope.MATERN_5_2.derivative(0, Math.abs(x[a + 1][0] - x[b + 1][0]) / sx, 0)
                        + (a == b ? 0.01 : 0);
        }
        double[] weights = LowerTriangle.factor(k, n).solve(rest, 1);
        double expected = 0;
        for (int a = 0; a < n; a++) expected += sy * cross[a] * weights[a];
        assertThat(mean[0]).isCloseTo(expected, within(1e-8));
    }

    @Test
    void two_columns_learn_which_one_matters() {
        var stream = RandomStream.of(4);
        var x = new double[60][2];
        var y = new double[60];
        for (int i = 0; i < 60; i++) {
            stream.at(i).fillNormal(x[i]);
            y[i] = Math.sin(2 * x[i][0]);
        }
        var fit = GpRegression.fit(x, y, GpRegression.Settings.smooth());
        assertThat(fit.lengthScale(1, 0)).isGreaterThan(3 * fit.lengthScale(0, 0));
    }

    @Test
    void kronecker_regression_is_dense_regression() {
        var mixture = new SpectralMixture(Envelope.MATERN_5_2, 2, true);
        var first = AxisCovariance.of(GridAxis.equispaced(0, 1, 9), mixture, mixture.start(2), 0, 1e-6);
        var second =
                AxisCovariance.of(GridAxis.of(0, 0.2, 0.5, 0.6, 1.1, 1.3, 1.4, 2), mixture, mixture.start(1), 0, 1e-6);
        int n = 9, m = 8;
        var y = new double[n * m];
        RandomStream.of(6).fillNormal(y);
        double noise = 0.05;
        var dense = new double[n * m * n * m];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                for (int p = 0; p < m; p++)
                    for (int q = 0; q < m; q++)
                        dense[(i * m + p) * n * m + j * m + q] =
                                first.matrix(0)[i * n + j] * second.matrix(0)[p * m + q]
                                        + (i == j && p == q ? noise : 0);
        var factor = LowerTriangle.factor(dense, n * m);
        double[] weights = factor.solve(y, 1);
        var fast = KroneckerRegression.fit(first, second, y, noise);
        for (int i = 0; i < y.length; i++) assertThat(fast.weights()[i]).isCloseTo(weights[i], within(1e-9));
        double quadratic = 0;
        for (int i = 0; i < y.length; i++) quadratic += y[i] * weights[i];
        assertThat(fast.logEvidence())
                .isCloseTo(
                        -quadratic / 2 - factor.logDeterminant() / 2 - n * m / 2.0 * Math.log(2 * Math.PI),
                        within(1e-8));
        assertThat(fast.predict(new double[] {0.4}, new double[] {0.55, 1}).length)
                .isEqualTo(2);
    }

    @Test
    void bad_tables_are_named() {
        var settings = GpRegression.Settings.smooth();
        assertThatThrownBy(() -> GpRegression.fit(new double[][] {{1}}, new double[1], settings))
                .hasMessage("x must have at least 2 rows, not 1");
        assertThatThrownBy(() -> GpRegression.fit(line(3), new double[] {1, Double.NaN, 2}, settings))
                .hasMessage("y[1] is NaN");
        assertThatThrownBy(() -> GpRegression.fit(new double[][] {{1}, {1}}, new double[2], settings))
                .hasMessageContaining("column 0 must vary");
        assertThatThrownBy(() -> GpRegression.fit(new double[][] {{1, 2}, {1}}, new double[2], settings))
                .hasMessage("row 1 must have 2 columns, not 1");
        assertThatThrownBy(() -> new GpRegression.Settings(settings.kernel(), 0, 1, 1, 1))
                .hasMessage("range must be in (0, inf), not 0.0");
    }
}
