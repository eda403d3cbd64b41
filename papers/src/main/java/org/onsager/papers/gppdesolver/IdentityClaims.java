package org.onsager.papers.gppdesolver;

import java.util.Arrays;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.DenseProduct;
import org.onsager.inference.gaussian.DenseProduct.View;
import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.gaussian.LowerTriangle;
import org.onsager.inference.gaussian.SpectralMixture;
import org.onsager.lab.Trial;
import org.onsager.numerics.RandomStream;

/// Claims by algebra alone: G8 to G11.
final class IdentityClaims {
    private final Trial trial;

    IdentityClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        fourierPairs();
        kronecker();
        toeplitz();
        pureComponent();
    }

    private void fourierPairs() {
        double scale = -Math.log(0.7);
        var matern = Envelope.MATERN_5_2;
        var claim = trial.claim("G8")
                .number("Matern, k(0.3) in closed form", 0.86849925, matern.derivative(0, 0.3, scale), 1e-8)
                .number("Matern, k(1) in closed form", 0.31136332, matern.derivative(0, 1, scale), 1e-8);
        for (double z : new double[] {0.3, 1}) {
            claim.number(
                    "Matern, transform at " + z, matern.derivative(0, z, scale), transform(matern, z, scale), 1e-8);
            var gaussian = Envelope.SQUARED_EXPONENTIAL;
            claim.number(
                    "squared exponential, transform at " + z,
                    gaussian.derivative(0, z, 0.4),
                    transform(gaussian, z, 0.4),
                    1e-8);
        }
        claim.done("trapezoid rule on |s| <= 400 with step 0.02, whose aliases are k(50) = 0; the tail is below 1e-13");
    }

    /// \(\int S(s) \cos(2\pi s z) ds\).
    private static double transform(Envelope envelope, double z, double logScale) {
        double step = 0.02, sum = envelope.spectrum(0, logScale);
        for (int i = 1; i <= 20_000; i++)
            sum += 2 * envelope.spectrum(i * step, logScale) * Math.cos(2 * Math.PI * i * step * z);
        return sum * step;
    }

    private void kronecker() {
        var mixture = Kernel.STM.mixture(4);
        var x = AxisCovariance.of(GridAxis.equispaced(0, 1, 8), mixture, mixture.start(3), 2, 1e-6);
        var y = AxisCovariance.of(GridAxis.equispaced(0, 2, 7), mixture, mixture.start(2), 2, 1e-6);
        int n = 8, m = 7;
        double[] c = product(x.matrix(0), n, y.matrix(0), m);
        var dense = LowerTriangle.factor(c, n * m);
        var u = new double[n * m];
        RandomStream.of(5).split("kronecker").fillNormal(u);
        double[] alpha = dense.solve(u, 1);
        // c = K1^-1 U K2^-1
        double[] half = x.solve(u, m);
        double[] weights = transposed(y.solve(transposed(half, n, m), n), m, n);
        double quadratic = 0, expected = 0, gap = 0, size = 0;
        for (int i = 0; i < u.length; i++) {
            quadratic += u[i] * weights[i];
            expected += u[i] * alpha[i];
        }
        double[] second = DenseProduct.of(n, m, n, View.of(x.matrix(2), n), View.of(half, m));
        double[] denseSecond = DenseProduct.of(
                n * m, 1, n * m, View.of(product(x.matrix(2), n, y.matrix(0), m), n * m), View.of(alpha, 1));
        for (int i = 0; i < u.length; i++) {
            gap = Math.max(gap, Math.abs(second[i] - denseSecond[i]));
            size = Math.max(size, Math.abs(denseSecond[i]));
        }
        double[] atX = x.cross(new double[] {0.37}, 0), atY = y.cross(new double[] {1.21}, 0);
        double prediction = 0, densePrediction = 0;
        double[] cross = product1(atX, atY);
        for (int i = 0; i < u.length; i++) {
            prediction += cross[i] * weights[i];
            densePrediction += cross[i] * alpha[i];
        }
        double logDeterminant = m * x.logDeterminant() + n * y.logDeterminant();
        trial.claim("G9")
                .number("log determinant", 0, logDeterminant / dense.logDeterminant() - 1, 1e-9)
                .number("quadratic form", 0, quadratic / expected - 1, 1e-9)
                .number("u_xx", 0, gap / size, 1e-9)
                .number("prediction", 0, prediction / densePrediction - 1, 1e-9)
                .done("8 x 7 points, four components, jitter 1e-6, a random field; relative differences");
    }

    private static double[] product(double[] a, int n, double[] b, int m) {
        var c = new double[n * m * n * m];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                for (int p = 0; p < m; p++)
                    for (int q = 0; q < m; q++) c[(i * m + p) * n * m + j * m + q] = a[i * n + j] * b[p * m + q];
        return c;
    }

    private static double[] product1(double[] a, double[] b) {
        var c = new double[a.length * b.length];
        for (int i = 0; i < a.length; i++) for (int j = 0; j < b.length; j++) c[i * b.length + j] = a[i] * b[j];
        return c;
    }

    private static double[] transposed(double[] a, int rows, int columns) {
        var t = new double[a.length];
        for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) t[j * rows + i] = a[i * columns + j];
        return t;
    }

    private void toeplitz() {
        int n = 64;
        var grid = GridAxis.equispaced(0, 2, n);
        var mixture = Kernel.STM.mixture(5);
        double[] parameters = mixture.start(6);
        var fast = AxisCovariance.of(grid, mixture, parameters, 2, 1e-6);
        var dense = AxisCovariance.of(grid.unstructured(), mixture, parameters, 2, 1e-6);
        double[] u = Arrays.stream(grid.points()).map(x -> Math.sin(20 * x)).toArray();
        double value = quadratic(fast, u), reference = quadratic(dense, u);
        double[] a = gradient(fast, u), b = gradient(dense, u);
        double gap = 0, size = 0;
        for (int i = 0; i < a.length; i++) {
            gap = Math.max(gap, Math.abs(a[i] - b[i]));
            size = Math.max(size, Math.abs(b[i]));
        }
        trial.claim("G10")
                .number("log determinant", 0, fast.logDeterminant() / dense.logDeterminant() - 1, 1e-8)
                .number("log density", 0, value / reference - 1, 1e-8)
                .number("gradient by the 15 parameters", 0, gap / size, 1e-8)
                .done(
                        "64 points, five components; Schur's factor and diagonal sums against dense factors and inverses");
    }

    /// \(-\frac12 u^\top K^{-1} u - \frac12\ln|K|\).
    private static double quadratic(AxisCovariance k, double[] u) {
        double[] a = k.solve(u, 1);
        double sum = 0;
        for (int i = 0; i < u.length; i++) sum += u[i] * a[i];
        return -sum / 2 - k.logDeterminant() / 2;
    }

    private static double[] gradient(AxisCovariance k, double[] u) {
        double[] a = k.solve(u, 1), half = a.clone();
        for (int i = 0; i < half.length; i++) half[i] /= 2;
        double[][] adjoint = k.zeroAdjoint();
        k.addAdjoint(0, half, a, 1, adjoint[0]);
        k.addLogDeterminantAdjoint(-0.5, adjoint[0]);
        return k.gradient(adjoint);
    }

    private void pureComponent() {
        int n = 40;
        double wave = 5;
        var mixture = new SpectralMixture(Envelope.MATERN_5_2, 1, true);
        double[] parameters = {0, -Math.log(1e4), wave / (2 * Math.PI)};
        var axis = GridAxis.equispaced(0, 2 * Math.PI, n);
        var k = AxisCovariance.of(axis, mixture, parameters, 2, 1e-10);
        double worst = 0;
        for (double phase : new double[] {0, Math.PI / 2}) {
            double[] u = Arrays.stream(axis.points())
                    .map(x -> Math.sin(wave * x + phase))
                    .toArray();
            double[] second = k.multiply(2, k.solve(u, 1), 1);
            double gap = 0, size = 0;
            for (int i = 0; i < n; i++) {
                gap += (second[i] + wave * wave * u[i]) * (second[i] + wave * wave * u[i]);
                size += wave * wave * u[i] * wave * wave * u[i];
            }
            worst = Math.max(worst, Math.sqrt(gap / size));
        }
        trial.claim("G11")
                .number("largest relative residual", 0, worst, 1e-3)
                .done("k = 5, l = 1e4, jitter 1e-10, 40 points");
    }
}
