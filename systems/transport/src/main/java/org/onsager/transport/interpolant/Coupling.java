package org.onsager.transport.interpolant;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;
import org.onsager.transport.metric.Assignment;
import org.onsager.transport.metric.Sinkhorn;

/// A joint law \(\nu\) of \((x_0, x_1)\) with given marginals. Losses and fields are the same for all; only the
/// pairs differ.
public interface Coupling {

    /// \(d\).
    int dimension();

    /// Writes `count` pairs, row by row.
    ///
    /// @param x0  at least `count * dimension()` long
    /// @param x1  as long
    void fill(RandomStream stream, int count, double[] x0, double[] x1);

    /// Independent ends.
    ///
    /// @throws IllegalArgumentException if the dimensions differ
    static Coupling independent(Law start, Law end) {
        requireSame(start.dimension(), end.dimension());
        return new Independent(start, end);
    }

    /// The same point at both ends, for mirrors.
    static Coupling mirror(Law law) {
        return new Mirror(law);
    }

    /// Row \(i\) of one cloud goes with row \(i\) of the other.
    ///
    /// @throws IllegalArgumentException if the clouds differ in size or dimension
    static Coupling paired(PointCloud start, PointCloud end) {
        requireSame(start.dimension(), end.dimension());
        if (start.size() != end.size())
            throw new IllegalArgumentException(
                    "paired clouds must have as many points, not %d and %d".formatted(start.size(), end.size()));
        return new Paired(start, end);
    }

    /// Independent draws, re-paired in blocks by exact optimal transport for the squared distance; \(O(n^3)\) a
    /// block. Blocks below 64 pair less well, but the ends' laws stay exact for any.
    ///
    /// @param block  points a block, in [2, 512]
    static Coupling minibatchOptimalTransport(Law start, Law end, int block) {
        requireSame(start.dimension(), end.dimension());
        require(block >= 2 && block <= 512, "block", block, "[2, 512]");
        return new MinibatchOptimal(start, end, block);
    }

    /// Independent draws, re-paired in blocks by sampling from the rows of an entropic plan: each \(x_0\) keeps
    /// its place and draws its \(x_1\).
    ///
    /// @param block  points a block, in [2, 4096]
    /// @param regularisation  of the plan, for the cost \(|x-y|^2/2\); positive
    static Coupling minibatchSinkhorn(Law start, Law end, int block, double regularisation) {
        requireSame(start.dimension(), end.dimension());
        require(block >= 2 && block <= 4096, "block", block, "[2, 4096]");
        require(regularisation > 0, "regularisation", regularisation, "(0, inf)");
        return new MinibatchSinkhorn(start, end, block, regularisation);
    }

    /// @param start  law of \(x_0\)
    /// @param end  law of \(x_1\)
    record Independent(Law start, Law end) implements Coupling {
        @Override
        public int dimension() {
            return start.dimension();
        }

        @Override
        public void fill(RandomStream stream, int count, double[] x0, double[] x1) {
            start.fill(stream.split("x0"), count, x0);
            end.fill(stream.split("x1"), count, x1);
        }
    }

    /// @param law  of both ends
    record Mirror(Law law) implements Coupling {
        @Override
        public int dimension() {
            return law.dimension();
        }

        @Override
        public void fill(RandomStream stream, int count, double[] x0, double[] x1) {
            law.fill(stream.split("x1"), count, x1);
            System.arraycopy(x1, 0, x0, 0, count * dimension());
        }
    }

    /// @param start  first of each pair
    /// @param end  second of each pair
    record Paired(PointCloud start, PointCloud end) implements Coupling {
        @Override
        public int dimension() {
            return start.dimension();
        }

        @Override
        public void fill(RandomStream stream, int count, double[] x0, double[] x1) {
            var source = stream.generator();
            int d = dimension();
            for (int i = 0; i < count; i++) {
                int row = source.nextInt(start.size());
                System.arraycopy(start.values(), row * d, x0, i * d, d);
                System.arraycopy(end.values(), row * d, x1, i * d, d);
            }
        }
    }

    /// @param start  law of \(x_0\)
    /// @param end  law of \(x_1\)
    /// @param block  points a block
    record MinibatchOptimal(Law start, Law end, int block) implements Coupling {
        @Override
        public int dimension() {
            return start.dimension();
        }

        @Override
        public void fill(RandomStream stream, int count, double[] x0, double[] x1) {
            new Independent(start, end).fill(stream, count, x0, x1);
            int d = dimension();
            for (int from = 0; from < count; from += block) {
                int n = Math.min(block, count - from);
                var a = java.util.Arrays.copyOfRange(x0, from * d, (from + n) * d);
                var b = java.util.Arrays.copyOfRange(x1, from * d, (from + n) * d);
                int[] match = Assignment.squaredDistances(a, b, d);
                for (int i = 0; i < n; i++) System.arraycopy(b, match[i] * d, x1, (from + i) * d, d);
            }
        }
    }

    /// @param start  law of \(x_0\)
    /// @param end  law of \(x_1\)
    /// @param block  points a block
    /// @param regularisation  of the plan
    record MinibatchSinkhorn(Law start, Law end, int block, double regularisation) implements Coupling {
        @Override
        public int dimension() {
            return start.dimension();
        }

        @Override
        public void fill(RandomStream stream, int count, double[] x0, double[] x1) {
            new Independent(start, end).fill(stream, count, x0, x1);
            int d = dimension();
            var source = stream.split("plan").generator();
            for (int from = 0; from < count; from += block) {
                int n = Math.min(block, count - from);
                var a = new PointCloud(d, java.util.Arrays.copyOfRange(x0, from * d, (from + n) * d));
                var b = new PointCloud(d, java.util.Arrays.copyOfRange(x1, from * d, (from + n) * d));
                var plan = Sinkhorn.of(regularisation).solve(a, b);
                var row = new double[n];
                for (int i = 0; i < n; i++) {
                    plan.row(i, row);
                    System.arraycopy(b.values(), source.nextCategorical(row) * d, x1, (from + i) * d, d);
                }
            }
        }
    }

    private static void requireSame(int start, int end) {
        if (start != end)
            throw new IllegalArgumentException(
                    "both ends must have the same dimension, not %d and %d".formatted(start, end));
    }
}
