package org.onsager.solve;

import java.util.Optional;

/// An ordinary differential equation of real components, \(M(t)\, y' = f(t, y)\), with what implicit methods can
/// use.
///
/// Immutable; the right-hand side writes into storage that it is given, and is called from one thread at a time
/// per run.
public final class Ode implements OdeTerm<double[]> {
    private final Field field;
    private final StateSpace<double[]> space;
    private final Jacobian jacobian;
    private final Mass mass;
    private final double[] jumps;
    private final boolean autonomous;
    private final Optional<Field> timeDerivative;

    private Ode(
            Field field,
            StateSpace<double[]> space,
            Jacobian jacobian,
            Mass mass,
            double[] jumps,
            boolean autonomous,
            Optional<Field> timeDerivative) {
        this.field = field;
        this.space = space;
        this.jacobian = jacobian;
        this.mass = mass;
        this.jumps = jumps;
        this.autonomous = autonomous;
        this.timeDerivative = timeDerivative;
    }

    /// The equation \(y' = f(t, y)\); implicit methods take its Jacobian from finite differences.
    public static Ode of(Field field) {
        return new Ode(
                field, ArraySpace.REAL, Jacobian.differences(), Mass.IDENTITY, new double[0], false, Optional.empty());
    }

    /// With another way to get the Jacobian \(\partial f / \partial y\).
    public Ode with(Jacobian other) {
        return new Ode(field, space, other, mass, jumps, autonomous, timeDerivative);
    }

    /// With a mass matrix, singular for a differential-algebraic equation of index 1.
    public Ode with(Mass other) {
        return new Ode(field, space, jacobian, other, jumps, autonomous, timeDerivative);
    }

    /// On another space of arrays, such as a batch.
    public Ode on(StateSpace<double[]> other) {
        return new Ode(field, other, jacobian, mass, jumps, autonomous, timeDerivative);
    }

    /// Without explicit time: Rosenbrock methods then spare the evaluation of \(\partial f/\partial t\).
    public Ode asAutonomous() {
        return new Ode(field, space, jacobian, mass, jumps, true, Optional.empty());
    }

    /// With \(\partial f/\partial t\), which Rosenbrock methods need; without it they take a one-sided
    /// difference, whose error of some 1e-8 of \(f\) shows below relative tolerances of 1e-10.
    public Ode withTimeDerivative(Field derivative) {
        return new Ode(field, space, jacobian, mass, jumps, false, Optional.of(derivative));
    }

    /// With times at which \(f\) jumps.
    public Ode jumpingAt(double... times) {
        return new Ode(field, space, jacobian, mass, times.clone(), autonomous, timeDerivative);
    }

    @Override
    public StateSpace<double[]> space() {
        return space;
    }

    @Override
    public double[] rate(double t, double[] y, double[] into) {
        field.rate(t, y, into);
        return into;
    }

    /// The right-hand side \(f\).
    public Field field() {
        return field;
    }

    /// How implicit methods get the Jacobian.
    public Jacobian jacobian() {
        return jacobian;
    }

    /// Whether the right-hand side was declared not to depend on time.
    public boolean autonomous() {
        return autonomous;
    }

    /// \(\partial f/\partial t\), if it was given.
    public Optional<Field> timeDerivative() {
        return timeDerivative;
    }

    /// The mass matrix.
    public Mass mass() {
        return mass;
    }

    @Override
    public double[] jumps() {
        return jumps.clone();
    }

    /// A right-hand side on arrays.
    @FunctionalInterface
    public interface Field {
        /// Writes \(f(t, y)\) into `rate`.
        ///
        /// @param y  the state, left alone
        /// @param rate  of the same length; every component must be written
        void rate(double t, double[] y, double[] rate);
    }
}
