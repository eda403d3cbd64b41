package org.onsager.solve;

/// A norm of the scaled error's components.
@FunctionalInterface
public interface Norm {
    /// Root mean square, the default: an error estimate does not grow with the number of equal components.
    Norm RMS = scaled -> {
        double sum = 0;
        for (double each : scaled) sum += each * each;
        return Math.sqrt(sum / Math.max(1, scaled.length));
    };

    /// Largest magnitude: every component meets its tolerance.
    Norm MAX = scaled -> {
        double max = 0;
        for (double each : scaled) {
            if (Double.isNaN(each)) return Double.NaN;
            max = Math.max(max, Math.abs(each));
        }
        return max;
    };

    /// The norm of the first `n` components only (a seminorm): quantities that ride along, such as the parameter
    /// block of an adjoint, do not shorten the steps. Source: P. Kidger, R. T. Q. Chen and T. Lyons, arXiv
    /// 2009.09457.
    static Norm ofFirst(int n) {
        return scaled -> {
            double sum = 0;
            for (int i = 0; i < n; i++) sum += scaled[i] * scaled[i];
            return Math.sqrt(sum / n);
        };
    }

    /// The norm of the vector of scaled errors; NaN where a component is NaN.
    double of(double[] scaled);
}
