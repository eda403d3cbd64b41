package org.onsager.solve.implicit;

import org.onsager.solve.OdeTerm;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Tally;

/// The equation \(f(t, b + z) = M(t)\,(z - k)/c\) for \(z\), of a diagonally implicit stage and of a backward
/// differentiation formula, solved with the factors of \(M/c - J\).
public final class StageEquation implements SimplifiedNewton.Equations {
    private final OdeTerm<double[]> term;
    private final IterationMatrix matrix;
    private final StateSpace<double[]> space;
    private final Tally tally;
    private final SimplifiedNewton newton;
    private final int n;
    private final double[] z;
    private final double[] stage;
    private final double[] delta;
    private final double[] difference;
    private final double[] moved;
    private double at;
    private double[] base;
    private double[] known;
    private double c;

    /// An equation for this term, which is solved by this iteration.
    public StageEquation(OdeTerm<double[]> term, IterationMatrix matrix, SimplifiedNewton newton) {
        this.term = term;
        this.matrix = matrix;
        this.newton = newton;
        space = term.space();
        tally = matrix.tally;
        n = matrix.n;
        z = new double[n];
        stage = new double[n];
        delta = new double[n];
        difference = new double[n];
        moved = new double[n];
        base = stage;
        known = z;
    }

    /// Solves from the guess in [#unknown()].
    ///
    /// @param at  the time
    /// @param base  \(b\)
    /// @param known  \(k\)
    /// @param c  the step times the method's coefficient
    /// @param scale  the state that scales the tolerance
    /// @return whether the iteration converged
    public boolean solve(double at, double[] base, double[] known, double c, double[] scale) {
        this.at = at;
        this.base = base;
        this.known = known;
        this.c = c;
        matrix.massTo(at);
        space.axpy(base, 1, z, stage);
        return newton.solve(this, scale);
    }

    /// \(z\), the equation's own storage.
    public double[] unknown() {
        return z;
    }

    /// \(b + z\), the equation's own storage.
    double[] stage() {
        return stage;
    }

    @Override
    public boolean correct() {
        term.rate(at, stage, delta);
        tally.rates(1);
        for (int j = 0; j < n; j++) difference[j] = (known[j] - z[j]) / c;
        if (matrix.identityMass()) space.axpy(delta, 1, difference, delta);
        else space.axpy(delta, 1, matrix.massTimes(difference, moved), delta);
        matrix.align(delta);
        return matrix.solve(delta);
    }

    @Override
    public double[] correction() {
        return delta;
    }

    @Override
    public void apply() {
        space.axpy(z, 1, delta, z);
        space.axpy(base, 1, z, stage);
    }
}
