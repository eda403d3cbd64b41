package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The SlowRK method: strong order 1.5 for commutative noise, Stratonovich; two evaluations of the drift and five
/// of \(\sigma\) a step. For general noise its strong order is ½ like that of cheaper methods, so it is refused.
///
/// Source: J. Foster, G. dos Reis and C. Strange, *High order splitting methods for SDEs satisfying a
/// commutativity condition*, arXiv 2210.17543.
public record SlowRK() implements StochasticSolver {

    @Override
    public String name() {
        return "SlowRK";
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
        return Areas.WH;
    }

    @Override
    public double order() {
        return 1.5;
    }

    @Override
    public double weakOrder() {
        return 2;
    }

    @Override
    public String citation() {
        return "J. Foster, G. dos Reis and C. Strange, High order splitting methods for SDEs satisfying a commutativity condition, arXiv 2210.17543";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 10) {
            @Override
            double advance() {
                double middle = t + 0.5 * h, end = t + h;
                Y f1 = drift(t, y, 0);
                Y z2 = set(1, y, 0.5 * h, f1);
                Y g2 = diffusion(middle, z2, w, 2);
                Y g3 = diffusion(middle, set(3, z2, 0.5, g2), w, 4);
                Y g4 = diffusion(middle, set(5, z2, 0.5, g3), w, 6);
                Y h4 = diffusion(middle, k[5], area, 7);
                set(3, y, h, f1);
                Y z = add(3, 0.5, g3);
                Y h7 = diffusion(end, z, area, 8);
                z = set(3, z2, 1, g4);
                Y g5 = diffusion(middle, z, w, 9);
                set(3, y, 0.75 * h, f1);
                add(3, 0.75, g4);
                z = add(3, 1.5, h4);
                Y f6 = drift(t + 0.75 * h, z, 5);
                begin(h / 3, f1);
                add(2 * h / 3, f6);
                add(1 / 6.0, g2);
                add(1 / 3.0, g3);
                add(1 / 3.0, g4);
                add(1 / 6.0, g5);
                add(2, h4);
                add(-2, h7);
                return 0;
            }
        };
    }
}
