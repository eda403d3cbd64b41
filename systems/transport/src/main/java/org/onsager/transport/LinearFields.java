package org.onsager.transport;

import java.util.List;
import java.util.function.DoubleFunction;

/// The field \(c_0(t)\,x + \sum_k c_k(t) f_k(t, x)\), with the divergence that follows.
///
/// A field whose coefficient is exactly 0 at some time is not evaluated there, so that a singular one may be left
/// out where it does not count.
///
/// @param dimension  \(d\)
/// @param coefficients  \((c_0, c_1, \ldots)\) at a time
/// @param fields  \(f_1, \ldots\)
public record LinearFields(int dimension, DoubleFunction<double[]> coefficients, List<VectorField> fields)
        implements VectorField {

    public LinearFields {
        fields = List.copyOf(fields);
        for (var field : fields)
            if (field.dimension() != dimension)
                throw new IllegalArgumentException(
                        "fields must all have dimension %d, not %d".formatted(dimension, field.dimension()));
    }

    /// \(f + c\,g\) with a coefficient that depends on time.
    public static LinearFields sum(VectorField f, java.util.function.DoubleUnaryOperator c, VectorField g) {
        return new LinearFields(f.dimension(), t -> new double[] {0, 1, c.applyAsDouble(t)}, List.of(f, g));
    }

    @Override
    public void at(double t, double[] x, int count, double[] out) {
        double[] c = coefficients.apply(t);
        int size = count * dimension;
        var part = new double[size];
        start(c[0], x, size, out);
        for (int k = 0; k < fields.size(); k++) {
            if (c[k + 1] == 0) continue;
            fields.get(k).at(t, x, count, part);
            add(c[k + 1], part, out, size);
        }
    }

    @Override
    public void divergence(double t, double[] x, int count, double[] out, double[] divergence) {
        divergence(t, x, count, new double[0], out, divergence);
    }

    @Override
    public void divergence(double t, double[] x, int count, double[] probes, double[] out, double[] divergence) {
        double[] c = coefficients.apply(t);
        int size = count * dimension;
        var part = new double[size];
        var partDivergence = new double[count];
        start(c[0], x, size, out);
        identity(c[0], count, probes, divergence);
        for (int k = 0; k < fields.size(); k++) {
            if (c[k + 1] == 0) continue;
            if (probes.length == 0) fields.get(k).divergence(t, x, count, part, partDivergence);
            else fields.get(k).divergence(t, x, count, probes, part, partDivergence);
            add(c[k + 1], part, out, size);
            add(c[k + 1], partDivergence, divergence, count);
        }
    }

    /// The divergence of \(c_0 x\), exact: probes of unit entries give \(d\) too.
    private void identity(double c, int count, double[] probes, double[] divergence) {
        int size = count * dimension;
        int rounds = probes.length / Math.max(1, size);
        for (int i = 0; i < count; i++) {
            double square = probes.length == 0 ? dimension : 0;
            for (int j = 0; j < rounds; j++)
                for (int k = 0; k < dimension; k++) {
                    double v = probes[j * size + i * dimension + k];
                    square += v * v / rounds;
                }
            divergence[i] = c == 0 ? 0 : c * square;
        }
    }

    private static void start(double c, double[] x, int size, double[] out) {
        for (int i = 0; i < size; i++) out[i] = c == 0 ? 0 : c * x[i];
    }

    private static void add(double c, double[] part, double[] out, int size) {
        for (int i = 0; i < size; i++) out[i] += c * part[i];
    }
}
