package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The Milstein method in Stratonovich form: \(y_1 = y + \mu h + \sigma W + \frac12 \sum_{jk}
/// (D\sigma_k)\sigma_j\,W_j W_k\). Strong and weak order 1 for commutative noise. The double sum is the
/// derivative of \(\sigma W\) in the direction \(\sigma W\).
///
/// Source: G. N. Milstein, *Approximate integration of stochastic differential equations*, Theory Probab. Appl.
/// 19 (1975).
public record StratonovichMilstein() implements StochasticSolver {

    @Override
    public String name() {
        return "StratonovichMilstein";
    }

    @Override
    public Set<Interpretation> interpretations() {
        return Set.of(Interpretation.STRATONOVICH);
    }

    @Override
    public Set<Noise> noises() {
        return EnumSet.complementOf(EnumSet.of(Noise.GENERAL));
    }

    @Override
    public Areas areas() {
        return Areas.W;
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
        return "G. N. Milstein, Approximate integration of stochastic differential equations, Theory Probab. Appl. 19 (1975)";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 4) {
            @Override
            double advance() {
                begin(h, drift(t, y, 0));
                Y g = diffusion(t, y, w, 1);
                add(1, g);
                if (this.term.noise() == Noise.ADDITIVE) return 0;
                k[2] = this.term.derivative(t, y, g, w, k[2], k[3]);
                add(0.5, k[2]);
                return 0;
            }
        };
    }
}
