package org.onsager.numerics.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The derivatives of several formulas by several variables, those that are identically 0 left out: a sparse
/// matrix whose entries are compiled together.
///
/// @param rows  number of formulas
/// @param columns  number of variables
/// @param rowOf  row of each entry, ascending
/// @param columnOf  column of each entry, ascending within a row
/// @param entries  the derivatives
/// @param values  the compiled derivatives: `out[n]` belongs at (`rowOf[n]`, `columnOf[n]`)
public record SparseDerivative(
        int rows, int columns, int[] rowOf, int[] columnOf, List<Expression> entries, VectorFunction values) {

    static SparseDerivative of(List<Expression> formulas, List<Expression> variables, Symbols symbols) {
        Map<Expression, Integer> number = new HashMap<>();
        for (Expression each : variables) number.put(each, number.size());
        List<Expression> entries = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (int i = 0; i < formulas.size(); i++) {
            Map<Integer, Expression> row = new TreeMap<>();
            for (Expression variable : Variables.of(formulas.get(i))) {
                Integer column = number.get(variable);
                if (column == null) continue;
                Expression entry = formulas.get(i).derivative(variable);
                if (!Algebra.is(entry, 0)) row.put(column, entry);
            }
            for (var each : row.entrySet()) {
                places.add(new int[] {i, each.getKey()});
                entries.add(each.getValue());
            }
        }
        int[] rowOf = places.stream().mapToInt(each -> each[0]).toArray();
        int[] columnOf = places.stream().mapToInt(each -> each[1]).toArray();
        return new SparseDerivative(
                formulas.size(),
                variables.size(),
                rowOf,
                columnOf,
                List.copyOf(entries),
                Compiler.vector(symbols, entries));
    }

    /// Writes the dense matrix, row by row, into `out` of length `rows*columns`; allocates the entries.
    public void dense(double time, double[] state, double[] parameters, double[] out) {
        double[] entry = new double[rowOf.length];
        values.evaluate(time, state, parameters, entry);
        java.util.Arrays.fill(out, 0, rows * columns, 0);
        for (int n = 0; n < entry.length; n++) out[rowOf[n] * columns + columnOf[n]] = entry[n];
    }
}
