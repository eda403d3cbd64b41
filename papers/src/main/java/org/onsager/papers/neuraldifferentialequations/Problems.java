package org.onsager.papers.neuraldifferentialequations;

import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;
import org.onsager.solve.implicit.SplitOde;
import org.onsager.solve.symplectic.Partitioned;

/// The problems of the appendix.
final class Problems {
    private Problems() {}

    static final Partitioned OSCILLATOR = Partitioned.newtonian((t, q, f) -> f[0] = -q[0]);
    static final Partitioned PENDULUM = Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]));
    static final Ode DRIVEN = Ode.of((t, y, d) -> d[0] = -3 * y[0] * Math.cos(5 * t) + Math.sin(8 * t));

    static final Ode ROBERTSON = Ode.of((t, y, d) -> {
                d[0] = -.04 * y[0] + 1e4 * y[1] * y[2];
                d[2] = 3e7 * y[1] * y[1];
                d[1] = -d[0] - d[2];
            })
            .with(Jacobian.dense((t, y, j) -> {
                j[0] = -.04;
                j[1] = 1e4 * y[2];
                j[2] = 1e4 * y[1];
                j[6] = 0;
                j[7] = 6e7 * y[1];
                j[8] = 0;
                for (int c = 0; c < 3; c++) j[3 + c] = -j[c] - j[6 + c];
            }))
            .asAutonomous();

    static final Ode HIRES = Ode.of((t, y, d) -> {
                d[0] = -1.71 * y[0] + .43 * y[1] + 8.32 * y[2] + .0007;
                d[1] = 1.71 * y[0] - 8.75 * y[1];
                d[2] = -10.03 * y[2] + .43 * y[3] + .035 * y[4];
                d[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
                d[4] = -1.745 * y[4] + .43 * y[5] + .43 * y[6];
                d[5] = -280 * y[5] * y[7] + .69 * y[3] + 1.71 * y[4] - .43 * y[5] + .69 * y[6];
                d[6] = 280 * y[5] * y[7] - 1.81 * y[6];
                d[7] = -d[6];
            })
            .asAutonomous();

    static final double[] HIRES_START = {1, 0, 0, 0, 0, 0, 0, .0057};

    static final Ode VAN_DER_POL = Ode.of((t, y, d) -> {
                d[0] = y[1];
                d[1] = 1000 * (1 - y[0] * y[0]) * y[1] - y[0];
            })
            .with(Jacobian.dense((t, y, j) -> {
                j[0] = 0;
                j[1] = 1;
                j[2] = -2000 * y[0] * y[1] - 1;
                j[3] = 1000 * (1 - y[0] * y[0]);
            }))
            .asAutonomous();

    static final Ode LOTKA_VOLTERRA = Ode.of((t, y, d) -> {
                d[0] = 1.5 * y[0] - y[0] * y[1];
                d[1] = -3 * y[1] + y[0] * y[1];
            })
            .with(Jacobian.dense((t, y, j) -> {
                j[0] = 1.5 - y[1];
                j[1] = -y[0];
                j[2] = y[1];
                j[3] = -3 + y[0];
            }))
            .asAutonomous();

    static final double ARENSTORF_PERIOD = 17.0652165601579625588917;
    static final double[] ARENSTORF_START = {.994, 0, 0, -2.00158510637908252};

    static final Ode ARENSTORF = Ode.of((t, y, d) -> {
        double mu = .012277471, nu = 1 - mu;
        double a = Math.pow(Math.hypot(y[0] + mu, y[1]), 3), b = Math.pow(Math.hypot(y[0] - nu, y[1]), 3);
        d[0] = y[2];
        d[1] = y[3];
        d[2] = y[0] + 2 * y[3] - nu * (y[0] + mu) / a - mu * (y[0] - nu) / b;
        d[3] = y[1] - 2 * y[2] - nu * y[1] / a - mu * y[1] / b;
    });

    static Ode kepler() {
        return Ode.of((t, y, d) -> {
            double r = Math.hypot(y[0], y[1]), cube = r * r * r;
            d[0] = y[2];
            d[1] = y[3];
            d[2] = -y[0] / cube;
            d[3] = -y[1] / cube;
        });
    }

    static double[] keplerStart(double eccentricity) {
        return new double[] {1 - eccentricity, 0, 0, Math.sqrt((1 + eccentricity) / (1 - eccentricity))};
    }

    /// The discrete heat equation of DETEST's class C.
    static Ode heat(int n) {
        return Ode.of((t, y, d) -> {
                    for (int i = 0; i < n; i++) d[i] = (i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0);
                })
                .with(Jacobian.banded(1, 1));
    }

    /// A front of \(u_t = u_{xx} + 5u(1 - u)\) between ends held at 0, on points a tenth apart: diffusion is
    /// stiff, reaction is not. A new one a run, as a split equation holds storage.
    static SplitOde front(int n) {
        Ode reaction = Ode.of((t, y, d) -> {
            for (int i = 0; i < n; i++) d[i] = 5 * y[i] * (1 - y[i]);
        });
        Ode diffusion = Ode.of((t, y, d) -> {
                    for (int i = 0; i < n; i++)
                        d[i] = 100 * ((i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0));
                })
                .with(Jacobian.banded(1, 1));
        return new SplitOde(reaction, diffusion);
    }

    /// A bump at the left of the front's interval.
    static double[] frontStart(int n) {
        var y = new double[n];
        for (int i = 0; i < n; i++) y[i] = Math.exp(-Math.pow(0.1 * i - 1, 2) / 0.1);
        return y;
    }
}
