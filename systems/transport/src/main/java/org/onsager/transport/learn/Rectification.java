package org.onsager.transport.learn;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.sample.FlowSampler;

/// Straightens a learned flow: couples each \(x_0\) with the \(X_{t=1}(x_0)\) that the flow takes it to, so that
/// a new field learned on \((1-t)x_0 + t\,x_1\) (\(\gamma = 0\)) has paths of constant velocity if it is exact.
/// Marginals stay as they were.
///
/// Source: X. Liu, C. Gong and Q. Liu, *Flow straight and fast*, arXiv:2209.03003.
///
/// @param flow  how the flow is followed
public record Rectification(FlowSampler flow) {

    /// Pairs \((x_0, X_1(x_0))\).
    ///
    /// @param pairs  how many, at least 1
    public Coupling couple(VectorField velocity, Law start, int pairs, RandomStream stream) {
        require(pairs >= 1, "pairs", pairs, "[1, inf)");
        var from = PointCloud.draw(start, stream, pairs);
        return Coupling.paired(from, flow.sample(velocity, from).end());
    }

    /// \(\int_0^1 E|b(t, X_t) - (X_1 - X_0)|^2\,dt\) by the midpoint rule along the paths: 0 for straight ones.
    ///
    /// @param times  midpoints, at least 1
    public double straightness(VectorField velocity, PointCloud start, int times) {
        require(times >= 1, "times", times, "[1, inf)");
        int n = start.size();
        var middles = new double[times + 1];
        for (int k = 0; k < times; k++) middles[k] = flow.from() + (flow.to() - flow.from()) * (k + 0.5) / times;
        middles[times] = flow.to();
        var path = flow.trajectories(velocity, start, middles).path();
        double[] end = path.get(times);
        var rate = new double[end.length];
        double sum = 0;
        for (int k = 0; k < times; k++) {
            velocity.at(middles[k], path.get(k), n, rate);
            for (int i = 0; i < end.length; i++) {
                double miss = rate[i] - (end[i] - start.values()[i]);
                sum += miss * miss;
            }
        }
        return sum / times / n;
    }
}
