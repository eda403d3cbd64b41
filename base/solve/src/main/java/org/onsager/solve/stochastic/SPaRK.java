package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The splitting-path Runge-Kutta method: three stages, any noise, Stratonovich, embedded Heun for step control
/// (the method of choice for adaptive steps). Strong order ½, 1 for commutative, 1.5 for additive noise.
///
/// \(z_2 = y + \frac12 (h f_1 + \sigma_1 W) + \sqrt3\,\sigma_1 H\), \(z_3 = y + h f_2 + \sigma_2 W\), weights
/// \((x, \frac{\sqrt3}3, x)\) with \(x = \frac{3 - \sqrt3}6\), and \((\sigma_1 - \sigma_3) H\).
///
/// Source: J. Foster, G. dos Reis and C. Strange, *High order splitting methods for SDEs satisfying a
/// commutativity condition*, arXiv 2210.17543.
public record SPaRK() implements StochasticSolver {

    @Override
    public String name() {
        return "SPaRK";
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
        return new SdeStepper<>(this, term, start, 9) {
            private static final double SIDE = (3 - Math.sqrt(3)) / 6;
            private static final double MIDDLE = Math.sqrt(3) / 3;

            @Override
            double advance() {
                Y f1 = drift(t, y, 0), g1 = diffusion(t, y, w, 1), h1 = diffusion(t, y, area, 2);
                set(3, y, 0.5 * h, f1);
                add(3, 0.5, g1);
                Y z2 = add(3, Math.sqrt(3), h1);
                Y f2 = drift(t + 0.5 * h, z2, 4), g2 = diffusion(t + 0.5 * h, z2, w, 5);
                set(3, y, h, f2);
                Y z3 = add(3, 1, g2);
                Y f3 = drift(t + h, z3, 6), g3 = diffusion(t + h, z3, w, 7), h3 = diffusion(t + h, z3, area, 8);
                begin(SIDE * h, f1);
                add(MIDDLE * h, f2);
                add(SIDE * h, f3);
                add(SIDE, g1);
                add(MIDDLE, g2);
                add(SIDE, g3);
                add(1, h1);
                add(-1, h3);
                set(3, h1, -1, h3);
                add(3, (SIDE - 0.5) * h, f1);
                add(3, MIDDLE * h, f2);
                add(3, (SIDE - 0.5) * h, f3);
                add(3, SIDE - 0.5, g1);
                add(3, MIDDLE, g2);
                return size(add(3, SIDE - 0.5, g3));
            }
        };
    }
}
