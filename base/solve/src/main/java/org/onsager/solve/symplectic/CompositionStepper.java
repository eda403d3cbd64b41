package org.onsager.solve.symplectic;

import org.onsager.solve.OneStep;
import org.onsager.solve.Solver;

/// Steps of a symplectic composition.
final class CompositionStepper extends OneStep<double[]> {
    private final double[] kicks;
    private final double[] drifts;
    private final Partitioned parts;
    private final int half;
    private final double[] q;
    private final double[] p;
    private final double[] rate;

    CompositionStepper(Composition method, Partitioned term, Solver.Start<double[]> start) {
        super(method.order(), term, start);
        kicks = method.kicks();
        drifts = method.drifts();
        parts = term;
        half = y.length / 2;
        q = new double[half];
        p = new double[half];
        rate = new double[half];
    }

    @Override
    protected double advance(double h) {
        System.arraycopy(y, 0, q, 0, half);
        System.arraycopy(y, half, p, 0, half);
        // positions and momenta each carry their own time
        double timeOfQ = t, timeOfP = t;
        for (int i = 0; i < kicks.length; i++) {
            if (kicks[i] != 0) {
                parts.force().rate(timeOfQ, q, rate);
                tally.rates(1);
                for (int j = 0; j < half; j++) p[j] = Math.fma(kicks[i] * h, rate[j], p[j]);
                timeOfP += kicks[i] * h;
            }
            if (drifts[i] != 0) {
                parts.velocity().rate(timeOfP, p, rate);
                for (int j = 0; j < half; j++) q[j] = Math.fma(drifts[i] * h, rate[j], q[j]);
                timeOfQ += drifts[i] * h;
            }
        }
        System.arraycopy(q, 0, candidate, 0, half);
        System.arraycopy(p, 0, candidate, half, half);
        return space.firstNonFinite(candidate) < 0 ? 0 : Double.NaN;
    }
}
