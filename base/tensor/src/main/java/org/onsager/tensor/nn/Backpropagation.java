package org.onsager.tensor.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Blocks;
import org.onsager.tensor.Device;
import org.onsager.tensor.Overwriting;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// Values and gradients of a perceptron for batches of one size, by reverse mode written out: with
/// \(z_l = a_{l-1} W_l^\top + b_l\), \(a_l = \varphi(z_l)\) and cotangents \(\delta_l = \partial L / \partial
/// z_l\),
///
/// \[ \delta_l = (\delta_{l+1} W_{l+1}) \odot \varphi'(z_l), \qquad \partial L / \partial W_l = \delta_l^\top
/// a_{l-1}, \qquad \partial L / \partial b_l = \sum_i \delta_{l,i}. \]
///
/// It keeps no graph and allocates nothing once made. The forward pass and the cotangents run by blocks of 256
/// samples, each core taking a block through all layers; the gradients by blocks of 256 rows of \(W_l\). Sums
/// over the batch are never divided, and the blocks are fixed, so the bits do not depend on the number of
/// threads. Against [Autograd] on the same network it needs 0.95 of the time for layers of 512, where the
/// products are nearly all of it, and 0.8 for layers of 64. First derivatives by the parameters only: for others
/// use [Autograd].
///
/// ```java
/// var reverse = Backpropagation.of(net, 512);
/// for (long step = 0; step < 1000; step++) {
///     try (var _ = TensorScope.open()) {
///         var found = reverse.of(x, y -> Functional.meanSquaredError(y, target));
///         adam.step(found.gradients(), 1);
///     }
/// }
/// ```
///
/// Not for several threads at once. Source: D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning
/// representations by back-propagating errors*, Nature 323, 1986.
public final class Backpropagation {
    private static final int GRAIN = 256;

    /// Multiplications of a pass from which a second thread pays: some 0.1 ms of work.
    private static final long WORTH_THREADS = 4_000_000;

    private final int rows;
    private final int grain; // blocks a task: one, or all where threads do not pay
    private final Tensor input;
    private final Tensor output;
    private final TensorList gradients;
    private final List<List<Runnable>> forward; // by block of samples
    private final List<List<Runnable>> reverse; // likewise
    private final List<Runnable> sums; // blocks of gradients, largest first

    /// What a loss and its gradients came to; valid until the next evaluation.
    ///
    /// @param loss  the scalar
    /// @param gradients  by the parameters, in the order of [Mlp#parameterList()]
    public record Evaluation(Tensor loss, TensorList gradients) {}

    private Backpropagation(Mlp net, int rows) {
        var dtype = net.parameters().values().iterator().next().dtype();
        var layers = new ArrayList<Linear>();
        var slopes = new ArrayList<Slope>();
        for (var layer : net.layers().layers()) {
            if (layer instanceof Linear linear) layers.add(shared(linear));
            else if (layer instanceof Activation activation) slopes.add(Slope.of(activation, dtype));
        }
        this.rows = rows;
        this.grain = rows * net.parameterCount() >= WORTH_THREADS ? 1 : Integer.MAX_VALUE;
        int depth = layers.size();
        this.input = Tensors.zeros(dtype, rows, layers.getFirst().weight().size(1));
        var before = new Tensor[depth]; // z, then delta
        var after = new Tensor[depth]; // a, the last one z itself
        for (int l = 0; l < depth; l++) {
            long width = layers.get(l).weight().size(0);
            before[l] = Tensors.zeros(dtype, rows, width);
            after[l] = l == depth - 1 ? before[l] : Tensors.zeros(dtype, rows, width);
        }
        this.output = before[depth - 1];
        var made = new ArrayList<Tensor>();
        for (var layer : layers) {
            made.add(Tensors.zeros(dtype, layer.weight().shape()));
            made.add(Tensors.zeros(dtype, layer.bias().shape()));
        }
        this.gradients = TensorList.of(made);
        this.forward = new ArrayList<>();
        this.reverse = new ArrayList<>();
        for (int from = 0; from < rows; from += GRAIN) {
            int to = Math.min(rows, from + GRAIN);
            forward.add(forwardBlock(layers, slopes, before, after, from, to));
            reverse.add(reverseBlock(layers, slopes, before, after, from, to));
        }
        this.sums = sums(layers, before, after, made);
    }

    /// The working space of a network for batches of `rows` samples: two tensors of the batch by the widths of
    /// all layers, and one of all parameters. It sees every later change of the parameters, not a move
    /// to another device.
    ///
    /// @param net  of linear layers and SILU, TANH or RELU between them, on the CPU
    /// @param rows  at least 1
    /// @throws IllegalArgumentException if the network has other layers, another order of them, another
    ///     activation or lies on another device
    public static Backpropagation of(Mlp net, int rows) {
        if (rows < 1) throw new IllegalArgumentException("rows must be in [1, inf), not " + rows);
        var first = net.parameters().values().iterator().next();
        if (!first.device().equals(Device.CPU))
            throw new IllegalArgumentException("backpropagation runs on the CPU, not on " + first.device());
        if (!alternates(net))
            throw new IllegalArgumentException(
                    "layers must be linear ones with one activation between two and none at the ends, not %s"
                            .formatted(net.layers().layers().stream()
                                    .map(layer -> layer instanceof Activation activation
                                            ? activation.name()
                                            : layer.getClass().getSimpleName())
                                    .toList()));
        return TensorScope.unscopedAll(() -> new Backpropagation(net, rows));
    }

    /// Whether [#of(Mlp, int)] accepts `net`.
    public static boolean supports(Mlp net) {
        return net.parameters().values().iterator().next().device().equals(Device.CPU)
                && alternates(net)
                && net.layers().layers().stream()
                        .allMatch(layer -> !(layer instanceof Activation) || Slope.KNOWN.contains(layer));
    }

    /// Whether the layers are linear ones at even places and activations between them; others would be left out.
    private static boolean alternates(Mlp net) {
        var layers = net.layers().layers();
        for (int i = 0; i < layers.size(); i++)
            if (i % 2 == 0 ? !(layers.get(i) instanceof Linear) : !(layers.get(i) instanceof Activation)) return false;
        return layers.size() % 2 == 1;
    }

    /// The network's values.
    ///
    /// @param x  `[rows, in]`
    /// @throws IllegalArgumentException if `x` has another shape or type
    /// @return `[rows, out]`, overwritten by the next call of this and of [#reverse(Tensor)]
    public Tensor forward(Tensor x) {
        require("x", x, input);
        input.assign(x);
        Blocks.range(forward.size(), grain, (from, to) -> run(forward, from, to));
        return output;
    }

    /// The gradients of the loss by the parameters, after [#forward(Tensor)].
    ///
    /// @param cotangent  \(\partial L/\partial y\), `[rows, out]`
    /// @return in the order of [Mlp#parameterList()], overwritten by the next call
    public TensorList reverse(Tensor cotangent) {
        require("cotangent", cotangent, output);
        output.assign(cotangent);
        Blocks.range(reverse.size(), grain, (from, to) -> run(reverse, from, to));
        Blocks.range(sums.size(), grain, (from, to) -> {
            for (int i = from; i < to; i++) sums.get(i).run();
        });
        return gradients;
    }

    /// A loss of the network's values and its gradients by the parameters.
    ///
    /// @param x  `[rows, in]`
    /// @param loss  a scalar of the values `[rows, out]`, differentiated by [Autograd]
    public Evaluation of(Tensor x, UnaryOperator<Tensor> loss) {
        var y = forward(x).detach().requiresGrad();
        var scalar = loss.apply(y);
        return new Evaluation(scalar.detach(), reverse(Autograd.gradient(scalar, y)));
    }

    /// Number of samples of a batch.
    public int rows() {
        return rows;
    }

    private static void require(String name, Tensor given, Tensor place) {
        if (!Arrays.equals(given.shape(), place.shape()) || given.dtype() != place.dtype())
            throw new IllegalArgumentException(
                    "%s must be %s, not %s".formatted(name, place.describe(), given.describe()));
    }

    private static void run(List<List<Runnable>> blocks, int from, int to) {
        for (int b = from; b < to; b++) for (var each : blocks.get(b)) each.run();
    }

    private List<Runnable> forwardBlock(
            List<Linear> layers, List<Slope> slopes, Tensor[] before, Tensor[] after, int from, int to) {
        var steps = new ArrayList<Runnable>();
        for (int l = 0; l < layers.size(); l++) {
            var x = (l == 0 ? input : after[l - 1]).slice(0, from, to);
            var z = before[l].slice(0, from, to);
            var bias = layers.get(l).bias();
            var transposed = layers.get(l).weight().t();
            steps.add(
                    l == layers.size() - 1
                            ? () -> Overwriting.addMatmul(z, bias, x, transposed)
                            : slopes.get(l).forward(x, transposed, bias, z, after[l].slice(0, from, to)));
        }
        return steps;
    }

    private static List<Runnable> reverseBlock(
            List<Linear> layers, List<Slope> slopes, Tensor[] before, Tensor[] after, int from, int to) {
        var steps = new ArrayList<Runnable>();
        long widest =
                layers.stream().mapToLong(layer -> layer.weight().size(0)).max().orElse(0);
        var space = Tensors.zeros(before[0].dtype(), (to - from) * widest); // one for all layers: it stays in the cache
        for (int l = layers.size() - 2; l >= 0; l--) {
            var above = before[l + 1].slice(0, from, to);
            var here = before[l].slice(0, from, to);
            var incoming = space.slice(0, 0, here.count()).reshape(here.shape());
            var weight = layers.get(l + 1).weight();
            steps.add(() -> Overwriting.matmul(incoming, above, weight));
            steps.add(slopes.get(l).reverse(incoming, here, after[l].slice(0, from, to)));
        }
        return steps;
    }

    private List<Runnable> sums(List<Linear> layers, Tensor[] before, Tensor[] after, List<Tensor> made) {
        record Sum(long cost, Runnable work) {}
        var sums = new ArrayList<Sum>();
        for (int l = 0; l < layers.size(); l++) {
            var below = l == 0 ? input : after[l - 1];
            long width = layers.get(l).weight().size(0);
            for (long from = 0; from < width; from += GRAIN) {
                long to = Math.min(width, from + GRAIN);
                var delta = before[l].slice(1, from, to);
                var transposed = delta.t();
                var weight = made.get(2 * l).slice(0, from, to);
                var bias = made.get(2 * l + 1).slice(0, from, to);
                sums.add(new Sum((to - from) * below.size(1), () -> {
                    Overwriting.matmul(weight, transposed, below);
                    Overwriting.columnSums(bias, delta);
                }));
            }
        }
        return sums.stream()
                .sorted(Comparator.comparingLong(Sum::cost).reversed())
                .map(Sum::work)
                .toList();
    }

    private static Linear shared(Linear layer) {
        return new Linear(layer.weight().detach(), layer.bias().detach());
    }
}
