package org.onsager.papers.stochasticinterpolants;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
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
import org.onsager.transport.learn.FieldTrainer.Learned;
import org.onsager.transport.learn.NetShape;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.FlowSampler;
import org.onsager.transport.sample.SdeSampler;
import org.onsager.transport.sample.TimeGrid;

/// S14 and S15: a checkerboard from a normal law, and from one point by the mirror.
final class BoardClaims {
    private static final double[] LEVELS = {0, 0.5, 1, 2};
    private static final int STEPS = 250;
    private static final double MIRROR_EPSILON = 6;
    private static final int MIRROR_STEPS = 600;
    private static final double MIRROR_END = 1e-4;
    private static final int EXACT_STEPS = 300;
    private static final String MIRROR = "mirror";

    private final Settings settings;
    private final Trial trial;
    private final Interpolant linear = Interpolant.linear(Curve.brownian(1));
    private final Interpolant mirror = Interpolant.mirror(Curve.brownian(1));

    BoardClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        if (settings.boardSteps() == 0) {
            trial.untested("S14", "training takes longer than this scale has: scale standard");
            trial.untested("S15", "training takes longer than this scale has: scale standard");
            return;
        }
        Nets.onOneThread(this::learn);
    }

    /// Points of the plane.
    record Cloud(double[] values) {}

    /// One sampling.
    record Level(int seed, double epsilon) {}

    private void learn() {
        var tasks = new ArrayList<Nets.Task>();
        for (int seed = 0; seed < settings.seeds(); seed++) {
            tasks.add(new Nets.Task(Quantity.VELOCITY.name(), seed));
            tasks.add(new Nets.Task(Quantity.DENOISER.name(), seed));
        }
        tasks.add(new Nets.Task(MIRROR, 0));
        var learned = new Nets(settings, trial).train("board", tasks, this::trainer);
        trial.progress(0.85, "sampling the checkerboard");
        noiseLevels(learned);
        fromOnePoint(learned.getLast());
    }

    private FieldTrainer trainer(Nets.Task task) {
        boolean reflected = task.name().equals(MIRROR);
        var shape = new NetShape(
                settings.boardLayers(),
                settings.boardWidth(),
                settings.rectifiers() ? Activation.RELU : Activation.SILU,
                0);
        return FieldTrainer.standard(
                        reflected ? mirror : linear,
                        reflected
                                ? Coupling.mirror(new Checkerboard())
                                : Coupling.independent(Law.normal(2), new Checkerboard()),
                        reflected ? Quantity.DENOISER : Quantity.valueOf(task.name()),
                        settings.boardSteps())
                .withShape(shape)
                .withPairs(settings.boardPairs())
                .on(Device.of(settings.device()))
                .withRate(2e-3, Schedule.everySteps(Math.max(1, settings.boardSteps() * 3L / 14), 0.4));
    }

    private void noiseLevels(List<Learned> learned) {
        var levels = new ArrayList<Level>();
        for (int seed = 0; seed < settings.seeds(); seed++)
            for (double epsilon : LEVELS) levels.add(new Level(seed, epsilon));
        var clouds = trial.map("board samples", levels, Cloud.class, level -> sample(learned, level));
        var claim = trial.claim("S14");
        int n = settings.boardSamples();
        double first = 0, last = 0;
        var figure = Figure.of(
                        "Mass between the squares", "noise level \\(\\epsilon\\)", "share of samples off the support")
                .caption(
                        "%d samples a point, one standard error; %d steps of Euler-Maruyama in proportion to t(1-t), the last without noise; 0 is the flow."
                                .formatted(n, STEPS));
        for (int seed = 0; seed < settings.seeds(); seed++) {
            var outside = new double[LEVELS.length];
            var error = new double[LEVELS.length];
            for (int k = 0; k < LEVELS.length; k++) {
                outside[k] = Checkerboard.outside(
                        new PointCloud(2, clouds.get(seed * LEVELS.length + k).values()));
                error[k] = Math.sqrt(outside[k] * (1 - outside[k]) / n);
            }
            String name = "training " + (seed + 1);
            figure.points(name, name, LEVELS, outside, error);
            trial.metric("off_support_flow_" + seed, outside[0]);
            trial.metric("off_support_eps1_" + seed, outside[2]);
            double slack = 2 * Math.sqrt(2) * Arrays.stream(error).max().orElse(0);
            claim.increasing(
                    "less mass off the support along eps = 0, 0.5, 1, 2, " + name + " (with sign changed)",
                    Arrays.stream(outside).map(v -> -v).toArray(),
                    slack);
            first += outside[0] / settings.seeds();
            last += outside[LEVELS.length - 1] / settings.seeds();
        }
        claim.fact(
                "less mass off the support at eps = 2 than at 0, mean over the trainings",
                last < first,
                "%.4f against %.4f, standard error of the difference %.4f"
                        .formatted(last, first, Math.sqrt(2 * first * (1 - first) / n / settings.seeds())));
        claim.done("%d samples each, standard error about %.3f".formatted(n, 0.35 / Math.sqrt(n)));
        trial.figure("off-support", figure.build());
        heatMap("board-flow", "Checkerboard by the flow", clouds.get(0));
        heatMap("board-noise", "Checkerboard by the diffusion, \\(\\epsilon = 1\\)", clouds.get(2));
    }

    private Cloud sample(List<Learned> learned, Level level) {
        int at = 2 * level.seed();
        var b = trainer(new Nets.Task(Quantity.VELOCITY.name(), 0)).field(learned.get(at));
        var eta = trainer(new Nets.Task(Quantity.DENOISER.name(), 0)).field(learned.get(at + 1));
        var stream = trial.random().split("board samples").at(level.seed());
        var start = PointCloud.draw(Law.normal(2), stream.split("start"), settings.boardSamples());
        if (level.epsilon() == 0)
            return new Cloud(FlowSampler.standard().sample(b, start).end().values());
        var fields = Fields.of(linear, Quantity.VELOCITY, b).with(Quantity.DENOISER, eta);
        return new Cloud(SdeSampler.of(Epsilon.constant(level.epsilon()))
                .withSteps(STEPS)
                .withScheme(SdeSampler.Scheme.EULER_MARUYAMA)
                .between(1e-3, 1 - 1e-3)
                .withGrid(TimeGrid.LOGISTIC)
                .denoisingLast()
                .forward(fields, start, stream.split("noise"))
                .end()
                .values());
    }

    private void fromOnePoint(Learned learned) {
        int parts = 4, each = settings.mirrorSamples() / parts;
        var eta = trainer(new Nets.Task(MIRROR, 0)).field(learned);
        var fields = Fields.of(mirror, Quantity.DENOISER, eta);
        var clouds = trial.map("mirror samples", List.of(0, 1, 2, 3), Cloud.class, part -> {
            var start = new double[2 * each];
            Arrays.fill(start, 1);
            return new Cloud(SdeSampler.of(Epsilon.constant(MIRROR_EPSILON))
                    .withSteps(MIRROR_STEPS)
                    .withScheme(SdeSampler.Scheme.EULER_MARUYAMA)
                    .between(MIRROR_END, 1 - MIRROR_END)
                    .forward(
                            fields,
                            new PointCloud(2, start),
                            trial.random().split("mirror samples").at(part))
                    .end()
                    .values());
        });
        double[] all = joined(clouds);
        double[] shares = Checkerboard.shares(new PointCloud(2, all));
        double[] exact = Checkerboard.shares(new PointCloud(2, exactMirror(parts, each)));
        double least = Arrays.stream(exact).min().orElse(0),
                most = Arrays.stream(exact).max().orElse(0);
        trial.metric("mirror_exact_least", least);
        trial.metric("mirror_exact_most", most);
        var claim = trial.claim("S15");
        for (int k = 0; k < shares.length; k++) {
            trial.metric("mirror_share_" + k, shares[k]);
            claim.within("share of square " + (k + 1), settings.leastShare(), settings.mostShare(), shares[k]);
        }
        claim.done(
                ("%d particles from (1, 1), eps = 6, 600 steps of Euler-Maruyama; %.3f of them off the squares; lost %d."
                                + " h eps / gamma^2 exceeds 0.5 near both ends, as in the authors' run."
                                + " With the exact score in place of the learned one the shares run from %.3f to %.3f: at eps = 6 the"
                                + " diffusion itself has not forgotten its start")
                        .formatted(
                                parts * each,
                                1 - Arrays.stream(shares).sum(),
                                parts * each - all.length / 2,
                                least,
                                most));
        heatMap("board-mirror", "Checkerboard from one point by the mirror", new Cloud(all));
    }

    /// Where the same diffusion ends with the exact score, in steps that resolve it: what a perfect net would
    /// give.
    private double[] exactMirror(int parts, int each) {
        var fields = Fields.of(
                mirror,
                Quantity.SCORE,
                new BlurredCheckerboard(t -> mirror.gamma().at(t)));
        var indices = java.util.stream.IntStream.range(0, parts).boxed().toList();
        return joined(trial.map("mirror exact", indices, Cloud.class, part -> {
            var start = new double[2 * each];
            Arrays.fill(start, 1);
            return new Cloud(SdeSampler.of(Epsilon.constant(MIRROR_EPSILON))
                    .withSteps(EXACT_STEPS)
                    .withScheme(SdeSampler.Scheme.EULER_MARUYAMA)
                    .between(1e-3, 1 - 1e-3)
                    .withGrid(TimeGrid.LOGISTIC)
                    .forward(
                            fields,
                            new PointCloud(2, start),
                            trial.random().split("mirror exact").at(part))
                    .end()
                    .values());
        }));
    }

    private static double[] joined(List<Cloud> clouds) {
        return clouds.stream().flatMapToDouble(c -> Arrays.stream(c.values())).toArray();
    }

    private void heatMap(String name, String title, Cloud cloud) {
        int bins = 60;
        double low = -5, width = 10.0 / bins;
        var counts = new double[bins][bins];
        int n = cloud.values().length / 2;
        for (int i = 0; i < n; i++) {
            int column = (int) Math.floor((cloud.values()[2 * i] - low) / width);
            int row = (int) Math.floor((cloud.values()[2 * i + 1] - low) / width);
            if (column >= 0 && column < bins && row >= 0 && row < bins) counts[row][column] += 1 / (n * width * width);
        }
        var centres = new double[bins];
        for (int k = 0; k < bins; k++) centres[k] = low + (k + 0.5) * width;
        trial.figure(
                name,
                Figure.of(title, "x", "y")
                        .caption("%d samples; the law is 1/32 on the squares and 0 between them.".formatted(n))
                        .add(new Figure.HeatMap("density", centres, centres, counts, false))
                        .build());
    }
}
