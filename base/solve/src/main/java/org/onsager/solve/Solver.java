package org.onsager.solve;

import java.util.Optional;

/// A method that makes steps. Immutable and shared: it holds its coefficients and settings, never a state.
public interface Solver {

    /// The method's usual name.
    String name();

    /// Order of the method: of the global error for differential equations, strong for stochastic ones.
    double order();

    /// Order \(\hat p\) of the solution that the error estimate compares with; 0 when the method has no estimate
    /// and can only be used with fixed steps.
    double errorOrder();

    /// Source of the method, one line.
    String citation();

    /// Source of its dense output where that is another than the method's own.
    default Optional<String> denseCitation() {
        return Optional.empty();
    }

    /// Whether the method solves \(M y' = f\) with a mass matrix other than the identity.
    default boolean takesMassMatrix() {
        return false;
    }

    /// Whether the method chooses its steps itself, together with its order; the run's controller then only sets
    /// tolerances and bounds.
    default boolean controlsSteps() {
        return false;
    }

    /// Whether a step of fixed size is made from the state alone and component by component, but for the
    /// right-hand side: then a row of a batch feels neither the other rows nor the steps before, and goes the
    /// same way alone.
    default boolean keepsRowsApart() {
        return true;
    }

    /// Prepares a run: checks that the method can solve this term and allocates its storage.
    ///
    /// @throws IllegalArgumentException if the method does not fit the term, with the remedy
    <Y> Stepper<Y> start(Term<Y> term, Start<Y> start);

    /// Where and how a run starts.
    ///
    /// @param t0  initial time
    /// @param t1  final time, of which the sign of the steps follows
    /// @param y0  initial state, left alone
    /// @param tolerance  the scale of errors
    /// @param tally  where the stepper counts its work
    record Start<Y>(double t0, double t1, Y y0, Tolerance tolerance, Tally tally) {}

    /// The term as an ordinary differential equation, for methods that know no other control than time.
    ///
    /// @throws IllegalArgumentException if it is another kind of term
    default <Y> OdeTerm<Y> requireOde(Term<Y> term) {
        if (term instanceof OdeTerm<Y> ode) return ode;
        throw new IllegalArgumentException(
                "solver %s needs an ordinary differential equation, not a %s; turn a differentiable control into one, or use"
                                .formatted(name(), term.getClass().getSimpleName())
                        + " an explicit or stochastic method");
    }
}
