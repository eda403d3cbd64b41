package org.onsager.solve.symplectic;

import org.onsager.solve.Solver;
import org.onsager.solve.Term;

/// The explicit two-step midpoint rule (leapfrog of first-order equations), \(y_{n+1} = y_{n-1} + 2h f(t_n,
/// y_n)\): order 2, symmetric and reversible, one evaluation a step.
///
/// Carried as \((y_n, v_n)\) with the mean rate \(v_n = (y_n - y_{n-1})/h\) of the step before, so that a step is
/// \(v_{n+1} = 2f(t_n, y_n) - v_n\), \(y_{n+1} = y_n + h v_{n+1}\), which is undone by the same evaluation; it
/// starts with \(v_0 = f(t_0, y_0)\), an Euler step. A shorter last step costs an error of order \(h^2\) once.
/// Fixed steps; weakly stable as the other reversible methods, see [ReversibleStepper]: the eigenvalues are
/// \(\zeta \pm \sqrt{1 + \zeta^2}\), stable for \(\zeta \in [-i, i]\).
///
/// Source: E. Hairer, S. P. Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, III.1 and II.9.
public record TwoStepMidpoint() implements Solver {

    @Override
    public String name() {
        return "TwoStepMidpoint";
    }

    @Override
    public double order() {
        return 2;
    }

    @Override
    public double errorOrder() {
        return 0;
    }

    @Override
    public String citation() {
        return "E. Hairer, S. P. Norsett, G. Wanner, Solving Ordinary Differential Equations I, III.1";
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    public <Y> ReversibleStepper<Y> start(Term<Y> term, Start<Y> start) {
        requireOde(term);
        return new Steps<>(term, start);
    }

    private static final class Steps<Y> extends ReversibleStepper<Y> {
        private Y k;

        Steps(Term<Y> term, Start<Y> start) {
            super(1, term, start);
            k = space.zero(start.y0());
            restart(start.t0(), start.y0());
        }

        @Override
        void begin(double at, Y y) {
            now[1] = apply(at, y, now[1]);
        }

        @Override
        double forward(double from, double to) {
            k = apply(from, now[0], k);
            Y v = space.axpy(now[1], -2, now[1], next[1]);
            next[1] = space.axpy(v, 2, k, v);
            next[0] = space.axpy(now[0], to - from, next[1], next[0]);
            compare(next[1], now[1], k);
            return 0;
        }

        @Override
        void backward(double from, double to) {
            now[0] = space.axpy(next[0], from - to, next[1], now[0]);
            k = apply(from, now[0], k);
            Y v = space.axpy(next[1], -2, next[1], now[1]);
            now[1] = space.axpy(v, 2, k, v);
        }
    }
}
