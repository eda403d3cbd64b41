package org.onsager.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

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

    /// \(f + c\,g\) with a coefficient that depends on time. Combinations are taken apart, so that a field which
    /// both have in them is evaluated once.
    public static LinearFields sum(VectorField f, DoubleUnaryOperator c, VectorField g) {
        LinearFields left = of(f), right = of(g);
        var all = new ArrayList<>(left.fields);
        var place = new int[right.fields.size()];
        for (int k = 0; k < place.length; k++) {
            VectorField each = right.fields.get(k);
            int at = 0;
            while (at < all.size() && all.get(at) != each) at++;
            if (at == all.size()) all.add(each);
            place[k] = at;
        }
        return new LinearFields(
                f.dimension(),
                t -> {
                    double[] sum = Arrays.copyOf(left.coefficients.apply(t), 1 + all.size());
                    double factor = c.applyAsDouble(t);
                    // what does not count may be singular
                    if (factor == 0) return sum;
                    double[] part = right.coefficients.apply(t);
                    sum[0] += factor * part[0];
                    for (int k = 0; k < place.length; k++) sum[1 + place[k]] += factor * part[k + 1];
                    return sum;
                },
                all);
    }

    private static LinearFields of(VectorField field) {
        return field instanceof LinearFields linear
                ? linear
                : new LinearFields(field.dimension(), _ -> new double[] {0, 1}, List.of(field));
    }

    @Override
    public void at(double t, double[] x, int count, double[] out) {
        double[] c = coefficients.apply(t).clone();
        int size = count * dimension;
        var part = new double[size];
        start(c[0], x, size, out);
        for (int k = 0; k < fields.size(); k++) {
            if (c[k + 1] == 0) continue;
            if (fields.get(k) instanceof JointField joint) {
                together(joint, k, c, t, x, count, part);
                add(1, part, out, size);
            } else {
                fields.get(k).at(t, x, count, part);
                add(c[k + 1], part, out, size);
            }
        }
    }

    /// Writes the terms from `k` on that join a field, and takes them out of `c`.
    private void together(JointField joint, int k, double[] c, double t, double[] x, int count, double[] part) {
        var group = new ArrayList<VectorField>();
        var weights = new double[fields.size()];
        for (int j = k; j < fields.size(); j++) {
            if (c[j + 1] == 0 || !joint.joins(fields.get(j))) continue;
            weights[group.size()] = c[j + 1];
            group.add(fields.get(j));
            c[j + 1] = 0;
        }
        joint.combination(t, x, count, group, weights, part);
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
