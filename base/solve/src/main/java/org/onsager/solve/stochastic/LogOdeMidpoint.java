package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The log-ODE method with one midpoint step, for general noise in Stratonovich form: with \(y_* = y + \frac12
/// (\mu h + \sigma W)\), \(y_1 = y + \mu_* h + \sigma_* W + \sum_{jk} A^{jk} (D\sigma_k)\sigma_j\) at \(y_*\).
///
/// With the true areas \(A\) of strong order 1 for every noise. With the approximations that \(W\) and \(H\)
/// allow, strong convergence to the path's own solution stays at ½ for noise that does not commute, with a small
/// constant; the law of the solution is approximated to the order that the area's law is. Cost: \(m\) directional
/// derivatives.
///
/// Source: J. Foster, T. Lyons and H. Oberhauser, *An optimal polynomial approximation of Brownian motion*, SIAM
/// J. Numer. Anal. 58 (2020).
///
/// @param law  how the areas are drawn
public record LogOdeMidpoint(LevyArea law) implements StochasticSolver {

    /// With Foster's areas.
    public LogOdeMidpoint() {
        this(LevyArea.FOSTER);
    }

    @Override
    public String name() {
        return "LogOdeMidpoint";
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
    public double weakOrder() {
        return 1;
    }

    @Override
    public String citation() {
        return "J. Foster, T. Lyons, H. Oberhauser, An optimal polynomial approximation of Brownian motion, SIAM J. Numer. Anal. 58 (2020)";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new SdeStepper<>(this, term, start, 5) {
            private final int m = layout.channels();
            private final double[][] units = units(layout);

            @Override
            double advance() {
                double middle = t + 0.5 * h;
                set(2, y, 0.5 * h, drift(t, y, 0));
                Y star = add(2, 0.5, diffusion(t, y, w, 1));
                begin(h, drift(middle, star, 0));
                add(1, diffusion(middle, star, w, 1));
                if (m == 1 || this.term.noise() == Noise.ADDITIVE || this.term.noise() == Noise.DIAGONAL) return 0;
                double[] areas = law.fill(this.term.path(), increment);
                int size = layout.size();
                for (int j = 0; j < m; j++) {
                    Y direction = diffusion(middle, star, units[j], 1);
                    System.arraycopy(areas, j * size, mix, 0, size);
                    k[3] = this.term.derivative(middle, star, direction, mix, k[3], k[4]);
                    add(1, k[3]);
                }
                return 0;
            }
        };
    }

    static double[][] units(Layout layout) {
        var units = new double[layout.channels()][];
        for (int j = 0; j < units.length; j++) units[j] = NoiseCheck.unit(layout, j);
        return units;
    }
}
