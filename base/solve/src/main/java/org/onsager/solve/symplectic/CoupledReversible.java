package org.onsager.solve.symplectic;

import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.ErkTableau;
import org.onsager.solve.explicit.ExplicitRungeKutta;

/// A reversible method of the order of any explicit Runge-Kutta method, from two coupled copies of the solution.
///
/// With the method's increment \(\Psi_h\): \(y_1 = \lambda y + (1 - \lambda) z + \Psi_h(z)\),
/// \(z_1 = z - \Psi_{-h}(y_1)\). Undone by \(z = z_1 + \Psi_{-h}(y_1)\), \(y = (y_1 - (1-\lambda)z -
/// \Psi_h(z))/\lambda\); rounding errors grow as \(\lambda^{-n}\). Twice the evaluations of the method; fixed
/// steps.
///
/// Source: S. McCallum and J. Foster, *Efficient, accurate and stable gradients for neural ODEs*, arXiv
/// 2410.11648.
///
/// @param method  the method that is wrapped
/// @param lambda  coupling in (0, 1), near 1
public record CoupledReversible(ExplicitRungeKutta method, double lambda) implements Solver {

    public CoupledReversible {
        if (!(lambda > 0 && lambda < 1)) throw new IllegalArgumentException("lambda must be in (0, 1), not " + lambda);
    }

    /// The usual coupling, 0.999.
    public CoupledReversible(ExplicitRungeKutta method) {
        this(method, 0.999);
    }

    @Override
    public String name() {
        return "Coupled" + method.name();
    }

    @Override
    public double order() {
        return method.order();
    }

    @Override
    public double errorOrder() {
        return 0;
    }

    @Override
    public String citation() {
        return "S. McCallum, J. Foster, Efficient, accurate and stable gradients for neural ODEs, arXiv 2410.11648";
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    public <Y> ReversibleStepper<Y> start(Term<Y> term, Start<Y> start) {
        requireOde(term);
        return new Steps<>(method.tableau(), lambda, term, start);
    }

    private static final class Steps<Y> extends ReversibleStepper<Y> {
        private final ErkTableau tableau;
        private final double lambda;
        private final Y[] k;
        private Y stage;

        Steps(ErkTableau tableau, double lambda, Term<Y> term, Start<Y> start) {
            super(1, term, start);
            this.tableau = tableau;
            this.lambda = lambda;
            k = space.storage(tableau.stages(), start.y0());
            stage = space.zero(start.y0());
            restart(start.t0(), start.y0());
        }

        @Override
        void begin(double at, Y y) {
            now[1] = space.copy(y, now[1]);
        }

        /// Adds `sign` times the method's increment over `h` from \((t, y)\) to `base`.
        private Y add(Y base, double sign, double at, Y y, double h) {
            for (int i = 0; i < tableau.stages(); i++) {
                stage = space.copy(y, stage);
                for (int j = 0; j < i; j++)
                    if (tableau.a(i, j) != 0) stage = space.axpy(stage, h * tableau.a(i, j), k[j], stage);
                k[i] = apply(at + tableau.c(i) * h, stage, k[i]);
            }
            Y sum = base;
            for (int i = 0; i < tableau.stages(); i++)
                if (tableau.b(i) != 0) sum = space.axpy(sum, sign * h * tableau.b(i), k[i], sum);
            return sum;
        }

        @Override
        double forward(double from, double to) {
            double h = to - from;
            Y y = space.axpy(now[0], lambda - 1, now[0], next[0]);
            y = space.axpy(y, 1 - lambda, now[1], y);
            next[0] = add(y, 1, from, now[1], h);
            next[1] = add(space.copy(now[1], next[1]), -1, to, next[0], -h);
            compare(next[0], next[1], stage);
            return 0;
        }

        @Override
        void backward(double from, double to) {
            double h = to - from;
            now[1] = add(space.copy(next[1], now[1]), 1, to, next[0], -h);
            Y y = space.axpy(next[0], lambda - 1, now[1], now[0]);
            y = add(y, -1, from, now[1], h);
            now[0] = space.axpy(y, 1 / lambda - 1, y, y);
        }
    }
}
