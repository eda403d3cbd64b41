package org.onsager.solve.multistep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.testset.Detest;

class AdamsTest {
    /// An orbit of eccentricity 0.7 shortens the steps at each return; where that fills the highest difference
    /// with rounding errors the order has to fall, or the steps do, to rounding size.
    @Test
    void shorter_steps_after_a_rejection_do_not_spiral_down() {
        var orbit = java.util.Objects.requireNonNull(Detest.problems().get("D4"));
        for (double tolerance : new double[] {1e-6, 1e-8, 1e-10}) {
            var run =
                    Solve.of(orbit.ode()).span(0, Detest.END).y0(orbit.y0()).controller(Pid.tol(tolerance, tolerance));
            var adams = run.solver(new Adams()).start();
            double last = 0, shortest = Double.POSITIVE_INFINITY;
            while (adams.step()) {
                if (last > 1) shortest = Math.min(shortest, adams.time() - last);
                last = adams.time();
            }
            assertThat(shortest).isGreaterThan(1e-5);
            // an eighth-order method with 12 evaluations a step on the same problem
            long others = run.solver(new Dop853()).run().statistics().rates();
            assertThat(adams.solution().statistics().rates()).isLessThan(others);
        }
    }
}
