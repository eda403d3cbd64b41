package org.onsager.memory.multitasking;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.onsager.memory.saddle.SaddlePoint;

/// Newton's method uphill on the pressure, for states at which plain iteration crawls: beside a bifurcation an
/// eigenvalue of \(1 - J\) is as small as the distance to it, and iteration needs its inverse in steps.
///
/// \(F(n) - n\) is the gradient of \(A\) and \(J - 1\) its Hessian, in one unit. The step divides each component
/// of the gradient along an eigenvector by the *modulus* of the eigenvalue, so that it leads to a maximum and
/// never to a saddle: where iteration would end, from there. Cost: one Jacobian and one eigenvalue problem of
/// size \(K\) a step, some ten steps.
///
/// @param tolerance  of the residual
/// @param maxSteps  at least 1
record PressureAscent(double tolerance, int maxSteps) {
    private static final double LONGEST = 0.1;
    private static final double SMALLEST = 1e-9;

    SaddlePoint<Overlaps> climb(LowLoadField field, SaddlePoint<Overlaps> from) {
        double[] x = from.state().n().clone();
        double[] gradient = gradient(field, x);
        double pressure = from.pressure();
        int evaluations = from.iterations();
        for (int step = 0; step < maxSteps && largest(gradient) > tolerance; step++) {
            double[] direction = direction(field, x, gradient);
            double shorten = Math.min(1, LONGEST / largest(direction));
            boolean moved = false;
            for (int halving = 0; halving < 30 && !moved; halving++, shorten /= 2) {
                var next = x.clone();
                for (int k = 0; k < x.length; k++) next[k] += shorten * direction[k];
                double[] nextGradient = gradient(field, next);
                double nextPressure = field.pressure(new Overlaps(next));
                evaluations++;
                // close to the maximum the pressure no longer resolves the step, the gradient does
                moved = nextPressure > pressure || largest(nextGradient) < 0.9 * largest(gradient);
                if (!moved) continue;
                x = next;
                gradient = nextGradient;
                pressure = nextPressure;
            }
            if (!moved) break;
        }
        double residual = largest(gradient);
        return new SaddlePoint<>(
                new Overlaps(x),
                pressure,
                residual,
                evaluations,
                residual <= tolerance ? SaddlePoint.Status.CONVERGED : SaddlePoint.Status.NOT_CONVERGED);
    }

    private static double[] gradient(LowLoadField field, double[] x) {
        double[] gradient = field.next(new Overlaps(x)).n();
        for (int k = 0; k < x.length; k++) gradient[k] -= x[k];
        return gradient;
    }

    private static double[] direction(LowLoadField field, double[] x, double[] gradient) {
        int size = x.length;
        double[][] jacobian = field.jacobian(new Overlaps(x));
        var matrix = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++) matrix.set(i, j, (i == j ? 1 : 0) - 0.5 * (jacobian[i][j] + jacobian[j][i]));
        var eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(matrix)) return gradient;
        var direction = new double[size];
        for (int k = 0; k < size; k++) {
            DMatrixRMaj vector = eigen.getEigenVector(k);
            double along = 0;
            for (int i = 0; i < size; i++) along += vector.get(i) * gradient[i];
            double curvature = Math.max(SMALLEST, Math.abs(eigen.getEigenvalue(k).real));
            for (int i = 0; i < size; i++) direction[i] += along / curvature * vector.get(i);
        }
        return direction;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double each : values) largest = Math.max(largest, Math.abs(each));
        return largest;
    }
}
