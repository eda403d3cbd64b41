package org.onsager.memory.boltzmann;

import java.util.Arrays;

/// The factor \(A\) of the monotone parameterisation: its pattern, whose columns are the model's coordinates, and
/// for each variable and group of rows (a layer) the variable of the interior that stands for it in
/// [Borders#TILED_COMPAT].
///
/// @param pattern  \(d \times D\)
/// @param firstRow  the first row of each group of rows, and the number of rows at the end
/// @param interior  `[group][variable]`
record Factor(Variables variables, TiedMatrix pattern, int[] firstRow, int[][] interior) {

    /// A full matrix of `rows` rows; every variable stands for itself.
    static Factor dense(Variables variables, int rows) {
        Require.that(rows >= 1, "rows of A", rows, "[1, inf)");
        var self = new int[variables.count()];
        Arrays.setAll(self, i -> i);
        return new Factor(
                variables, TiedMatrix.dense(rows, variables.dimension()), new int[] {0, rows}, new int[][] {self});
    }

    int groups() {
        return interior.length;
    }

    /// The start of each variable's \(k \times k\) block in an array of all blocks, and the array's length at the
    /// end.
    int[] blockStarts() {
        var starts = new int[variables.count() + 1];
        for (int i = 0; i < variables.count(); i++)
            starts[i + 1] = Math.addExact(starts[i], variables.states(i) * variables.states(i));
        return starts;
    }

    /// The blocks \(\sum_r A_{ri}^\mathsf T A_{ri}\) over the rows of a group.
    double[] blocks(int group, double[] weights, int[] starts) {
        var blocks = new double[starts[variables.count()]];
        runs(group, (variable, from, to) -> {
            int base = variables.offset(variable), k = variables.states(variable);
            for (int e = from; e < to; e++)
                for (int f = from; f < to; f++) {
                    int s = pattern.rowColumn[e] - base, t = pattern.rowColumn[f] - base;
                    int at = starts[variable] + s * k + t;
                    blocks[at] = Math.fma(weights[pattern.rowTie[e]], weights[pattern.rowTie[f]], blocks[at]);
                }
        });
        return blocks;
    }

    /// Adds \(\partial(\sum_i G_i : B_i)/\partial w\) for the blocks \(B_i\) of [#blocks].
    void addBlockGradient(int group, double[] weights, int[] starts, double[] g, double[] gradient) {
        runs(group, (variable, from, to) -> {
            int base = variables.offset(variable), k = variables.states(variable);
            for (int e = from; e < to; e++) {
                int s = pattern.rowColumn[e] - base;
                double sum = 0;
                for (int f = from; f < to; f++) {
                    int t = pattern.rowColumn[f] - base;
                    double both = g[starts[variable] + s * k + t] + g[starts[variable] + t * k + s];
                    sum = Math.fma(weights[pattern.rowTie[f]], both, sum);
                }
                gradient[pattern.rowTie[e]] += sum;
            }
        });
    }

    private interface Run {
        void accept(int variable, int from, int to);
    }

    /// Visits the entries of each row variable by variable.
    private void runs(int group, Run run) {
        for (int r = firstRow[group]; r < firstRow[group + 1]; r++)
            for (int from = pattern.rowStart[r]; from < pattern.rowStart[r + 1]; ) {
                int variable = variables.variableOf(pattern.rowColumn[from]);
                int end = variables.offset(variable) + variables.states(variable), to = from + 1;
                while (to < pattern.rowStart[r + 1] && pattern.rowColumn[to] < end) to++;
                run.accept(variable, from, to);
                from = to;
            }
    }
}
