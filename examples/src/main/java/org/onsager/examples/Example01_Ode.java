package org.onsager.examples;

import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.explicit.Vern7;

/// Predators and prey: an ordinary differential equation, saved on a grid and evaluated anywhere.
public final class Example01_Ode {
    private Example01_Ode() {}

    /// Prints the populations and what they cost.
    public static void main(String[] arguments) {
        Ode lotkaVolterra = Ode.of((t, y, rate) -> {
            rate[0] = 1.5 * y[0] - y[0] * y[1];
            rate[1] = -3 * y[1] + y[0] * y[1];
        });
        var solution = Solve.of(lotkaVolterra)
                .span(0, 10)
                .y0(new double[] {1, 1})
                .solver(new Vern7())
                .controller(Pid.tol(1e-9, 1e-9))
                .saveAt(SaveAt.grid(0, 10, 11).dense())
                .run();
        for (int i = 0; i < solution.ts().length; i++)
            System.out.printf(
                    "t = %4.1f  prey %.6f  predators %.6f%n",
                    solution.ts()[i], solution.ys().get(i)[0], solution.ys().get(i)[1]);
        System.out.println("prey at t = 3.21: " + solution.evaluate(3.21)[0]);
        System.out.println(solution.statistics());
    }
}
