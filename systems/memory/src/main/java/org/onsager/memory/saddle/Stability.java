package org.onsager.memory.saddle;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.onsager.numerics.DivergedException;

/// Linear stability of a saddle point.
public final class Stability {
    private Stability() {}

    /// Eigenvalues of the Jacobian \(\partial F/\partial x\) of the self-consistency map, largest modulus first.
    /// The damped iteration with any small enough step is attracted by the point iff every real part is below 1;
    /// a real eigenvalue through 1 is a fold or a branching.
    public static <X> Complex_F64[] eigenvalues(MeanField<X> field, X x) {
        return eigenvalues(field.jacobian(x));
    }

    /// Whether every eigenvalue of the map's Jacobian has real part below 1.
    public static <X> boolean isStable(MeanField<X> field, X x) {
        return Arrays.stream(eigenvalues(field, x)).allMatch(each -> each.real < 1);
    }

    /// Eigenvalues of the Hessian of the pressure, ascending, by central differences of step `step`.
    ///
    /// The sign that means "stable" depends on the order parameter: magnetisations maximise the pressure,
    /// two-replica overlaps extremise it the other way round.
    public static <X> double[] curvatures(MeanField<X> field, X x, double step) {
        double[] centre = field.coordinates(x);
        int size = centre.length;
        var hessian = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++)
            for (int j = 0; j <= i; j++) {
                double second = (pressure(field, centre, i, step, j, step)
                                - pressure(field, centre, i, step, j, -step)
                                - pressure(field, centre, i, -step, j, step)
                                + pressure(field, centre, i, -step, j, -step))
                        / (4 * step * step);
                hessian.set(i, j, second);
                hessian.set(j, i, second);
            }
        var decomposition = DecompositionFactory_DDRM.eig(size, false, true);
        if (!decomposition.decompose(hessian)) throw new DivergedException("eigenvalues of the pressure's Hessian");
        var values = new double[size];
        for (int i = 0; i < size; i++) values[i] = decomposition.getEigenvalue(i).real;
        Arrays.sort(values);
        return values;
    }

    static Complex_F64[] eigenvalues(double[][] matrix) {
        var decomposition = DecompositionFactory_DDRM.eig(matrix.length, false);
        if (!decomposition.decompose(new DMatrixRMaj(matrix)))
            throw new DivergedException("eigenvalues of the self-consistency map's Jacobian");
        var values = new Complex_F64[matrix.length];
        for (int i = 0; i < values.length; i++) values[i] = decomposition.getEigenvalue(i);
        Arrays.sort(values, Comparator.comparingDouble(each -> -each.getMagnitude2()));
        return values;
    }

    private static <X> double pressure(MeanField<X> field, double[] centre, int i, double di, int j, double dj) {
        double[] moved = centre.clone();
        moved[i] += di;
        moved[j] += dj;
        return field.pressure(field.at(moved));
    }
}
