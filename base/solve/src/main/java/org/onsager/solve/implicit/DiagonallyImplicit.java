package org.onsager.solve.implicit;

import java.util.Optional;
import org.onsager.solve.Hermite;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A diagonally implicit Runge-Kutta method: one real factorisation serves all stages, each solved by simplified
/// Newton iterations. Methods with an explicit partner solve a [SplitOde] implicit-explicitly.
public interface DiagonallyImplicit extends Solver {

    /// The coefficients.
    DirkTableau tableau();

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
        return Optional.of(Hermite.CITATION);
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
        return (Stepper<Y>) new DirkStepper(tableau(), ode, (Start<double[]>) start);
    }
}
