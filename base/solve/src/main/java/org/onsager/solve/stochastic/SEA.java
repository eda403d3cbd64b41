package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The shifted Euler method for additive noise: \(y_1 = y + h f(y + \sigma(\frac12 W + H)) + \sigma W\). Strong
/// order 1 with a smaller constant than Euler-Maruyama, weak order 1; one evaluation a step.
///
/// Source: J. Foster, G. dos Reis and C. Strange, *High order splitting methods for SDEs satisfying a
/// commutativity condition*, arXiv 2210.17543.
public record SEA() implements StochasticSolver {

    @Override
    public String name() {
        return "SEA";
    }

    @Override
    public Set<Interpretation> interpretations() {
        return Set.of(Interpretation.ITO, Interpretation.STRATONOVICH);
    }

    @Override
    public Set<Noise> noises() {
        return EnumSet.of(Noise.ADDITIVE);
    }

    @Override
    public Areas areas() {
        return Areas.WH;
    }

    @Override
    public double order() {
        return 1;
    }

    @Override
    public double weakOrder() {
        return 1;
    }

    @Override
    public String citation() {
        return "J. Foster, G. dos Reis and C. Strange, High order splitting methods for SDEs satisfying a commutativity condition, arXiv 2210.17543";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 3) {
            @Override
            double advance() {
                Y g = diffusion(t, y, mix(0.5, 1), 0);
                Y f = drift(t, set(1, y, 1, g), 2);
                begin(h, f);
                add(1, diffusion(t, y, w, 0));
                return 0;
            }
        };
    }
}
