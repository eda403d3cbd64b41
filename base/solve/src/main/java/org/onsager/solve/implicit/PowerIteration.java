package org.onsager.solve.implicit;

import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Tally;

/// The Jacobian's largest eigenvalue along a run, by a power iteration with differences of the right-hand side
/// that goes on by one multiplication every fourth step: two evaluations. The difference is \(f(t, y + \epsilon
/// v) - f(t, y)\) with \(|\epsilon v|_{rms} = 10^{-8} \max(|y|_{rms}, 10^{-10})\), and its size over that of
/// \(\epsilon v\) the estimate, per unit time. (The stabilised methods iterate to convergence when they ask.)
///
/// Source: B. P. Sommeijer, L. F. Shampine and J. G. Verwer, *RKC: an explicit solver for parabolic PDEs*, J.
/// Comput. Appl. Math. 88 (1998), section 2.
final class PowerIteration {
    private static final int EVERY = 4;

    private final OdeTerm<double[]> term;
    private final StateSpace<double[]> space;
    private final Tally tally;
    private final double[] vector;
    private final double[] rate;
    private final double[] moved;
    private double radius = Double.NaN;
    private int step;

    PowerIteration(OdeTerm<double[]> term, double[] like, Tally tally) {
        this.term = term;
        this.tally = tally;
        space = term.space();
        vector = new double[like.length];
        rate = new double[like.length];
        moved = new double[like.length];
    }

    /// Nothing is known any more but the direction, which serves as a guess.
    void restart() {
        radius = Double.NaN;
        step = 0;
    }

    /// The estimate after one more step, to this state; NaN as long as nothing is known.
    double after(double t, double[] y) {
        if (++step % EVERY != 0) return radius;
        term.rate(t, y, rate);
        double length = space.rms(vector);
        if (!(length > 0)) {
            space.copy(rate, vector);
            length = space.rms(vector);
        }
        if (!(length > 0)) return radius;
        double size = Math.max(space.rms(y), 1e-10) * 1e-8;
        space.axpy(y, size / length, vector, moved);
        term.rate(t, moved, vector);
        tally.rates(2);
        space.axpy(vector, -1, rate, vector);
        radius = space.rms(vector) / size;
        return radius;
    }

    void keep(Ledger ledger) {
        ledger.array(vector);
        radius = ledger.number(radius);
        step = ledger.count(step);
    }
}
