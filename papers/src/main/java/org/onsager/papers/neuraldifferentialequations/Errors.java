package org.onsager.papers.neuraldifferentialequations;

import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Vern9;

/// Distances between states, and reference solutions.
final class Errors {
    private Errors() {}

    /// The largest difference of a component.
    static double largest(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]));
        return worst;
    }

    /// The largest difference of a component relative to its size in `b`.
    static double relative(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]) / Math.abs(b[i]));
        return worst;
    }

    /// The solution at the end by Vern9 at 1e-14.
    static double[] reference(Term<double[]> term, double end, double[] y0) {
        return Solve.of(term)
                .span(0, end)
                .y0(y0)
                .solver(new Vern9())
                .controller(Pid.tol(1e-14, 1e-15))
                .maxSteps(1 << 20)
                .run()
                .y1();
    }
}
