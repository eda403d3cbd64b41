package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The split-step backward Euler method: \(y_* = y + h\mu(y_*)\), \(y_1 = y_* + \sigma(y_*) W\). Strong order ½
/// also where the drift is only one-sided Lipschitz; any noise, Ito. States of arrays only.
///
/// Source: D. J. Higham, X. Mao and A. M. Stuart, *Strong convergence of Euler-type methods for nonlinear
/// stochastic differential equations*, SIAM J. Numer. Anal. 40 (2002).
public record SplitStepBackwardEuler() implements StochasticSolver {

    @Override
    public String name() {
        return "SplitStepBackwardEuler";
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
        return "D. J. Higham, X. Mao, A. M. Stuart, SIAM J. Numer. Anal. 40 (2002)";
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new ImplicitStepper<>(this, term, start) {
            @Override
            double advance() {
                begin(0, y);
                double error = solve(t + h, set(0, y, 0, y), h);
                add(1, diffusion(t + h, candidate, w, 1));
                return error;
            }
        };
    }
}
