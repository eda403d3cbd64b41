package org.onsager.solve.implicit;

import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A fully implicit collocation method: the stages are solved together by simplified Newton iterations in the
/// basis that decouples them. Takes mass matrices, singular ones included; dense output is the collocation
/// polynomial.
public interface Collocation extends Solver {

    /// The coefficients.
    CollocationTableau tableau();

    @Override
    default String name() {
        return tableau().name;
    }

    @Override
    default double order() {
        return tableau().order;
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
        return (Stepper<Y>) new CollocationStepper(
                new CollocationTableau[] {tableau()}, errorOrder() > 0, ode, (Start<double[]>) start);
    }
}
