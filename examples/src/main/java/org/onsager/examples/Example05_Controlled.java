package org.onsager.examples;

import org.onsager.solve.Solve;
import org.onsager.solve.Term;
import org.onsager.solve.controlled.ControlPath;
import org.onsager.solve.controlled.ControlledTerm;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Heun;

/// A controlled differential equation driven by an irregular time series with a gap.
public final class Example05_Controlled {
    private Example05_Controlled() {}

    /// Prints the state at the end by two methods.
    public static void main(String[] arguments) {
        double[] times = {0, 0.4, 1.1, 1.5, 2.3, 3};
        double[][] data = {{0}, {0.8}, {Double.NaN}, {0.2}, {-0.5}, {0.1}};
        var path = ControlPath.hermite(times, ControlPath.timeSeries(times, data));
        var term = new ControlledTerm(path, 2, (t, y, matrix) -> {
            matrix[0] = -y[0];
            matrix[1] = y[1];
            matrix[2] = y[0] - y[1];
            matrix[3] = Math.tanh(y[0]);
        });
        Term<double[]> ode = term.toOde();
        var smooth = Solve.of(ode)
                .span(0, 3)
                .y0(new double[] {1, 0})
                .solver(new Dopri5())
                .run();
        var direct = Solve.of(term)
                .span(0, 3)
                .y0(new double[] {1, 0})
                .solver(new Heun())
                .fixedStep(0.01)
                .run();
        System.out.printf("as an ordinary equation: %.6f %.6f%n", smooth.y1()[0], smooth.y1()[1]);
        System.out.printf("by increments:           %.6f %.6f%n", direct.y1()[0], direct.y1()[1]);
    }
}
