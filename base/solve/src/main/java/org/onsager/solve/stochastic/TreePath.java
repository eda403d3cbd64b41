package org.onsager.solve.stochastic;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Increment;

/// A path made of cells, each with a dyadic tree below it: what every path of this package is.
///
/// A cell's increment and areas are drawn or given; halving it, and its halves, down to the resolution, gives the
/// path inside, each node drawing from a stream named by the cell and the node's number. Within a leaf the path
/// is interpolated by the exact conditional law. A query walks down to the node that both its ends lie in
/// different halves of, collects what is left of the one half and right of the other, and joins the pieces from
/// left to right, so that short increments are not differences of long ones. Cost: one split a level.
///
/// With two or more remembered splits a level (the interval), neighbouring queries walk known ground; with none
/// (the virtual tree), the memory does not grow with the depth.
abstract class TreePath implements Brownian {
    private static final int MAX_DEPTH = 50;

    private final RandomStream stream;
    private final Layout layout;
    private final RandomStream nodes;
    private final int depth;
    private final boolean remembering;
    private final Split[][] splits;
    private final Piece root;
    private final Piece kept;
    private final Piece leafPart;
    private final Piece joined;
    private final Split leafSplit;
    private final double[][] normals;
    private final Bridge half;
    private final Bridge bridge = new Bridge();
    private Piece target;
    private double[] targetKey = new double[0];
    private long cell;

    /// @param depth  levels of halving below a cell
    /// @param remembering  whether splits are kept from query to query
    TreePath(RandomStream stream, Layout layout, int depth, boolean remembering) {
        this.stream = stream;
        this.layout = layout;
        this.depth = depth;
        this.remembering = remembering;
        nodes = stream.split("node");
        splits = new Split[remembering ? depth : Math.min(2, depth)][2];
        for (Split[] level : splits) for (int i = 0; i < 2; i++) level[i] = new Split(layout);
        root = Piece.of(layout);
        kept = Piece.of(layout);
        leafPart = Piece.of(layout);
        joined = Piece.of(layout);
        leafSplit = new Split(layout);
        target = joined;
        normals = new double[layout.areas().kinds()][layout.size()];
        half = new Bridge().at(0.5, layout.areas().kinds());
    }

    /// Levels needed to halve `length` down to `resolution`.
    static int levels(double length, double resolution) {
        if (!(resolution > 0 && resolution <= length))
            throw new IllegalArgumentException(
                    "resolution must be in (0, %s], the path's length, not %s".formatted(length, resolution));
        return Math.min(MAX_DEPTH, (int) Math.ceil(Math.log(length / resolution) / Math.log(2) - 1e-9));
    }

    static void checkSpan(double from, double to) {
        if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to))
            throw new IllegalArgumentException(
                    "the path's interval must be [from, to] with from < to finite, not [%s, %s]".formatted(from, to));
    }

    /// Number of cells.
    abstract int cells();

    /// The left edge of a cell; that of number `cells()` is the end of the path.
    abstract double edge(int cell);

    /// The number of a cell near `t`, to begin a search from.
    abstract int near(double t);

    /// The edge that `t` means, where it is one but for rounding.
    double snap(double t) {
        return t;
    }

    /// Sets the increment and areas of a whole cell.
    abstract void cell(int number, Piece into);

    /// Draws the increment and areas of an independent cell of a given length.
    final void draw(RandomStream place, double length, Piece into) {
        into.length = length;
        for (int kind = 0; kind < layout.areas().kinds(); kind++) {
            double[] out = kind == 0 ? into.w : kind == 1 ? into.h : into.k;
            fill(place, kind, out);
            double deviation = Math.sqrt(length * Bridge.VARIANCE[kind]);
            for (int i = 0; i < out.length; i++) out[i] *= deviation;
        }
    }

    private void fill(RandomStream place, int kind, double[] out) {
        int rows = layout.rows();
        for (int j = 0; j < layout.channels(); j++)
            place.at((long) kind * layout.channels() + j).fillNormal(out, j * rows, (j + 1) * rows, layout.firstRow());
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public RandomStream stream() {
        return stream;
    }

    @Override
    public double from() {
        return edge(0);
    }

    @Override
    public double to() {
        return edge(cells());
    }

    @Override
    public void increment(double s, double t, Increment into) {
        double left = snap(Math.min(s, t)), right = snap(Math.max(s, t));
        if (!(left >= from() && right <= to()))
            throw new IllegalArgumentException(
                    "the Brownian path is defined on [%s, %s], not on [%s, %s]; give it a wider interval"
                            .formatted(from(), to(), left, right));
        Piece out = wrap(into.over(s, t));
        if (left == right) {
            out.clear();
            Arrays.fill(out.w, 0);
            Arrays.fill(out.h, 0);
            Arrays.fill(out.k, 0);
            return;
        }
        collect(left, right, out);
        if (t < s) out.reverse();
    }

    /// The increment's own arrays as a piece; remembered, as a run asks with the same one again and again.
    private Piece wrap(Increment into) {
        if (targetKey != into.value()) {
            int n = layout.size();
            if (into.value().length != n)
                throw new IllegalArgumentException(
                        "the increment must have %d channels, not %d".formatted(n, into.value().length));
            targetKey = into.value();
            target = new Piece(
                    into.value(),
                    layout.areas().include(Areas.WH) ? into.spaceTimeArea() : new double[0],
                    layout.areas().include(Areas.WHK) ? into.spaceTimeTimeArea() : new double[0]);
        }
        return target;
    }

    private void collect(double s, double t, Piece out) {
        int c = Math.clamp(near(s), 0, cells() - 1);
        while (c > 0 && edge(c) > s) c--;
        while (edge(c + 1) <= s) c++;
        out.clear();
        for (; c < cells() && edge(c) < t; c++) {
            double low = edge(c), high = edge(c + 1);
            boolean whole = s <= low && t >= high;
            if (whole && out.length == 0) {
                cell(c, out);
                continue;
            }
            cell(c, root);
            if (whole) out.append(root);
            else inside(c, Math.max(s, low), Math.min(t, high), low, high, out);
        }
    }

    /// Appends the part \([a, b]\) of the cell whose root is loaded.
    private void inside(long number, double a, double b, double low, double high, Piece out) {
        cell = number;
        Piece node = root;
        long id = 1;
        for (int level = 0; ; level++) {
            if (a == low && b == high) {
                out.append(node);
                return;
            }
            if (level == depth) {
                leaf(node, id, low, high, a, b);
                out.append(leafPart);
                return;
            }
            Split split = split(level, id, node);
            double middle = 0.5 * (low + high);
            if (b <= middle) {
                node = split.left;
                id = 2 * id;
                high = middle;
            } else if (a >= middle) {
                node = split.right;
                id = 2 * id + 1;
                low = middle;
            } else {
                kept.set(split.right);
                suffix(split.left, 2 * id, level + 1, low, middle, a);
                out.append(joined);
                prefix(2 * id + 1, level + 1, middle, high, b);
                out.append(joined);
                return;
            }
        }
    }

    /// Sets `joined` to the part of a node from `a` on.
    private void suffix(Piece node, long id, int level, double low, double high, double a) {
        joined.clear();
        while (a > low) {
            if (level == depth) {
                leaf(node, id, low, high, a, high);
                joined.prepend(leafPart);
                return;
            }
            Split split = split(level++, id, node);
            double middle = 0.5 * (low + high);
            id *= 2;
            if (a < middle) {
                joined.prepend(split.right);
                node = split.left;
                high = middle;
            } else {
                node = split.right;
                id++;
                low = middle;
            }
        }
        if (a < high) joined.prepend(node);
    }

    /// Sets `joined` to the part of the kept node up to `b`.
    private void prefix(long id, int level, double low, double high, double b) {
        Piece node = kept;
        joined.clear();
        while (b < high) {
            if (level == depth) {
                leaf(node, id, low, high, low, b);
                joined.append(leafPart);
                return;
            }
            Split split = split(level++, id, node);
            double middle = 0.5 * (low + high);
            id *= 2;
            if (b > middle) {
                joined.append(split.left);
                node = split.right;
                id++;
                low = middle;
            } else {
                node = split.left;
                high = middle;
            }
        }
        if (b > low) joined.append(node);
    }

    /// The halves of a node, drawn or remembered.
    private Split split(int level, long id, Piece node) {
        Split[] slots = splits[remembering ? level : level & 1];
        if (remembering && slots[1].id == id && slots[1].cell == cell) {
            Split found = slots[1];
            slots[1] = slots[0];
            slots[0] = found;
        } else if (!remembering || slots[0].id != id || slots[0].cell != cell) {
            Split oldest = slots[1];
            slots[1] = slots[0];
            slots[0] = oldest;
            compute(oldest, id, node);
        }
        return slots[0];
    }

    private void compute(Split split, long id, Piece node) {
        split.id = id;
        split.cell = cell;
        drawNode(id);
        half.first(node, 0.5, normals, split.left);
        split.right.setRest(node, split.left);
    }

    private void drawNode(long id) {
        RandomStream place = nodes.at(cell).at(id);
        for (int kind = 0; kind < normals.length; kind++) fill(place, kind, normals[kind]);
    }

    /// Sets `leafPart` to the part \([a, b]\) of a leaf.
    private void leaf(Piece node, long id, double low, double high, double a, double b) {
        if (a == low && b == high) {
            leafPart.set(node);
            return;
        }
        drawNode(id);
        Split scratch = leafSplit;
        Piece upTo = node;
        if (b < high) {
            double x = (b - low) / (high - low);
            bridge.at(x, normals.length).first(node, x, normals, scratch.right);
            upTo = scratch.right;
        }
        if (a == low) {
            leafPart.set(upTo);
            return;
        }
        double x = (a - low) / (high - low);
        bridge.at(x, normals.length).first(node, x, normals, scratch.left);
        leafPart.setRest(upTo, scratch.left);
    }

    /// The halves of a node.
    private static final class Split {
        private long cell = -1;
        private long id = -1;
        private final Piece left;
        private final Piece right;

        Split(Layout layout) {
            left = Piece.of(layout);
            right = Piece.of(layout);
        }
    }
}
