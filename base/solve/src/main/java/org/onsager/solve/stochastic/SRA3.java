package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// Rößler's SRA3 for additive noise: three stages, strong order 1.5, weak order 2, of order 3 where there is no
/// noise; error estimate \(\frac h6 (f_1 - 2 f_3 + f_2)\) against the midpoint stage.
///
/// Source: A. Rößler, *Runge-Kutta methods for the strong approximation of solutions of stochastic differential
/// equations*, SIAM J. Numer. Anal. 48 (2010).
public record SRA3() implements StochasticSolver {

    @Override
    public String name() {
        return "SRA3";
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
        return new SdeStepper<>(this, term, start, 5) {
            @Override
            double advance() {
                Y f1 = drift(t, y, 0);
                Y f2 = drift(t + h, set(1, y, h, f1), 2);
                set(1, y, 0.25 * h, f1);
                add(1, 0.25 * h, f2);
                add(1, 1, diffusion(t + h, y, mix(0.5, 1), 3));
                Y z = add(1, 0.5, diffusion(t, y, mix(0.5, 1), 3));
                Y f3 = drift(t + 0.5 * h, z, 4);
                begin(h / 6, f1);
                add(h / 6, f2);
                add(2 * h / 3, f3);
                add(1, diffusion(t + h, y, mix(0.5, -1), 3));
                add(1, diffusion(t, y, mix(0.5, 1), 3));
                set(1, f1, -1, f3);
                add(1, 1, f2);
                Y error = add(1, -1, f3);
                return size(set(1, error, h / 6 - 1, error));
            }
        };
    }
}
