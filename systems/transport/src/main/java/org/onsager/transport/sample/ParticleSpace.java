package org.onsager.transport.sample;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Tolerance;
import org.onsager.solve.Weights;

/// Particles row by row that do not see each other: a step fails only when none of them is finite any more, so
/// that one that leaves the finite numbers takes nobody along.
///
/// @param dimension  coordinates a particle
record ParticleSpace(int dimension) implements StateSpace<double[]> {

    @Override
    public double[] zero(double[] like) {
        return ArraySpace.REAL.zero(like);
    }

    @Override
    public double[] copy(double[] from, double[] into) {
        return ArraySpace.REAL.copy(from, into);
    }

    @Override
    public double[][] storage(int n, double[] like) {
        return ArraySpace.REAL.storage(n, like);
    }

    @Override
    public double[] axpy(double[] b, double a, double[] x, double[] into) {
        return ArraySpace.REAL.axpy(b, a, x, into);
    }

    @Override
    public double[] combine(double[] b, double s, Weights w, double[][] k, double[] into) {
        return ArraySpace.REAL.combine(b, s, w, k, into);
    }

    @Override
    public double scaledNorm(double[] v, double[] y, double[] z, Tolerance tolerance) {
        return ArraySpace.REAL.scaledNorm(v, y, z, tolerance);
    }

    /// Steps are fixed and nobody reads their error: 0, or NaN when the step has failed.
    @Override
    public double errorNorm(
            double s, Weights w, double[][] k, double[] y, double[] z, Tolerance tolerance, double[] scratch) {
        return firstNonFinite(z) < 0 ? 0 : Double.NaN;
    }

    @Override
    public int size(double[] y) {
        return y.length;
    }

    @Override
    public double component(double[] y, int i) {
        return y[i];
    }

    @Override
    public int firstNonFinite(double[] y) {
        if (ArraySpace.REAL.firstNonFinite(y) < 0) return -1;
        for (int row = 0; row < y.length; row += dimension) if (finite(y, row)) return -1;
        return 0;
    }

    /// Whether the particle whose coordinates begin at `row` is finite.
    boolean finite(double[] y, int row) {
        for (int c = row; c < row + dimension; c++) if (!Double.isFinite(y[c])) return false;
        return true;
    }
}
