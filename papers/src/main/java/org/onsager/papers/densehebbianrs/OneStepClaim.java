package org.onsager.papers.densehebbianrs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Check;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.dense.ExampleMeans;
import org.onsager.memory.dense.IndexConvention;
import org.onsager.memory.dense.Load;
import org.onsager.memory.dense.OneStepTheory;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.numerics.RandomStream;

/// D8: one noiseless parallel step from an archetype against the signal-to-noise formula.
final class OneStepClaim {
    private static final int ORDER = 4;

    private final Settings settings;
    private final Trial trial;

    OneStepClaim(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /// One case of the one-step formula.
    ///
    /// @param quality  1 stores the archetypes
    record Case(double gamma, double quality, int examples, double expected) {
        double rho() {
            return quality == 1 ? 0 : ExampleLaw.entropy(quality, examples);
        }

        String name() {
            return quality == 1
                    ? "gamma = %s".formatted(gamma)
                    : "gamma = %s, r = %s, M = %d".formatted(gamma, quality, examples);
        }
    }

    record OneStepTask(int number, int sites, int chunk, int samples) {}

    void measure() {
        if (settings.oneStepSamples() == 0) {
            trial.untested("D8", "needs at least 20 samples of networks of up to 180,000 patterns: scale standard");
            return;
        }
        var cases =
                List.of(new Case(0.3, 1, 1, 0.99018), new Case(0.8, 1, 1, 0.88615), new Case(0.2, 0.6, 10, 0.89973));
        int[] sizes = {60, 100, 140};
        // small networks fluctuate more and cost less
        int[] weights = {4, 2, 1};
        var tasks = new ArrayList<OneStepTask>();
        for (int c = 0; c < cases.size(); c++)
            for (int s = 0; s < sizes.length; s++)
                for (int done = 0; done < settings.oneStepSamples() * weights[s]; done += 20)
                    tasks.add(new OneStepTask(
                            c, sizes[s], done / 20, Math.min(20, settings.oneStepSamples() * weights[s] - done)));
        var stream = trial.random().split("one-step");
        var results =
                trial.map("one-step", tasks, Samples.class, task -> oneStep(cases.get(task.number()), task, stream));
        var claim = trial.claim("D8");
        for (int c = 0; c < cases.size(); c++) {
            var one = cases.get(c);
            double theory = OneStepTheory.overlap(ORDER, one.gamma(), one.rho(), IndexConvention.DISTINCT);
            claim.number("formula, " + one.name(), one.expected(), theory, 1e-5);
            var bySize = new ArrayList<Samples>();
            for (int size : sizes) bySize.add(gather(tasks, results, c, size));
            claim.check(new Check.Within(
                    "N = 100, " + one.name(),
                    theory - 0.05,
                    theory + 0.05,
                    bySize.get(1).mean()));
            double small = Math.abs(bySize.get(0).mean() - theory),
                    large = Math.abs(bySize.get(2).mean() - theory);
            double error =
                    Math.hypot(bySize.get(0).standardError(), bySize.get(2).standardError());
            claim.fact(
                    "the gap shrinks from N = 60 to N = 140, " + one.name(),
                    large <= small + 2 * error,
                    "gap %.4f, then %.4f; 2 standard errors of the difference %.4f".formatted(small, large, 2 * error));
            trial.metric("one_step_gap_shrinks_by_" + c, small - large);
        }
        claim.done(
                "%d samples at N = 140, twice and four times as many at 100 and 60; Gaussian noise of finite N: %.4f at"
                                .formatted(
                                        settings.oneStepSamples(),
                                        OneStepTheory.finiteSizeOverlap(ORDER, 100, Load.patterns(0.3, 100, ORDER), 0))
                        + " N = 100, gamma = 0.3");
    }

    private static Samples gather(List<OneStepTask> tasks, List<Samples> results, int number, int size) {
        return new Samples(IntStream.range(0, tasks.size())
                .filter(i -> tasks.get(i).number() == number && tasks.get(i).sites() == size)
                .mapToObj(i -> results.get(i).values())
                .flatMapToDouble(Arrays::stream)
                .toArray());
    }

    private static Samples oneStep(Case one, OneStepTask task, RandomStream root) {
        var values = new double[task.samples()];
        var stream = root.split("case " + task.number()).split("N " + task.sites());
        for (int k = 0; k < values.length; k++) {
            long sample = 20L * task.chunk() + k;
            var archetypes = BitPatterns.random(
                    Load.patterns(one.gamma(), task.sites(), ORDER),
                    task.sites(),
                    stream.split("archetypes").split("sample " + sample));
            var memory = one.quality() == 1
                    ? DenseHebbian.storing(archetypes, ORDER)
                    : DenseHebbian.taught(
                            ExampleMeans.draw(
                                    archetypes,
                                    one.quality(),
                                    one.examples(),
                                    stream.split("examples").at(sample)),
                            ORDER);
            byte[] start = archetypes.pattern(0);
            values[k] = memory.recall(
                            start,
                            new Sampler(new Dynamics.Parallel(Double.POSITIVE_INFINITY), 1),
                            start,
                            stream.split("dynamics").at(sample).generator())
                    .overlap();
        }
        return new Samples(values);
    }
}
