package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The stochastic theta method, \(y_1 = y + h\,[(1-\theta)\mu(y) + \theta\mu(y_1)] + \sigma(y) W\): implicit in
/// the drift for stiff equations. \(\theta = 1\) is the drift-implicit Euler method, \(\theta = \frac12\) has
/// weak order 2 in the drift. Strong order ½ (1 for additive noise); mean-square stable for every step on stable
/// linear equations if \(\theta \ge \frac12\). States of arrays only; Newton's iteration with differences, \(d +
/// 1\) drifts an iteration.
///
/// Source: D. J. Higham, *Mean-square and asymptotic stability of the stochastic theta method*, SIAM J. Numer.
/// Anal. 38 (2000).
///
/// @param theta  in (0, 1]
public record StochasticTheta(double theta) implements StochasticSolver {

    public StochasticTheta {
        require(theta > 0 && theta <= 1, "theta", theta, "(0, 1]");
    }

    /// The drift-implicit Euler method.
    public static StochasticTheta implicitEuler() {
        return new StochasticTheta(1);
    }

    @Override
    public String name() {
        return "StochasticTheta(%s)".formatted(theta);
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
        return "D. J. Higham, SIAM J. Numer. Anal. 38 (2000)";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new ImplicitStepper<>(this, term, start) {
            @Override
            double advance() {
                set(0, y, (1 - theta) * h, drift(t, y, 1));
                Y b = add(0, 1, diffusion(t, y, w, 2));
                begin(h, k[1]);
                add(1, k[2]);
                return solve(t + h, b, theta * h);
            }
        };
    }
}
