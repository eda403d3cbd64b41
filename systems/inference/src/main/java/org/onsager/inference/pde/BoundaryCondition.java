package org.onsager.inference.pde;

import java.util.List;

/// A linear condition on the ends of one axis: \(\sum_p w_p\, \partial^{m_p} u\) at one or both ends equals given
/// values, one a grid point of the other axis (a single one in one dimension).
///
/// @param axis  the axis whose ends are meant
/// @param parts  what is summed
/// @param values  right-hand side
public record BoundaryCondition(int axis, List<Part> parts, double[] values) {
    public BoundaryCondition {
        parts = List.copyOf(parts);
        if (axis < 0 || axis > 1) throw new IllegalArgumentException("axis must be in [0, 1], not " + axis);
        if (parts.isEmpty()) throw new IllegalArgumentException("parts must be at least one");
        for (int i = 0; i < values.length; i++)
            if (!Double.isFinite(values[i]))
                throw new IllegalArgumentException(
                        "boundary values must be finite: value %d on axis %d is %s".formatted(i, axis, values[i]));
    }

    /// One end's share.
    ///
    /// @param upper  whether at the last grid point
    /// @param order  of the derivative along the axis, 0 to 3
    /// @param weight  factor
    public record Part(boolean upper, int order, double weight) {
        public Part {
            if (order < 0 || order > 3) throw new IllegalArgumentException("order must be in [0, 3], not " + order);
            if (!Double.isFinite(weight)) throw new IllegalArgumentException("weight must be finite, not " + weight);
        }
    }

    /// Given values at one end.
    public static BoundaryCondition dirichlet(int axis, boolean upper, double... values) {
        return new BoundaryCondition(axis, List.of(new Part(upper, 0, 1)), values);
    }

    /// A given derivative along the axis at one end.
    public static BoundaryCondition neumann(int axis, boolean upper, double... values) {
        return new BoundaryCondition(axis, List.of(new Part(upper, 1, 1)), values);
    }

    /// The same value (`order` 0) or derivative at both ends.
    ///
    /// @param across  grid points of the other axis, 1 in one dimension
    public static BoundaryCondition periodic(int axis, int order, int across) {
        return new BoundaryCondition(
                axis, List.of(new Part(true, order, 1), new Part(false, order, -1)), new double[across]);
    }

    int order() {
        return parts.stream().mapToInt(Part::order).max().orElse(0);
    }

    boolean isDirichlet() {
        return parts.size() == 1 && parts.getFirst().order == 0 && parts.getFirst().weight == 1;
    }
}
