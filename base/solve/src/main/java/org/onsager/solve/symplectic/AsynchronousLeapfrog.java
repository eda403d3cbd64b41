package org.onsager.solve.symplectic;

import org.onsager.solve.Solver;
import org.onsager.solve.Term;

/// The asynchronous leapfrog method (ALF, the integrator of MALI): order 2, reversible, one evaluation a step.
///
/// With companion \(v \approx y'\): \(y_{1/2} = y + \frac h2 v\), \(k = f(t + \frac h2, y_{1/2})\),
/// \(v_1 = v + 2\eta(k - v)\), \(y_1 = y_{1/2} + \frac h2 v_1\). Undone unless \(\eta = \frac12\), with rounding
/// errors growing as \(|1-2\eta|^{-n}\), so not at all over many damped steps. Weakly stable for \(\eta = 1\),
/// see [ReversibleStepper]; smaller \(\eta\) damps.
///
/// Sources: U. Mutze, *An asynchronous leapfrog method II*, arXiv 1311.6602; J. Zhuang et al., *MALI*, ICLR 2021.
///
/// @param eta  \(\eta \in (0, 1]\), not 1/2
public record AsynchronousLeapfrog(double eta) implements Solver {

    public AsynchronousLeapfrog {
        if (!(eta > 0 && eta <= 1) || eta == 0.5)
            throw new IllegalArgumentException("eta must be in (0, 1] and not 0.5, not " + eta);
    }

    /// Without damping.
    public AsynchronousLeapfrog() {
        this(1);
    }

    @Override
    public String name() {
        return "AsynchronousLeapfrog";
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
        return "U. Mutze, An asynchronous leapfrog method II, arXiv 1311.6602";
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    public <Y> ReversibleStepper<Y> start(Term<Y> term, Start<Y> start) {
        requireOde(term);
        return new Steps<>(eta, term, start);
    }

    private static final class Steps<Y> extends ReversibleStepper<Y> {
        private final double eta;
        private Y middle;
        private Y k;

        Steps(double eta, Term<Y> term, Start<Y> start) {
            super(1, term, start);
            this.eta = eta;
            middle = space.zero(start.y0());
            k = space.zero(start.y0());
            restart(start.t0(), start.y0());
        }

        @Override
        void begin(double at, Y y) {
            now[1] = apply(at, y, now[1]);
        }

        @Override
        double forward(double from, double to) {
            double h = to - from;
            middle = space.axpy(now[0], 0.5 * h, now[1], middle);
            k = apply(from + 0.5 * h, middle, k);
            Y v = space.axpy(now[1], -2 * eta, now[1], next[1]);
            next[1] = space.axpy(v, 2 * eta, k, v);
            next[0] = space.axpy(middle, 0.5 * h, next[1], next[0]);
            compare(next[1], now[1], k);
            return 0;
        }

        @Override
        void backward(double from, double to) {
            double h = to - from;
            middle = space.axpy(next[0], -0.5 * h, next[1], middle);
            k = apply(from + 0.5 * h, middle, k);
            // v = (v1 - 2 eta k) / (1 - 2 eta)
            Y v = space.axpy(next[1], -2 * eta, k, now[1]);
            now[1] = space.axpy(v, 1 / (1 - 2 * eta) - 1, v, v);
            now[0] = space.axpy(middle, -0.5 * h, now[1], now[0]);
        }
    }
}
