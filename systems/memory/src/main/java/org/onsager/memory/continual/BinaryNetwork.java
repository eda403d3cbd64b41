package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

/// The rival: a binary network trained through hidden real weights \(h\), \(w = \mathrm{sgn}\,h\), with
/// straight-through gradients, batch normalisation, sign activations and Adam (\(b_2 = 0.999\)), and one of the
/// [Consolidation] rules. Losses are means over a batch.
///
/// Source: I. Hubara et al., NeurIPS 2016; settings of A. Laborieux et al., Nat. Commun. 12 (2021) 2549.
/// Immutable.
///
/// @param sizes  units a layer: inputs, hidden, classes
/// @param rate  Adam's rate, positive
/// @param decay  weight decay added to the gradient, at least 0
/// @param batch  examples a step, at least 2
/// @param consolidation  what protects earlier tasks
/// @param normPerTask  whether each task keeps its own batch normalisation, as in the source: it tells the
///     network which task a test input is from
public record BinaryNetwork(
        int[] sizes, double rate, double decay, int batch, Consolidation consolidation, boolean normPerTask)
        implements ContinualLearner<BinaryState> {
    private static final float B1 = 0.9f;
    private static final float B2 = 0.999f;
    private static final float TINY = 1e-8f;

    public BinaryNetwork {
        if (sizes.length < 2) throw new IllegalArgumentException("sizes must name at least inputs and classes");
        for (int size : sizes) require(size >= 1, "sizes", size, "[1, inf)");
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", rate, "(0, inf)");
        require(decay >= 0 && decay < Double.POSITIVE_INFINITY, "decay", decay, "[0, inf)");
        require(batch >= 2, "batch", batch, "[2, inf)");
    }

    /// Rate 0.005, decay \(10^{-7}\), batches of 100, normalisation a task.
    public static BinaryNetwork mlp(Consolidation consolidation, int... sizes) {
        return new BinaryNetwork(sizes, 0.005, 1e-7, 100, consolidation, true);
    }

    /// Whether all tasks share one normalisation.
    public BinaryNetwork withSharedNorm() {
        return new BinaryNetwork(sizes, rate, decay, batch, consolidation, false);
    }

    @Override
    public String name() {
        return switch (consolidation) {
            case Consolidation.Plain _ -> "binary network";
            case Consolidation.Metaplastic _ -> "metaplastic binary network";
            case Consolidation.Elastic _ -> "binary network with EWC";
        };
    }

    /// Hidden weights uniform in (-0.01, 0.01).
    @Override
    public BinaryState start(RandomStream stream) {
        var hidden = new float[sizes.length - 1][];
        for (int l = 0; l < hidden.length; l++) {
            int in = sizes[l], out = sizes[l + 1], stride = FloatKernels.padded(out);
            var uniforms = new double[in * out];
            stream.split("hidden").at(l).fillUniform(uniforms);
            hidden[l] = new float[in * stride];
            for (int i = 0; i < in; i++)
                for (int o = 0; o < out; o++)
                    hidden[l][i * stride + o] = (float) (0.02 * (uniforms[i * out + o] - 0.5));
        }
        var zeros = FieldState.zeros(hidden);
        return new BinaryState(
                hidden,
                zeros,
                FieldState.copy(zeros),
                BinaryState.Norm.fresh(sizes),
                java.util.List.of(),
                new float[0][],
                new float[0][],
                0,
                0);
    }

    @Override
    public BinaryState epoch(BinaryState state, ContinualTask task, RandomStream stream) {
        requireFit(task.train());
        var next = new BinaryState(
                FieldState.copy(state.hidden()),
                FieldState.copy(state.first()),
                FieldState.copy(state.second()),
                state.norm().copy(),
                state.stored(),
                state.pull(),
                state.stiffness(),
                state.epoch() + 1,
                state.step());
        var network = new SignNetwork(
                sizes, next.hidden(), next.norm(), Math.min(batch, task.train().count()));
        var order = stream.split("order")
                .at(state.epoch())
                .generator()
                .permutation(task.train().count());
        long step = state.step();
        for (int from = 0, b = 0; from < order.length; from += network.batch, b++) {
            int to = Math.min(order.length, from + network.batch), rows = to - from;
            network.load(task.train(), task.order(), order, from, to);
            network.forward(rows, true);
            double loss = network.cross(task.train().labels(), order, from, rows, 1.0 / rows);
            if (!Double.isFinite(loss))
                throw new DivergedException("loss is %s at epoch %d, batch %d of task %s; try a smaller rate"
                        .formatted(loss, state.epoch() + 1, b + 1, task.name()));
            var update = new HiddenUpdate(this, next, network, ++step);
            network.backward(rows, true, update);
            update.norm();
        }
        return new BinaryState(
                next.hidden(),
                next.first(),
                next.second(),
                next.norm(),
                next.stored(),
                next.pull(),
                next.stiffness(),
                next.epoch(),
                step);
    }

    /// Adam with consolidation.
    private record HiddenUpdate(BinaryNetwork settings, BinaryState state, SignNetwork network, long step)
            implements FieldNetwork.LayerUpdate {

        @Override
        public void rows(int l, int from, int to) {
            float[] g = network.gradient[l], h = state.hidden()[l], m = state.first()[l], v = state.second()[l];
            if (settings.consolidation instanceof Consolidation.Elastic(double strength)
                    && state.stiffness().length > 0) {
                network.kernels.elastic(g, state.stiffness()[l], h, state.pull()[l], (float) strength, from, to);
            }
            float meta =
                    settings.consolidation instanceof Consolidation.Metaplastic(double strength) ? (float) strength : 0;
            network.kernels.hidden(g, h, m, v, scale(), root(), (float) settings.decay, meta, B1, B2, TINY, from, to);
            network.refresh(l, from, to);
        }

        private float scale() {
            return (float) (settings.rate / (1 - Math.pow(B1, step)));
        }

        private float root() {
            return (float) (1 / Math.sqrt(1 - Math.pow(B2, step)));
        }

        /// Plain Adam on scales and shifts.
        void norm() {
            var n = state.norm();
            for (int l = 0; l < network.layers; l++) {
                adam(network.scaleGradient[l], n.scale()[l], n.scaleFirst()[l], n.scaleSecond()[l]);
                adam(network.shiftGradient[l], n.shift()[l], n.shiftFirst()[l], n.shiftSecond()[l]);
            }
        }

        private void adam(float[] g, float[] x, float[] m, float[] v) {
            float scale = scale(), root = root();
            for (int i = 0; i < x.length; i++) {
                m[i] = Math.fma(1 - B1, g[i] - m[i], m[i]);
                v[i] = Math.fma(1 - B2, g[i] * g[i] - v[i], v[i]);
                x[i] -= scale * m[i] / ((float) Math.sqrt(v[i]) * root + TINY);
            }
        }
    }

    /// Stores the task's normalisation and, for elastic consolidation, its Fisher information; the optimiser
    /// starts anew.
    @Override
    public BinaryState finish(BinaryState state, ContinualTask task) {
        float[][] stiffness = state.stiffness(), pull = state.pull();
        if (consolidation instanceof Consolidation.Elastic) {
            float[][] fisher = fisher(state, task, 1_000);
            float[][] target = FieldState.zeros(fisher);
            for (int l = 0; l < fisher.length; l++)
                for (int i = 0; i < fisher[l].length; i++) {
                    target[l][i] = fisher[l][i] * state.hidden()[l][i] + (pull.length > 0 ? pull[l][i] : 0);
                    if (stiffness.length > 0) fisher[l][i] += stiffness[l][i];
                }
            stiffness = fisher;
            pull = target;
        }
        var stored = new ArrayList<>(state.stored());
        if (normPerTask) {
            while (stored.size() <= task.index()) stored.add(state.norm());
            stored.set(task.index(), state.norm());
        }
        var zeros = FieldState.zeros(state.hidden());
        return new BinaryState(
                state.hidden(),
                zeros,
                FieldState.copy(zeros),
                normPerTask ? BinaryState.Norm.fresh(sizes) : state.norm(),
                stored,
                pull,
                stiffness,
                state.epoch(),
                0);
    }

    /// Mean over at most `limit` examples of the squared gradient of the log-likelihood in each hidden weight,
    /// with the running normalisation.
    public float[][] fisher(BinaryState state, ContinualTask task, int limit) {
        requireFit(task.train());
        int count = Math.min(limit, task.train().count());
        var network = new SignNetwork(sizes, state.hidden(), state.norm(), Math.min(batch, count));
        var order = new int[count];
        for (int k = 0; k < count; k++) order[k] = k;
        var sums = FieldState.zeros(state.hidden());
        for (int from = 0; from < count; from += network.batch) {
            int rows = Math.min(network.batch, count - from);
            network.load(task.train(), task.order(), order, from, from + rows);
            network.forward(rows, false);
            network.cross(task.train().labels(), order, from, rows, 1);
            network.backward(rows, false, (layer, first, last) -> {});
            network.addSquares(rows, sums);
        }
        for (float[] layer : sums) for (int i = 0; i < layer.length; i++) layer[i] /= count;
        return sums;
    }

    @Override
    public int[] predict(BinaryState state, ContinualTask task, LabelledData data) {
        requireFit(data);
        boolean known = normPerTask && task.index() < state.stored().size();
        var norm = known ? state.stored().get(task.index()) : state.norm();
        int count = data.count(), classes = data.classes();
        var network = new SignNetwork(sizes, state.hidden(), norm, Math.min(256, count));
        var order = new int[count];
        for (int k = 0; k < count; k++) order[k] = k;
        var predicted = new int[count];
        for (int from = 0; from < count; from += network.batch) {
            int rows = Math.min(network.batch, count - from);
            network.load(data, task.order(), order, from, from + rows);
            network.forward(rows, false);
            float[] z = network.output[network.layers - 1];
            int stride = network.strides[network.layers];
            for (int b = 0; b < rows; b++) {
                int best = 0;
                for (int c = 1; c < classes; c++) if (z[b * stride + c] > z[b * stride + best]) best = c;
                predicted[from + b] = best;
            }
        }
        return predicted;
    }

    private void requireFit(LabelledData data) {
        if (data.size() != sizes[0])
            throw new IllegalArgumentException("inputs must have %d numbers, not %d".formatted(sizes[0], data.size()));
        if (data.classes() != sizes[sizes.length - 1])
            throw new IllegalArgumentException(
                    "data must have %d classes, not %d".formatted(sizes[sizes.length - 1], data.classes()));
    }
}
