package org.onsager.examples;

import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.implicit.AutoSwitch;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.multistep.Bdf;

/// Robertson's reaction over eleven decades of time: stiff methods, and the same as a differential-algebraic
/// equation.
public final class Example02_Stiff {
    private Example02_Stiff() {}

    /// Prints the end state and the steps of several methods.
    public static void main(String[] arguments) {
        Ode robertson = Ode.of((t, y, rate) -> {
            rate[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
            rate[2] = 3e7 * y[1] * y[1];
            rate[1] = -rate[0] - rate[2];
        });
        for (Solver solver : new Solver[] {new Rodas5P(), new Radau(5), new Bdf(), new AutoSwitch()})
            report(robertson, solver);
        // the last equation replaced by the conservation of mass: a row of zeros in the mass matrix
        Ode algebraic = Ode.of((t, y, rate) -> {
                    rate[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
                    rate[1] = 0.04 * y[0] - 1e4 * y[1] * y[2] - 3e7 * y[1] * y[1];
                    rate[2] = y[0] + y[1] + y[2] - 1;
                })
                .with(Mass.diagonal(1, 1, 0));
        report(algebraic, new Rodas5P());
    }

    private static void report(Ode ode, Solver solver) {
        var solution = Solve.of(ode)
                .span(0, 1e11)
                .y0(new double[] {1, 0, 0})
                .solver(solver)
                .controller(Pid.tol(1e-6, 1e-14))
                .run();
        System.out.printf(
                "%-14s %5d steps  y = %.6e %.6e %.9f%n",
                solver.name(), solution.statistics().steps(), solution.y1()[0], solution.y1()[1], solution.y1()[2]);
    }
}
