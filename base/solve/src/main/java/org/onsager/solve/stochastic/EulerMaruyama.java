package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The Euler-Maruyama method, \(y_1 = y + \mu h + \sigma W\): strong order ½ (1 for additive noise), weak order
/// 1; any noise, Ito.
///
/// Source: G. Maruyama, *Continuous Markov processes and stochastic equations*, Rend. Circ. Mat. Palermo 4
/// (1955).
public record EulerMaruyama() implements StochasticSolver {

    @Override
    public String name() {
        return "EulerMaruyama";
    }

    @Override
    public Set<Interpretation> interpretations() {
        return Set.of(Interpretation.ITO);
    }

    @Override
    public Set<Noise> noises() {
        return EnumSet.allOf(Noise.class);
    }

    @Override
    public Areas areas() {
        return Areas.W;
    }

    @Override
    public double order() {
        return 0.5;
    }

    @Override
    public double weakOrder() {
        return 1;
    }

    @Override
    public String citation() {
        return "G. Maruyama, Continuous Markov processes and stochastic equations, Rend. Circ. Mat. Palermo 4 (1955)";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 2) {
            @Override
            double advance() {
                begin(h, drift(t, y, 0));
                add(1, diffusion(t, y, w, 1));
                return 0;
            }
        };
    }
}
