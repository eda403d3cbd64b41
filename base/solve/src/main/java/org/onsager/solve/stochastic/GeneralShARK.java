package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// ShARK for any noise: \(z_2 = y + \sigma(y) H\), \(z_3 = z_2 + \frac56 (h f_2 + \sigma_2 W)\), \(y_1 = y + h
/// (\frac25 f_2 + \frac35 f_3) + (\frac25 \sigma_2 + \frac35 \sigma_3) W + \frac65 (\sigma_2 - \sigma_3) H\).
/// Strong order ½, 1 for commutative, 1.5 for additive noise; Stratonovich. Error estimate of the drift only.
///
/// Source: J. Foster, G. dos Reis and C. Strange, *High order splitting methods for SDEs satisfying a
/// commutativity condition*, arXiv 2210.17543.
public record GeneralShARK() implements StochasticSolver {

    @Override
    public String name() {
        return "GeneralShARK";
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
        return Areas.WH;
    }

    @Override
    public double order() {
        return 0.5;
    }

    @Override
    public double errorOrder() {
        return 0.5;
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
        return new SdeStepper<>(this, term, start, 6) {
            @Override
            double advance() {
                Y shifted = set(1, y, 1, diffusion(t, y, area, 0));
                Y f2 = drift(t, shifted, 2);
                Y g2 = diffusion(t, shifted, w, 3);
                set(4, shifted, 5 * h / 6, f2);
                Y z3 = add(4, 5 / 6.0, g2);
                Y f3 = drift(t + 5 * h / 6, z3, 5);
                begin(0.4 * h, f2);
                add(0.6 * h, f3);
                add(0.4, g2);
                add(0.6, diffusion(t + 5 * h / 6, z3, w, 3));
                add(1.2, diffusion(t, shifted, area, 0));
                add(-1.2, diffusion(t + 5 * h / 6, z3, area, 3));
                Y error = set(4, f3, -1, f2);
                return size(set(4, error, 0.6 * h - 1, error));
            }
        };
    }
}
