package org.onsager.solve.formula;

import java.util.Arrays;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.Binary64;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;

/// Exact Jacobians of right-hand sides in code by forward automatic differentiation: one evaluation on dual
/// numbers that carry a derivative a component, or a derivative a colour of a sparse pattern's columns.
///
/// Dual numbers are objects: for fields that matter in the hot loop give the plain field to [Ode#of] and only the
/// Jacobian to this, which then is evaluated as seldom as Newton's iteration allows.
///
/// Source: A. Griewank and A. Walther, *Evaluating Derivatives* (2008), 3 and 8; A. R. Curtis, M. J. D. Powell
/// and J. K. Reid, IMA J. Appl. Math. 13 (1974).
public final class ForwardMode {
    private ForwardMode() {}

    /// The equation, its rates evaluated through the same code, with its exact dense Jacobian.
    public static Ode ode(GenericField field) {
        return Ode.of((t, y, rate) -> {
                    var state = new Binary64[y.length];
                    var out = new Binary64[y.length];
                    for (int i = 0; i < y.length; i++) state[i] = new Binary64(y[i]);
                    field.rate(new Binary64(t), state, out);
                    for (int i = 0; i < y.length; i++) rate[i] = out[i].getReal();
                })
                .with(jacobian(field));
    }

    /// The exact dense Jacobian.
    public static Jacobian jacobian(GenericField field) {
        return Jacobian.dense((t, y, matrix) -> {
            int n = y.length;
            var colour = new int[n];
            Arrays.setAll(colour, j -> j);
            Gradient[] rate = evaluate(field, t, y, colour, n);
            for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) matrix[i * n + j] = rate[i].getPartialDerivative(j);
        });
    }

    /// The exact sparse Jacobian.
    ///
    /// @param columns  for each row, the ascending indices of its non-zero columns
    public static Jacobian jacobian(GenericField field, int[][] columns) {
        int[] colour = colours(columns);
        int count = Arrays.stream(colour).max().orElse(0) + 1;
        return Jacobian.sparse(columns, (t, y, values) -> {
            Gradient[] rate = evaluate(field, t, y, colour, count);
            int at = 0;
            for (int i = 0; i < y.length; i++)
                for (int j : columns[i]) values[at++] = rate[i].getPartialDerivative(colour[j]);
        });
    }

    private static Gradient[] evaluate(GenericField field, double t, double[] y, int[] colour, int count) {
        var state = new Gradient[y.length];
        var rate = new Gradient[y.length];
        for (int i = 0; i < y.length; i++) state[i] = Gradient.variable(count, colour[i], y[i]);
        field.rate(Gradient.constant(count, t), state, rate);
        return rate;
    }

    /// Columns that share no row may share a derivative; greedily.
    private static int[] colours(int[][] columns) {
        int n = columns.length;
        var colour = new int[n];
        Arrays.fill(colour, -1);
        var rowsOf = new java.util.ArrayList<java.util.List<Integer>>();
        for (int j = 0; j < n; j++) rowsOf.add(new java.util.ArrayList<>());
        for (int i = 0; i < n; i++) for (int j : columns[i]) rowsOf.get(j).add(i);
        var taken = new int[n + 1];
        Arrays.fill(taken, -1);
        for (int j = 0; j < n; j++) {
            for (int i : rowsOf.get(j)) for (int other : columns[i]) if (colour[other] >= 0) taken[colour[other]] = j;
            while (taken[++colour[j]] == j) {}
        }
        return colour;
    }
}
