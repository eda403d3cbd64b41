package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.List;
import org.onsager.inference.gaussian.GridAxis;

/// A boundary value problem \(Lu = f\) on the grid of a box, \(Bu = g\) on its sides.
///
/// @param axes  one or two, at least 8 points each
/// @param operator  \(L\)
/// @param source  \(f\) at the grid points, row-major (the last axis fastest)
/// @param boundary  \(B\) and \(g\); each condition enters the likelihood with each of its values, so that
///     corners of a rectangle count twice
public record PdeProblem(List<GridAxis> axes, PdeOperator operator, double[] source, List<BoundaryCondition> boundary) {
    private static final double CORNER_GAP = 1e-8;

    public PdeProblem {
        axes = List.copyOf(axes);
        boundary = List.copyOf(boundary);
        if (axes.isEmpty() || axes.size() > 2)
            throw new IllegalArgumentException("axes must be 1 or 2, not " + axes.size());
        if (operator.dimensions() != axes.size())
            throw new IllegalArgumentException(
                    "operator must have %d axes, not %d".formatted(axes.size(), operator.dimensions()));
        int points = 1;
        for (int j = 0; j < axes.size(); j++) {
            int n = axes.get(j).size();
            if (n < 8)
                throw new IllegalArgumentException(
                        "grid must have at least 8 points on axis %d, not %d".formatted(j, n));
            points *= n;
        }
        if (source.length != points)
            throw new IllegalArgumentException(
                    "source must have a value a grid point, %d, not %d".formatted(points, source.length));
        for (int i = 0; i < points; i++)
            if (!Double.isFinite(source[i]))
                throw new IllegalArgumentException("source must be finite: f[%d] is %s".formatted(i, source[i]));
        for (var term : operator.terms()) {
            if (!term.isConstant() && term.coefficients().length != points)
                throw new IllegalArgumentException("coefficients of %s must be 1 or %d numbers, not %d"
                        .formatted(java.util.Arrays.toString(term.orders()), points, term.coefficients().length));
            for (int i = 0; i < term.coefficients().length; i++)
                if (!Double.isFinite(term.coefficients()[i]))
                    throw new IllegalArgumentException(
                            "coefficients must be finite: [%d] is %s".formatted(i, term.coefficients()[i]));
        }
        for (var condition : boundary) {
            if (condition.axis() >= axes.size())
                throw new IllegalArgumentException(
                        "boundary axis must be in [0, %d), not %d".formatted(axes.size(), condition.axis()));
            int across = points / axes.get(condition.axis()).size();
            if (condition.values().length != across)
                throw new IllegalArgumentException("boundary values on axis %d must be %d, not %d"
                        .formatted(condition.axis(), across, condition.values().length));
        }
    }

    /// Number of grid points.
    public int points() {
        return source.length;
    }

    public int dimensions() {
        return axes.size();
    }

    /// Number of boundary values \(N_b\).
    int boundaryValues() {
        return boundary.stream()
                .mapToInt(condition -> condition.values().length)
                .sum();
    }

    /// \(\max|g|\), 0 without sides.
    double largestSide() {
        double most = 0;
        for (var condition : boundary) for (double value : condition.values()) most = Math.max(most, Math.abs(value));
        return most;
    }

    /// The size of \(u\) that the data let expect: that of the sides, or of the source over the operator at the
    /// source's middle frequencies, whichever is larger; 0 of no data.
    double expectedSize() {
        double most = 0;
        for (double f : source) most = Math.max(most, Math.abs(f));
        double size = largestSide();
        if (most == 0) return size;
        var wave = new double[axes.size()];
        for (int j = 0; j < wave.length; j++) {
            double length = axes.get(j).high() - axes.get(j).low();
            wave[j] = 2 * Math.PI * Math.max(SourceSpectrum.of(this, j).middle(), 0.5 / length);
        }
        double factor = 0;
        for (var term : operator.terms()) {
            double product = 0;
            for (double c : term.coefficients()) product = Math.max(product, Math.abs(c));
            for (int j = 0; j < wave.length; j++) product *= Math.pow(wave[j], term.orders()[j]);
            factor += product;
        }
        return Math.max(size, factor > 0 ? most / factor : 0);
    }

    /// Units in which the starting covariance and precisions, all 1, cannot reach the solution, one line each.
    List<String> unsuitableUnits() {
        var found = new ArrayList<String>();
        double size = expectedSize();
        if (size != 0 && !(size >= 0.01 && size <= 100))
            found.add(
                    ("u is expected to be near %.1e: the prior starts at 1 and learns scales slowly; divide source and"
                                    + " sides by that")
                            .formatted(size));
        for (int j = 0; j < axes.size(); j++) {
            double length = axes.get(j).high() - axes.get(j).low();
            if (!(length >= 0.05 && length <= 100))
                found.add("axis %d is %.3g long: length scales start at 1; change its unit so that it is near 1 to 10"
                        .formatted(j, length));
        }
        return found;
    }

    /// Highest derivative along an axis, of operator and boundary.
    public int order(int axis) {
        int order = operator.order(axis);
        for (var condition : boundary) if (condition.axis() == axis) order = Math.max(order, condition.order());
        return order;
    }

    /// The same box and operator with other data.
    public PdeProblem with(double[] otherSource, List<BoundaryCondition> otherBoundary) {
        return new PdeProblem(axes, operator, otherSource, otherBoundary);
    }

    /// Corners at which two sides give values that differ by more than 1e-8.
    List<String> inconsistentCorners() {
        var found = new ArrayList<String>();
        for (var first : boundary)
            for (var second : boundary) {
                if (first.axis() != 0 || second.axis() != 1 || !first.isDirichlet() || !second.isDirichlet()) continue;
                boolean upperX = first.parts().getFirst().upper(),
                        upperY = second.parts().getFirst().upper();
                double a = first.values()[upperY ? first.values().length - 1 : 0];
                double b = second.values()[upperX ? second.values().length - 1 : 0];
                if (Math.abs(a - b) > CORNER_GAP)
                    found.add("boundary data differ by %.3g at the corner (%s, %s)"
                            .formatted(
                                    Math.abs(a - b),
                                    upperX ? axes.get(0).high() : axes.get(0).low(),
                                    upperY ? axes.get(1).high() : axes.get(1).low()));
            }
        return found;
    }
}
