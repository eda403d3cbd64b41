package org.onsager.solve.stochastic;

import java.util.Optional;
import org.onsager.numerics.RandomStream;

/// A Brownian path that remembers where it was asked last: the default for adaptive steps and for sweeps forward
/// and backward, whose neighbouring queries then cost a few splits each whatever the resolution.
///
/// The tree is the dyadic one of [VirtualBrownianTree], so that the path does not depend on the order of queries
/// (whereas a tree whose leaves are the queried intervals is another path for another order); of each level the
/// two last splits are kept, those about the two ends of a step, some \(4 \log_2((t_1 - t_0)/\epsilon)\) nodes. A
/// resolution of half the shortest step keeps the tree shallow and every increment exact in law.
///
/// Source: P. Kidger, J. Foster, X. Li and T. Lyons, *Efficient and accurate gradients for neural SDEs*, arXiv
/// 2105.13493.
public final class BrownianInterval extends TreePath {
    private final Piece whole;
    private final double from;
    private final double to;
    private final double resolution;

    /// A path on \([from, to]\).
    ///
    /// @param resolution  length \(\epsilon\) below which the law of increments is only approximate; steps must
    ///     not be shorter; in (0, to - from]
    public BrownianInterval(RandomStream stream, Layout layout, double from, double to, double resolution) {
        checkSpan(from, to);
        super(stream, layout, levels(to - from, resolution), true);
        this.from = from;
        this.to = to;
        this.resolution = resolution;
        whole = Piece.of(layout);
        draw(stream.split("cell").at(0), to - from, whole);
    }

    @Override
    public Optional<String> citation() {
        return Optional.of(
                "P. Kidger, J. Foster, X. Li, T. Lyons, Efficient and accurate gradients for neural SDEs, arXiv 2105.13493");
    }

    @Override
    public double resolution() {
        return resolution;
    }

    @Override
    int cells() {
        return 1;
    }

    @Override
    double edge(int cell) {
        return cell == 0 ? from : to;
    }

    @Override
    int near(double t) {
        return 0;
    }

    @Override
    void cell(int number, Piece into) {
        into.set(whole);
    }
}
