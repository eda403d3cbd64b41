package org.onsager.transport.metric;

/// The assignment of least total cost, by shortest augmenting paths (the Hungarian method in Jonker and
/// Volgenant's form); \(O(n^3)\) time, \(O(n^2)\) memory.
///
/// Source: R. Jonker and A. Volgenant, *Computing* 38, 325 (1987).
public final class Assignment {
    private Assignment() {}

    /// For each point of `a` its partner in `b` under least total squared distance.
    ///
    /// @param a  \(n\) points of `dimension` coordinates, row by row
    /// @param b  as many
    public static int[] squaredDistances(double[] a, double[] b, int dimension) {
        int n = a.length / dimension;
        if (a.length != b.length)
            throw new IllegalArgumentException(
                    "both clouds must have as many points, not %d and %d".formatted(n, b.length / dimension));
        var cost = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) cost[i * n + j] = squaredDistance(a, i, b, j, dimension);
        return solve(cost, n);
    }

    /// The column of each row in the assignment of least total cost.
    ///
    /// @param cost  `cost[row * n + column]`, finite
    public static int[] solve(double[] cost, int n) {
        var rowDual = new double[n + 1];
        var columnDual = new double[n + 1];
        var rowOf = new int[n + 1];
        var before = new int[n + 1];
        var distance = new double[n + 1];
        var done = new boolean[n + 1];
        for (int row = 1; row <= n; row++) {
            rowOf[0] = row;
            int column = 0;
            java.util.Arrays.fill(distance, Double.POSITIVE_INFINITY);
            java.util.Arrays.fill(done, false);
            do {
                done[column] = true;
                column = relax(cost, n, rowOf[column], column, rowDual, columnDual, before, distance, done, rowOf);
            } while (rowOf[column] != 0);
            for (; column != 0; column = before[column]) rowOf[column] = rowOf[before[column]];
        }
        var match = new int[n];
        for (int column = 1; column <= n; column++) match[rowOf[column] - 1] = column - 1;
        return match;
    }

    /// Extends the shortest-path tree by one column and lifts the duals.
    private static int relax(
            double[] cost,
            int n,
            int row,
            int from,
            double[] rowDual,
            double[] columnDual,
            int[] before,
            double[] distance,
            boolean[] done,
            int[] rowOf) {
        double least = Double.POSITIVE_INFINITY;
        int next = 0;
        for (int column = 1; column <= n; column++) {
            if (done[column]) continue;
            double reduced = cost[(row - 1) * n + column - 1] - rowDual[row] - columnDual[column];
            if (reduced < distance[column]) {
                distance[column] = reduced;
                before[column] = from;
            }
            if (distance[column] < least) {
                least = distance[column];
                next = column;
            }
        }
        if (next == 0) throw new IllegalArgumentException("cost must be finite");
        for (int column = 0; column <= n; column++) {
            if (done[column]) {
                rowDual[rowOf[column]] += least;
                columnDual[column] -= least;
            } else distance[column] -= least;
        }
        return next;
    }

    static double squaredDistance(double[] a, int i, double[] b, int j, int dimension) {
        double sum = 0;
        for (int k = 0; k < dimension; k++) {
            double difference = a[i * dimension + k] - b[j * dimension + k];
            sum += difference * difference;
        }
        return sum;
    }
}
