package org.onsager.solve.implicit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.onsager.solve.Jacobian;

/// Where a Jacobian has entries: an order of the unknowns that puts them into a band, and groups of columns
/// without a common row, each of which one difference quotient resolves.
///
/// A sparse pattern is ordered by the reverse Cuthill-McKee method; columns are coloured greedily.
/// Sources: E. Cuthill and J. McKee, Proc. 24th ACM Nat. Conf. (1969); A. R. Curtis, M. J. D. Powell and J. K.
/// Reid, *On the estimation of sparse Jacobian matrices*, IMA J. Appl. Math. 13 (1974).
///
/// @param place  the position of each unknown in the band order
/// @param lower  subdiagonals in that order
/// @param upper  superdiagonals in that order
/// @param rows  the rows of each column's entries, in the user's order
/// @param groups  columns by colour
record Pattern(int[] place, int lower, int upper, int[][] rows, int[][] groups) {

    static Pattern dense(int n) {
        var rows = new int[n][];
        Arrays.setAll(rows, j -> range(0, n));
        var groups = new int[n][];
        Arrays.setAll(groups, j -> new int[] {j});
        return new Pattern(range(0, n), n - 1, n - 1, rows, groups);
    }

    static Pattern banded(int n, int lower, int upper) {
        int l = Math.min(lower, n - 1), u = Math.min(upper, n - 1);
        var rows = new int[n][];
        Arrays.setAll(rows, j -> range(Math.max(0, j - u), Math.min(n, j + l + 1)));
        int colours = Math.min(n, l + u + 1);
        var groups = new int[colours][];
        Arrays.setAll(groups, c -> {
            int[] group = new int[(n - c + colours - 1) / colours];
            Arrays.setAll(group, m -> c + m * colours);
            return group;
        });
        return new Pattern(range(0, n), l, u, rows, groups);
    }

    static Pattern sparse(int n, Jacobian.Sparse sparse) {
        int[][] columns = sparse.columns();
        if (columns.length != n)
            throw new IllegalArgumentException(
                    "the sparsity pattern must have %d rows, not %d".formatted(n, columns.length));
        List<List<Integer>> byColumn = new ArrayList<>();
        for (int j = 0; j < n; j++) byColumn.add(new ArrayList<>());
        for (int i = 0; i < n; i++)
            for (int j : columns[i]) {
                if (j < 0 || j >= n)
                    throw new IllegalArgumentException("column indices must be in [0, %d), not %d".formatted(n, j));
                byColumn.get(j).add(i);
            }
        var rows = new int[n][];
        Arrays.setAll(
                rows, j -> byColumn.get(j).stream().mapToInt(Integer::intValue).toArray());
        int[] place = cuthillMcKee(n, columns, rows);
        int lower = 0, upper = 0;
        for (int j = 0; j < n; j++)
            for (int i : rows[j]) {
                lower = Math.max(lower, place[i] - place[j]);
                upper = Math.max(upper, place[j] - place[i]);
            }
        return new Pattern(place, lower, upper, rows, colour(n, columns, rows));
    }

    private static int[] cuthillMcKee(int n, int[][] columns, int[][] rows) {
        var neighbours = new int[n][];
        Arrays.setAll(
                neighbours,
                i -> java.util.stream.IntStream.concat(Arrays.stream(columns[i]), Arrays.stream(rows[i]))
                        .filter(j -> j != i)
                        .distinct()
                        .toArray());
        Comparator<Integer> byDegree = Comparator.comparingInt(i -> neighbours[i].length);
        var order = new ArrayList<Integer>();
        var seen = new boolean[n];
        var starts = new ArrayList<Integer>();
        for (int i = 0; i < n; i++) starts.add(i);
        starts.sort(byDegree);
        var queue = new ArrayDeque<Integer>();
        for (int start : starts) {
            if (seen[start]) continue;
            seen[start] = true;
            queue.add(start);
            while (!queue.isEmpty()) {
                int i = queue.remove();
                order.add(i);
                Arrays.stream(neighbours[i]).boxed().sorted(byDegree).forEach(j -> {
                    if (!seen[j]) {
                        seen[j] = true;
                        queue.add(j);
                    }
                });
            }
        }
        var place = new int[n];
        for (int m = 0; m < n; m++) place[order.get(m)] = n - 1 - m;
        return place;
    }

    private static int[][] colour(int n, int[][] columns, int[][] rows) {
        var colour = new int[n];
        Arrays.fill(colour, -1);
        int colours = 0;
        var forbidden = new int[n + 1];
        Arrays.fill(forbidden, -1);
        for (int j = 0; j < n; j++) {
            for (int i : rows[j]) for (int other : columns[i]) if (colour[other] >= 0) forbidden[colour[other]] = j;
            int c = 0;
            while (forbidden[c] == j) c++;
            colour[j] = c;
            colours = Math.max(colours, c + 1);
        }
        var groups = new int[colours][];
        for (int c = 0; c < colours; c++) {
            int each = c;
            groups[c] = java.util.stream.IntStream.range(0, n)
                    .filter(j -> colour[j] == each)
                    .toArray();
        }
        return groups;
    }

    private static int[] range(int from, int to) {
        return java.util.stream.IntStream.range(from, to).toArray();
    }
}
