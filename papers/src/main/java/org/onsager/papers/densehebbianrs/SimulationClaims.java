package org.onsager.papers.densehebbianrs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.dense.ExampleMeans;
import org.onsager.memory.dense.IndexConvention;
import org.onsager.memory.dense.Load;
import org.onsager.memory.dense.PhaseBoundaries;
import org.onsager.memory.dense.Plefka;
import org.onsager.memory.dense.PlefkaDynamics;
import org.onsager.memory.dense.RsTheory;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.numerics.RandomStream;

/// Simulated networks against theory: D7, D15 and, by [OneStepClaim], D8, and the overlap along the load.
final class SimulationClaims {
    private static final int ORDER = 4;

    private final Settings settings;
    private final Trial trial;

    SimulationClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        majorityVote();
        new OneStepClaim(settings, trial).measure();
        alongTheLoad();
    }

    /// @param overlaps  one a sample
    /// @param disagreements  sites at which the final state is not the sign of the example mean
    record Votes(double[] overlaps, long disagreements) {}

    private void majorityVote() {
        int sites = 2001, samples = 24;
        double quality = 0.3;
        int examples = 7;
        var stream = trial.random().split("majority");
        var votes = trial.stage("majority-vote", Votes.class, () -> {
            var overlaps = new double[samples];
            long disagreements = 0;
            for (int k = 0; k < samples; k++) {
                var archetype =
                        BitPatterns.random(1, sites, stream.split("archetype").at(k));
                var means = ExampleMeans.draw(
                        archetype, quality, examples, stream.split("examples").at(k));
                var recall = DenseHebbian.taught(means, ORDER)
                        .recall(
                                archetype.pattern(0),
                                new Sampler(new Dynamics.Glauber(Double.POSITIVE_INFINITY), 50),
                                archetype.pattern(0),
                                stream.split("dynamics").at(k).generator());
                overlaps[k] = recall.overlap();
                for (int i = 0; i < sites; i++)
                    if (Math.signum(means.means().value(0, i)) != recall.spins()[i]) disagreements++;
            }
            return new Votes(overlaps, disagreements);
        });
        var overlaps = new Samples(votes.overlaps());
        double exact = new RsTheory(ORDER, IndexConvention.DISTINCT, new ExampleLaw.Binomial(quality, examples))
                .solve(Double.POSITIVE_INFINITY, 0, Branch.RETRIEVAL)
                .m();
        trial.claim("D7")
                .number("m of the exact law", 0.600309, exact, 1e-6)
                .estimate("m of the network", 0.600309, overlaps.mean(), overlaps.standardError(), samples, 4)
                .fact(
                        "final state = majority vote",
                        votes.disagreements() == 0,
                        votes.disagreements() + " sites differ")
                .done("zero-temperature Glauber, N = %d, K = 1, P = 4, from the archetype".formatted(sites));
    }

    record LoadTask(double gamma, int sample) {}

    /// One network's run by Monte Carlo and by two Plefka dynamics.
    ///
    /// @param held  overlap of Monte Carlo started at the archetype itself, at the end
    /// @param overlap  of Monte Carlo at the end
    /// @param energies  of Monte Carlo, per spin, one a sweep
    /// @param first  overlap of first-order dynamics, polished
    /// @param second  overlap of second-order dynamics, polished
    /// @param firstSteps  mean-field steps until within one spin of their end
    /// @param secondSteps  likewise
    /// @param sweeps  Monte Carlo sweeps until within one spin of their end
    record Compared(
            double held,
            double overlap,
            double[] energies,
            double first,
            double second,
            double firstSteps,
            double secondSteps,
            double sweeps) {}

    private void alongTheLoad() {
        var tasks = new ArrayList<LoadTask>();
        for (double gamma : settings.loads())
            for (int k = 0; k < settings.samples(); k++) tasks.add(new LoadTask(gamma, k));
        var stream = trial.random().split("load");
        var results = trial.map("load", tasks, Compared.class, task -> compare(task, stream));
        var theory = RsTheory.of(ORDER, 0);
        double betaPrime = 1 / settings.temperature();
        double[] loads = settings.loads();
        var rows = new double[8][loads.length];
        var energy = Figure.of("Energy during recall", "sweep", "energy per neuron (units of T')")
                .caption("Mean over %d samples, N = %d, T' = %s, from an archetype with every tenth neuron flipped."
                        .formatted(settings.samples(), settings.neurons(), settings.temperature()));
        for (int g = 0; g < loads.length; g++) {
            var here = of(tasks, results, loads[g]);
            var overlap =
                    new Samples(here.stream().mapToDouble(Compared::overlap).toArray());
            rows[0][g] = theory.solve(betaPrime, loads[g], Branch.RETRIEVAL).m();
            rows[1][g] = overlap.mean();
            rows[2][g] = overlap.standardError();
            rows[3][g] = here.stream().mapToDouble(Compared::first).average().orElse(Double.NaN);
            rows[4][g] = here.stream().mapToDouble(Compared::second).average().orElse(Double.NaN);
            var held = new Samples(here.stream().mapToDouble(Compared::held).toArray());
            rows[6][g] = held.mean();
            rows[7][g] = held.standardError();
            rows[5][g] = Load.patterns(loads[g], settings.neurons(), ORDER);
            energy.line("gamma = " + loads[g], sweepNumbers(), meanEnergies(here));
            trial.metric("m_mc_gamma_" + loads[g], overlap.mean());
        }
        trial.figure("energy-against-sweep", energy.build());
        overlapFigure(theory, rows);
        trial.table(
                "overlap-against-load",
                Table.builder()
                        .with("gamma", loads)
                        .with("K", rows[5])
                        .with("m_theory", rows[0])
                        .with("m_from_archetype", rows[6])
                        .with("standard_error_from_archetype", rows[7])
                        .with("m_monte_carlo", rows[1])
                        .with("standard_error", rows[2])
                        .with("m_plefka_first", rows[3])
                        .with("m_plefka_second", rows[4])
                        .build());
        plefka(tasks, results);
    }

    private static List<Compared> of(List<LoadTask> tasks, List<Compared> results, double gamma) {
        return IntStream.range(0, tasks.size())
                .filter(i -> tasks.get(i).gamma() == gamma)
                .mapToObj(results::get)
                .toList();
    }

    private double[] sweepNumbers() {
        return IntStream.rangeClosed(0, settings.sweeps()).asDoubleStream().toArray();
    }

    private double[] meanEnergies(List<Compared> runs) {
        return IntStream.rangeClosed(0, settings.sweeps())
                .mapToDouble(sweep -> runs.stream()
                        .mapToDouble(run -> run.energies()[Math.min(sweep, run.energies().length - 1)])
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    private void overlapFigure(RsTheory theory, double[][] rows) {
        double betaPrime = 1 / settings.temperature();
        double[] fine =
                IntStream.rangeClosed(0, 200).mapToDouble(i -> i * 0.6 / 200).toArray();
        trial.figure(
                "overlap-against-load",
                Figure.of("Overlap against load, P = 4, T' = " + settings.temperature(), "load gamma", "overlap m")
                        .caption(("Lines: replica-symmetric retrieval branch for distinct indices and for full powers."
                                        + " Points: Monte Carlo with distinct indices, N = %d, %d samples, %d sweeps from the"
                                        + " archetype, or from it with every tenth neuron flipped (noise); one standard error.")
                                .formatted(settings.neurons(), settings.samples(), settings.sweeps()))
                        .line("theory", fine, branch(theory, betaPrime, fine))
                        .dashed(
                                "theory, full powers",
                                "full powers",
                                fine,
                                branch(theory.with(IndexConvention.POWER), betaPrime, fine))
                        .points("Monte Carlo from the archetype", "theory", settings.loads(), rows[6], rows[7])
                        .points("Monte Carlo from noise", "noise", settings.loads(), rows[1], rows[2])
                        .points("Plefka from noise, first order", settings.loads(), rows[3])
                        .points("Plefka from noise, second order", settings.loads(), rows[4])
                        .build());
    }

    private static double[] branch(RsTheory theory, double betaPrime, double[] loads) {
        return Arrays.stream(loads)
                .map(gamma -> theory.solve(betaPrime, gamma, Branch.RETRIEVAL).m())
                .map(m -> m < 1e-6 ? 0 : m)
                .toArray();
    }

    private Compared compare(LoadTask task, RandomStream root) {
        int sites = settings.neurons();
        double betaPrime = 1 / settings.temperature();
        var stream = root.split("gamma " + task.gamma()).split("sample " + task.sample());
        var archetypes =
                BitPatterns.random(Load.patterns(task.gamma(), sites, ORDER), sites, stream.split("archetypes"));
        var memory = DenseHebbian.storing(archetypes, ORDER);
        byte[] target = archetypes.pattern(0);
        byte[] start = DenseHebbian.corrupt(target, 0.1, stream.split("start").generator());
        var recall = memory.recall(
                start,
                new Sampler(new Dynamics.Glauber(betaPrime), settings.sweeps()),
                target,
                stream.split("dynamics").generator());
        var first = PlefkaDynamics.of(Plefka.FIRST, betaPrime)
                .run(memory, start, target, stream.split("first").generator());
        var second = PlefkaDynamics.of(Plefka.SECOND, betaPrime)
                .run(memory, start, target, stream.split("second").generator());
        var held = memory.recall(
                target,
                new Sampler(new Dynamics.Glauber(betaPrime), settings.sweeps()),
                target,
                stream.split("held").generator());
        return new Compared(
                held.overlap(),
                recall.overlap(),
                Arrays.stream(recall.energies()).map(e -> e / sites).toArray(),
                first.overlap(),
                second.overlap(),
                1 + arrival(first.trajectory(), 2.0 / sites),
                1 + arrival(second.trajectory(), 2.0 / sites),
                arrival(recall.overlaps(), 2.0 / sites));
    }

    /// The first place from which a trajectory stays within `distance` of its end.
    private static int arrival(double[] trajectory, double distance) {
        int place = trajectory.length - 1;
        while (place > 0 && Math.abs(trajectory[place - 1] - trajectory[trajectory.length - 1]) <= distance) place--;
        return place;
    }

    private void plefka(List<LoadTask> tasks, List<Compared> results) {
        double limit = 0.7
                * new PhaseBoundaries(RsTheory.of(ORDER, 0))
                        .retrievalSpinodal(settings.temperature())
                        .orElse(0);
        double[] loads = Arrays.stream(settings.loads()).filter(g -> g < limit).toArray();
        if (settings.samples() < 10 || loads.length == 0) {
            trial.untested("D15", "needs 10 samples below 0.7 gamma_c = %.3f: scale standard".formatted(limit));
            return;
        }
        var claim = trial.claim("D15");
        double steps = 0, sweeps = 0;
        for (double gamma : loads) {
            var here = of(tasks, results, gamma);
            var monteCarlo =
                    new Samples(here.stream().mapToDouble(Compared::overlap).toArray());
            compared(
                    claim,
                    "first order, gamma = " + gamma,
                    monteCarlo,
                    new Samples(here.stream().mapToDouble(Compared::first).toArray()));
            compared(
                    claim,
                    "second order, gamma = " + gamma,
                    monteCarlo,
                    new Samples(here.stream().mapToDouble(Compared::second).toArray()));
            steps += here.stream().mapToDouble(Compared::firstSteps).average().orElse(0) / loads.length;
            sweeps += here.stream().mapToDouble(Compared::sweeps).average().orElse(0) / loads.length;
        }
        trial.metric("plefka_steps_to_arrive", steps);
        trial.metric("monte_carlo_sweeps_to_arrive", sweeps);
        claim.fact(
                        "fewer passes over the patterns than Monte Carlo",
                        steps < sweeps,
                        "%.2f mean-field steps against %.2f sweeps, each N fields of K patterns"
                                .formatted(steps, sweeps))
                .done(
                        "same networks and starts; time counted in passes, so that it does not depend on the machine. Monte"
                                + " Carlo here goes through pattern sums, not through the tensor: what the expansion was"
                                + " invented to avoid is not there to be saved");
    }

    private static void compared(
            org.onsager.lab.Claim.Draft claim, String name, Samples monteCarlo, Samples meanField) {
        claim.estimate(
                name,
                monteCarlo.mean(),
                meanField.mean(),
                Math.hypot(monteCarlo.standardError(), meanField.standardError()),
                meanField.count(),
                2);
    }
}
