package org.onsager.transport.sample;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.ArrayStates;
import org.onsager.solve.Tolerance;
import org.onsager.solve.Weights;

/// Particles row by row that do not see each other: a step fails only when none of them is finite any more, so
/// that one that leaves the finite numbers takes nobody along.
///
/// @param dimension  coordinates a particle
record ParticleSpace(int dimension) implements ArrayStates {

    /// Steps are fixed and nobody reads their error: 0, or NaN when the step has failed.
    @Override
    public double errorNorm(
            double s, Weights w, double[][] k, double[] y, double[] z, Tolerance tolerance, double[] scratch) {
        return firstNonFinite(z) < 0 ? 0 : Double.NaN;
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
