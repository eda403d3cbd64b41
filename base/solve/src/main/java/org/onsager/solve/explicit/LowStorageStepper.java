package org.onsager.solve.explicit;

import org.onsager.solve.OdeTerm;
import org.onsager.solve.OneStep;
import org.onsager.solve.Solver;

/// Williamson's two-register form: \(S \leftarrow A_i S + f(t + c_i h, y)\), \(y \leftarrow y + h B_i S\) with
/// \(A_1 = 0\).
///
/// Further registers keep the state at the start of the step, for rejection, and the rates at its ends, for dense
/// output.
final class LowStorageStepper<Y> extends OneStep<Y> {
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private Y register;
    private Y rate;

    LowStorageStepper(int order, double[] a, double[] b, double[] c, OdeTerm<Y> term, Solver.Start<Y> start) {
        super(order, term, start);
        this.a = a;
        this.b = b;
        this.c = c;
        register = space.zero(y);
        rate = space.zero(y);
    }

    @Override
    protected double advance(double h) {
        register = space.copy(startRate(), register);
        candidate = space.axpy(y, h * b[0], register, candidate);
        for (int i = 1; i < a.length; i++) {
            rate = rate(t + c[i] * h, candidate, rate);
            register = space.axpy(rate, a[i], register, register);
            candidate = space.axpy(candidate, h * b[i], register, candidate);
        }
        return space.firstNonFinite(candidate) < 0 ? 0 : Double.NaN;
    }
}
