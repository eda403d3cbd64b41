package org.onsager.solve;

import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.multistep.Rock2;

/// How stiff an equation is: a loose solution of at most 300 steps, along which the Jacobian's spectrum is
/// sampled. Small systems by eigenvalues of a difference Jacobian, of which those with negative real part count;
/// larger ones by a power iteration.
///
/// Cost: the loose solution, and at most 45 samples of some twenty evaluations each.
///
/// @param steps  steps that an implicit method of order 5 took at a relative tolerance of 1e-3, extrapolated to
///     the whole span
/// @param action  \(\int \rho\,dt\) over the span, of the spectral radius of the decaying part
/// @param spectralRadius  its largest value
/// @param diffusive  whether the largest eigenvalues are nearly real and negative
/// @param covered  the part of the span that was looked at, from 0 to 1
record StiffnessProbe(double steps, double action, double spectralRadius, boolean diffusive, double covered) {
    private static final int MOST_STEPS = 300;
    private static final int SMALL = 40;
    /// The tolerance of the loose solution.
    static final double LOOSE = 1e-3;

    static StiffnessProbe of(OdeTerm<double[]> ode, double t0, double t1, double[] y0, Tolerance tolerance) {
        boolean factors = ode instanceof Ode given && stored(given.jacobian(), y0.length) || y0.length <= 200;
        var run = Solve.of(ode)
                .span(t0, t1)
                .y0(y0)
                .solver(factors ? new Rodas5P() : new Rock2())
                .controller(Pid.tol(loose(tolerance, y0.length)))
                .maxSteps(MOST_STEPS)
                .throwing(false)
                .start();
        double action = 0, largest = 0, radius = 0, last = t0;
        int reals = 0, samples = 0, count = 0;
        boolean more = true;
        while (more) {
            if (count < 8 || count % 8 == 0) {
                double[] sample = spectrum(ode, run.time(), run.state());
                radius = sample[0];
                if (radius > 0) {
                    samples++;
                    if (sample[1] > 0.99) reals++;
                }
            }
            more = run.step();
            count++;
            action += radius * Math.abs(run.time() - last);
            largest = Math.max(largest, radius);
            last = run.time();
        }
        double covered = run.fraction();
        return new StiffnessProbe(
                count / Math.max(covered, 1e-12),
                action / Math.max(covered, 1e-12),
                largest,
                samples > 0 && reals >= 0.8 * samples,
                covered);
    }

    private static boolean stored(Jacobian jacobian, int n) {
        return switch (jacobian) {
            case Jacobian.Banded _, Jacobian.Sparse _ -> true;
            case Jacobian.Dense dense -> dense.analytic().isPresent() && n <= 500;
            case Jacobian.MatrixFree _ -> false;
        };
    }

    private static Tolerance loose(Tolerance tolerance, int n) {
        int size = Math.max(tolerance.rtol().length, tolerance.atol().length);
        var atol = new double[size];
        for (int i = 0; i < size; i++)
            atol[i] = tolerance.atol(i) * Math.max(1, LOOSE / Math.max(tolerance.rtol(i), 1e-15));
        return new Tolerance(new double[] {LOOSE}, size == n ? atol : new double[] {atol[0]}, tolerance.norm());
    }

    /// The spectral radius of the decaying part, and how nearly real its eigenvalue is (1: real and negative).
    private static double[] spectrum(OdeTerm<double[]> ode, double t, double[] y) {
        double[] f = ode.rate(t, y, new double[y.length]);
        if (y.length > SMALL) return powerIteration(ode, t, y, f);
        try {
            return eigenvalues(ode, t, y, f);
        } catch (MathRuntimeException _) {
            return powerIteration(ode, t, y, f);
        }
    }

    private static double[] eigenvalues(OdeTerm<double[]> ode, double t, double[] y, double[] f) {
        int n = y.length;
        var jacobian = new double[n][n];
        double[] moved = y.clone(), there = new double[n];
        double floor = 1e-5 * Math.max(ArraySpace.REAL.rms(y), Double.MIN_NORMAL), sum = 0;
        for (int j = 0; j < n; j++) {
            double step = Math.sqrt(Math.ulp(1.0)) * Math.max(Math.abs(y[j]), floor);
            moved[j] = y[j] + step;
            ode.rate(t, moved, there);
            for (int i = 0; i < n; i++) {
                jacobian[i][j] = (there[i] - f[i]) / (moved[j] - y[j]);
                sum += Math.abs(jacobian[i][j]);
            }
            moved[j] = y[j];
        }
        if (sum == 0 || !Double.isFinite(sum)) return new double[] {0, 0};
        double radius = 0, real = 0;
        for (Complex value :
                new EigenDecompositionNonSymmetric(MatrixUtils.createRealMatrix(jacobian)).getEigenvalues()) {
            // oscillation needs its steps for accuracy too; growth does not limit explicit methods
            if (!(value.getReal() < 0) || value.norm() <= radius) continue;
            radius = value.norm();
            real = -value.getReal() / radius;
        }
        return new double[] {radius, real};
    }

    private static double[] powerIteration(OdeTerm<double[]> ode, double t, double[] y, double[] f) {
        int n = y.length;
        double[] v = f.clone(), moved = new double[n], image = new double[n];
        double length = ArraySpace.REAL.rms(v), size = 1e-8 * Math.max(ArraySpace.REAL.rms(y), 1e-10);
        if (!(length > 0)) {
            java.util.Arrays.setAll(v, i -> 1 + 1e-3 * (i % 7));
            length = ArraySpace.REAL.rms(v);
        }
        double estimate = 0, real = 0;
        for (int k = 0; k < 30; k++) {
            for (int i = 0; i < n; i++) moved[i] = y[i] + size / length * v[i];
            ode.rate(t, moved, image);
            double dot = 0, square = 0, norm = 0;
            for (int i = 0; i < n; i++) {
                image[i] = (image[i] - f[i]) * (length / size);
                dot += image[i] * v[i];
                square += image[i] * image[i];
                norm += v[i] * v[i];
            }
            double next = Math.sqrt(square / norm);
            if (!(next > 0) || !Double.isFinite(next)) break;
            real = -dot / Math.sqrt(square * norm);
            boolean settled = k > 5 && Math.abs(next - estimate) < 0.02 * next;
            estimate = next;
            if (settled) break;
            System.arraycopy(image, 0, v, 0, n);
            length = ArraySpace.REAL.rms(v);
        }
        return new double[] {real < 0 && real < -0.99 ? 0 : estimate, real};
    }
}
