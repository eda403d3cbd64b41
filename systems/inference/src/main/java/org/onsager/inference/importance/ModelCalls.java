package org.onsager.inference.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Calls the model batch by batch, counts, and refuses what it must not answer.
final class ModelCalls {
    private final Expectations problem;
    private final Guards guards;
    private final List<String> warnings;
    private int batch;
    private int evaluations;

    ModelCalls(Expectations problem, Guards guards, List<String> warnings) {
        this.problem = problem;
        this.guards = guards;
        this.warnings = warnings;
    }

    /// Points evaluated so far, those left out included.
    int evaluations() {
        return evaluations;
    }

    WeightedSample evaluate(double[][] points) {
        int n = points[0].length;
        double[][] phi = problem.model().evaluate(batch++, points);
        evaluations += n;
        if (phi.length != problem.outputs() || Arrays.stream(phi).anyMatch(row -> row.length != n))
            throw new IllegalArgumentException("the model must give %d values at each of %d points, not %d at %d"
                    .formatted(problem.outputs(), n, phi.length, phi.length == 0 ? 0 : phi[0].length));
        double[][] x = points;
        double[][] values = phi;
        if (!allFinite(phi)) {
            int[] good = IntStream.range(0, n)
                    .filter(i -> Arrays.stream(phi).allMatch(row -> Double.isFinite(row[i])))
                    .toArray();
            refuse(points, phi, n - good.length);
            if (good.length < 2) throw new IllegalArgumentException("the model has a finite value at no two points");
            x = kept(points, good);
            values = kept(phi, good);
        }
        if (guards.signs() instanceof Signs.Forbid || guards.signs() instanceof Signs.Shift) requirePositive(values);
        return new WeightedSample(x, values, problem.logLaws(x), new double[0]);
    }

    /// One sum a row: \(0 \cdot x\) is zero exactly where \(x\) is finite.
    private static boolean allFinite(double[][] rows) {
        for (double[] row : rows) {
            double sum = 0;
            for (double value : row) sum += 0 * value;
            if (sum != 0) return false;
        }
        return true;
    }

    private void refuse(double[][] points, double[][] phi, int bad) {
        var first = new ArrayList<String>();
        for (int i = 0; i < points[0].length && first.size() < 5; i++)
            for (double[] row : phi)
                if (!Double.isFinite(row[i])) {
                    var point = new double[points.length];
                    for (int k = 0; k < point.length; k++) point[k] = points[k][i];
                    first.add("%s at %s".formatted(row[i], Arrays.toString(point)));
                    break;
                }
        var message =
                "%d of %d model values are not finite: %s".formatted(bad, points[0].length, String.join(", ", first));
        if (guards.onNaN() == Guards.OnNaN.FAIL) throw new IllegalArgumentException(message);
        warnings.add(message + "; these points were left out, which biases the estimates");
    }

    private void requirePositive(double[][] values) {
        for (int j = 0; j < values.length; j++)
            for (double value : values[j])
                if (value < 0)
                    throw new IllegalArgumentException(
                            ("integrand %d must be at least 0, not %s; split it into its positive and negative part,"
                                            + " shift it by a known constant, or fit its absolute value")
                                    .formatted(j, value));
    }

    private static double[][] kept(double[][] rows, int[] good) {
        var kept = new double[rows.length][good.length];
        for (int k = 0; k < rows.length; k++) for (int i = 0; i < good.length; i++) kept[k][i] = rows[k][good[i]];
        return kept;
    }
}
