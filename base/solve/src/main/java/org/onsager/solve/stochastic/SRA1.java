package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// Rößler's SRA1 for additive noise: two stages, strong order 1.5, weak order 2, error estimate against
/// Euler-Maruyama. For constant \(\sigma\): \(z = y + \frac34 h f(y) + \sigma(\frac34 W + \frac32 H)\), \(y_1 = y
/// + h (\frac13 f(y) + \frac23 f(z)) + \sigma W\).
///
/// Source: A. Rößler, *Runge-Kutta methods for the strong approximation of solutions of stochastic differential
/// equations*, SIAM J. Numer. Anal. 48 (2010).
public record SRA1() implements StochasticSolver {

    @Override
    public String name() {
        return "SRA1";
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
        return "A. Rößler, Runge-Kutta methods for the strong approximation of solutions of stochastic differential equations, SIAM J. Numer. Anal. 48 (2010)";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 4) {
            @Override
            double advance() {
                Y f1 = drift(t, y, 0);
                set(1, y, 0.75 * h, f1);
                Y z = add(1, 1, diffusion(t + h, y, mix(0.75, 1.5), 2));
                Y f2 = drift(t + 0.75 * h, z, 3);
                begin(h / 3, f1);
                add(2 * h / 3, f2);
                add(1, diffusion(t + h, y, mix(0.5, -1), 2));
                add(1, diffusion(t, y, mix(0.5, 1), 2));
                Y error = set(1, f2, -1, f1);
                return size(set(1, error, 2 * h / 3 - 1, error));
            }
        };
    }
}
