package org.onsager.solve.stochastic;

import java.util.Optional;
import org.onsager.numerics.RandomStream;

/// A Brownian path by bisection of its interval down to a resolution, nothing of which is stored: memory does not
/// grow with the number or the fineness of queries; each costs some \(2 \log_2((t_1 - t_0)/\epsilon)\) splits.
///
/// The same arguments give the same path as a [BrownianInterval], which is faster for runs that move through
/// time. Use the tree where many far-apart increments are asked for and memory is short.
///
/// Source: X. Li, T.-K. L. Wong, R. T. Q. Chen and D. Duvenaud, *Scalable gradients for stochastic differential
/// equations*, arXiv 2001.01328; A. Jelinčič, J. Foster and P. Kidger, arXiv 2405.06464 (areas and leaves).
public final class VirtualBrownianTree extends TreePath {
    private final RandomStream whole;
    private final double from;
    private final double to;
    private final double resolution;

    /// A path on \([from, to]\).
    ///
    /// @param resolution  length \(\epsilon\) below which the law of increments is only approximate; steps must
    ///     not be shorter; in (0, to - from]
    public VirtualBrownianTree(RandomStream stream, Layout layout, double from, double to, double resolution) {
        checkSpan(from, to);
        super(stream, layout, levels(to - from, resolution), false);
        this.from = from;
        this.to = to;
        this.resolution = resolution;
        whole = stream.split("cell").at(0);
    }

    @Override
    public Optional<String> citation() {
        return Optional.of(
                "X. Li, T.-K. L. Wong, R. T. Q. Chen, D. Duvenaud, Scalable gradients for stochastic differential equations, arXiv 2001.01328; A. Jelinčič, J. Foster, P. Kidger, arXiv 2405.06464");
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
        draw(whole, to - from, into);
    }
}
