package org.onsager.solve.symplectic;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solve;
import org.onsager.solve.StateSpace;

/// A separable Hamiltonian or other partitioned equation \(q' = g(p),\; p' = f(q)\); the state is \((q, p)\) in
/// one array of even length, positions first.
public final class Partitioned implements OdeTerm<double[]> {
    private final Half velocity;
    private final Half force;
    /// A half of the state and its rate, for each thread that asks for [#rate].
    private final ThreadLocal<double[][]> halves = ThreadLocal.withInitial(() -> new double[2][0]);

    /// An equation.
    ///
    /// @param velocity  \(g\): writes \(q'\) for momenta \(p\)
    /// @param force  \(f\): writes \(p'\) for positions \(q\)
    public Partitioned(Half velocity, Half force) {
        this.velocity = velocity;
        this.force = force;
    }

    /// Unit masses: \(q' = p\).
    public static Partitioned newtonian(Half force) {
        return new Partitioned((_, p, rate) -> System.arraycopy(p, 0, rate, 0, p.length), force);
    }

    /// \(g\).
    public Half velocity() {
        return velocity;
    }

    /// \(f\).
    public Half force() {
        return force;
    }

    @Override
    public StateSpace<double[]> space() {
        return ArraySpace.REAL;
    }

    /// Both halves, for methods that are not symplectic.
    @Override
    public double[] rate(double t, double[] y, double[] into) {
        int half = y.length / 2;
        double[][] storage = halves.get();
        if (storage[0].length != half) {
            storage[0] = new double[half];
            storage[1] = new double[half];
        }
        double[] from = storage[0], rate = storage[1];
        System.arraycopy(y, half, from, 0, half);
        velocity.rate(t, from, rate);
        System.arraycopy(y, 0, from, 0, half);
        System.arraycopy(rate, 0, into, 0, half);
        force.rate(t, from, rate);
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
