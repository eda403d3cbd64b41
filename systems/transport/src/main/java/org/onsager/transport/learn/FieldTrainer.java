package org.onsager.transport.learn;

import static org.onsager.numerics.Arguments.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.OptionalDouble;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Device;
import org.onsager.tensor.Safetensors;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Backpropagation;
import org.onsager.tensor.nn.Mlp;
import org.onsager.tensor.optim.Adam;
import org.onsager.tensor.optim.Schedule;
import org.onsager.tensor.train.Checkpoints;
import org.onsager.tensor.train.Trainer;
import org.onsager.tensor.train.Training;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;

/// Learns one field of an interpolant by regression on its curves: least \(\int_0^1 E\left[\frac12|f(t, x_t)|^2 -
/// y \cdot f(t, x_t)\right]dt\), whose only minimiser is \(E[y \mid x_t]\), with value \(-\frac12\int E|f|^2\).
///
/// Batches are antithetic in the noise; see the package's `Batch` for the targets \(y\). Two nets that learn two
/// fields are trained independently, so this trains one. The training can be cut into pieces: a piece's
/// [Learned#checkpoint()] handed to the next one gives the same bits as one go.
///
/// Source: the paper's notebooks: 4 layers of 256 ReLU, Adam \(2\cdot10^{-3}\) times 0.4 every 1,500 of 7,000
/// steps, batches of 2,000.
///
/// @param interpolant  the curves
/// @param coupling  the ends
/// @param quantity  the field
/// @param shape  the net
/// @param pairs  antithetic pairs a step
/// @param steps  in all
/// @param learningRate  of Adam
/// @param schedule  factor on it, by step
/// @param timeLaw  training times
/// @param averageDecay  of a moving average of the parameters, if any
/// @param device  where the net and its batches are; all draws are made on the CPU, so that the start and the
///     data are the same everywhere
public record FieldTrainer(
        Interpolant interpolant,
        Coupling coupling,
        Quantity quantity,
        NetShape shape,
        int pairs,
        long steps,
        double learningRate,
        Schedule schedule,
        TimeLaw timeLaw,
        OptionalDouble averageDecay,
        Device device) {

    public FieldTrainer {
        require(pairs >= 1, "pairs", pairs, "[1, inf)");
        require(steps >= 1, "steps", steps, "[1, inf)");
        require(learningRate > 0, "learningRate", learningRate, "(0, inf)");
        boolean oneSided = interpolant.shape() == Interpolant.Shape.ONE_SIDED;
        if ((quantity == Quantity.SCORE || quantity == Quantity.DENOISER) && !oneSided && !interpolant.noisy())
            throw new IllegalArgumentException(
                    "the %s needs gamma > 0; the interpolant %s has none".formatted(quantity, interpolant.name()));
        if (quantity == Quantity.SCORE && timeLaw.smallest() == 0)
            throw new IllegalArgumentException(
                    "the score's target divides by gamma: smallest time must be in (0, 0.5), not 0.0");
        if (oneSided && coupling instanceof Coupling.Independent ends && !normal(ends.start()))
            throw new IllegalArgumentException(
                    "x0 of a one-sided interpolant must be standard normal; take a two-sided one with gamma > 0");
        if (interpolant.shape() == Interpolant.Shape.MIRROR && !(coupling instanceof Coupling.Mirror))
            throw new IllegalArgumentException("a mirror joins a law to itself; take Coupling.mirror(law)");
    }

    private static boolean normal(org.onsager.transport.Law law) {
        return law instanceof org.onsager.transport.Law.StandardNormal
                || (law instanceof org.onsager.transport.mixture.GaussianMixture mixture && mixture.isStandardNormal());
    }

    /// With the customary settings: three layers of 128 SiLU, batches of 1,000, rate \(2\cdot10^{-3}\) falling by
    /// 0.4 a quarter of the way, times in \([10^{-3}, 1 - 10^{-3}]\).
    public static FieldTrainer standard(Interpolant interpolant, Coupling coupling, Quantity quantity, long steps) {
        return new FieldTrainer(
                interpolant,
                coupling,
                quantity,
                NetShape.standard(),
                1_000,
                steps,
                2e-3,
                Schedule.everySteps(Math.max(1, steps / 4), 0.4),
                TimeLaw.uniform(1e-3),
                OptionalDouble.empty(),
                Device.CPU);
    }

    /// With another net.
    public FieldTrainer withShape(NetShape other) {
        return with(other, pairs, learningRate, schedule, timeLaw, averageDecay, device);
    }

    /// With another number of pairs a step.
    public FieldTrainer withPairs(int other) {
        return with(shape, other, learningRate, schedule, timeLaw, averageDecay, device);
    }

    /// With another learning rate.
    public FieldTrainer withRate(double rate, Schedule factors) {
        return with(shape, pairs, rate, factors, timeLaw, averageDecay, device);
    }

    /// With another law of times.
    public FieldTrainer withTimes(TimeLaw law) {
        return with(shape, pairs, learningRate, schedule, law, averageDecay, device);
    }

    /// With a moving average of the parameters, which the field has at the end.
    public FieldTrainer withAverage(double decay) {
        return with(shape, pairs, learningRate, schedule, timeLaw, OptionalDouble.of(decay), device);
    }

    /// With the net and its batches elsewhere.
    public FieldTrainer on(Device other) {
        return with(shape, pairs, learningRate, schedule, timeLaw, averageDecay, other);
    }

    private FieldTrainer with(
            NetShape net, int batch, double rate, Schedule factors, TimeLaw law, OptionalDouble decay, Device place) {
        return new FieldTrainer(interpolant, coupling, quantity, net, batch, steps, rate, factors, law, decay, place);
    }

    /// Trains from the start to the end.
    ///
    /// @throws DivergedException if a loss stops being finite; see [#advance(Learned, long, RandomStream)] for
    ///     the parameters before it
    public NeuralField train(RandomStream stream) {
        var learned = advance(start(), steps, stream);
        if (learned.failure().isEmpty()) return field(learned);
        throw new DivergedException(learned.failure());
    }

    /// Nothing learned yet.
    public Learned start() {
        return new Learned(new byte[0], new float[0], new double[0], "");
    }

    /// Trains on until `until` steps are done in all.
    ///
    /// @param from  what was learned so far, by the same trainer with the same stream
    /// @return what is learned then; if the loss stopped being finite, the last parameters at which it was, the
    ///     losses up to it and the failure in words
    public Learned advance(Learned from, long until, RandomStream stream) {
        if (!from.failure().isEmpty() || from.losses().length >= until) return from;
        var net = shape.build(coupling.dimension(), stream.split("net"));
        net.moveTo(device);
        var batch = new Batch(interpolant, coupling, quantity, timeLaw, pairs);
        try {
            var folder = Files.createTempDirectory("onsager-field");
            var file = folder.resolve("training.safetensors");
            try {
                if (from.checkpoint().length > 0) Files.write(file, from.checkpoint());
                var training = train(
                        net,
                        batch,
                        trainer(until).withCheckpoints(new Checkpoints(file, until)),
                        stream.split("batch"));
                byte[] checkpoint = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
                return new Learned(checkpoint, parameters(net), training.losses(), failure(training));
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot keep a checkpoint: " + refused.getMessage(), refused);
        }
    }

    private Trainer trainer(long until) {
        var trainer = Trainer.of(Adam.of(learningRate), until).withSchedule(schedule);
        return averageDecay.isPresent() ? trainer.withAverage(averageDecay.getAsDouble()) : trainer;
    }

    private static String failure(Training training) {
        if (!(training instanceof Training.Diverged diverged)) return "";
        return "training diverged at step %d: the loss is %s; try a smaller learning rate, the last good parameters are kept"
                .formatted(diverged.steps(), diverged.lastLoss());
    }

    /// Without a recorded graph where that can be, by one elsewhere.
    private Training train(Mlp net, Batch batch, Trainer trainer, RandomStream stream) {
        if (!Backpropagation.supports(net))
            return trainer.train(net, step -> {
                var input = draw(batch, stream.at(step));
                return loss(net.forward(input), batch);
            });
        var reverse = Backpropagation.of(net, 2 * pairs);
        return trainer.trainBy(net, step -> reverse.of(draw(batch, stream.at(step)), field -> loss(field, batch)));
    }

    /// Draws a batch.
    ///
    /// @return what the net is given, `[2 pairs, time features + d]`
    private Tensor draw(Batch batch, RandomStream stream) {
        batch.draw(stream);
        int rows = 2 * pairs, d = coupling.dimension(), features = shape.timeFeatures(), width = features + d;
        var input = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            shape.timeFeatures(batch.time[i], input, i * width);
            System.arraycopy(batch.place, i * d, input, i * width + features, d);
        }
        return moved(input, rows, width);
    }

    private Tensor loss(Tensor field, Batch batch) {
        int rows = 2 * pairs;
        var target = moved(batch.target, rows, coupling.dimension());
        var integrand = field.square().mul(0.5).sub(field.mul(target)).sum(1);
        if (timeLaw.a() != 1 || timeLaw.b() != 1) integrand = integrand.mul(moved(batch.weight, rows));
        return integrand.mean();
    }

    private Tensor moved(double[] values, long... shape) {
        return Tensors.of(DType.FLOAT32, values, shape).to(device);
    }

    private static float[] parameters(Mlp net) {
        var all = new float[(int) net.parameterCount()];
        int at = 0;
        for (var tensor : net.parameters().values()) {
            float[] part = tensor.detach().toFloats();
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /// The field with learned parameters.
    public NeuralField field(Learned learned) {
        var net = shape.build(coupling.dimension(), RandomStream.of(0));
        int at = 0;
        try (var _ = TensorScope.open();
                var _ = org.onsager.tensor.Autograd.paused()) {
            for (var tensor : net.parameters().values()) {
                int count = (int) tensor.count();
                tensor.assign(
                        Tensors.of(java.util.Arrays.copyOfRange(learned.parameters(), at, at + count), tensor.shape()));
                at += count;
            }
        }
        net.moveTo(device);
        return new NeuralField(shape, coupling.dimension(), net, device);
    }

    /// Writes a learned field as safetensors with PyTorch's names.
    public void write(Learned learned, java.nio.file.Path file) {
        Safetensors.write(
                file,
                field(learned).net().parameters(),
                Map.of("interpolant", interpolant.name(), "quantity", quantity.name()));
    }

    /// What has been learned.
    ///
    /// @param checkpoint  everything that going on needs
    /// @param parameters  of the net, one after the other
    /// @param losses  before each step
    /// @param failure  empty, or why training stopped
    public record Learned(byte[] checkpoint, float[] parameters, double[] losses, String failure) {}
}
