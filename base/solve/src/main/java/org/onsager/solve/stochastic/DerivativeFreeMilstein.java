package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The Milstein method in Ito form without derivatives: \((D\sigma_k)\sigma_k \approx [\sigma_k(y + \sqrt
/// h\,\sigma_k) - \sigma_k(y - \sqrt h\,\sigma_k)]/(2\sqrt h)\) and \((D\,\sigma W)\,\sigma W \approx \sigma(y +
/// \sigma W) W - \sigma(y) W\). Strong and weak order 1 for commutative noise; five evaluations of \(\sigma\) for
/// scalar or diagonal noise, \(3m + 2\) for other.
///
/// Source: P. E. Kloeden and E. Platen, *Numerical Solution of Stochastic Differential Equations*, 11.1.
public record DerivativeFreeMilstein() implements StochasticSolver {

    @Override
    public String name() {
        return "DerivativeFreeMilstein";
    }

    @Override
    public Set<Interpretation> interpretations() {
        return Set.of(Interpretation.ITO);
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
        return "P. E. Kloeden and E. Platen, Numerical Solution of Stochastic Differential Equations, 11.1";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 4) {
            private final double[][] units = units(this.term, layout);

            @Override
            double advance() {
                begin(h, drift(t, y, 0));
                Y g = diffusion(t, y, w, 1);
                Y there = diffusion(t, set(2, y, 1, g), w, 3);
                add(0.5, g);
                add(0.5, there);
                double root = Math.sqrt(Math.abs(h));
                for (double[] unit : units) {
                    g = diffusion(t, y, unit, 1);
                    // from both sides: a one-sided difference has a mean error that adds up to order 1/2
                    add(-0.25 * h / root, diffusion(t, set(2, y, root, g), unit, 3));
                    add(0.25 * h / root, diffusion(t, set(2, y, -root, g), unit, 3));
                }
                return 0;
            }

            private static double[][] units(SdeTerm<?> sde, Layout layout) {
                if (sde.noise() == Noise.ADDITIVE) return new double[0][];
                if (sde.noise() != Noise.COMMUTATIVE) return new double[][] {NoiseCheck.ones(layout)};
                var each = new double[layout.channels()][];
                for (int j = 0; j < each.length; j++) each[j] = NoiseCheck.unit(layout, j);
                return each;
            }
        };
    }
}
