package org.onsager.solve.symplectic;

import org.onsager.solve.Solver;
import org.onsager.solve.Term;

/// The reversible Heun method: order 2, algebraically reversible, embedded estimate \(\frac12 (f_1 -
/// f_0)\Delta\). On a stochastic term it converges to the Stratonovich solution.
///
/// With companions \(\hat y, f\): \(\hat y_1 = 2y - \hat y + f\Delta\), \(f_1 = f(t_1, \hat y_1)\),
/// \(y_1 = y + \frac12 (f + f_1)\Delta\). One evaluation a step for ordinary equations. Weakly stable, see
/// [ReversibleStepper].
///
/// Source: P. Kidger, J. Foster, X. Li and T. Lyons, *Efficient and accurate gradients for neural SDEs*, arXiv
/// 2105.13493.
public record ReversibleHeun() implements Solver {

    @Override
    public String name() {
        return "ReversibleHeun";
    }

    @Override
    public double order() {
        return 2;
    }

    @Override
    public double errorOrder() {
        return 1;
    }

    @Override
    public String citation() {
        return "P. Kidger, J. Foster, X. Li, T. Lyons, Efficient and accurate gradients for neural SDEs, arXiv 2105.13493";
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    public <Y> ReversibleStepper<Y> start(Term<Y> term, Start<Y> start) {
        return new Steps<>(term, start);
    }

    private static final class Steps<Y> extends ReversibleStepper<Y> {
        private Y scratch;

        Steps(Term<Y> term, Start<Y> start) {
            super(2, term, start);
            scratch = space.zero(start.y0());
            restart(start.t0(), start.y0());
        }

        @Override
        void begin(double at, Y y) {
            now[1] = space.copy(y, now[1]);
            // driven by a path, the rate belongs to a step and is applied there: this only holds its place
            now[2] = ode ? apply(at, y, now[2]) : space.copy(y, now[2]);
        }

        @Override
        double forward(double from, double to) {
            if (!ode) now[2] = apply(from, now[1], now[2]);
            double s = scale();
            Y hat = space.axpy(now[1], -2, now[1], next[1]);
            hat = space.axpy(hat, 2, now[0], hat);
            next[1] = space.axpy(hat, s, now[2], hat);
            next[2] = apply(to, next[1], next[2]);
            Y y = space.axpy(now[0], 0.5 * s, now[2], next[0]);
            next[0] = space.axpy(y, 0.5 * s, next[2], y);
            if (ode) compare(next[2], now[2], scratch);
            scratch = space.axpy(next[2], -1, now[2], scratch);
            scratch = space.axpy(scratch, 0.5 * s - 1, scratch, scratch);
            return space.scaledNorm(scratch, now[0], next[0], tolerance);
        }

        @Override
        void backward(double from, double to) {
            if (!ode) next[2] = apply(to, next[1], next[2]);
            double s = scale();
            Y hat = space.axpy(next[1], -2, next[1], now[1]);
            hat = space.axpy(hat, 2, next[0], hat);
            now[1] = space.axpy(hat, -s, next[2], hat);
            now[2] = apply(from, now[1], now[2]);
            Y y = space.axpy(next[0], -0.5 * s, now[2], now[0]);
            now[0] = space.axpy(y, -0.5 * s, next[2], y);
        }
    }
}
