package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// Points as tiles of [PairKernels#TILE], coordinate by coordinate, and a k-d tree over the tiles.
///
/// The tree splits at the widest coordinate into whole tiles; each node knows its bounding box, so that a search
/// can leave out what is too far to count. Building costs \(O(n \ln^2 n)\).
final class PointTiles {
    final int d;
    final int count;
    final int tiles;
    final double[] coordinates;

    /// Number of the point at each place, -1 where there is none.
    final int[] order;

    private final Node root;

    /// @param low  lower corner of the bounding box
    /// @param high  upper corner
    /// @param children  two, or none for a leaf
    private record Node(double[] low, double[] high, int tile, List<Node> children) {}

    /// @param points  rows of the same length
    /// @param tree  whether to order the points by a tree; else the tree is one node and nothing is left out
    PointTiles(double[][] points, boolean tree) {
        this.d = points[0].length;
        this.count = points.length;
        this.tiles = Math.ceilDiv(count, TILE);
        this.coordinates = new double[tiles * d * TILE];
        this.order = new int[tiles * TILE];
        Arrays.fill(order, -1);
        var numbers = new Integer[count];
        for (int i = 0; i < count; i++) numbers[i] = i;
        this.root = tree ? build(points, numbers, 0, count) : leaf(points, numbers, 0, count);
        // a place without a point lies so far out that its squared distance is far above any weight's range
        Arrays.fill(coordinates, 0);
        for (int place = 0; place < order.length; place++) {
            if (place < count) order[place] = numbers[place];
            for (int a = 0; a < d; a++) {
                coordinates[address(place, a)] =
                        order[place] >= 0 ? points[order[place]][a] : Math.sqrt(PairKernels.ABSENT);
            }
        }
    }

    int offset(int tile) {
        return tile * d * TILE;
    }

    double coordinate(int place, int a) {
        return coordinates[address(place, a)];
    }

    private int address(int place, int a) {
        return (place / TILE * d + a) * TILE + place % TILE;
    }

    private Node build(double[][] points, Integer[] numbers, int from, int to) {
        var node = leaf(points, numbers, from, to);
        if (to - from <= TILE) return node;
        int widest = 0;
        for (int a = 1; a < d; a++) if (node.high[a] - node.low[a] > node.high[widest] - node.low[widest]) widest = a;
        int axis = widest;
        Arrays.sort(numbers, from, to, (i, j) -> {
            int byAxis = Double.compare(points[i][axis], points[j][axis]);
            return byAxis != 0 ? byAxis : Integer.compare(i, j);
        });
        int middle = from + Math.ceilDiv(Math.ceilDiv(to - from, TILE), 2) * TILE;
        var children = new ArrayList<Node>();
        children.add(build(points, numbers, from, middle));
        children.add(build(points, numbers, middle, to));
        return new Node(node.low, node.high, -1, children);
    }

    private Node leaf(double[][] points, Integer[] numbers, int from, int to) {
        var low = points[numbers[from]].clone();
        var high = low.clone();
        for (int i = from; i < to; i++) {
            double[] point = points[numbers[i]];
            for (int a = 0; a < d; a++) {
                low[a] = Math.min(low[a], point[a]);
                high[a] = Math.max(high[a], point[a]);
            }
        }
        return new Node(low, high, from / TILE, List.of());
    }

    /// Decides about a part of the points from the least squared distance that any of them can have.
    interface Cutoff {
        boolean leavesOut(double squaredDistance);
    }

    /// Visits the tiles that may count for a query, nearer ones first.
    void search(double[] queries, int from, Cutoff cutoff, IntConsumer visit) {
        search(root, queries, from, cutoff, visit);
    }

    private void search(Node node, double[] queries, int from, Cutoff cutoff, IntConsumer visit) {
        if (cutoff.leavesOut(bound(node, queries, from))) return;
        if (node.children.isEmpty()) {
            visit.accept(node.tile);
            return;
        }
        var first = node.children.get(0);
        var second = node.children.get(1);
        boolean swap = bound(second, queries, from) < bound(first, queries, from);
        search(swap ? second : first, queries, from, cutoff, visit);
        search(swap ? first : second, queries, from, cutoff, visit);
    }

    private double bound(Node node, double[] queries, int from) {
        double sum = 0;
        for (int a = 0; a < d; a++) {
            double x = queries[from + a];
            double gap = Math.max(0, Math.max(node.low[a] - x, x - node.high[a]));
            sum = Math.fma(gap, gap, sum);
        }
        return sum;
    }
}
