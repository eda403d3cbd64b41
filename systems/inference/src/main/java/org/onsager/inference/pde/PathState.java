package org.onsager.inference.pde;

import java.util.Arrays;

/// Where a solve is: everything that its next iteration depends on, so that a stored state goes on with the same
/// bits.
///
/// @param unknowns  kernel parameters axis by axis, \(\ln\tau_1\), \(\ln\tau_2\), then (reference path) the field
/// @param first  Adam's mean of gradients
/// @param second  Adam's mean of squared gradients
/// @param iteration  iterations done
/// @param field  the field at the last evaluation
/// @param inner  start of the next inner solve, in its own coordinates; empty at first
/// @param objective  at the last evaluation
/// @param best  greatest objective so far
/// @param bestIteration  where it was
/// @param rises  iterations in a row that lowered the objective
/// @param residual  largest \(|Lu - f|\) at the last evaluation
/// @param diverged  whether the solve was given up
public record PathState(
        double[] unknowns,
        double[] first,
        double[] second,
        int iteration,
        double[] field,
        double[] inner,
        double objective,
        double best,
        int bestIteration,
        int rises,
        double residual,
        boolean diverged) {

    static PathState start(double[] unknowns, int points) {
        return new PathState(
                unknowns,
                new double[unknowns.length],
                new double[unknowns.length],
                0,
                new double[points],
                new double[0],
                Double.NEGATIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                0,
                0,
                Double.NaN,
                false);
    }

    /// The state after an evaluation and Adam's ascent along its gradient.
    PathState ascended(
            double[] gradient,
            double rate,
            double cap,
            int capped,
            double value,
            double[] newField,
            double[] newInner,
            double newResidual) {
        int n = unknowns.length;
        double[] x = unknowns.clone(), m = first.clone(), s = second.clone();
        int step = iteration + 1;
        double c1 = 1 - Math.pow(0.9, step), c2 = 1 - Math.pow(0.999, step);
        for (int i = 0; i < n; i++) {
            double g = gradient[i];
            m[i] = 0.9 * m[i] + 0.1 * g;
            s[i] = 0.999 * s[i] + 0.001 * g * g;
            x[i] += rate * (m[i] / c1) / (Math.sqrt(s[i] / c2) + 1e-8);
        }
        x[capped] = Math.min(x[capped], cap);
        x[capped + 1] = Math.min(x[capped + 1], cap);
        boolean better = value > best;
        return new PathState(
                x,
                m,
                s,
                step,
                newField,
                newInner,
                value,
                better ? value : best,
                better ? step : bestIteration,
                value < objective ? rises + 1 : 0,
                newResidual,
                false);
    }

    PathState givenUp() {
        return new PathState(
                unknowns,
                first,
                second,
                iteration,
                field,
                inner,
                objective,
                best,
                bestIteration,
                rises,
                residual,
                true);
    }

    double[] kernel(int from, int to) {
        return Arrays.copyOfRange(unknowns, from, to);
    }
}
