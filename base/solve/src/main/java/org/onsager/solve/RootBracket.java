package org.onsager.solve;

import java.util.function.DoubleUnaryOperator;

/// Root of a function between two times of opposite sign by the ITP method (interpolate, truncate, project),
/// which is never slower than bisection by more than one step and superlinear on smooth functions.
///
/// Source: I. F. D. Oliveira and R. H. C. Takahashi, *An enhancement of the bisection method average performance
/// preserving minmax optimality*, ACM TOMS 47 (2021).
final class RootBracket {
    static final String CITATION =
            "I. F. D. Oliveira, R. H. C. Takahashi, An enhancement of the bisection method average performance preserving"
                    + " minmax optimality, ACM TOMS 47 (2021)";

    private RootBracket() {}

    /// The end of the final bracket on the far side of the crossing, seen from `a`.
    static double beyondRoot(DoubleUnaryOperator g, double a, double ga, double b, double gb, double tolerance) {
        double epsilon = Math.max(0.5 * tolerance, 2 * Math.ulp(Math.max(Math.abs(a), Math.abs(b))));
        int worst = 1 + Math.max(0, (int) Math.ceil(Math.log(Math.abs(b - a) / (2 * epsilon)) / Math.log(2)));
        double kappa = 0.2 / Math.abs(b - a);
        for (int j = 0; Math.abs(b - a) > 2 * epsilon && j < 200; j++) {
            double half = 0.5 * (a + b);
            double radius = Math.max(0, epsilon * Math.pow(2, Math.min(1000, worst - j)) - 0.5 * Math.abs(b - a));
            double falsi = (gb * a - ga * b) / (gb - ga);
            double toHalf = Math.signum(half - falsi);
            double shift = kappa * (b - a) * (b - a);
            double truncated = shift <= Math.abs(half - falsi) ? falsi + toHalf * shift : half;
            double t = Math.abs(truncated - half) <= radius ? truncated : half - toHalf * radius;
            if (t == a || t == b || Double.isNaN(t)) t = half;
            if (t == a || t == b) break;
            double value = g.applyAsDouble(t);
            if (value == 0) return t;
            if (value * ga > 0) {
                a = t;
                ga = value;
            } else {
                b = t;
                gb = value;
            }
        }
        return b;
    }
}
