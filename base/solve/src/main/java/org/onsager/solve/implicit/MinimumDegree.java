package org.onsager.solve.implicit;

import java.util.Arrays;

/// A fill-reducing order for the elimination of a sparse matrix: approximate minimum degree on the graph of
/// \(A + A^T\).
///
/// The graph of what is left is kept as a quotient graph of variables and elements (eliminated variables), so
/// that it never grows; degrees are bounded from above by \(|A_i| + |L_p \setminus i| + \sum_e |L_e \setminus
/// L_p|\); variables that have become indistinguishable are merged, elements that are contained in another
/// absorbed.
///
/// Source: P. R. Amestoy, T. A. Davis and I. S. Duff, *An approximate minimum degree ordering algorithm*, SIAM J.
/// Matrix Anal. Appl. 17 (1996).
final class MinimumDegree {
    private final int n;
    /// Neighbours that are variables, and elements that a variable belongs to; members of an element.
    private final int[][] adjacent;
    private final int[][] elements;
    private final int[][] members;
    private final int[] adjacentCount;
    private final int[] elementCount;
    /// Number of variables that one stands for; 0 once it is eliminated or stands behind another.
    private final int[] weight;
    private final int[] degree;
    private final int[] head;
    private final int[] next;
    private final int[] previous;
    /// The next of the variables that are eliminated together.
    private final int[] follower;
    private final int[] last;
    private final int[] mark;
    private final int[] outside;
    private final int[] outsideStamp;
    private final boolean[] alive;
    private int stamp;
    private int left;
    private int least;
    private double operations;

    private MinimumDegree(int[][] rowsOfColumns) {
        n = rowsOfColumns.length;
        adjacent = symmetric(rowsOfColumns);
        adjacentCount = Arrays.stream(adjacent).mapToInt(each -> each.length).toArray();
        elements = new int[n][4];
        elementCount = new int[n];
        members = new int[n][];
        weight = new int[n];
        Arrays.fill(weight, 1);
        degree = adjacentCount.clone();
        head = new int[n + 1];
        Arrays.fill(head, -1);
        next = new int[n];
        previous = new int[n];
        follower = new int[n];
        Arrays.fill(follower, -1);
        last = new int[n];
        Arrays.setAll(last, i -> i);
        mark = new int[n];
        outside = new int[n];
        outsideStamp = new int[n];
        alive = new boolean[n];
        left = n;
    }

    /// An order of elimination and what it costs.
    ///
    /// @param sequence  the unknowns in the order in which they are eliminated
    /// @param operations  multiplications of the factorisation if no pivot leaves the diagonal
    record Order(int[] sequence, double operations) {}

    /// The order for a pattern given by the rows of each column's entries.
    static Order of(int[][] rowsOfColumns) {
        return new MinimumDegree(rowsOfColumns).run();
    }

    private static int[][] symmetric(int[][] rows) {
        int n = rows.length;
        var count = new int[n];
        for (int j = 0; j < n; j++)
            for (int i : rows[j])
                if (i != j) {
                    count[i]++;
                    count[j]++;
                }
        var both = new int[n][];
        Arrays.setAll(both, i -> new int[count[i]]);
        Arrays.fill(count, 0);
        for (int j = 0; j < n; j++)
            for (int i : rows[j])
                if (i != j) {
                    both[i][count[i]++] = j;
                    both[j][count[j]++] = i;
                }
        for (int i = 0; i < n; i++)
            both[i] = Arrays.stream(both[i]).sorted().distinct().toArray();
        return both;
    }

    private Order run() {
        for (int i = n - 1; i >= 0; i--) insert(i);
        var sequence = new int[n];
        int done = 0;
        while (done < n) {
            while (head[least] < 0) least++;
            int p = head[least];
            remove(p);
            eliminate(p);
            for (int i = p; i >= 0; i = follower[i]) sequence[done++] = i;
        }
        return new Order(sequence, operations);
    }

    private void insert(int i) {
        int d = degree[i];
        previous[i] = -1;
        next[i] = head[d];
        if (head[d] >= 0) previous[head[d]] = i;
        head[d] = i;
        least = Math.min(least, d);
    }

    private void remove(int i) {
        if (previous[i] >= 0) next[previous[i]] = next[i];
        else head[degree[i]] = next[i];
        if (next[i] >= 0) previous[next[i]] = previous[i];
    }

    private void eliminate(int p) {
        int[] list = form(p);
        int size = 0;
        for (int i : list) {
            remove(i);
            size += weight[i];
        }
        count(weight[p], size);
        left -= weight[p];
        weight[p] = 0;
        stamp++;
        for (int i : list) mark[i] = stamp;
        measure(list);
        for (int i : list) update(i, p, size);
        merge(list);
        int kept = 0;
        for (int i : list) {
            if (weight[i] == 0) continue;
            list[kept++] = i;
            insert(i);
        }
        members[p] = Arrays.copyOf(list, kept);
        alive[p] = kept > 0;
    }

    private void count(int columns, int below) {
        for (int k = columns - 1; k >= 0; k--) operations += (below + k) * (double) (below + k + 1);
    }

    /// The variables of the new element: neighbours of the pivot and members of its elements, which it absorbs.
    private int[] form(int p) {
        stamp++;
        mark[p] = stamp;
        int count = 0;
        int[] list = new int[degree[p] + adjacentCount[p] + 8];
        for (int k = 0; k < adjacentCount[p]; k++) {
            int i = adjacent[p][k];
            if (weight[i] == 0 || mark[i] == stamp) continue;
            mark[i] = stamp;
            if (count == list.length) list = Arrays.copyOf(list, 2 * count);
            list[count++] = i;
        }
        for (int k = 0; k < elementCount[p]; k++) {
            int e = elements[p][k];
            if (!alive[e]) continue;
            for (int i : members[e]) {
                if (weight[i] == 0 || mark[i] == stamp) continue;
                mark[i] = stamp;
                if (count == list.length) list = Arrays.copyOf(list, 2 * count);
                list[count++] = i;
            }
            alive[e] = false;
            members[e] = new int[0];
        }
        return Arrays.copyOf(list, count);
    }

    /// \(|L_e \setminus L_p|\) for every element next to the new one.
    private void measure(int[] list) {
        for (int i : list)
            for (int k = 0; k < elementCount[i]; k++) {
                int e = elements[i][k];
                if (!alive[e]) continue;
                if (outsideStamp[e] != stamp) {
                    outsideStamp[e] = stamp;
                    int size = 0;
                    for (int m : members[e]) size += weight[m];
                    outside[e] = size;
                }
                outside[e] -= weight[i];
            }
    }

    /// Replaces what the new element covers in a variable's lists, and bounds its degree.
    private void update(int i, int p, int size) {
        int beyond = 0, kept = 0;
        for (int k = 0; k < elementCount[i]; k++) {
            int e = elements[i][k];
            if (!alive[e]) continue;
            if (outside[e] == 0) {
                alive[e] = false;
                continue;
            }
            beyond += outside[e];
            elements[i][kept++] = e;
        }
        if (kept == elements[i].length) elements[i] = Arrays.copyOf(elements[i], 2 * kept);
        elements[i][kept++] = p;
        elementCount[i] = kept;
        int near = 0;
        kept = 0;
        for (int k = 0; k < adjacentCount[i]; k++) {
            int j = adjacent[i][k];
            if (weight[j] == 0 || mark[j] == stamp) continue;
            near += weight[j];
            adjacent[i][kept++] = j;
        }
        adjacentCount[i] = kept;
        int inside = size - weight[i];
        degree[i] = Math.max(0, Math.min(left - weight[i], Math.min(degree[i] + inside, near + inside + beyond)));
    }

    /// Merges variables of the new element with the same neighbours and elements.
    private void merge(int[] list) {
        var hash = new long[list.length];
        for (int k = 0; k < list.length; k++) {
            int i = list[k];
            long sum = 0;
            for (int m = 0; m < adjacentCount[i]; m++) sum += adjacent[i][m];
            for (int m = 0; m < elementCount[i]; m++) sum += elements[i][m];
            hash[k] = sum * n + k;
        }
        Arrays.sort(hash);
        for (int a = 0; a < hash.length; a++) {
            int i = list[(int) (hash[a] % n)];
            if (weight[i] == 0) continue;
            boolean marked = false;
            for (int b = a + 1; b < hash.length && hash[b] / n == hash[a] / n; b++) {
                int j = list[(int) (hash[b] % n)];
                if (weight[j] == 0 || adjacentCount[i] != adjacentCount[j] || elementCount[i] != elementCount[j])
                    continue;
                if (!marked) {
                    marked = true;
                    stamp++;
                    for (int m = 0; m < adjacentCount[i]; m++) mark[adjacent[i][m]] = stamp;
                    for (int m = 0; m < elementCount[i]; m++) outsideStamp[elements[i][m]] = stamp;
                }
                if (same(j)) absorb(i, j);
            }
        }
    }

    private boolean same(int j) {
        for (int m = 0; m < adjacentCount[j]; m++) if (mark[adjacent[j][m]] != stamp) return false;
        for (int m = 0; m < elementCount[j]; m++) if (outsideStamp[elements[j][m]] != stamp) return false;
        return true;
    }

    private void absorb(int i, int j) {
        degree[i] = Math.max(0, degree[i] - weight[j]);
        weight[i] += weight[j];
        weight[j] = 0;
        follower[last[i]] = j;
        last[i] = last[j];
    }
}
