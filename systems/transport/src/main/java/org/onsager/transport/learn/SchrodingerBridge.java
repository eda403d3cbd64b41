package org.onsager.transport.learn;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Device;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Mlp;
import org.onsager.tensor.nn.Module;
import org.onsager.tensor.nn.Named;
import org.onsager.tensor.optim.Adam;
import org.onsager.tensor.optim.Ema;
import org.onsager.tensor.optim.Stepper;
import org.onsager.transport.Law;
import org.onsager.transport.VectorField;

/// The Schrödinger bridge between any two laws by optimising the interpolant: least over a drift net \(u\),
/// greatest over the curves \(I\), of
///
/// \[ \int_0^1 E\left[\tfrac12|u(t,x_t)|^2 - \left(\dot I + (\gamma' - \epsilon/\gamma)z\right)\cdot u(t,
/// x_t)\right]dt, \qquad \gamma = \sqrt{2\epsilon t(1-t)}. \]
///
/// \(K\) descent steps on \(u\) alternate with one ascent step on \(I\), whose gradient flows through \(x_t\) and
/// \(\dot I\); batches are antithetic in \(z\), both players are averaged, and some steps on \(u\) alone end it.
/// At the saddle \(u\) is the bridge's drift, provided the family of curves is rich enough: \(dX = u\,dt +
/// \sqrt{2\epsilon}\,dW\) takes the first law to the second at least cost.
///
/// @param epsilon  noise level, positive
/// @param curves  the family of \(I\)
/// @param shape  of the drift net (and of the curves' net)
/// @param pairs  antithetic pairs a step
/// @param outerSteps  largest number of ascent steps
/// @param innerSteps  descent steps for each, \(K\)
/// @param finalSteps  descent steps at the end
/// @param learningRate  of the descent
/// @param ratio  of the ascent's rate to it
public record SchrodingerBridge(
        double epsilon,
        Curves curves,
        NetShape shape,
        int pairs,
        int outerSteps,
        int innerSteps,
        int finalSteps,
        double learningRate,
        double ratio) {
    private static final double SMALLEST_TIME = 1e-3;
    private static final double AVERAGE = 0.99;
    private static final int WINDOW = 100;

    /// The families of curves.
    public enum Curves {
        /// \(I = \alpha x_0 + \beta x_1\) with monotone splines of 17 knots.
        SPLINES,
        /// \(I = (1-t)x_0 + t x_1 + t(1-t) N(t, x_0, x_1)\) with a net \(N\).
        NETWORK
    }

    public SchrodingerBridge {
        require(epsilon > 0, "epsilon", epsilon, "(0, inf)");
        require(pairs >= 1, "pairs", pairs, "[1, inf)");
        require(outerSteps >= 1, "outerSteps", outerSteps, "[1, inf)");
        require(innerSteps >= 1, "innerSteps", innerSteps, "[1, inf)");
        require(finalSteps >= 0, "finalSteps", finalSteps, "[0, inf)");
        require(learningRate > 0, "learningRate", learningRate, "(0, inf)");
        require(ratio > 0, "ratio", ratio, "(0, inf)");
    }

    /// Five descents for each of at most 600 ascents at a tenth of the rate, 500 at the end.
    public static SchrodingerBridge of(double epsilon, Curves curves) {
        return new SchrodingerBridge(
                epsilon,
                curves,
                new NetShape(3, 64, org.onsager.tensor.nn.Activation.SILU, 0),
                256,
                600,
                5,
                500,
                2e-3,
                0.1);
    }

    /// Solves.
    ///
    /// @throws DivergedException if the objective stops being finite
    public Bridge solve(Law start, Law end, RandomStream stream) {
        if (start.dimension() != end.dimension())
            throw new IllegalArgumentException("both ends must have the same dimension, not %d and %d"
                    .formatted(start.dimension(), end.dimension()));
        return new Game(start, end, stream).play();
    }

    /// A solved bridge.
    ///
    /// @param drift  \(u\)
    /// @param values  the inner value before each descent step: it ends near \(-\frac12\int E|u|^2\)
    /// @param cost  \(\frac12\int E|u|^2\) of the final drift
    /// @param outerSteps  ascent steps done
    /// @param converged  whether the inner value had settled to a thousandth
    public record Bridge(VectorField drift, double[] values, double cost, int outerSteps, boolean converged) {}

    /// \(N(t, x_0, x_1)\) of the curves.
    private record Correction(Mlp net) implements Module {
        @Override
        public Map<String, Tensor> parameters() {
            return Named.parameters(Map.of("curves", net));
        }
    }

    /// The two players and their moves.
    private final class Game {
        private final Law start;
        private final Law end;
        private final RandomStream stream;
        private final int dimension;
        private final Mlp drift;
        private final MonotoneSplines splines = new MonotoneSplines(DType.FLOAT32);
        private final Correction correction;
        private final Module path;
        private final Stepper descent;
        private final Stepper ascent;
        private final Ema driftAverage;
        private final Ema pathAverage;
        private final List<Double> values = new ArrayList<>();
        private long batches;

        Game(Law start, Law end, RandomStream stream) {
            this.start = start;
            this.end = end;
            this.stream = stream;
            this.dimension = start.dimension();
            this.drift = shape.build(dimension, stream.split("drift"));
            var widths = new long[shape.layers() + 2];
            java.util.Arrays.fill(widths, shape.width());
            widths[0] = 1 + 2L * dimension;
            widths[shape.layers() + 1] = dimension;
            this.correction = new Correction(Mlp.of(shape.activation(), stream.split("curves"), DType.FLOAT32, widths));
            this.path = curves == Curves.SPLINES ? splines : correction;
            this.descent = Adam.of(learningRate).over(TensorScope.unscopedList(drift::parameterList));
            this.ascent = Adam.of(learningRate * ratio).over(TensorScope.unscopedList(path::parameterList));
            this.driftAverage = new Ema(AVERAGE, TensorScope.unscopedList(drift::parameterList));
            this.pathAverage = new Ema(AVERAGE, TensorScope.unscopedList(path::parameterList));
        }

        Bridge play() {
            int outer = 0;
            boolean settled = false;
            while (outer < outerSteps && !settled) {
                for (int k = 0; k < innerSteps; k++) descend();
                try (var _ = TensorScope.open()) {
                    ascent.step(Autograd.gradients(objective(true).neg(), path.parameterList()), 1);
                    pathAverage.update();
                }
                outer++;
                settled = settled();
            }
            apply(pathAverage, path);
            for (int k = 0; k < finalSteps; k++) descend();
            apply(driftAverage, drift);
            return new Bridge(
                    new NeuralField(shape, dimension, drift, Device.CPU),
                    values.stream().mapToDouble(v -> v).toArray(),
                    cost(),
                    outer,
                    settled);
        }

        private static void apply(Ema average, Module module) {
            try (var _ = TensorScope.open();
                    var _ = Autograd.paused()) {
                Multi.copyInPlace(module.parameterList(), average.average());
            }
        }

        private void descend() {
            try (var _ = TensorScope.open()) {
                var loss = objective(false);
                double value = loss.item();
                if (!Double.isFinite(value))
                    throw new DivergedException(
                            "the Schrödinger bridge diverged at step %d: the objective is %s; try a smaller learning rate"
                                    .formatted(values.size(), value));
                values.add(value);
                descent.step(Autograd.gradients(loss, drift.parameterList()), 1);
                driftAverage.update();
            }
        }

        /// Whether the mean inner value over the last hundred ascents is that of the hundred before to a
        /// thousandth.
        private boolean settled() {
            int window = WINDOW * innerSteps, n = values.size();
            if (n < 2 * window) return false;
            double last = mean(n - window, n), before = mean(n - 2 * window, n - window);
            return Math.abs(last - before) <= 1e-3 * Math.abs(last);
        }

        private double mean(int from, int to) {
            return values.subList(from, to).stream()
                    .mapToDouble(v -> v)
                    .average()
                    .orElse(0);
        }

        private double cost() {
            double sum = 0;
            int rounds = 50;
            for (int k = 0; k < rounds; k++) {
                try (var _ = TensorScope.open();
                        var _ = Autograd.paused()) {
                    sum += drift.forward(curve(false).input())
                                    .square()
                                    .sum(1)
                                    .mean()
                                    .item()
                            / 2;
                }
            }
            return sum / rounds;
        }

        private Tensor objective(boolean moving) {
            var batch = curve(moving);
            var u = drift.forward(batch.input());
            return u.square().mul(0.5).sub(u.mul(batch.target())).sum(1).mean();
        }

        private record Rows(Tensor input, Tensor target) {}

        /// Antithetic rows \((t, x_t^\pm)\) and targets \(\dot I \pm (\gamma' - \epsilon/\gamma) z\),
        /// differentiable by the curves if they are `moving`.
        private Rows curve(boolean moving) {
            var own = stream.split("batch").at(batches++);
            var times = new double[pairs];
            own.split("times").fillUniform(times);
            var x0 = new double[pairs * dimension];
            var x1 = new double[pairs * dimension];
            start.fill(own.split("start"), pairs, x0);
            end.fill(own.split("end"), pairs, x1);
            var scale = new double[pairs];
            var factor = new double[pairs];
            int features = shape.timeFeatures();
            var time = new double[pairs * features];
            for (int i = 0; i < pairs; i++) {
                double t = SMALLEST_TIME + (1 - 2 * SMALLEST_TIME) * times[i];
                times[i] = t;
                scale[i] = Math.sqrt(2 * epsilon * t * (1 - t));
                // gamma' - epsilon / gamma = -2 epsilon t / gamma, without cancellation
                factor[i] = -2 * epsilon * t / scale[i];
                shape.timeFeatures(t, time, i * features);
            }
            var z = Tensors.normal(own.split("noise"), DType.FLOAT32, pairs, dimension);
            var ends = new Tensor[] {
                Tensors.of(DType.FLOAT32, x0, pairs, dimension), Tensors.of(DType.FLOAT32, x1, pairs, dimension)
            };
            var curve = moving ? path(times, ends) : Autograd.unrecorded(() -> path(times, ends));
            var noise = z.mul(column(scale));
            var kick = z.mul(column(factor));
            var place = Tensors.cat(0, curve.input().add(noise), curve.input().sub(noise));
            var target = Tensors.cat(0, curve.target().add(kick), curve.target().sub(kick));
            var t = Tensors.of(DType.FLOAT32, time, pairs, features);
            return new Rows(Tensors.cat(1, Tensors.cat(0, t, t), place), target);
        }

        private static Tensor column(double[] values) {
            return Tensors.of(DType.FLOAT32, values, values.length, 1);
        }

        /// \(I\) and \(\dot I\).
        private Rows path(double[] times, Tensor[] ends) {
            if (curves == Curves.SPLINES) {
                var v = splines.at(splines.basis(times));
                return new Rows(
                        ends[0].mul(v.alpha().unsqueeze(1))
                                .add(ends[1].mul(v.beta().unsqueeze(1))),
                        ends[0].mul(v.alphaRate().unsqueeze(1))
                                .add(ends[1].mul(v.betaRate().unsqueeze(1))));
            }
            var t = column(times);
            var n = org.onsager.tensor.Derivatives.jvp(
                    at -> correction.net().forward(Tensors.cat(1, at, ends[0], ends[1])),
                    t,
                    Tensors.ones(DType.FLOAT32, times.length, 1));
            var bump = t.mul(t.neg().add(1));
            var slope = t.mul(-2).add(1);
            var straight = ends[1].sub(ends[0]);
            return new Rows(
                    ends[0].add(straight.mul(t)).add(n.value().mul(bump)),
                    straight.add(n.value().mul(slope)).add(n.derivative().mul(bump)));
        }
    }
}
