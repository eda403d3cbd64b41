package org.onsager.bench;

import java.util.Arrays;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;

/// The right-hand sides of the races, component for component those of the peers.
final class OdeProblems {
    private OdeProblems() {}

    /// Lorenz 1963, (10, 28, 8/3).
    static final Ode LORENZ63 = Ode.of((t, x, d) -> {
        double a = x[0], b = x[1], c = x[2];
        d[0] = 10.0 * (b - a);
        d[1] = a * (28.0 - c) - b;
        d[2] = a * b - 8.0 / 3.0 * c;
    });

    static final double[] PLEIADES_START = {
        3, 3, -1, -3, 2, -2, 2, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, 0, 0, 1.75, -1.5, 0, 0, 0, -1.25, 1, 0, 0
    };

    /// Seven bodies in the plane with masses 1 to 7; each pair is visited once.
    static final Ode PLEIADES = Ode.of(OdeProblems::pleiades);

    private static void pleiades(double t, double[] y, double[] d) {
        System.arraycopy(y, 14, d, 0, 14);
        Arrays.fill(d, 14, 28, 0);
        for (int i = 0; i < 7; i++) {
            double xi = y[i], yi = y[7 + i];
            double ax = 0, ay = 0;
            for (int j = i + 1; j < 7; j++) {
                double dx = y[j] - xi, dy = y[7 + j] - yi;
                double r2 = dx * dx + dy * dy;
                double inverse = 1 / (r2 * Math.sqrt(r2));
                double onI = (j + 1) * inverse, onJ = (i + 1) * inverse;
                ax += onI * dx;
                ay += onI * dy;
                d[14 + j] -= onJ * dx;
                d[21 + j] -= onJ * dy;
            }
            d[14 + i] += ax;
            d[21 + i] += ay;
        }
    }

    /// Lorenz 1996 with forcing 8, any number of sites from 4.
    static final Ode LORENZ96 = Ode.of((t, x, d) -> {
        int n = x.length;
        d[0] = (x[1] - x[n - 2]) * x[n - 1] - x[0] + 8.0;
        d[1] = (x[2] - x[n - 1]) * x[0] - x[1] + 8.0;
        for (int i = 2; i < n - 1; i++) d[i] = (x[i + 1] - x[i - 2]) * x[i - 1] - x[i] + 8.0;
        d[n - 1] = (x[0] - x[n - 3]) * x[n - 2] - x[n - 1] + 8.0;
    });

    static double[] lorenz96Start() {
        var x = new double[1000];
        for (int i = 0; i < x.length; i++) x[i] = 8 + 0.01 * Math.sin(i);
        return x;
    }

    /// Robertson's reaction with its Jacobian.
    static final Ode ROBERTSON = Ode.of((t, y, d) -> {
                double a = 0.04 * y[0], b = 1e4 * y[1] * y[2], c = 3e7 * y[1] * y[1];
                d[0] = b - a;
                d[1] = a - b - c;
                d[2] = c;
            })
            .with(Jacobian.dense((t, y, j) -> {
                j[0] = -0.04;
                j[1] = 1e4 * y[2];
                j[2] = 1e4 * y[1];
                j[3] = 0.04;
                j[4] = -1e4 * y[2] - 6e7 * y[1];
                j[5] = -1e4 * y[1];
                j[7] = 6e7 * y[1];
            }))
            .asAutonomous();

    /// The Brusselator on a line, u and v interleaved, with its banded Jacobian.
    static final Ode BRUSSELATOR = Ode.of(OdeProblems::brusselator)
            .with(Jacobian.banded(2, 2, OdeProblems::brusselatorJacobian))
            .asAutonomous();

    private static void brusselator(double t, double[] y, double[] d) {
        int n = y.length;
        double c = 1.0 / 50 * (n / 2 + 1.0) * (n / 2 + 1.0);
        for (int i = 0; i < n; i += 2) {
            double u = y[i], v = y[i + 1], uuv = u * u * v;
            double ul = i > 0 ? y[i - 2] : 1, ur = i < n - 2 ? y[i + 2] : 1;
            double vl = i > 0 ? y[i - 1] : 3, vr = i < n - 2 ? y[i + 3] : 3;
            d[i] = 1 + uuv - 4 * u + c * (ul - 2 * u + ur);
            d[i + 1] = 3 * u - uuv + c * (vl - 2 * v + vr);
        }
    }

    private static void brusselatorJacobian(double t, double[] y, double[] j) {
        int n = y.length;
        double c = 1.0 / 50 * (n / 2 + 1.0) * (n / 2 + 1.0);
        for (int i = 0; i < n; i += 2) {
            double u = y[i], v = y[i + 1];
            int row = 5 * i, next = row + 5;
            j[row] = c;
            j[row + 2] = 2 * u * v - 4 - 2 * c;
            j[row + 3] = u * u;
            j[row + 4] = c;
            j[next] = c;
            j[next + 1] = 3 - 2 * u * v;
            j[next + 2] = -u * u - 2 * c;
            j[next + 4] = c;
        }
    }

    static double[] brusselatorStart() {
        var y = new double[1000];
        for (int i = 0; i < 500; i++) {
            y[2 * i] = 1 + Math.sin(2 * Math.PI * (i + 1) / 501.0);
            y[2 * i + 1] = 3;
        }
        return y;
    }
}
