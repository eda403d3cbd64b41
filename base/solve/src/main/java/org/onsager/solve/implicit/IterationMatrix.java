package org.onsager.solve.implicit;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.BatchSpace;
import org.onsager.solve.ComplexSpace;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ledger;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Term;

/// The matrix \(W = \alpha M - J\) of a Newton or Rosenbrock stage, with \(M\) and the Jacobian \(J\) of one and
/// the same time: gets them, factors, solves.
public abstract class IterationMatrix {
    private static final double[] NONE = {};
    /// How many operations on a band take the time of one on a sparse factor, measured on grids of
    /// 30 to 100 points a side (1.8 to 1.4).
    private static final double BAND_ADVANTAGE = 2;

    final OdeTerm<double[]> term;
    final MassAt mass;
    final int n;
    final Tally tally;
    private int singularColumn = -1;

    IterationMatrix(OdeTerm<double[]> term, MassAt mass, int n, Tally tally) {
        this.term = term;
        this.mass = mass;
        this.n = n;
        this.tally = tally;
    }

    /// The matrix for a term, in the form that the term's Jacobian has.
    ///
    /// @throws IllegalArgumentException if the mass matrix or the Jacobian's shape does not fit the state
    public static IterationMatrix of(OdeTerm<double[]> term, double t0, double[] y0, Tally tally) {
        int n = y0.length;
        Jacobian jacobian = term instanceof Ode ode ? ode.jacobian() : Jacobian.differences();
        var mass = new MassAt(term instanceof Ode ode ? ode.mass() : Mass.IDENTITY, n, t0);
        if (mass.dense() && jacobian instanceof Jacobian.Banded)
            throw new IllegalArgumentException(
                    "a banded Jacobian needs a diagonal mass matrix; use Mass.diagonal or a dense Jacobian");
        return switch (jacobian) {
            case Jacobian.MatrixFree free -> new KrylovMatrix(term, mass, n, tally, free);
            case Jacobian.Sparse sparse -> sparse(term, mass, n, tally, sparse);
            case Jacobian.Banded banded ->
                new StoredMatrix(term, mass, n, tally, Pattern.banded(n, banded.lower(), banded.upper()), banded, NONE);
            case Jacobian.Dense dense -> new StoredMatrix(term, mass, n, tally, Pattern.dense(n), dense, NONE);
        };
    }

    /// A sparse matrix is factored in the form that costs less: as a band in the order of Cuthill and McKee, of
    /// which the inner loops are several times as fast, or by sparse elimination.
    private static IterationMatrix sparse(
            OdeTerm<double[]> term, MassAt mass, int n, Tally tally, Jacobian.Sparse sparse) {
        if (mass.dense())
            throw new IllegalArgumentException("a sparse Jacobian needs a diagonal mass matrix; use Mass.diagonal");
        Pattern pattern = Pattern.sparse(n, sparse);
        double band = (double) n * pattern.lower() * (pattern.lower() + pattern.upper());
        var order = MinimumDegree.of(pattern.rows());
        return band <= BAND_ADVANTAGE * order.operations()
                ? new StoredMatrix(term, mass, n, tally, pattern, sparse, NONE)
                : new SparseMatrix(term, mass, n, tally, pattern, sparse, order.sequence(), NONE);
    }

    /// Checks that a term is an ordinary differential equation of arrays, which implicit methods need.
    @SuppressWarnings("unchecked")
    public static <Y> OdeTerm<double[]> requireArrays(Solver solver, Term<Y> term) {
        OdeTerm<Y> ode = solver.requireOde(term);
        if (term.space() instanceof ArraySpace
                || term.space() instanceof BatchSpace
                || term.space() instanceof ComplexSpace) return (OdeTerm<double[]>) ode;
        throw new IllegalArgumentException(
                "solver %s needs states of type double[]; use an explicit solver for other spaces"
                        .formatted(solver.name()));
    }

    /// Evaluates the Jacobian, and takes the mass matrix of its time.
    ///
    /// @param f  \(f(t, y)\)
    /// @param h  the step at hand, which scales differences
    public abstract void jacobian(double t, double[] y, double[] f, double h);

    /// Another matrix with factors of its own for the same Jacobian, which is evaluated through this one.
    abstract IterationMatrix sharing();

    /// Forms and factors \(W\) for this \(\alpha\).
    ///
    /// @return whether it is regular
    public abstract boolean factor(double alpha);

    /// Solves with \(W\), in place.
    ///
    /// @return whether the solution was found
    public abstract boolean solve(double[] x);

    /// Forms and factors the complex \(W\) for \(\alpha + i\beta\).
    abstract boolean factorComplex(double alpha, double beta);

    /// Solves with the complex \(W\), in place.
    abstract void solveComplex(double[] x, double[] y);

    /// Writes down, or reads back, the Jacobian and the factors.
    public abstract void keep(Ledger ledger);

    /// The column at which the last factorisation broke down, in the order of the state, or -1.
    public int singularColumn() {
        return singularColumn;
    }

    boolean regular(int column) {
        singularColumn = column;
        return column < 0;
    }

    /// Takes the mass matrix at a time.
    public void massTo(double t) {
        mass.to(t);
    }

    /// Takes the mass matrix at a time, and says whether it is finite there and has kept its rank.
    public boolean massHolds(double t) {
        boolean holds = mass.holds(t);
        if (!holds) singularColumn = mass.worst();
        return holds;
    }

    /// By what share the mass matrix at the time it was taken last is another than that of the Jacobian's time.
    public double massDrift() {
        return mass.drift();
    }

    /// Why the mass matrix does not hold.
    public Stepper.Trouble massTrouble() {
        return mass.trouble();
    }

    /// \(M v\), without allocation.
    ///
    /// @param into  not `v` for a dense mass matrix
    public double[] massTimes(double[] v, double[] into) {
        return mass.times(v, into);
    }

    /// Brings a residual of the stage at hand, of which the mass matrix is, to the time of the Jacobian: to be
    /// done before [#solve].
    public void align(double[] residual) {
        mass.align(residual);
    }

    /// The derivative \(M(t)^{-1} f\) at an end of a step: exact for the components of a diagonal \(M\) with an
    /// entry other than 0; the slope of the chord for algebraic components and for a dense \(M\), which may be
    /// singular.
    double[] slope(double t, double[] rate, double[] y0, double[] y1, double h, double[] into) {
        mass.to(t);
        for (int i = 0; i < n; i++) {
            double entry = mass.dense() ? 0 : mass.entries()[i];
            into[i] = entry == 0 ? (y1[i] - y0[i]) / h : rate[i] / entry;
        }
        return into;
    }

    /// Whether \(M\) depends on time.
    public boolean movingMass() {
        return mass.moving();
    }

    /// Whether \(M = I\).
    public boolean identityMass() {
        return mass.identity();
    }

    /// The displacement of component `j` for a difference quotient.
    static double displacement(double[] y, double[] f, double h, int j, double floor) {
        double size = Math.max(Math.max(Math.abs(y[j]), Math.abs(h * f[j])), floor);
        double step = Math.sqrt(Math.ulp(1.0)) * size;
        return (y[j] + step) - y[j];
    }
}
