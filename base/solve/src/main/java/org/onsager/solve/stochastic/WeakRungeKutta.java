package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A Runge-Kutta method of weak order 2 that is nothing but its tableau: expectations of smooth functions are
/// right to \(O(h^2)\) for any noise, Ito; single paths are not followed better than by Euler-Maruyama.
///
/// The increments are the path's own \(W\); the two-point variables \(\pm\sqrt h\) are the signs of its areas
/// \(H\), which are independent of \(W\).
interface WeakRungeKutta extends StochasticSolver {

    /// The coefficients.
    RosslerTableau tableau();

    @Override
    default Set<Interpretation> interpretations() {
        return Set.of(Interpretation.ITO);
    }

    @Override
    default Set<Noise> noises() {
        return EnumSet.allOf(Noise.class);
    }

    @Override
    default Areas areas() {
        return Areas.WH;
    }

    @Override
    default double order() {
        return 0.5;
    }

    @Override
    default double weakOrder() {
        return 2;
    }

    @Override
    default <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new WeakStepper<>(this, term, start);
    }
}
