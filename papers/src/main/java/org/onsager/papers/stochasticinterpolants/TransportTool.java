package org.onsager.papers.stochasticinterpolants;

import java.nio.file.Path;
import java.util.List;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.lab.data.DataFile;
import org.onsager.tensor.Device;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.optim.Schedule;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.learn.FieldTrainer;
import org.onsager.transport.learn.NetShape;
import org.onsager.transport.metric.EnergyDistance;
import org.onsager.transport.metric.Wasserstein;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.FlowSampler;
import org.onsager.transport.sample.SdeSampler;
import org.onsager.transport.sample.TimeGrid;

/// Learns the transport of one of the user's point clouds into another, samples it, and gives the score of the
/// target.
final class TransportTool implements Tool<ToolSettings> {
    private static final double SMALLEST = 1e-3;
    private static final int COMPARED = 1_000;

    @Override
    public String summary() {
        return "learns to turn one point cloud into another, draws new points, and gives the score at them";
    }

    @Override
    public String usage() {
        return """
            --in START END   two point clouds, one point a row: CSV, Parquet, .npy, JSON; both of the same columns
            --in END         one cloud: from standard normal noise (interpolant = one-sided-linear, one-sided-trig, sbdm)
                             or from itself (interpolant = mirror)
            --out FILE       one row a sample: where it started (from_...), where it ended, and the score there
                             (score_...; absent without gamma); beside it the quality and the losses

              ./onsager use stochastic-interpolants --in calm.csv storm.csv --set eps=1 --out samples.csv
              ./onsager use stochastic-interpolants --in data.npy --set interpolant=one-sided-linear --set eps=0 --out new.npy
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        var interpolant = interpolant(settings);
        var clouds = read(inputs, interpolant);
        var names = DataFile.read(inputs.getLast()).table().names();
        var results = new java.util.ArrayList<NamedTable>();
        Nets.onOneThread(() -> results.addAll(transport(settings, interpolant, clouds, names, trial)));
        return results;
    }

    private static Interpolant interpolant(ToolSettings settings) {
        var gamma = switch (settings.gamma()) {
            case BROWNIAN -> Curve.brownian(settings.a());
            case QUADRATIC -> Curve.quadratic();
            case SINE -> Curve.sineSquared();
            case PLATEAU -> Curve.plateau(10);
            case ZERO -> Curve.zero();
        };
        return switch (settings.interpolant()) {
            case LINEAR -> Interpolant.linear(gamma);
            case TRIG -> Interpolant.trig(gamma);
            case TRIG_EXACT -> Interpolant.varianceExactTrig(gamma);
            case ENC_DEC -> Interpolant.encodingDecoding(gamma);
            case ONE_SIDED_LINEAR -> Interpolant.oneSidedLinear();
            case ONE_SIDED_TRIG -> Interpolant.oneSidedTrig();
            case SBDM -> Interpolant.scoreBasedDiffusion();
            case MIRROR -> Interpolant.mirror(gamma);
        };
    }

    private static List<PointCloud> read(List<Path> inputs, Interpolant interpolant) {
        boolean two = interpolant.shape() == Interpolant.Shape.TWO_SIDED;
        if (inputs.size() != (two ? 2 : 1))
            throw new IllegalArgumentException("--in must name %s for interpolant = %s, not %d files"
                    .formatted(two ? "two point clouds" : "one point cloud", interpolant.name(), inputs.size()));
        var clouds = inputs.stream().map(TransportTool::cloud).toList();
        if (two && clouds.get(0).dimension() != clouds.get(1).dimension())
            throw new IllegalArgumentException("%s and %s must have as many columns, not %d and %d"
                    .formatted(
                            inputs.get(0),
                            inputs.get(1),
                            clouds.get(0).dimension(),
                            clouds.get(1).dimension()));
        return clouds;
    }

    private static PointCloud cloud(Path file) {
        try {
            return PointCloud.of(DataFile.read(file).array().rows());
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.contains(file.toString()) ? e : new IllegalArgumentException(file + ": " + message, e);
        }
    }

    private static List<NamedTable> transport(
            ToolSettings settings, Interpolant interpolant, List<PointCloud> own, List<String> names, Trial trial) {
        // nets learn best at unit scale: the same shift and scale for both clouds, undone in all results
        var scale = Scaling.of(own);
        var clouds = own.stream().map(scale::in).toList();
        var end = clouds.getLast();
        Law start =
                interpolant.shape() == Interpolant.Shape.ONE_SIDED ? Law.normal(end.dimension()) : clouds.getFirst();
        var coupling = coupling(settings, interpolant, start, end, clouds);
        boolean noisy = interpolant.noisy();
        if (settings.eps() > 0 && !noisy && interpolant.shape() == Interpolant.Shape.TWO_SIDED)
            throw new IllegalArgumentException(
                    "eps must be 0 with gamma = zero: there is no score, not " + settings.eps());
        trial.progress(0.05, "learning");
        var learned = learn(settings, interpolant, coupling, noisy, trial);
        trial.progress(0.8, "sampling");
        boolean forward = settings.direction() == ToolSettings.Direction.FORWARD;
        var stream = trial.random().split("samples");
        var from = PointCloud.draw(forward ? start : end, stream.split("start"), settings.samples());
        var to = sample(settings, interpolant, learned.fields(), from, forward, stream.split("noise"));
        var target = forward ? end : PointCloud.draw(start, stream.split("target"), end.size());
        var score = learned.fields().has(Quantity.SCORE)
                ? scores(learned.fields(), to, forward ? 1 - SMALLEST : SMALLEST)
                : new double[0];
        boolean allThere = to.size() == from.size();
        boolean normalStart = interpolant.shape() == Interpolant.Shape.ONE_SIDED;
        return List.of(
                new NamedTable(
                        "samples",
                        table(
                                names,
                                forward && normalStart ? from : scale.out(from),
                                !forward && normalStart ? to : scale.out(to),
                                !forward && normalStart ? score : scale.gradient(score),
                                allThere)),
                new NamedTable("quality", quality(from, to, target, trial)),
                new NamedTable("losses", losses(learned.losses())));
    }

    private static Coupling coupling(
            ToolSettings settings, Interpolant interpolant, Law start, PointCloud end, List<PointCloud> clouds) {
        if (interpolant.shape() == Interpolant.Shape.MIRROR) return Coupling.mirror(end);
        return switch (settings.coupling()) {
            case INDEPENDENT -> Coupling.independent(start, end);
            case OPTIMAL -> Coupling.minibatchOptimalTransport(start, end, settings.block());
            case SINKHORN -> Coupling.minibatchSinkhorn(start, end, settings.block(), settings.regularisation());
            case PAIRED -> {
                if (clouds.size() < 2)
                    throw new IllegalArgumentException("coupling = paired needs two point clouds, not one");
                yield Coupling.paired(clouds.getFirst(), end);
            }
        };
    }

    private record Trained(Fields fields, List<double[]> losses) {}

    private static Trained learn(
            ToolSettings settings, Interpolant interpolant, Coupling coupling, boolean noisy, Trial trial) {
        var velocity = settings.velocity() == ToolSettings.Velocity.B ? Quantity.VELOCITY : Quantity.PARTIAL_VELOCITY;
        var quantities = interpolant.shape() == Interpolant.Shape.MIRROR
                ? List.of(Quantity.DENOISER)
                : noisy ? List.of(velocity, Quantity.DENOISER) : List.of(Quantity.VELOCITY);
        var stream = trial.random().split("training");
        var trainers = quantities.stream()
                .map(quantity -> FieldTrainer.standard(interpolant, coupling, quantity, settings.steps())
                        .withShape(new NetShape(
                                settings.layers(), settings.width(), Activation.SILU, settings.frequencies()))
                        .withPairs(settings.batch())
                        .on(Device.of(settings.device()))
                        .withRate(settings.rate(), Schedule.everySteps(Math.max(1, settings.steps() / 4), 0.4)))
                .toList();
        var indices =
                java.util.stream.IntStream.range(0, trainers.size()).boxed().toList();
        var learned = trial.map("nets", indices, FieldTrainer.Learned.class, i -> {
            var trainer = trainers.get(i);
            return trainer.advance(
                    trainer.start(),
                    trainer.steps(),
                    stream.split(quantities.get(i).name()));
        });
        Fields fields = null;
        for (int i = 0; i < trainers.size(); i++) {
            if (!learned.get(i).failure().isEmpty())
                throw new org.onsager.numerics.DivergedException(learned.get(i).failure());
            var field = trainers.get(i).field(learned.get(i));
            fields = fields == null
                    ? Fields.of(interpolant, quantities.get(i), field)
                    : fields.with(quantities.get(i), field);
        }
        return new Trained(
                java.util.Objects.requireNonNull(fields),
                learned.stream().map(FieldTrainer.Learned::losses).toList());
    }

    private static PointCloud sample(
            ToolSettings settings,
            Interpolant interpolant,
            Fields fields,
            PointCloud from,
            boolean forward,
            org.onsager.numerics.RandomStream stream) {
        if (settings.eps() == 0) {
            var flow = FlowSampler.standard().between(SMALLEST, 1 - SMALLEST);
            return (forward ? flow : flow.backward())
                    .sample(fields.velocity(), from)
                    .end();
        }
        double c = settings.eps();
        var epsilon = switch (settings.profile()) {
            case CONSTANT -> Epsilon.constant(c);
            case BUMP -> Epsilon.bump(4 * c);
            case GAMMA -> Epsilon.proportional(c, interpolant.noise());
            case DECREASING -> Epsilon.decreasing(c);
        };
        var sampler = SdeSampler.of(epsilon)
                .withSteps(settings.sdeSteps())
                .between(SMALLEST, 1 - SMALLEST)
                .withGrid(TimeGrid.LOGISTIC)
                .denoisingLast();
        return sampler.run(fields, from, stream, forward, (k, t, values) -> {}).end();
    }

    private static double[] scores(Fields fields, PointCloud cloud, double t) {
        var out = new double[cloud.values().length];
        fields.score().at(t, cloud.values(), cloud.size(), out);
        return out;
    }

    private static Table table(List<String> names, PointCloud from, PointCloud to, double[] score, boolean allThere) {
        var table = Table.builder();
        int d = to.dimension();
        // rows belong together only if no particle was lost
        if (allThere) for (int k = 0; k < d; k++) table.with("from_" + names.get(k), from.coordinate(k));
        for (int k = 0; k < d; k++) table.with(names.get(k), to.coordinate(k));
        if (score.length > 0) {
            var scores = new PointCloud(d, score);
            for (int k = 0; k < d; k++) table.with("score_" + names.get(k), scores.coordinate(k));
        }
        return table.build();
    }

    /// Distances of the samples from the target, and of one half of the target from the other for comparison.
    private static Table quality(PointCloud from, PointCloud to, PointCloud target, Trial trial) {
        var stream = trial.random().split("directions");
        int n = Math.min(COMPARED, target.size());
        var shuffled = PointCloud.draw(target, stream.split("first"), n);
        var other = PointCloud.draw(target, stream.split("second"), n);
        var samples = to.first(n);
        boolean enough = n > 1 && samples.size() > 1;
        return Table.builder()
                .with("measure", List.of("energy distance", "sliced W2", "samples lost"))
                .with(
                        "samples_to_target",
                        enough ? EnergyDistance.of(samples, shuffled) : Double.NaN,
                        Wasserstein.sliced(samples, shuffled, 100, stream),
                        from.size() - to.size())
                .with(
                        "target_to_itself",
                        enough ? EnergyDistance.of(other, shuffled) : Double.NaN,
                        Wasserstein.sliced(other, shuffled, 100, stream),
                        0)
                .build();
    }

    private static Table losses(List<double[]> losses) {
        var table = Table.builder()
                .with(
                        "step",
                        java.util.stream.IntStream.range(0, losses.getFirst().length)
                                .toArray());
        for (int k = 0; k < losses.size(); k++) table.with("loss_" + (k + 1), losses.get(k));
        return table.build();
    }

    /// One shift a coordinate and one scale for all, so that distances keep their proportions.
    private record Scaling(double[] shift, double scale) {
        static Scaling of(List<PointCloud> clouds) {
            int d = clouds.getFirst().dimension();
            var shift = new double[d];
            double square = 0;
            long count = 0;
            for (var cloud : clouds) count += cloud.size();
            for (var cloud : clouds)
                for (int i = 0; i < cloud.values().length; i++) shift[i % d] += cloud.values()[i] / count;
            for (var cloud : clouds)
                for (int i = 0; i < cloud.values().length; i++) {
                    double difference = cloud.values()[i] - shift[i % d];
                    square += difference * difference / ((double) count * d);
                }
            return new Scaling(shift, square > 0 ? Math.sqrt(square) : 1);
        }

        PointCloud in(PointCloud cloud) {
            var values = cloud.values().clone();
            for (int i = 0; i < values.length; i++) values[i] = (values[i] - shift[i % shift.length]) / scale;
            return new PointCloud(cloud.dimension(), values);
        }

        PointCloud out(PointCloud cloud) {
            var values = cloud.values().clone();
            for (int i = 0; i < values.length; i++) values[i] = values[i] * scale + shift[i % shift.length];
            return new PointCloud(cloud.dimension(), values);
        }

        /// A gradient of log-density in the user's units.
        double[] gradient(double[] score) {
            var values = score.clone();
            for (int i = 0; i < values.length; i++) values[i] /= scale;
            return values;
        }
    }
}
