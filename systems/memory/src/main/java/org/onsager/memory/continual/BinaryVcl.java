package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

/// Variational continual learning of a network of binary weights: the fields \(\theta\) of all weights follow the
/// gradient of the expected cross-entropy in the Gaussian approximation (\(z = \mu a/\sqrt n + \epsilon V\)), and
/// a [Brake] opposes changes by how certain each weight is.
///
/// Adam with \(b_1 = 0.9\), \(b_2 = 0.99\); losses are summed over a batch; \(\beta\) changes between epochs
/// only. Same bits on any number of threads. Cost of a step: six products of batch and weights, the first layer
/// four; all updates of a weight in one pass.
///
/// Source: Li, Huang, Zou and Huang, arXiv:2212.02846, and the authors' public code for settings. Immutable.
///
/// @param sizes  units a layer: inputs, hidden, classes
/// @param rate  Adam's rate, positive
/// @param batch  examples a step, at least 1
/// @param brake  what protects earlier tasks
/// @param gamma  its strength, at least 0; 1 is Bayes' rule
/// @param annealing  inverse temperatures
/// @param resets  whether Adam starts anew with each task
public record BinaryVcl(
        int[] sizes, double rate, int batch, Brake brake, double gamma, Annealing annealing, boolean resets)
        implements ContinualLearner<FieldState> {
    private static final float B1 = 0.9f;
    private static final float B2 = 0.99f;
    private static final float TINY = 1e-8f;

    public BinaryVcl {
        if (sizes.length < 2) throw new IllegalArgumentException("sizes must name at least inputs and classes");
        for (int size : sizes) require(size >= 1, "sizes", size, "[1, inf)");
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", rate, "(0, inf)");
        require(batch >= 1, "batch", batch, "[1, inf)");
        require(gamma >= 0 && gamma < Double.POSITIVE_INFINITY, "gamma", gamma, "[0, inf)");
    }

    /// A network with the paper's settings: rate 0.01, batches of 64, [Brake#STREAM] of strength 1.
    public static BinaryVcl mlp(Annealing annealing, int... sizes) {
        return new BinaryVcl(sizes, 0.01, 64, Brake.STREAM, 1, annealing, false);
    }

    /// A perceptron of two classes with `size` inputs.
    public static BinaryVcl perceptron(int size, double beta) {
        return mlp(Annealing.constant(beta), size, 2);
    }

    public BinaryVcl with(Brake brake, double gamma) {
        return new BinaryVcl(sizes, rate, batch, brake, gamma, annealing, resets);
    }

    public BinaryVcl withRate(double rate) {
        return new BinaryVcl(sizes, rate, batch, brake, gamma, annealing, resets);
    }

    public BinaryVcl withBatch(int batch) {
        return new BinaryVcl(sizes, rate, batch, brake, gamma, annealing, resets);
    }

    @Override
    public String name() {
        if (gamma == 0) return "VCL without divergence";
        return switch (brake) {
            case NONE -> "VCL without divergence";
            case STREAM -> "VCL";
            case TASK_PRIOR -> "VCL, task prior";
            case EWC_ANALYTIC -> "VCL, analytic EWC";
            case EWC_DATA -> "VCL, EWC of data";
        };
    }

    /// Standard normal fields.
    @Override
    public FieldState start(RandomStream stream) {
        var theta = new float[sizes.length - 1][];
        for (int l = 0; l < theta.length; l++) {
            int in = sizes[l], out = sizes[l + 1], stride = FloatKernels.padded(out);
            var normals = new float[in * out];
            stream.split("fields").at(l).fillNormal(normals);
            theta[l] = new float[in * stride];
            for (int i = 0; i < in; i++) System.arraycopy(normals, i * out, theta[l], i * stride, out);
        }
        var zeros = FieldState.zeros(theta);
        return new FieldState(
                theta,
                zeros,
                FieldState.copy(zeros),
                FieldState.copy(zeros),
                new float[0][],
                new float[0][],
                annealing.beta(1),
                0,
                0);
    }

    @Override
    public FieldState epoch(FieldState state, ContinualTask task, RandomStream stream) {
        requireFit(state, task.train());
        double beta = annealing.beta(state.epoch() + 1);
        var next = state.copy();
        var network = new FieldNetwork(
                sizes, next.theta(), beta, Math.min(batch, task.train().count()));
        var order = stream.split("order")
                .at(state.epoch())
                .generator()
                .permutation(task.train().count());
        var noise = stream.split("noise").at(state.epoch());
        long step = state.step();
        for (int from = 0, b = 0; from < order.length; from += network.batch, b++) {
            int to = Math.min(order.length, from + network.batch);
            network.load(task.train(), task.order(), order, from, to);
            network.forward(to - from, noise.at(b));
            double loss = network.cross(task.train().labels(), order, from, to - from);
            if (!Double.isFinite(loss))
                throw new DivergedException("loss is %s at epoch %d, batch %d of task %s; try a smaller rate"
                        .formatted(loss, state.epoch() + 1, b + 1, task.name()));
            step++;
            var update = new FieldUpdate(this, next, network, step, to - from, order.length);
            network.backward(to - from, update);
        }
        requireFinite(next, state.epoch() + 1);
        return new FieldState(
                next.theta(),
                next.first(),
                next.second(),
                next.brake(),
                next.anchor(),
                next.stiffness(),
                beta,
                state.epoch() + 1,
                step);
    }

    /// Adam and the brake, on a block of rows while it is in the cache.
    private record FieldUpdate(
            BinaryVcl settings, FieldState state, FieldNetwork network, long step, int rows, int examples)
            implements FieldNetwork.LayerUpdate {

        @Override
        public void rows(int l, int from, int to) {
            brake(l, from, to);
            float[] g = network.gradient[l], t = state.theta()[l];
            float[] m = state.first()[l], v = state.second()[l], k = state.brake()[l];
            float scale = (float) (settings.rate / (1 - Math.pow(B1, step)));
            float root = (float) (1 / Math.sqrt(1 - Math.pow(B2, step)));
            var kernels = network.kernels;
            boolean stream = settings.brake == Brake.STREAM;
            // other brakes have no use for the displacement: it goes over the gradient, which is done with
            kernels.adam(g, t, m, v, stream ? k : g, scale, root, B1, B2, TINY, from, to);
            kernels.moments(network.beta, t, network.mean[l], network.variance[l], from, to);
            float strength = (float) (settings.gamma * network.beta * network.beta);
            if (stream) kernels.scaleBy(k, network.variance[l], strength, from, to);
        }

        private void brake(int l, int from, int to) {
            float[] g = network.gradient[l], t = state.theta()[l];
            if (settings.brake == Brake.STREAM) network.kernels.add(g, state.brake()[l], from, to);
            if (state.anchor().length == 0) return;
            float[] a = state.anchor()[l];
            double share = rows / (double) examples;
            switch (settings.brake) {
                case NONE, STREAM -> {}
                case TASK_PRIOR -> {
                    float strength = (float) (settings.gamma * network.beta * network.beta * share);
                    network.kernels.pull(g, network.variance[l], t, a, strength, from, to);
                }
                case EWC_ANALYTIC, EWC_DATA -> {
                    float strength = (float) (settings.gamma * (settings.brake == Brake.EWC_DATA ? rows : share));
                    network.kernels.pull(g, state.stiffness()[l], t, a, strength, from, to);
                }
            }
        }
    }

    /// Sets the anchor, and the elastic constants where the brake has some.
    @Override
    public FieldState finish(FieldState state, ContinualTask task) {
        float[][] stiffness = switch (brake) {
            case EWC_ANALYTIC -> analyticFisher(state);
            case EWC_DATA -> added(dataFisher(state, task, 1_000), state.stiffness());
            default -> new float[0][];
        };
        var zeros = FieldState.zeros(state.theta());
        return new FieldState(
                state.theta(),
                resets ? zeros : state.first(),
                resets ? FieldState.copy(zeros) : state.second(),
                resets ? FieldState.copy(zeros) : state.brake(),
                FieldState.copy(state.theta()),
                stiffness,
                state.beta(),
                state.epoch(),
                resets ? 0 : state.step());
    }

    private float[][] analyticFisher(FieldState state) {
        var network = new FieldNetwork(sizes, state.theta(), state.beta(), 1);
        var fisher = FieldState.copy(network.variance);
        float square = network.beta * network.beta;
        for (float[] layer : fisher) for (int i = 0; i < layer.length; i++) layer[i] *= square;
        return fisher;
    }

    /// \(F_i = \) mean over examples of \((\partial\ln p(y|x)/\partial\theta_i)^2\), at most `limit` examples.
    ///
    /// @return `[layer][input * stride + output]`
    public float[][] dataFisher(FieldState state, ContinualTask task, int limit) {
        requireFit(state, task.train());
        var data = task.train();
        int count = Math.min(limit, data.count());
        var network = new FieldNetwork(sizes, state.theta(), state.beta(), Math.min(batch, count));
        var order = new int[count];
        for (int k = 0; k < count; k++) order[k] = k;
        var sums = FieldState.zeros(state.theta());
        var noise = RandomStream.of(0).split("fisher");
        for (int from = 0; from < count; from += network.batch) {
            int rows = Math.min(network.batch, count - from);
            network.load(data, task.order(), order, from, from + rows);
            network.forward(rows, noise.at(from));
            network.cross(data.labels(), order, from, rows);
            network.backward(rows, (layer, first, last) -> {});
            network.addSquares(rows, sums);
        }
        for (float[] layer : sums) for (int i = 0; i < layer.length; i++) layer[i] /= count;
        return sums;
    }

    private static float[][] added(float[][] fresh, float[][] before) {
        for (int l = 0; l < before.length; l++) for (int i = 0; i < before[l].length; i++) fresh[l][i] += before[l][i];
        return fresh;
    }

    /// By Gaussian propagation with one draw of noise, as in training.
    @Override
    public int[] predict(FieldState state, ContinualTask task, LabelledData data) {
        return new FieldPrediction(this, state).classes(data, task.order(), Propagation.GAUSSIAN, 1);
    }

    /// Predicted classes.
    ///
    /// @param how  how the uncertainty of the weights enters
    /// @param draws  of noise or of weights, at least 1; [Propagation#SIGN] needs none
    public int[] predict(FieldState state, ContinualTask task, LabelledData data, Propagation how, int draws) {
        return new FieldPrediction(this, state).classes(data, task.order(), how, draws);
    }

    /// Class scores (pre-softmax), averaged over draws, `count x classes`.
    public double[][] scores(FieldState state, LabelledData data, Propagation how, int draws) {
        return new FieldPrediction(this, state).scores(data, new int[0], how, draws);
    }

    /// Mean variance of the weights, share of frozen ones and the rest, a layer.
    public UncertaintyReport uncertainty(FieldState state) {
        return UncertaintyReport.of(this, state);
    }

    void requireFit(FieldState state, LabelledData data) {
        if (data.size() != sizes[0])
            throw new IllegalArgumentException("inputs must have %d numbers, not %d".formatted(sizes[0], data.size()));
        if (data.classes() != sizes[sizes.length - 1])
            throw new IllegalArgumentException(
                    "data must have %d classes, not %d".formatted(sizes[sizes.length - 1], data.classes()));
        if (state.theta().length != sizes.length - 1)
            throw new IllegalArgumentException(
                    "the state has %d layers, the network %d".formatted(state.theta().length, sizes.length - 1));
    }

    private void requireFinite(FieldState state, long epoch) {
        for (int l = 0; l < state.theta().length; l++)
            for (int i = 0; i < state.theta()[l].length; i++)
                if (!Float.isFinite(state.theta()[l][i]))
                    throw new DivergedException("fields of layer " + l, epoch, i, state.theta()[l][i]);
    }
}
