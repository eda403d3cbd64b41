package org.onsager.solve.implicit;

import org.onsager.solve.Hermite;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.OneStep;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;

/// What implicit one-step methods share: the iteration matrix, and Hermite output from derivatives \(y' = M^{-1}
/// f\) at the ends of the step instead of rates.
abstract class ImplicitStep extends OneStep<double[]> {
    final int n;
    final IterationMatrix matrix;
    private final double[] startSlope;
    private final double[] endSlope;

    /// @param stiff  the part of the term that is solved implicitly
    ImplicitStep(OdeTerm<double[]> term, OdeTerm<double[]> stiff, Solver.Start<double[]> start) {
        super(term, start);
        n = y.length;
        matrix = IterationMatrix.of(stiff, t, y, tally);
        startSlope = new double[matrix.identityMass() ? 0 : n];
        endSlope = startSlope.clone();
    }

    double[] startSlope() {
        return matrix.identityMass() ? startRate() : slope(t, startRate(), startSlope);
    }

    double[] endSlope() {
        return matrix.identityMass() ? endRate() : slope(tNext, endRate(), endSlope);
    }

    private double[] slope(double time, double[] rate, double[] into) {
        return matrix.slope(time, rate, y, candidate, tNext - t, into);
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        double theta = (time - t) / (tNext - t);
        return Hermite.cubic(space, theta, tNext - t, y, startSlope(), candidate, endSlope(), into);
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        double theta = (time - t) / (tNext - t);
        return Hermite.cubicRate(space, theta, tNext - t, y, startSlope(), candidate, endSlope(), into);
    }

    @Override
    public Segment<double[]> segment() {
        return Hermite.segment(space, t, tNext, y, startSlope(), candidate, endSlope());
    }

    @Override
    public int singularColumn() {
        return matrix.singularColumn();
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        matrix.keep(ledger);
    }
}
