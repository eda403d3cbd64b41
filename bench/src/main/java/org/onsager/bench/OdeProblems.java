package org.onsager.bench;

import java.util.Arrays;
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
}
