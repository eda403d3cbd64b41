package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The shifted additive-noise Runge-Kutta method: \(z_1 = y + \sigma H\), \(z_2 = z_1 + \frac56 (h f(z_1) +
/// \sigma W)\), \(y_1 = y + h (\frac25 f(z_1) + \frac35 f(z_2)) + \sigma W + (\sigma(t_1) - \sigma(t_0))(\frac12
/// W - H)\). Strong order 1.5, weak order 2, with the smallest local error of its class; error estimate against
/// the one-stage method.
///
/// Source: J. Foster, G. dos Reis and C. Strange, *High order splitting methods for SDEs satisfying a
/// commutativity condition*, arXiv 2210.17543.
public record ShARK() implements StochasticSolver {

    @Override
    public String name() {
        return "ShARK";
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
        return 1.5;
    }

    @Override
    public double errorOrder() {
        return 1;
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
        return new SdeStepper<>(this, term, start, 5) {
            @Override
            double advance() {
                Y shifted = set(1, y, 1, diffusion(t, y, area, 0));
                Y f1 = drift(t, shifted, 2);
                set(3, shifted, 5 * h / 6, f1);
                Y z = add(3, 5 / 6.0, diffusion(t, y, w, 0));
                Y f2 = drift(t + 5 * h / 6, z, 4);
                begin(0.4 * h, f1);
                add(0.6 * h, f2);
                add(1, diffusion(t + h, y, mix(0.5, -1), 0));
                add(1, diffusion(t, y, mix(0.5, 1), 0));
                Y error = set(3, f2, -1, f1);
                return size(set(3, error, 0.6 * h - 1, error));
            }
        };
    }
}
