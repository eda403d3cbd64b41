package org.onsager.solve.symplectic;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solve;
import org.onsager.solve.StateSpace;

/// A separable Hamiltonian or other partitioned equation \(q' = g(p),\; p' = f(q)\); the state is \((q, p)\) in
/// one array of even length, positions first.
///
/// @param velocity  \(g\): writes \(q'\) for momenta \(p\)
/// @param force  \(f\): writes \(p'\) for positions \(q\)
public record Partitioned(Half velocity, Half force) implements OdeTerm<double[]> {

    /// Unit masses: \(q' = p\).
    public static Partitioned newtonian(Half force) {
        return new Partitioned((_, p, rate) -> System.arraycopy(p, 0, rate, 0, p.length), force);
    }

    @Override
    public StateSpace<double[]> space() {
        return ArraySpace.REAL;
    }

    @Override
    public double[] rate(double t, double[] y, double[] into) {
        int half = y.length / 2;
        var q = java.util.Arrays.copyOf(y, half);
        var p = java.util.Arrays.copyOfRange(y, half, y.length);
        var rate = new double[half];
        velocity.rate(t, p, rate);
        System.arraycopy(rate, 0, into, 0, half);
        force.rate(t, q, rate);
        System.arraycopy(rate, 0, into, half, half);
        return into;
    }

    /// The relative drift \((H(y) - H(y_0))/|H(y_0)|\) of an energy along a solution, to be observed.
    public static Solve.Observable<double[]> drift(Energy energy, double[] y0) {
        double start = energy.of(y0);
        return (t, y) -> new double[] {(energy.of(y) - start) / Math.abs(start)};
    }

    /// One half of a partitioned right-hand side.
    @FunctionalInterface
    public interface Half {
        /// Writes the rate of one half from the other half, `from`, which is left alone.
        void rate(double t, double[] from, double[] rate);
    }

    /// A function of the state \((q, p)\) that the equation keeps.
    @FunctionalInterface
    public interface Energy {
        /// \(H\).
        double of(double[] y);
    }
}
