package org.onsager.solve.symplectic;

import java.util.Optional;
import org.onsager.solve.BootstrappedHermite;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A symplectic composition of kicks \(p \leftarrow p + d_i h f(q)\) and drifts \(q \leftarrow q + c_i h g(p)\),
/// in the order \(d_1, c_1, d_2, c_2, \dots\). Fixed steps; dense output of the method's
/// order, see [org.onsager.solve.BootstrappedHermite].
public interface Composition extends Solver {

    /// \(d_i\).
    double[] kicks();

    /// \(c_i\).
    double[] drifts();

    @Override
    default double errorOrder() {
        return 0;
    }

    @Override
    default Optional<String> denseCitation() {
        return Optional.of(BootstrappedHermite.citation(order()));
    }

    @Override
    @SuppressWarnings("unchecked")
    default <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        if (!(term instanceof Partitioned partitioned))
            throw new IllegalArgumentException(
                    "solver %s needs a Partitioned term (q' = g(p), p' = f(q)), not a %s; use GaussLegendre for other Hamiltonians"
                            .formatted(name(), term.getClass().getSimpleName()));
        var arrays = (Start<double[]>) start;
        if (arrays.y0().length % 2 != 0)
            throw new IllegalArgumentException("a partitioned state must have even length, not " + arrays.y0().length);
        return (Stepper<Y>) new CompositionStepper(this, partitioned, arrays);
    }

    /// The kicks of the composition of Verlet steps (half kick, drift, half kick) of sizes \(w_i h\).
    static double[] verletKicks(double... w) {
        var d = new double[w.length + 1];
        for (int i = 0; i < w.length; i++) {
            d[i] += w[i] / 2;
            d[i + 1] += w[i] / 2;
        }
        return d;
    }

    /// The drifts of that composition.
    static double[] verletDrifts(double... w) {
        return java.util.Arrays.copyOf(w, w.length + 1);
    }

    /// \(w_m, \dots, w_1, w_0, w_1, \dots, w_m\) with \(w_0 = 1 - 2\sum w_i\).
    static double[] symmetric(double... w) {
        var all = new double[2 * w.length + 1];
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            all[w.length - 1 - i] = w[i];
            all[w.length + 1 + i] = w[i];
            sum += w[i];
        }
        all[w.length] = 1 - 2 * sum;
        return all;
    }
}
