package org.onsager.papers.stochasticinterpolants;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.Estimate;
import org.onsager.tensor.Device;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.optim.Schedule;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.learn.FieldTrainer;
import org.onsager.transport.learn.FieldTrainer.Learned;
import org.onsager.transport.learn.NetShape;
import org.onsager.transport.likelihood.KlBound;
import org.onsager.transport.likelihood.KlSweep;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;
import org.onsager.transport.sample.FlowSampler;

/// S12 and S13: divergences of learned fields between Gaussian mixtures as functions of the noise, and what to
/// learn.
final class MixtureClaims {
    private static final double SMALLEST = 1e-3;
    private static final int STEPS = 100;
    /// The noise level at which learned pairs are compared.
    private static final double COMPARED = 1;

    private static final List<Quantity> LEARNED =
            List.of(Quantity.VELOCITY, Quantity.PARTIAL_VELOCITY, Quantity.SCORE, Quantity.DENOISER);

    private final Settings settings;
    private final Trial trial;
    private final Nets nets;

    MixtureClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
        this.nets = new Nets(settings, trial);
    }

    void measure() {
        if (settings.mixtureSteps() == 0) {
            trial.untested("S12", "training takes longer than this scale has: scale standard");
            trial.untested("S13", "training takes longer than this scale has: scale standard");
            return;
        }
        Nets.onOneThread(this::learn);
    }

    /// One divergence to measure.
    ///
    /// @param seed  which training
    /// @param velocity  the learned velocity
    /// @param noise  the learned score or denoiser
    /// @param epsilon  noise level, 0 for the flow
    record Cell(int seed, Quantity velocity, Quantity noise, double epsilon) {}

    /// A divergence with its standard error.
    record Divergence(double mean, double error) {}

    /// Squared errors of one training's velocity and score.
    record Errors(double velocity, double score, long times) {}

    private void learn() {
        var truth = truth();
        var tasks = new ArrayList<Nets.Task>();
        for (int seed = 0; seed < settings.seeds(); seed++)
            for (var quantity : LEARNED) tasks.add(new Nets.Task(quantity.name(), seed));
        var learned = nets.train("mixture", tasks, task -> trainer(truth, Quantity.valueOf(task.name())));
        trial.progress(0.35, "divergences of learned mixtures");
        lossFigure(learned);
        var points = PointCloud.draw(truth.end(), trial.random().split("mixture test"), settings.testPoints());
        var cells = cells();
        var found = trial.map(
                "mixture divergence", cells, Divergence.class, cell -> divergence(truth, learned, points, cell));
        var seeds =
                java.util.stream.IntStream.range(0, settings.seeds()).boxed().toList();
        var errors = trial.map("mixture errors", seeds, Errors.class, seed -> errors(truth, learned, seed));
        likelihoodControl(cells, found, errors);
        whatToLearn(cells, found);
    }

    private MixtureTruth truth() {
        var stream = trial.random().split("mixture laws");
        int d = settings.mixtureDimension(), n = settings.mixtureComponents();
        return new MixtureTruth(
                Interpolant.linear(Curve.brownian(1)),
                GaussianMixture.random(n, d, 1.5, stream.split("start")),
                GaussianMixture.random(n, d, 1.5, stream.split("end")));
    }

    private FieldTrainer trainer(MixtureTruth truth, Quantity quantity) {
        var shape = new NetShape(
                settings.mixtureLayers(),
                settings.mixtureWidth(),
                settings.rectifiers() ? Activation.RELU : Activation.SILU,
                0);
        return FieldTrainer.standard(
                        truth.interpolant(),
                        Coupling.independent(truth.start(), truth.end()),
                        quantity,
                        settings.mixtureSteps())
                .withShape(shape)
                .withPairs(settings.mixturePairs())
                .on(Device.of(settings.device()))
                .withRate(2e-3, Schedule.everySteps(Math.max(1, settings.mixtureSteps() * 3L / 14), 0.4));
    }

    private Fields fields(MixtureTruth truth, List<Learned> learned, int seed, Quantity... quantities) {
        Fields fields = null;
        for (var quantity : quantities) {
            var field = trainer(truth, quantity).field(learned.get(seed * LEARNED.size() + LEARNED.indexOf(quantity)));
            fields = fields == null ? Fields.of(truth.interpolant(), quantity, field) : fields.with(quantity, field);
        }
        return java.util.Objects.requireNonNull(fields);
    }

    private List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (int seed = 0; seed < settings.seeds(); seed++) {
            for (double epsilon : settings.epsilons())
                cells.add(new Cell(seed, Quantity.VELOCITY, Quantity.SCORE, epsilon));
            for (var velocity : List.of(Quantity.VELOCITY, Quantity.PARTIAL_VELOCITY))
                for (var noise : List.of(Quantity.SCORE, Quantity.DENOISER)) {
                    var compared = new Cell(seed, velocity, noise, COMPARED);
                    if (!cells.contains(compared)) cells.add(compared);
                }
        }
        return cells;
    }

    private Divergence divergence(MixtureTruth truth, List<Learned> learned, PointCloud points, Cell cell) {
        var fields = fields(truth, learned, cell.seed(), cell.velocity(), cell.noise());
        var sweep = new KlSweep(STEPS, settings.testPaths(), SMALLEST);
        var stream = trial.random().split("mixture paths");
        Estimate kl = cell.epsilon() == 0
                ? sweep.flow(flow(), fields, truth.start(), truth.end(), points, stream)
                : sweep.diffusion(fields, cell.epsilon(), truth.start(), truth.end(), points, stream);
        return new Divergence(kl.mean(), kl.standardError());
    }

    /// Rectifiers have divergences that jump: steps are fixed with them.
    private FlowSampler flow() {
        return (settings.rectifiers() ? FlowSampler.rk4(STEPS) : FlowSampler.standard())
                .between(SMALLEST, 1 - SMALLEST);
    }

    private Errors errors(MixtureTruth truth, List<Learned> learned, int seed) {
        var fields = fields(truth, learned, seed, Quantity.VELOCITY, Quantity.SCORE);
        var bound = KlBound.measure(
                truth, fields, SMALLEST, 100, 500, trial.random().split("mixture errors"));
        return new Errors(bound.velocityError().mean(), bound.scoreError().mean(), 100);
    }

    private static KlBound bound(Errors errors) {
        return new KlBound(
                new Estimate(errors.velocity(), 0, errors.times()), new Estimate(errors.score(), 0, errors.times()));
    }

    private static int index(List<Cell> cells, Cell cell) {
        return cells.indexOf(cell);
    }

    private void likelihoodControl(List<Cell> cells, List<Divergence> found, List<Errors> errors) {
        var claim = trial.claim("S12");
        double[] epsilons = settings.epsilons();
        var note = new StringBuilder();
        for (int seed = 0; seed < settings.seeds(); seed++) {
            double flow = Double.NaN, least = Double.POSITIVE_INFINITY, best = Double.NaN;
            boolean below = true;
            double last = Double.NaN;
            for (double epsilon : epsilons) {
                var kl = found.get(index(cells, new Cell(seed, Quantity.VELOCITY, Quantity.SCORE, epsilon)));
                if (epsilon == 0) {
                    flow = kl.mean();
                    continue;
                }
                below &= kl.mean() - 3 * kl.error() <= bound(errors.get(seed)).at(epsilon);
                if (kl.mean() < least) {
                    least = kl.mean();
                    best = epsilon;
                }
                last = kl.mean();
            }
            double star = bound(errors.get(seed)).bestEpsilon();
            trial.metric("kl_flow_" + seed, flow);
            trial.metric("kl_least_" + seed, least);
            trial.metric("kl_best_epsilon_" + seed, best);
            trial.metric("epsilon_star_" + seed, star);
            claim.fact("KL below the bound at every level, training " + seed, below, "within three standard errors")
                    .fact(
                            "flow worse than the best diffusion, training " + seed,
                            flow > least,
                            "KL %.4f against %.4f at eps = %s".formatted(flow, least, best))
                    .fact(
                            "interior minimum, training " + seed,
                            last > least,
                            "KL %.4f at the largest level, least %.4f".formatted(last, least));
            note.append("eps* = %.3g, least at %s; ".formatted(star, best));
        }
        claim.done(note
                + "d = %d, %d components, %d test points, %d weighted paths, %d steps"
                        .formatted(
                                settings.mixtureDimension(),
                                settings.mixtureComponents(),
                                settings.testPoints(),
                                settings.testPaths(),
                                STEPS));
        divergenceFigure(cells, found, errors);
    }

    private void divergenceFigure(List<Cell> cells, List<Divergence> found, List<Errors> errors) {
        double[] positive =
                Arrays.stream(settings.epsilons()).filter(e -> e > 0).toArray();
        var figure = Figure.of("Divergence of learned diffusions", "epsilon", "KL")
                .x(Figure.Axis.log("noise level \\(\\epsilon\\)"))
                .y(Figure.Axis.log("\\(\\mathrm{KL}(\\rho_1 \\| \\hat\\rho_1)\\) (nats)"))
                .caption(("Mixtures in %d dimensions, learned b and s: points with one standard error (%d test points),"
                                + " dashed the bound, whose minimum is at \\(\\epsilon^*\\), dotted line the flow.")
                        .formatted(settings.mixtureDimension(), settings.testPoints()));
        for (int seed = 0; seed < settings.seeds(); seed++) {
            int own = seed;
            var kls = Arrays.stream(positive)
                    .mapToObj(e -> found.get(index(cells, new Cell(own, Quantity.VELOCITY, Quantity.SCORE, e))))
                    .toList();
            String name = "training " + (seed + 1);
            figure.points(
                    name,
                    name,
                    positive,
                    kls.stream().mapToDouble(Divergence::mean).toArray(),
                    kls.stream().mapToDouble(Divergence::error).toArray());
            figure.dashed(
                    seed == 0 ? "bound" : "",
                    name,
                    positive,
                    Arrays.stream(positive)
                            .map(e -> bound(errors.get(own)).at(e))
                            .toArray());
            int flow = index(cells, new Cell(seed, Quantity.VELOCITY, Quantity.SCORE, 0));
            if (flow >= 0 && positive.length > 0) {
                double kl = found.get(flow).mean();
                figure.add(new Figure.Line(
                        seed == 0 ? "flow" : "",
                        name,
                        new double[] {positive[0], positive[positive.length - 1]},
                        new double[] {kl, kl},
                        Figure.Dash.DOTTED));
            }
        }
        trial.figure("divergence", figure.build());
    }

    private void whatToLearn(List<Cell> cells, List<Divergence> found) {
        double b = mean(cells, found, Quantity.VELOCITY, Quantity.DENOISER);
        double v = mean(cells, found, Quantity.PARTIAL_VELOCITY, Quantity.DENOISER);
        double s = mean(cells, found, Quantity.VELOCITY, Quantity.SCORE);
        double vs = mean(cells, found, Quantity.PARTIAL_VELOCITY, Quantity.SCORE);
        trial.metric("kl_b_eta", b);
        trial.metric("kl_v_eta", v);
        trial.metric("kl_b_s", s);
        trial.metric("kl_v_s", vs);
        trial.claim("S13")
                .fact("b no worse than v, with eta", b <= v, "mean KL %.4f against %.4f".formatted(b, v))
                .fact("eta no worse than s, with b", b <= s, "mean KL %.4f against %.4f".formatted(b, s))
                .fact("(b, eta) no worse than (v, s)", b <= vs, "mean KL %.4f against %.4f".formatted(b, vs))
                .done("eps = 1, mean over %d trainings of equal budget, the same test points and noise"
                        .formatted(settings.seeds()));
    }

    private double mean(List<Cell> cells, List<Divergence> found, Quantity velocity, Quantity noise) {
        double sum = 0;
        for (int seed = 0; seed < settings.seeds(); seed++)
            sum += found.get(index(cells, new Cell(seed, velocity, noise, COMPARED)))
                    .mean();
        return sum / settings.seeds();
    }

    /// Mean losses over fiftieths of the training, of the first seed.
    private void lossFigure(List<Learned> learned) {
        var figure = Figure.of("Losses on the mixtures", "step", "loss")
                .caption("First training, means over fiftieths of it; the score's carries the factor \\(1/\\gamma\\).");
        for (int q = 0; q < LEARNED.size(); q++) {
            double[] losses = learned.get(q).losses();
            int parts = Math.min(50, losses.length), each = losses.length / parts;
            var x = new double[parts];
            var y = new double[parts];
            for (int k = 0; k < parts; k++) {
                x[k] = (k + 0.5) * each;
                y[k] = Arrays.stream(losses, k * each, (k + 1) * each).average().orElse(0);
            }
            figure.line(LEARNED.get(q).toString(), x, y);
        }
        trial.figure("loss-mixtures", figure.build());
    }
}
