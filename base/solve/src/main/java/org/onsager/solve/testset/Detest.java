package org.onsager.solve.testset;

import java.util.LinkedHashMap;
import java.util.Map;
import org.onsager.solve.Ode;

/// The 25 problems of DETEST, \(t \in [0, 20]\): single equations (A), small systems (B), moderate systems (C),
/// orbits of eccentricity 0.1 to 0.9 (D), equations of second order (E). None is stiff.
///
/// Source: T. E. Hull, W. H. Enright, B. M. Fellen and A. E. Sedgwick, *Comparing numerical methods for ordinary
/// differential equations*, SIAM J. Numer. Anal. 9, 603 (1972).
public final class Detest {
    /// The final time of all of them.
    public static final double END = 20;

    private Detest() {}

    /// A problem.
    ///
    /// @param ode  the equation
    /// @param y0  the state at time 0
    public record Problem(Ode ode, double[] y0) {}

    /// All, by their names from A1 to E5.
    public static Map<String, Problem> problems() {
        var all = new LinkedHashMap<String, Problem>();
        all.put("A1", scalar((t, y) -> -y, 1));
        all.put("A2", scalar((t, y) -> -y * y * y / 2, 1));
        all.put("A3", scalar((t, y) -> y * Math.cos(t), 1));
        all.put("A4", scalar((t, y) -> y / 4 * (1 - y / 20), 1));
        all.put("A5", scalar((t, y) -> (y - t) / (y + t), 4));
        all.put(
                "B1",
                of(
                        (t, y, d) -> {
                            d[0] = 2 * (y[0] - y[0] * y[1]);
                            d[1] = -(y[1] - y[0] * y[1]);
                        },
                        1,
                        3));
        all.put(
                "B2",
                of(
                        (t, y, d) -> {
                            d[0] = -y[0] + y[1];
                            d[1] = y[0] - 2 * y[1] + y[2];
                            d[2] = y[1] - y[2];
                        },
                        2,
                        0,
                        1));
        all.put(
                "B3",
                of(
                        (t, y, d) -> {
                            d[0] = -y[0];
                            d[1] = y[0] - y[1] * y[1];
                            d[2] = y[1] * y[1];
                        },
                        1,
                        0,
                        0));
        all.put(
                "B4",
                of(
                        (t, y, d) -> {
                            double r = Math.hypot(y[0], y[1]);
                            d[0] = -y[1] - y[0] * y[2] / r;
                            d[1] = y[0] - y[1] * y[2] / r;
                            d[2] = y[0] / r;
                        },
                        3,
                        0,
                        0));
        all.put(
                "B5",
                of(
                        (t, y, d) -> {
                            d[0] = y[1] * y[2];
                            d[1] = -y[0] * y[2];
                            d[2] = -.51 * y[0] * y[1];
                        },
                        0,
                        1,
                        1));
        all.put("C1", chain(10, i -> 1));
        all.put("C2", chain(10, i -> i));
        all.put("C3", heat(10));
        all.put("C4", heat(51));
        all.put("C5", OuterPlanets.problem());
        for (int k = 1; k <= 5; k++) all.put("D" + k, kepler(.1 + .2 * (k - 1)));
        all.put(
                "E1",
                second(
                        (t, y, v) -> -(v / (t + 1) + (1 - .25 / ((t + 1) * (t + 1))) * y),
                        .671396707141803,
                        .0954005144474744));
        all.put("E2", second((t, y, v) -> (1 - y * y) * v - y, 2, 0));
        all.put("E3", second((t, y, v) -> y * y * y / 6 - y + 2 * Math.sin(2.78535 * t), 0, 0));
        all.put("E4", second((t, y, v) -> .032 - .4 * v * v, 30, 0));
        all.put("E5", second((t, y, v) -> Math.sqrt(1 + v * v) / (25 - t), 0, 0));
        return all;
    }

    private interface Scalar {
        double at(double t, double y);
    }

    private interface Second {
        double at(double t, double y, double v);
    }

    private static Problem of(Ode.Field field, double... y0) {
        return new Problem(Ode.of(field), y0);
    }

    private static Problem scalar(Scalar f, double y0) {
        return of((t, y, d) -> d[0] = f.at(t, y[0]), y0);
    }

    private static Problem second(Second f, double y, double v) {
        return of(
                (t, x, d) -> {
                    d[0] = x[1];
                    d[1] = f.at(t, x[0], x[1]);
                },
                y,
                v);
    }

    private static Problem chain(int n, java.util.function.IntToDoubleFunction rate) {
        var y0 = new double[n];
        y0[0] = 1;
        return of(
                (t, y, d) -> {
                    d[0] = -rate.applyAsDouble(1) * y[0];
                    for (int i = 1; i < n - 1; i++)
                        d[i] = rate.applyAsDouble(i) * y[i - 1] - rate.applyAsDouble(i + 1) * y[i];
                    d[n - 1] = rate.applyAsDouble(n - 1) * y[n - 2];
                },
                y0);
    }

    private static Problem heat(int n) {
        var y0 = new double[n];
        y0[0] = 1;
        return of(
                (t, y, d) -> {
                    for (int i = 0; i < n; i++) d[i] = (i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0);
                },
                y0);
    }

    private static Problem kepler(double e) {
        return of(
                (t, y, d) -> {
                    double r = Math.hypot(y[0], y[1]), cube = r * r * r;
                    d[0] = y[2];
                    d[1] = y[3];
                    d[2] = -y[0] / cube;
                    d[3] = -y[1] / cube;
                },
                1 - e,
                0,
                0,
                Math.sqrt((1 + e) / (1 - e)));
    }
}
