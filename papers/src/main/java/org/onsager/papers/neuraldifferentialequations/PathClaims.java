package org.onsager.papers.neuraldifferentialequations;

import org.onsager.lab.Trial;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.controlled.ControlPath;
import org.onsager.solve.controlled.ControlledTerm;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Tsit5;

/// Claims N19 and N20: control paths.
final class PathClaims {
    private static final double[] T = {0, 1, 2.5, 4};
    private static final double[][] X = {{0}, {2}, {1}, {3}};
    private static final double[] AT = {.5, 1.7, 3.1, 3.9};
    private final Trial trial;

    PathClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        double[] hermite = {1, 2.064296296, 1.368, 2.854222222};
        double[] natural = {1.256756757, 1.706882883, 1.364108108, 2.791327327};
        var claim = trial.claim("N19");
        for (int i = 0; i < AT.length; i++) {
            claim.number("Hermite at " + AT[i], hermite[i], value(ControlPath.hermite(T, X), AT[i]), 1e-9);
            claim.number("natural at " + AT[i], natural[i], value(ControlPath.natural(T, X), AT[i]), 1e-9);
        }
        claim.done("t = (0, 1, 2.5, 4), x = (0, 2, 1, 3)");
        reparameterisation();
    }

    private static double value(ControlPath path, double t) {
        var x = new double[path.channels()];
        path.evaluate(t, x);
        return x[0];
    }

    private void reparameterisation() {
        var claim = trial.claim("N20");
        for (double tolerance : new double[] {1e-5, 1e-7})
            for (Solver solver : new Solver[] {new Dopri5(), new Tsit5()})
                claim.number(
                        "%s at tolerance %.0e: difference".formatted(solver.name(), tolerance),
                        0,
                        Errors.largest(solve(path(false), solver, tolerance), solve(path(true), solver, tolerance)),
                        10 * tolerance);
        claim.done("linear control (sin s, s^2/2) of 200 pieces run through at s = t and at s = sqrt(2 t)");
    }

    private static ControlPath path(boolean squared) {
        int n = 200;
        var t = new double[n + 1];
        var x = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            double s = 2.0 * i / n;
            t[i] = squared ? s * s / 2 : s;
            x[i] = new double[] {Math.sin(s), s * s / 2};
        }
        return ControlPath.linear(t, x);
    }

    private static double[] solve(ControlPath path, Solver solver, double tolerance) {
        Term<double[]> ode = new ControlledTerm(path, 2, (t, y, m) -> {
                    m[0] = y[1];
                    m[1] = -y[0];
                    m[2] = Math.cos(y[0]);
                    m[3] = .3 * y[1];
                })
                .toOde();
        return Solve.of(ode)
                .span(path.from(), path.to())
                .y0(new double[] {1, .5})
                .solver(solver)
                .controller(Pid.tol(tolerance, tolerance))
                .run()
                .y1();
    }
}
