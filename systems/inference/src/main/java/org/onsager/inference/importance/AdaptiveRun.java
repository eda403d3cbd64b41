package org.onsager.inference.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.inference.importance.MultiExpectation.Solution;
import org.onsager.inference.importance.MultiExpectation.Step;
import org.onsager.inference.importance.MultiExpectation.Stop;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.vector.Elementary;
import org.onsager.numerics.vector.VectorKernels;

/// One run of [MultiExpectation]: its points so far and what was learned from them.
final class AdaptiveRun {
    private static final double LARGEST_LOG = 600;

    private final MultiExpectation settings;
    private final Expectations problem;
    private final RandomStream stream;
    private final int count;
    private final Law initial;
    private final List<String> warnings = new ArrayList<>();
    private final ModelCalls calls;

    private WeightedSample all;
    private final List<double[]> logDensities = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private double[] logPooled;

    /// What one round of learning ends with. `alpha` is over the sampling components: those of `components`, then
    /// the initial law if there is a defensive share.
    private record Stage(
            Law proposal, List<Law> components, double[] alpha, double[] beta, double[] variances, double residual) {}

    AdaptiveRun(MultiExpectation settings, RandomStream stream) {
        this.settings = settings;
        this.stream = stream;
        problem = settings.signed();
        count = problem.count();
        initial = problem.pooledLaw();
        calls = new ModelCalls(problem, settings.guards(), warnings);
        all = calls.evaluate(initial.draw(
                settings.schedule().batchSize(), stream.split("batch").at(0)));
        logPooled = all.pooledLog();
        for (int i = 0; i < logPooled.length; i++)
            if (logPooled[i] == Double.NEGATIVE_INFINITY)
                throw new IllegalArgumentException(
                        "the density of the input law must be positive at the points drawn from it, not 0 at "
                                + Arrays.toString(all.point(i)));
    }

    Solution run() {
        var schedule = settings.schedule();
        logDensities.add(logPooled);
        sizes.add(all.size());
        var stages = new ArrayList<Stage>();
        var steps = new ArrayList<Step>();
        double[][] ratios = all.contributions(logPooled);
        var variances = new double[count];
        for (int j = 0; j < count; j++) variances[j] = Covariances.variance(ratios[j]);
        double[] weights = weights(means(ratios));
        stages.add(new Stage(initial, List.of(), new double[0], new double[count], variances, Double.NaN));
        steps.add(step(weights, variances, Double.NaN));
        var stop = Stop.EXPLORATION_USED;
        int chosen = 0;
        while (calls.evaluations() + schedule.batchSize() <= schedule.explorationSize()) {
            var stage = learn(stages.getLast(), ratios, weights, stages.size());
            stages.add(stage);
            chosen = stages.size() - 1;
            ratios = all.contributions(logPooled);
            weights = weights(means(ratios));
            steps.add(step(weights, stage.variances, stage.residual));
            double now = criterion(weights, stage.variances);
            double before = criterion(weights, stages.get(chosen - 1).variances);
            int left = schedule.budget() - calls.evaluations();
            if (chosen >= schedule.minBatches() && before / (left + schedule.batchSize()) <= now / left) {
                stop = Stop.NO_GAIN;
                boolean last = schedule.onStop() == Schedule.OnStop.LAST
                        || schedule.onStop() == Schedule.OnStop.BEST && now <= before;
                if (!last) chosen--;
                break;
            }
        }
        return finish(stages.get(chosen), steps, chosen, stop);
    }

    private Step step(double[] weights, double[] variances, double residual) {
        double criterion = criterion(weights, variances);
        int left = settings.schedule().budget() - calls.evaluations();
        return new Step(calls.evaluations(), criterion, criterion / left, residual);
    }

    private static double criterion(double[] weights, double[] variances) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) sum += weights[j] * variances[j];
        return sum;
    }

    private static double[] means(double[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> VectorKernels.sum(row) / row.length)
                .toArray();
    }

    /// \(w_j\) of the expectations that the sampler sees; an expectation that no point has reached weighs
    /// nothing.
    private double[] weights(double[] means) {
        int asked = settings.problem().count();
        var weights = new double[count];
        for (int j = 0; j < count; j++) {
            weights[j] = switch (settings.weighting()) {
                case Weighting.Absolute() -> 1;
                case Weighting.Given(double[] given) -> given[j % asked];
                case Weighting.Relative() -> {
                    double mean = count == asked ? means[j] : means[j % asked] - means[asked + j % asked];
                    if (settings.guards().signs() instanceof Signs.Shift(double constant)) mean -= constant;
                    yield mean == 0 ? 0 : 1 / (mean * mean);
                }
            };
        }
        return weights;
    }

    // --- one round

    private Stage learn(Stage before, double[][] ratios, double[] weights, int round) {
        double[] means = means(ratios);
        var components = fit(ratios, round);
        double[] beta = round == 1 ? settings.controls() ? means : new double[count] : before.beta;
        double[][] over = Parallel.map(count, l -> over(components.get(l).logDensities(all.x()), logPooled))
                .toArray(double[][]::new);
        double[][] sampling = defended(over, logPooled, all.logLaws());
        double[] start = before.alpha.length > 0 ? before.alpha : startingWeights(means, weights, sampling.length);
        var optimum = MixtureWeights.standard().minimise(remainders(ratios, over, beta, weights), sampling, start);
        double[] effective = effective(optimum.weights());
        var proposal = new LawMixture(effective, sampled(components));
        var logNew = new double[all.size()];
        for (int l = 0; l < sampling.length; l++)
            if (optimum.weights()[l] > 0) VectorKernels.axpy(optimum.weights()[l], sampling[l], logNew);
        for (int i = 0; i < logNew.length; i++) logNew[i] = Math.log(logNew[i]) + logPooled[i];

        double[][] points = proposal.draw(
                settings.schedule().batchSize(), stream.split("batch").at(round));
        var batch = calls.evaluate(points);
        double[] logProposal = proposal.logDensities(batch.x());
        double[][] fresh = batch.contributions(logProposal);
        var newBeta = new double[count];
        var variances = new double[count];
        Parallel.range(count, 4, (from, to) -> {
            for (int j = from; j < to; j++) {
                double[] control = over(components.get(j).logDensities(batch.x()), logProposal);
                newBeta[j] = settings.controls() ? regression(control, fresh[j], means[j]) : 0;
                var bracket = fresh[j].clone();
                VectorKernels.axpy(-newBeta[j], control, bracket);
                variances[j] = Covariances.variance(bracket);
            }
        });
        append(batch, logNew, logProposal, proposal);
        return new Stage(proposal, components, optimum.weights(), newBeta, variances, optimum.residual());
    }

    private List<Law> fit(double[][] ratios, int round) {
        var scales = new double[problem.dimension()];
        int first = sizes.getFirst();
        for (int k = 0; k < scales.length; k++) scales[k] = Covariances.variance(Arrays.copyOf(all.x()[k], first));
        var fits = Parallel.map(count, j -> {
            double[] omega = ratios[j];
            if (settings.guards().signs() instanceof Signs.Absolute)
                omega = Arrays.stream(omega).map(Math::abs).toArray();
            if (!(VectorKernels.sum(omega) > 0)) return new Family.Fit(problem.law(j), "unreached: no positive sample");
            return settings.family()
                    .fit(all.x(), omega, scales, stream.split("fit").at(round).at(j));
        });
        for (int j = 0; j < count; j++)
            if (!fits.get(j).note().isEmpty() && !isEmptyPart(j, ratios))
                warnings.add("batch %d, component %d: %s"
                        .formatted(round, j, fits.get(j).note()));
        return fits.stream().map(Family.Fit::law).toList();
    }

    /// Whether expectation `j` is the part of a split integrand that has no value: the other sign has them all.
    private boolean isEmptyPart(int j, double[][] rows) {
        int asked = settings.problem().count();
        return count > asked
                && VectorKernels.maxAbs(rows[j]) == 0
                && VectorKernels.maxAbs(rows[(j + asked) % count]) > 0;
    }

    private static double[] startingWeights(double[] means, double[] weights, int length) {
        var start = new double[length];
        double total = 0;
        for (int j = 0; j < means.length; j++) total += start[j] = Math.sqrt(weights[j]) * Math.abs(means[j]);
        if (!(total > 0)) Arrays.fill(start, 1);
        // the initial law, where it takes part, begins with its customary share
        else if (length > means.length) start[means.length] = total * 0.05;
        return start;
    }

    /// \(c_i = \frac1n \sum_j w_j (u_{ji} - \beta_j v_{ji})^2\).
    private double[] remainders(double[][] ratios, double[][] over, double[] beta, double[] weights) {
        int n = all.size();
        var remainders = new double[n];
        Parallel.range(n, 1024, (from, to) -> {
            for (int j = 0; j < count; j++) {
                double[] u = ratios[j], v = over[j];
                double b = beta[j], w = weights[j] / n;
                for (int i = from; i < to; i++) {
                    double rest = u[i] - b * v[i];
                    remainders[i] += w * rest * rest;
                }
            }
        });
        return remainders;
    }

    /// \(\mathrm{Cov}(b, a)/\mathrm{Var}(b)\); `fallback` where the control does not vary.
    private static double regression(double[] control, double[] contribution, double fallback) {
        int n = control.length;
        double variance = Covariances.variance(control);
        if (!(variance > 1e-12)) return fallback;
        double meanB = VectorKernels.sum(control) / n, meanA = VectorKernels.sum(contribution) / n, sum = 0;
        for (int i = 0; i < n; i++) sum += (control[i] - meanB) * (contribution[i] - meanA);
        return sum / n / variance;
    }

    private void append(WeightedSample batch, double[] logNewAtOld, double[] logNewAtNew, Law proposal) {
        for (int k = 0; k < logDensities.size(); k++) {
            double[] atNew = k == 0 ? batch.pooledLog() : earlier.get(k - 1).logDensities(batch.x());
            logDensities.set(k, concatenated(logDensities.get(k), atNew));
        }
        earlier.add(proposal);
        logDensities.add(concatenated(logNewAtOld, logNewAtNew));
        sizes.add(batch.size());
        all = all.and(batch);
        var rows = new double[sizes.size()][];
        for (int k = 0; k < rows.length; k++) {
            double shift = Math.log(sizes.get(k) / (double) all.size());
            rows[k] = Arrays.stream(logDensities.get(k)).map(log -> log + shift).toArray();
        }
        var pooled = new double[all.size()];
        LawMixture.logSum(rows, 0, pooled.length, pooled);
        logPooled = pooled;
    }

    private final List<Law> earlier = new ArrayList<>();

    static double[] concatenated(double[] first, double[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// \(e^{\mathrm{log} - \mathrm{base}}\), in place of `log`.
    static double[] over(double[] log, double[] base) {
        for (int i = 0; i < log.length; i++) log[i] = Math.min(LARGEST_LOG, log[i] - base[i]);
        Elementary.exp(log, log);
        return log;
    }

    // --- the defensive share

    private double[][] defended(double[][] over, double[] base, double[][] logLaws) {
        double share = settings.guards().defensive();
        if (share == 0) return over;
        double[] law = over(Expectations.pooled(logLaws).clone(), base);
        var defended = new double[count + 1][];
        for (int l = 0; l < count; l++) {
            defended[l] = new double[law.length];
            VectorKernels.combine(1 - share, over[l], share, law, defended[l]);
        }
        defended[count] = law;
        return defended;
    }

    private double[] effective(double[] alpha) {
        double share = settings.guards().defensive();
        if (share == 0) return alpha;
        var effective = new double[count + 1];
        for (int l = 0; l < count; l++) effective[l] = (1 - share) * alpha[l];
        effective[count] = share + (1 - share) * alpha[count];
        return effective;
    }

    private List<Law> sampled(List<Law> components) {
        if (settings.guards().defensive() == 0) return components;
        var laws = new ArrayList<>(components);
        laws.add(initial);
        return laws;
    }

    // --- the end

    private Solution finish(Stage stage, List<Step> steps, int chosen, Stop stop) {
        int left = settings.schedule().budget() - calls.evaluations();
        if (left < 100) warnings.add("final sample of %d points: standard errors are unreliable".formatted(left));
        var sample =
                calls.evaluate(stage.proposal.draw(left, stream.split("final"))).with(stage.proposal);
        double[] logProposal = sample.logProposal();
        double[][] brackets = sample.contributions(logProposal);
        var missed = new boolean[count];
        Parallel.range(count, 4, (from, to) -> {
            for (int j = from; j < to; j++) {
                double beta = stage.beta[j];
                if (beta == 0 || stage.components.isEmpty()) continue;
                double[] control = over(stage.components.get(j).logDensities(sample.x()), logProposal);
                // a control that the proposal never meets says nothing: its share must not become the estimate
                if (VectorKernels.maxAbs(control) < 1e-6) {
                    missed[j] = true;
                    continue;
                }
                double[] bracket = brackets[j];
                for (int i = 0; i < bracket.length; i++) bracket[i] += beta * (1 - control[i]);
            }
        });
        for (int j = 0; j < count; j++)
            if (VectorKernels.maxAbs(brackets[j]) == 0 && !isEmptyPart(j, brackets))
                warnings.add("expectation %d: no positive sample".formatted(j));
        for (int j = 0; j < count; j++)
            if (missed[j])
                warnings.add("expectation %d: no point of the final sample lies in its component, which is left out"
                        .formatted(j));
        double[][] asked = settings.unsigned(brackets);
        var errors = new double[asked.length];
        for (int j = 0; j < errors.length; j++) {
            errors[j] = Math.sqrt(Covariances.variance(asked[j]) / asked[j].length);
            if (!Double.isFinite(errors[j]))
                throw new DivergedException(
                        "expectation %d: the standard error is %s; scale the integrand".formatted(j, errors[j]));
        }
        return new Solution(
                means(asked),
                errors,
                asked,
                stage.proposal,
                stage.components,
                stage.components.isEmpty() ? stage.alpha : effective(stage.alpha),
                stage.beta,
                calls.evaluations(),
                steps,
                chosen,
                stop,
                sample,
                warnings);
    }
}
