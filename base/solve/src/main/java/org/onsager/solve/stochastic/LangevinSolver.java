package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A method for [LangevinTerm]s.
interface LangevinSolver extends StochasticSolver {

    @Override
    default Set<Interpretation> interpretations() {
        return EnumSet.allOf(Interpretation.class);
    }

    @Override
    default Set<Noise> noises() {
        return EnumSet.of(Noise.ADDITIVE);
    }

    @Override
    default void check(SdeTerm<?> term) {
        if (!(term instanceof LangevinTerm))
            throw new IllegalArgumentException(
                    "solver %s needs a LangevinTerm, not a %s; use a method for additive noise such as ShARK"
                            .formatted(name(), term.getClass().getSimpleName()));
        StochasticSolver.super.check(term);
    }

    @Override
    default <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        check(requireSde(term));
        // a LangevinTerm is a term of arrays
        @SuppressWarnings("unchecked")
        var stepper = (Stepper<Y>) begin((LangevinTerm) (Term<?>) term, (Start<double[]>) (Start<?>) start);
        return stepper;
    }

    /// The stepper.
    Stepper<double[]> begin(LangevinTerm term, Start<double[]> start);
}
