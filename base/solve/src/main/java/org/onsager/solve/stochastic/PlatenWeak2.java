package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// Platen's explicit method of weak order 2 for scalar or diagonal noise, Ito: \(\Upsilon = y + \mu h + \sigma
/// W\), \(R_\pm = y + \mu h \pm \sigma\sqrt h\), \(y_1 = y + \frac h2 (\mu(\Upsilon) + \mu) + \frac W4
/// (\sigma(R_+) + \sigma(R_-) + 2\sigma) + \frac{W^2 - h}{4\sqrt h} (\sigma(R_+) - \sigma(R_-))\). For other
/// noise use [DRI1].
///
/// Source: P. E. Kloeden and E. Platen, *Numerical Solution of Stochastic Differential Equations*, 15.1.
public record PlatenWeak2() implements StochasticSolver {

    @Override
    public String name() {
        return "PlatenWeak2";
    }

    @Override
    public Set<Interpretation> interpretations() {
        return Set.of(Interpretation.ITO);
    }

    @Override
    public Set<Noise> noises() {
        return EnumSet.of(Noise.SCALAR, Noise.DIAGONAL);
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
        return 2;
    }

    @Override
    public String citation() {
        return "P. E. Kloeden, E. Platen, Numerical Solution of Stochastic Differential Equations, 15.1";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 5) {
            private final double[] ones = NoiseCheck.ones(layout);

            @Override
            double advance() {
                double root = Math.sqrt(Math.abs(h));
                Y f = drift(t, y, 0), g = diffusion(t, y, w, 1);
                set(2, y, h, f);
                Y up = add(2, 1, g);
                begin(0.5 * h, f);
                add(0.5, g);
                add(0.5 * h, drift(t + h, up, 3));
                g = diffusion(t, y, ones, 1);
                for (int sign = 1; sign >= -1; sign -= 2) {
                    set(2, y, h, f);
                    Y support = add(2, sign * root, g);
                    for (int c = 0; c < mix.length; c++) mix[c] = 0.25 * (w[c] + sign * (w[c] * w[c] - h) / root);
                    add(1, diffusion(t + h, support, mix, 4));
                }
                return 0;
            }
        };
    }
}
