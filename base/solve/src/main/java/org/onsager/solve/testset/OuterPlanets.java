package org.onsager.solve.testset;

import org.onsager.solve.Ode;

/// DETEST's C5: Jupiter, Saturn, Uranus, Neptune and Pluto about the sun, in astronomical units, units of 100
/// days and solar masses, with the inner planets counted as part of the sun.
///
/// With heliocentric positions \(x_i\): \(x_i'' = k\big(-(m_0 + m_i)\frac{x_i}{|x_i|^3} + \sum_{j\ne i} m_j
/// \big(\frac{x_j - x_i}{|x_j - x_i|^3} - \frac{x_j}{|x_j|^3}\big)\big)\). The state holds the 15 positions, then
/// the velocities.
///
/// Source: as [Detest], and for the constants W. H. Enright and J. D. Pryce, ACM TOMS 13, 1 (1987).
final class OuterPlanets {
    private static final double GRAVITY = 2.95912208286;
    private static final double SUN = 1.00000597682;
    private static final double[] MASSES = {
        .000954786104043, .000285583733151, .0000437273164546, .0000517759138449, .00000277777777778
    };
    private static final double[] START = {
        3.42947415189,
        3.35386959711,
        1.35494901715,
        6.64145542550,
        5.97156957878,
        2.18231499728,
        11.2630437207,
        14.6952576794,
        6.27960525067,
        -30.1552268759,
        1.65699966404,
        1.43785752721,
        -21.1238353380,
        28.4465098142,
        15.3882659679,
        -.557160570446,
        .505696783289,
        .230578543901,
        -.415570776342,
        .365682722812,
        .169143213293,
        -.325325669158,
        .189706021964,
        .0877265322780,
        -.0240476254170,
        -.287659532608,
        -.117219543175,
        -.176860753121,
        -.216393453025,
        -.0148647893090
    };

    private OuterPlanets() {}

    static Detest.Problem problem() {
        return new Detest.Problem(Ode.of(OuterPlanets::rate), START.clone());
    }

    private static void rate(double t, double[] y, double[] d) {
        System.arraycopy(y, 15, d, 0, 15);
        for (int i = 0; i < 5; i++) {
            double own = cube(y[3 * i], y[3 * i + 1], y[3 * i + 2]);
            for (int c = 0; c < 3; c++) d[15 + 3 * i + c] = -(SUN + MASSES[i]) * y[3 * i + c] / own;
        }
        for (int j = 0; j < 5; j++) {
            double own = cube(y[3 * j], y[3 * j + 1], y[3 * j + 2]);
            for (int i = 0; i < 5; i++) {
                if (i == j) continue;
                double apart = cube(y[3 * j] - y[3 * i], y[3 * j + 1] - y[3 * i + 1], y[3 * j + 2] - y[3 * i + 2]);
                for (int c = 0; c < 3; c++)
                    d[15 + 3 * i + c] += MASSES[j] * ((y[3 * j + c] - y[3 * i + c]) / apart - y[3 * j + c] / own);
            }
        }
        for (int k = 15; k < 30; k++) d[k] *= GRAVITY;
    }

    private static double cube(double x, double y, double z) {
        double square = x * x + y * y + z * z;
        return square * Math.sqrt(square);
    }
}
