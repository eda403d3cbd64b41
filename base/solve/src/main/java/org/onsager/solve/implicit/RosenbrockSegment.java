package org.onsager.solve.implicit;

import org.onsager.solve.Segment;
import org.onsager.solve.Weights;

/// The dense output of one Rosenbrock step.
record RosenbrockSegment(
        RosenbrockTableau tableau, double from, double to, double[] start, double[] end, double[][] stages)
        implements Segment<double[]> {

    static void evaluate(
            RosenbrockTableau tableau, double theta, double[] start, double[] end, double[][] k, double[] into) {
        for (int i = 0; i < into.length; i++) {
            double inner = 0;
            for (int m = tableau.dense.length - 1; m >= 0; m--) inner = theta * inner + kappa(tableau.dense[m], k, i);
            into[i] = (1 - theta) * start[i] + theta * (end[i] + (1 - theta) * inner);
        }
    }

    static void derivative(
            RosenbrockTableau tableau,
            double theta,
            double h,
            double[] start,
            double[] end,
            double[][] k,
            double[] into) {
        for (int i = 0; i < into.length; i++) {
            double inner = 0, slope = 0;
            for (int m = tableau.dense.length - 1; m >= 0; m--) {
                slope = theta * slope + inner;
                inner = theta * inner + kappa(tableau.dense[m], k, i);
            }
            into[i] = (end[i] - start[i] + (1 - 2 * theta) * inner + theta * (1 - theta) * slope) / h;
        }
    }

    private static double kappa(Weights row, double[][] k, int i) {
        double sum = 0;
        for (int j = 0; j < row.count(); j++) sum += row.value(j) * k[row.index(j)][i];
        return sum;
    }

    @Override
    public double[] at(double t) {
        var value = new double[start.length];
        evaluate(tableau, (t - from) / (to - from), start, end, stages, value);
        return value;
    }

    @Override
    public double[] derivativeAt(double t) {
        var value = new double[start.length];
        derivative(tableau, (t - from) / (to - from), to - from, start, end, stages, value);
        return value;
    }
}
