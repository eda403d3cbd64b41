package org.onsager.solve.implicit;

import org.onsager.solve.FixedStep;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tolerance;

/// Equations \(M(t) y' = f\) with a known solution: \(u = e^{-t}\), \(v = u^2 + \sin t\), from \((2 + \sin t)\,
/// u' = -(2 + \sin t)(v - \sin t)/u\) and either \((1 + t)\, v' = (1 + t)(-2u^2 + \cos t)\) or \(0 = u^2 + \sin t
/// - v\).
final class MassProblems {
    private MassProblems() {}

    static double[] exact(double t) {
        double u = Math.exp(-t);
        return new double[] {u, u * u + Math.sin(t)};
    }

    private static double first(double t) {
        return 2 + Math.sin(t);
    }

    private static double second(double t, boolean singular) {
        return singular ? 0 : 1 + t;
    }

    private static void right(double t, double u, double v, boolean singular, double[] f) {
        f[0] = -first(t) * (v - Math.sin(t)) / u;
        f[1] = singular ? u * u + Math.sin(t) - v : second(t, false) * (-2 * u * u + Math.cos(t));
    }

    /// The equations as they stand.
    static Ode diagonal(boolean singular) {
        return Ode.of((t, y, f) -> right(t, y[0], y[1], singular, f)).with(Mass.diagonal(2, (t, m) -> {
            m[0] = first(t);
            m[1] = second(t, singular);
        }));
    }

    /// The equations in turned unknowns \(y = K(t)^T (u, v)\), combined by \(I(t)\): \(M = I D K\), \(f = I (g(K
    /// y) - D K' y)\) with rotations \(I\), \(K\). Image and kernel of \(M\) turn.
    ///
    /// @param image  radians a unit of time of \(I\)
    /// @param kernel  of \(K\)
    static Ode turning(double image, double kernel, boolean singular) {
        return Ode.of((t, y, f) -> {
                    double c = Math.cos(kernel * t), s = Math.sin(kernel * t);
                    double u = c * y[0] + s * y[1], v = c * y[1] - s * y[0];
                    right(t, u, v, singular, f);
                    turn(image * t, f[0] - first(t) * kernel * v, f[1] + second(t, singular) * kernel * u, f);
                })
                .with(Mass.dense(2, (t, m) -> {
                    double c = Math.cos(kernel * t), s = Math.sin(kernel * t);
                    double i = Math.cos(image * t), j = Math.sin(image * t);
                    double a = first(t), b = second(t, singular);
                    m[0] = i * a * c + j * b * s;
                    m[1] = i * a * s - j * b * c;
                    m[2] = j * a * c - i * b * s;
                    m[3] = j * a * s + i * b * c;
                }));
    }

    static double[] exact(double t, double kernel) {
        double[] w = exact(t);
        turn(kernel * t, w[0], w[1], w);
        return w;
    }

    private static void turn(double angle, double a, double b, double[] into) {
        double c = Math.cos(angle), s = Math.sin(angle);
        into[0] = c * a - s * b;
        into[1] = s * a + c * b;
    }

    /// The state at \(t = 1\) after equal steps.
    static double[] end(Solver solver, Ode ode, double[] y0, int steps) {
        return Solve.of(ode)
                .span(0, 1)
                .y0(y0)
                .solver(solver)
                .controller(new FixedStep(1.0 / steps, Tolerance.of(1e-11, 1e-11)))
                .run()
                .y1();
    }

    /// The order between `steps` and twice as many.
    static double order(Solver solver, Ode ode, double[] y0, double[] y1, int steps) {
        double coarse = distance(end(solver, ode, y0, steps), y1), fine = distance(end(solver, ode, y0, 2 * steps), y1);
        return Math.log(coarse / fine) / Math.log(2);
    }

    static double distance(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
        return most;
    }
}
