package org.onsager.numerics.quadrature;

import static org.onsager.numerics.Arguments.require;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/// A fixed quadrature rule \(\int f\,d\mu \approx \sum_i w_i f(x_i)\): nodes in ascending order, weights, and
/// nothing that changes. Rules of the same kind and order are computed once and shared.
///
/// | factory | measure | exact for | total weight |
/// |---|---|---|---|
/// | [#hermite] | standard normal law, \(e^{-z^2/2}/\sqrt{2\pi}\) | polynomials of degree \(2n - 1\) | 1 |
/// | [#legendre] | Lebesgue on \([-1, 1]\); see [#on] for \([a, b]\) | degree \(2n - 1\) | 2 |
/// | [#laguerre] | \(x^\alpha e^{-x}\) on \([0, \infty)\) | degree \(2n - 1\) | \(\Gamma(\alpha + 1)\) |
/// | [#gaussianTrapezoid] | standard normal law cut at \(\pm L\) | see there | 1 |
///
/// Sums run from the ends of the rule towards its middle, in pairs, so that small terms are added first and odd
/// functions against symmetric rules give exactly zero.
public final class QuadratureRule {
    private static final ConcurrentHashMap<Key, QuadratureRule> CACHE = new ConcurrentHashMap<>();

    private record Key(String kind, int size, double shape) {}

    private final double[] nodes;
    private final double[] weights;

    QuadratureRule(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    /// Gauss-Hermite for the standard normal law: \(\mathbb E f(z) \approx \sum_i w_i f(z_i)\). Converges
    /// geometrically for functions that are analytic in a wide strip; for \(\tanh(\beta z)\) with large \(\beta\)
    /// the poles come close and [#gaussianTrapezoid] is the better rule.
    ///
    /// @param size  \(n\) in \([1, 4096]\)
    public static QuadratureRule hermite(int size) {
        return cached("hermite", size, 0, () -> GolubWelsch.hermite(size));
    }

    /// Gauss-Legendre on \([-1, 1]\).
    ///
    /// @param size  \(n\) in \([1, 4096]\)
    public static QuadratureRule legendre(int size) {
        return cached("legendre", size, 0, () -> GolubWelsch.legendre(size));
    }

    /// Gauss-Laguerre for \(\int_0^\infty x^\alpha e^{-x} f(x)\,dx\). Weights below the smallest double are zero
    /// (nodes beyond about 745).
    ///
    /// @param size  \(n\) in \([1, 4096]\)
    /// @param alpha  \(\alpha > -1\), at most 100
    public static QuadratureRule laguerre(int size, double alpha) {
        require(alpha > -1 && alpha <= 100, "alpha", alpha, "(-1, 100]");
        return cached("laguerre", size, alpha, () -> GolubWelsch.laguerre(size, alpha));
    }

    /// The composite trapezoid for the standard normal law on \([-L, L]\), weights scaled to total 1. For
    /// functions analytic in \(|\mathrm{Im}\,z| < a\) its error is of order \(e^{-2\pi a/h}\) with spacing \(h\),
    /// plus the cut tails of order \(e^{-L^2/2}\): \(L = 10\) and 2001 nodes give machine precision unless poles
    /// come within \(0.06\) of the real line.
    ///
    /// @param limit  \(L > 0\); 9 or 10 are usual
    /// @param size  nodes, at least 2
    public static QuadratureRule gaussianTrapezoid(double limit, int size) {
        require(limit > 0 && limit < 38, "limit", limit, "(0, 38)");
        require(size >= 2, "size", size, "[2, inf)");
        return CACHE.computeIfAbsent(new Key("gaussian trapezoid", size, limit), key -> trapezoid(limit, size));
    }

    private static QuadratureRule trapezoid(double limit, int size) {
        var nodes = new double[size];
        var weights = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            nodes[i] = limit * (2 * i - (size - 1)) / (size - 1);
            weights[i] = Math.exp(-nodes[i] * nodes[i] / 2) * (i == 0 || i == size - 1 ? 0.5 : 1);
        }
        for (int i = 0; i < (size + 1) / 2; i++) total += i == size - 1 - i ? weights[i] : 2 * weights[i];
        for (int i = 0; i < size; i++) weights[i] /= total;
        return new QuadratureRule(nodes, weights);
    }

    private static QuadratureRule cached(
            String kind, int size, double shape, java.util.function.Supplier<QuadratureRule> make) {
        require(size >= 1 && size <= 4096, "size", size, "[1, 4096]");
        return CACHE.computeIfAbsent(new Key(kind, size, shape), key -> make.get());
    }

    /// This rule moved from \([-1, 1]\) to \([a, b]\): for [#legendre].
    ///
    /// @param lower  \(a\)
    /// @param upper  \(b\), may lie below \(a\): the integral then changes sign
    public QuadratureRule on(double lower, double upper) {
        var moved = nodes.clone();
        var scaled = weights.clone();
        double half = (upper - lower) / 2;
        for (int i = 0; i < moved.length; i++) {
            moved[i] = lower + half * (1 + moved[i]);
            scaled[i] *= half;
        }
        return new QuadratureRule(moved, scaled);
    }

    /// Number of nodes.
    public int size() {
        return nodes.length;
    }

    /// Node number `i`, from 0, ascending.
    public double node(int i) {
        return nodes[i];
    }

    /// The weight of node number `i`.
    public double weight(int i) {
        return weights[i];
    }

    /// A copy of the nodes, for hot loops.
    public double[] nodes() {
        return nodes.clone();
    }

    /// A copy of the weights, for hot loops.
    public double[] weights() {
        return weights.clone();
    }

    /// \(\sum_i w_i f(x_i)\). Nodes of weight zero are not asked.
    ///
    /// @param function  evaluated once a node
    public double sum(DoubleUnaryOperator function) {
        double total = 0;
        for (int i = 0, j = nodes.length - 1; i < j; i++, j--) total += term(function, i) + term(function, j);
        return (nodes.length & 1) == 1 ? total + term(function, nodes.length / 2) : total;
    }

    private double term(DoubleUnaryOperator function, int i) {
        return weights[i] == 0 ? 0 : weights[i] * function.applyAsDouble(nodes[i]);
    }
}
