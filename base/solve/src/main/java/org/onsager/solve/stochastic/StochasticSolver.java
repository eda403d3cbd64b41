package org.onsager.solve.stochastic;

import java.util.Set;
import org.onsager.solve.Solver;

/// A method for stochastic differential equations. [#order()] is the strong order on the widest class of noise
/// that it takes; [#errorOrder()] is 0, or order - 1/2 for methods with an error estimate, which the step control
/// then divides by order + ½.
public interface StochasticSolver extends Solver {

    /// The interpretations to whose solution it converges; for additive noise they are one.
    Set<Interpretation> interpretations();

    /// The classes of noise that it takes.
    Set<Noise> noises();

    /// The functionals of the path that it needs.
    Areas areas();

    /// Order of the error of expectations.
    double weakOrder();

    @Override
    default double errorOrder() {
        return 0;
    }

    /// Checks that this method fits an equation.
    ///
    /// @throws IllegalArgumentException if it does not, with the remedy
    default void check(SdeTerm<?> term) {
        if (term.noise() != Noise.ADDITIVE && !interpretations().contains(term.interpretation())) {
            Interpretation other = interpretations().iterator().next();
            throw new IllegalArgumentException(
                    "solver %s converges to the %s solution, but the equation is meant as %s; convert it with to%s() or choose another solver"
                            .formatted(
                                    name(),
                                    other,
                                    term.interpretation(),
                                    other == Interpretation.ITO ? "Ito" : "Stratonovich"));
        }
        if (!noises().contains(term.noise()))
            throw new IllegalArgumentException("solver %s takes %s noise, not %s; use %s"
                    .formatted(
                            name(),
                            noises(),
                            term.noise(),
                            term.interpretation() == Interpretation.ITO
                                    ? "EulerMaruyama"
                                    : "SPaRK, EulerHeun or LogOdeMidpoint"));
        Areas known = term.path().layout().areas();
        if (!known.include(areas()))
            throw new IllegalArgumentException(
                    "solver %s needs the areas %s of the Brownian path, which knows %s only; make it with layout.with(Areas.%s)"
                            .formatted(name(), areas(), known, areas()));
    }

    /// The term as a stochastic equation.
    ///
    /// @throws IllegalArgumentException if it is another kind of term
    default <Y> SdeTerm<Y> requireSde(org.onsager.solve.Term<Y> term) {
        if (term instanceof SdeTerm<Y> sde) return sde;
        throw new IllegalArgumentException(
                "solver %s needs a stochastic equation, not a %s; use a solver for ordinary equations such as Tsit5"
                        .formatted(name(), term.getClass().getSimpleName()));
    }
}
