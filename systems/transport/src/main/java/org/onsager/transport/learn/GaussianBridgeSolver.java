package org.onsager.transport.learn;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.numerics.quadrature.QuadratureRule;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.optim.Adam;
import org.onsager.tensor.optim.Schedule;
import org.onsager.tensor.train.Trainer;
import org.onsager.transport.interpolant.Curve;

/// The Schrödinger bridge between normal laws on the line, by optimising the interpolant: the saddle of
/// \(\int E\left[\frac12|u|^2 - (\dot I + (\gamma' - \epsilon/\gamma) z)\cdot u\right]dt\), least over \(u\),
/// greatest over \(I = \alpha x_0 + \beta x_1\) with \(\gamma = \sqrt{2\epsilon t(1-t)}\).
///
/// The inner minimum is exact: for Gaussian ends \(u\) is affine, \(u = m' + \frac{c'/2 - \epsilon}{c}(x - m)\),
/// and the outer objective \(-\frac12\int\left(m'^2 + (c'/2-\epsilon)^2/c\right)\) is an integral of the knots of
/// two monotone splines. Adam climbs it in double precision.
///
/// @param steps  of the ascent
/// @param learningRate  of Adam
public record GaussianBridgeSolver(int steps, double learningRate) {

    public GaussianBridgeSolver {
        require(steps >= 1, "steps", steps, "[1, inf)");
        require(learningRate > 0, "learningRate", learningRate, "(0, inf)");
    }

    /// A thousand steps.
    public static GaussianBridgeSolver standard() {
        return new GaussianBridgeSolver(1_000, 0.03);
    }

    /// Solves.
    ///
    /// @param ends  the ends; the closed form that it also holds is not used
    public Solution solve(GaussianBridge ends) {
        var splines = new MonotoneSplines(DType.FLOAT64);
        int cells = MonotoneSplines.KNOTS - 1;
        var rule = QuadratureRule.legendre(4);
        var times = new double[4 * cells];
        var weights = new double[4 * cells];
        for (int c = 0; c < cells; c++)
            for (int q = 0; q < 4; q++) {
                times[4 * c + q] = (c + 0.5 * (rule.node(q) + 1)) / cells;
                weights[4 * c + q] = 0.5 * rule.weight(q) / cells;
            }
        var training = Trainer.of(Adam.of(learningRate), steps)
                .withSchedule(Schedule.cosine(steps, 0.01))
                .train(splines, step -> cost(splines, ends, times, weights))
                .orThrow();
        double[] costs = training.losses();
        return new Solution(splines.curve(true), splines.curve(false), ends, costs);
    }

    private static Tensor cost(MonotoneSplines splines, GaussianBridge ends, double[] times, double[] weights) {
        double epsilon = ends.epsilon();
        var v = splines.at(splines.basis(times));
        var noise = Tensors.of(
                DType.FLOAT64,
                Arrays.stream(times).map(t -> 2 * epsilon * t * (1 - t)).toArray(),
                times.length);
        var halfRate = Tensors.of(
                DType.FLOAT64,
                Arrays.stream(times).map(t -> epsilon * (1 - 2 * t) - epsilon).toArray(),
                times.length);
        double c0 = ends.startDeviation() * ends.startDeviation(), c1 = ends.endDeviation() * ends.endDeviation();
        var variance = v.alpha().square().mul(c0).add(v.beta().square().mul(c1)).add(noise);
        var slope = v.alpha()
                .mul(v.alphaRate())
                .mul(c0)
                .add(v.beta().mul(v.betaRate()).mul(c1))
                .add(halfRate);
        var mean = v.alphaRate().mul(ends.startMean()).add(v.betaRate().mul(ends.endMean()));
        var sum = mean.square().add(slope.square().div(variance));
        return sum.mul(Tensors.of(DType.FLOAT64, weights, times.length)).sum().mul(0.5);
    }

    /// A solved bridge.
    ///
    /// @param alpha  coefficient of \(x_0\)
    /// @param beta  coefficient of \(x_1\)
    /// @param ends  of the bridge
    /// @param costs  \(\frac12\int E|u|^2\) before each step, falling to the bridge's cost
    public record Solution(Curve alpha, Curve beta, GaussianBridge ends, double[] costs) {
        /// The variance of \(x_t\).
        public double variance(double t) {
            double a = alpha.at(t) * ends.startDeviation(), b = beta.at(t) * ends.endDeviation();
            return a * a + b * b + 2 * ends.epsilon() * t * (1 - t);
        }

        /// The last cost.
        public double cost() {
            return costs[costs.length - 1];
        }
    }
}
