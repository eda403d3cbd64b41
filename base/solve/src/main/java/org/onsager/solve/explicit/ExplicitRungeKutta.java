package org.onsager.solve.explicit;

import java.util.Optional;
import org.onsager.solve.BootstrappedHermite;
import org.onsager.solve.Ode;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A solver that is nothing but a tableau. It takes any term: for a controlled or Stratonovich stochastic one
/// each stage applies the whole increment, and error estimates and dense output are those of the equation in the
/// control.
public interface ExplicitRungeKutta extends Solver {

    /// The coefficients.
    ErkTableau tableau();

    @Override
    default String name() {
        return tableau().name();
    }

    @Override
    default double order() {
        return tableau().order();
    }

    @Override
    default double errorOrder() {
        return tableau().errorOrder();
    }

    @Override
    default Optional<String> denseCitation() {
        return tableau().hasDense() ? Optional.empty() : Optional.of(BootstrappedHermite.citation(order()));
    }

    @Override
    @SuppressWarnings("unchecked") // the state of an Ode is double[]
    default <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        if (term instanceof Ode ode && ShortErkStepper.takes(ode, (double[]) start.y0()))
            return (Stepper<Y>) new ShortErkStepper(tableau(), ode, (Start<double[]>) start);
        return new ErkStepper<>(tableau(), term, start);
    }
}
