package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The tamed Euler method, \(y_1 = y + \mu h/(1 + h\|\mu\|) + \sigma W\): strong order ½ also where the drift
/// grows faster than linearly against the motion, on which Euler-Maruyama's moments explode. Any noise, Ito; the
/// norm is each row's Euclidean one.
///
/// Source: M. Hutzenthaler, A. Jentzen and P. E. Kloeden, *Strong convergence of an explicit numerical method for
/// SDEs with nonglobally Lipschitz continuous coefficients*, Ann. Appl. Probab. 22 (2012).
public record TamedEuler() implements StochasticSolver {

    @Override
    public String name() {
        return "TamedEuler";
    }

    @Override
    public Set<Interpretation> interpretations() {
        return Set.of(Interpretation.ITO);
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
        return "M. Hutzenthaler, A. Jentzen, P. E. Kloeden, Ann. Appl. Probab. 22 (2012)";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 2) {
            @Override
            double advance() {
                Y f = drift(t, y, 0);
                if (f instanceof double[] rate && layout.rows() > 1) {
                    tame(rate);
                    begin(1, f);
                } else begin(h / (1 + Math.abs(h) * space.rms(f) * Math.sqrt(space.size(f))), f);
                add(1, diffusion(t, y, w, 1));
                return 0;
            }

            private void tame(double[] rate) {
                int rows = layout.rows();
                for (int r = 0; r < rows; r++) {
                    double sum = 0;
                    for (int i = r; i < rate.length; i += rows) sum += rate[i] * rate[i];
                    double scale = h / (1 + Math.abs(h) * Math.sqrt(sum));
                    for (int i = r; i < rate.length; i += rows) rate[i] *= scale;
                }
            }
        };
    }
}
