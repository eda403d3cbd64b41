package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The Euler-Heun method: \(\tilde y = y + \sigma(y) W\), \(y_1 = y + \mu h + \frac12 (\sigma(y) + \sigma(\tilde
/// y)) W\). Strong order ½, 1 for commutative noise; weak order 1; any noise, Stratonovich. Not
/// [org.onsager.solve.explicit.Heun], which treats the drift like the noise and is of second order where there is
/// none.
///
/// Source: A. J. Roberts, *Modify the improved Euler scheme to integrate stochastic differential equations*,
/// arXiv 1210.0933.
public record EulerHeun() implements StochasticSolver {

    @Override
    public String name() {
        return "EulerHeun";
    }

    @Override
    public Set<Interpretation> interpretations() {
        return Set.of(Interpretation.STRATONOVICH);
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
        return "A. J. Roberts, Modify the improved Euler scheme to integrate stochastic differential equations, arXiv 1210.0933";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 4) {
            @Override
            double advance() {
                Y g = diffusion(t, y, w, 1);
                Y predictor = set(2, y, 1, g);
                begin(h, drift(t, y, 0));
                add(0.5, g);
                add(0.5, diffusion(t, predictor, w, 3));
                return 0;
            }
        };
    }
}
