package org.onsager.solve.implicit;

import java.util.Optional;
import org.onsager.solve.Hermite;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A Rosenbrock method: one factorisation a step, one linear solution a stage, no Newton iteration. Takes mass
/// matrices, singular ones included.
public interface Rosenbrock extends Solver {

    /// The coefficients.
    RosenbrockTableau tableau();

    @Override
    default String name() {
        return tableau().name;
    }

    @Override
    default double order() {
        return tableau().order;
    }

    @Override
    default double errorOrder() {
        return tableau().errorOrder;
    }

    @Override
    default Optional<String> denseCitation() {
        return tableau().dense.length > 0 ? Optional.empty() : Optional.of(Hermite.CITATION);
    }

    @Override
    default boolean takesMassMatrix() {
        return true;
    }

    @Override
    default boolean keepsRowsApart() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    default <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        var ode = IterationMatrix.requireArrays(this, term);
        return (Stepper<Y>) new RosenbrockStepper(tableau(), ode, (Start<double[]>) start);
    }
}
