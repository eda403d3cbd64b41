package org.onsager.solve.implicit;

import org.onsager.solve.Segment;

/// The collocation polynomial of one step.
record CollocationSegment(CollocationTableau tableau, double from, double to, double[] start, double[][] z)
        implements Segment<double[]> {
    @Override
    public double[] at(double t) {
        var weights = new double[z.length];
        tableau.weights((t - from) / (to - from), weights);
        double[] value = start.clone();
        for (int i = 0; i < z.length; i++) for (int j = 0; j < value.length; j++) value[j] += weights[i] * z[i][j];
        return value;
    }

    @Override
    public double[] derivativeAt(double t) {
        var weights = new double[z.length];
        tableau.weightDerivatives((t - from) / (to - from), weights);
        var value = new double[start.length];
        for (int i = 0; i < z.length; i++)
            for (int j = 0; j < value.length; j++) value[j] += weights[i] / (to - from) * z[i][j];
        return value;
    }
}
