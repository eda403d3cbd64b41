package org.onsager.solve;

/// States in a `double[]` with the operations of real vectors, those of [ArraySpace]: for spaces that only
/// measure or arrange them in another way.
public interface ArrayStates extends StateSpace<double[]> {
    @Override
    default double[] zero(double[] like) {
        return ArraySpace.REAL.zero(like);
    }

    @Override
    default double[] copy(double[] from, double[] into) {
        return ArraySpace.REAL.copy(from, into);
    }

    @Override
    default double[][] storage(int n, double[] like) {
        return ArraySpace.REAL.storage(n, like);
    }

    @Override
    default double[] axpy(double[] b, double a, double[] x, double[] into) {
        return ArraySpace.REAL.axpy(b, a, x, into);
    }

    @Override
    default double[] combine(double[] b, double s, Weights w, double[][] k, double[] into) {
        return ArraySpace.REAL.combine(b, s, w, k, into);
    }

    @Override
    default double[] combine(double s, Weights w, double[][] k, double[] into) {
        return ArraySpace.REAL.combine(s, w, k, into);
    }

    @Override
    default double scaledNorm(double[] v, double[] y, double[] z, Tolerance tolerance) {
        return ArraySpace.REAL.scaledNorm(v, y, z, tolerance);
    }

    @Override
    default int size(double[] y) {
        return y.length;
    }

    @Override
    default double component(double[] y, int i) {
        return y[i];
    }

    @Override
    default int firstNonFinite(double[] y) {
        return ArraySpace.REAL.firstNonFinite(y);
    }

    @Override
    default double rms(double[] y) {
        return ArraySpace.REAL.rms(y);
    }
}
