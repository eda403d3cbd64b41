package org.onsager.inference.density;

import org.onsager.numerics.ScalarMaximum;
import org.onsager.numerics.ScalarRoot;

/// The distance that dominates \(\sum_i w_i^m\): the minimum over \(u\) of \(m\,\kappa(\delta(u)/h^2) + I(u)\),
/// found without the closed forms, so that it holds for any kernel and checks them.
///
/// The minimum of a sum of an increasing and a decreasing function of \(\delta\) need not be the only one; the
/// whole range is scanned in \(\ln u\) before the best cell is refined by golden sections.
///
/// @param tilt  \(u\) at the minimum
/// @param rate  \(I(u)\) there
/// @param value  the minimum, \(-\psi_m = m e + I\)
record TiltedMinimum(double tilt, double rate, double value) {
    private static final double LOW = -40;
    private static final double HIGH = 40;
    private static final int CELLS = 320;

    static TiltedMinimum of(DistanceLaw law, RadialKernel kernel, double m, double h) {
        double best = Double.POSITIVE_INFINITY;
        int cell = 0;
        for (int i = 0; i <= CELLS; i++) {
            double value = value(law, kernel, m, h, LOW + (HIGH - LOW) * i / CELLS);
            if (value < best) {
                best = value;
                cell = i;
            }
        }
        double width = (HIGH - LOW) / CELLS;
        double from = LOW + width * (cell - 1);
        double to = LOW + width * (cell + 1);
        double x = isStationaryBetween(law, kernel, m, h, from, to)
                ? ScalarRoot.standard()
                        .between(y -> slope(law, kernel, m, h, y), from, to)
                        .point()
                : new ScalarMaximum(1e-12, 300)
                        .between(y -> -value(law, kernel, m, h, y), from, to)
                        .point();
        double u = Math.exp(x);
        return new TiltedMinimum(u, law.rate(u), value(law, kernel, m, h, x));
    }

    /// The sign of the derivative by \(\ln u\): \(I' = -\tfrac12 u \delta'\), so that it vanishes where
    /// \(u = 2 m \kappa'(\delta/h^2)/h^2\).
    private static double slope(DistanceLaw law, RadialKernel kernel, double m, double h, double logTilt) {
        double h2 = h * h;
        return logTilt - Math.log(2 * m * kernel.slope(law.squaredDistance(Math.exp(logTilt)) / h2) / h2);
    }

    private static boolean isStationaryBetween(
            DistanceLaw law, RadialKernel kernel, double m, double h, double from, double to) {
        return slope(law, kernel, m, h, from) < 0 && slope(law, kernel, m, h, to) > 0;
    }

    private static double value(DistanceLaw law, RadialKernel kernel, double m, double h, double logTilt) {
        double u = Math.exp(logTilt);
        return m * kernel.energy(law.squaredDistance(u) / (h * h)) + law.rate(u);
    }
}
