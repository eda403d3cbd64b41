package org.onsager.papers.multitaskinghebbian;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.multitasking.EntryLaw;
import org.onsager.memory.multitasking.LowLoadState;
import org.onsager.memory.multitasking.LowLoadTheory;
import org.onsager.memory.multitasking.MultitaskingHebbian;
import org.onsager.memory.multitasking.Simulation;
import org.onsager.memory.multitasking.Start;
import org.onsager.memory.multitasking.StateCatalogue;
import org.onsager.memory.multitasking.Trajectory;

/// Pictures of stored patterns: amplitudes and Hessian along the dilution, all states, a run with its losses, and
/// who owns which neuron.
final class DilutionFigures {
    private static final int PATTERNS = 3;

    private final Settings settings;
    private final Trial trial;

    DilutionFigures(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void draw() {
        for (double temperature : new double[] {0.05, 0.5}) alongDilution(temperature);
        eigenvalues();
        catalogue();
        trajectory();
        baselines();
    }

    private static double[] fine(int points) {
        return IntStream.range(0, points)
                .mapToDouble(i -> 0.97 * i / (points - 1))
                .toArray();
    }

    private void alongDilution(double temperature) {
        double[] dilutions = fine(120);
        var states = Arrays.stream(dilutions)
                .mapToObj(d -> LowLoadTheory.storing(PATTERNS, d).winner(temperature))
                .toList();
        double[] measured =
                IntStream.rangeClosed(1, 9).mapToDouble(i -> 0.1 * i).toArray();
        var networks = Arrays.stream(measured)
                .mapToObj(d -> Ensemble.run(
                        trial,
                        "dilution-T%s-d%.1f".formatted(temperature, d),
                        Simulation.storing(settings.neurons(), PATTERNS, d, temperature),
                        settings.samples()))
                .toList();
        var figure = Figure.of(
                        "Amplitudes of %d stored patterns, T = %s".formatted(PATTERNS, temperature),
                        "dilution d",
                        "amplitude m/(1-d)")
                .caption(
                        ("Lines: theory, state of the largest pressure. Points: %d networks of N = %d, heat bath from the"
                                        + " hierarchical start, 30 sweeps, one standard error. Overlaps are sorted by size before they are"
                                        + " averaged, which spreads equal ones.")
                                .formatted(settings.samples(), settings.neurons()));
        for (int k = 0; k < PATTERNS; k++) {
            int rank = k;
            figure.line(
                            "m_%d, theory".formatted(k + 1),
                            dilutions,
                            Lists.column(states, s -> s.sortedAmplitudes()[rank]))
                    .points(
                            "m_%d, networks".formatted(k + 1),
                            "m_%d, theory".formatted(k + 1),
                            measured,
                            Lists.column(networks, a -> a.amplitudes()[rank]),
                            Lists.column(networks, a -> a.errors()[rank]));
        }
        trial.figure("amplitudes-T" + temperature, figure.build());
        trial.table("amplitudes-T" + temperature, StateTables.of(states, dilutions));
    }

    private void eigenvalues() {
        double temperature = 0.5;
        double[] dilutions = fine(160);
        var winner = Arrays.stream(dilutions)
                .mapToObj(d -> LowLoadTheory.storing(PATTERNS, d).winner(temperature))
                .toList();
        var pure = symmetric(dilutions, temperature, 1);
        var parallel = symmetric(dilutions, temperature, PATTERNS);
        trial.figure(
                "hessian",
                Figure.of("Stability, K = 3, T = " + temperature, "dilution d", "smallest eigenvalue of the Hessian")
                        .caption(
                                "Eigenvalues of 1 - b E[xi xi^T sech^2 g], b = 1/(T(1-d)): a state is a maximum of the pressure"
                                        + " where the smallest is positive.")
                        .line("pure state", dilutions, Lists.column(pure, LowLoadState::smallestEigenvalue))
                        .line("parallel state", dilutions, Lists.column(parallel, LowLoadState::smallestEigenvalue))
                        .line(
                                "state of the largest pressure",
                                dilutions,
                                Lists.column(winner, LowLoadState::smallestEigenvalue))
                        .add(new Figure.Line(
                                "zero", "zero", new double[] {0, 0.97}, new double[] {0, 0}, Figure.Dash.DOTTED))
                        .build());
    }

    private static List<LowLoadState> symmetric(double[] dilutions, double temperature, int count) {
        return Arrays.stream(dilutions)
                .mapToObj(d -> LowLoadTheory.storing(PATTERNS, d).symmetric(temperature, count))
                .toList();
    }

    private void catalogue() {
        var catalogue = StateCatalogue.of(
                LowLoadTheory.storing(PATTERNS, 0.55), 0.2, 20, trial.random().split("catalogue"));
        trial.table("states-K3-d0.55-T0.2", StateTables.of(catalogue));
    }

    private void trajectory() {
        var simulation = Simulation.storing(settings.neurons(), PATTERNS, 0.4, 0.1)
                .from(Start.RANDOM)
                .moving(new org.onsager.memory.montecarlo.Dynamics.Glauber(Simulation.beta(0.1)), 12);
        var stream = trial.random().split("trajectory");
        var network = simulation.network(stream);
        var run = simulation.trajectory(network, stream);
        double[] sweeps =
                IntStream.range(0, run.energies().length).asDoubleStream().toArray();
        var figure = Figure.of("Energy and losses along a run", "sweeps", "energy per spin, loss")
                .caption(
                        ("One network, N = %d, K = 3, d = 0.4, T = 0.1, heat bath from a random state. The loss L_mu = (1 - d_mu/2)^2 - m_mu^2 of every pattern falls together with the"
                                        + " energy, their sum up to a constant.")
                                .formatted(settings.neurons()));
        for (int k = 0; k < PATTERNS; k++) {
            int pattern = k;
            figure.line(
                    "loss of pattern " + (k + 1),
                    sweeps,
                    Arrays.stream(run.losses()).mapToDouble(row -> row[pattern]).toArray());
        }
        trial.figure(
                "trajectory",
                figure.line("energy per spin", sweeps, run.energies()).build());
        raster(network, run);
        trial.table("trajectory", table(run, sweeps));
    }

    private static Table table(Trajectory run, double[] sweeps) {
        var table = Table.builder().with("sweep", sweeps).with("energy", run.energies());
        for (int k = 0; k < PATTERNS; k++) {
            int pattern = k;
            table.with(
                            "m_" + (k + 1),
                            Arrays.stream(run.overlaps())
                                    .mapToDouble(row -> row[pattern])
                                    .toArray())
                    .with(
                            "loss_" + (k + 1),
                            Arrays.stream(run.losses())
                                    .mapToDouble(row -> row[pattern])
                                    .toArray());
        }
        return table.build();
    }

    /// Which pattern each neuron agrees with: patterns by the size of their overlaps, each with the sign of it.
    private void raster(MultitaskingHebbian network, Trajectory run) {
        double[] m = run.finalOverlaps();
        int[] ranked = IntStream.range(0, PATTERNS)
                .boxed()
                .sorted(Comparator.comparingDouble(mu -> -Math.abs(m[mu])))
                .mapToInt(Integer::intValue)
                .toArray();
        int side = Math.min(40, (int) Math.sqrt(settings.neurons()));
        double[] places = IntStream.range(0, side).asDoubleStream().toArray();
        var owner = new double[side][side];
        for (int site = 0; site < side * side; site++) {
            int rank = 0;
            while (rank < PATTERNS
                    && network.patterns().value(ranked[rank], site) * Math.signum(m[ranked[rank]]) != run.spins()[site])
                rank++;
            owner[site / side][site % side] = rank == PATTERNS ? 0 : rank + 1;
        }
        trial.figure(
                "owners",
                Figure.of("Which pattern owns a neuron", "column", "row")
                        .caption(
                                "The first %d neurons at the end of that run, laid out as a square: the strongest pattern whose"
                                                .formatted(side * side)
                                        + " entry, with the sign of its overlap, is the neuron's; 0 where there is none. The strongest takes"
                                        + " its support, the second what that leaves, the third the rest.")
                        .add(new Figure.HeatMap("rank of the pattern", places, places, owner, false))
                        .build());
    }

    /// What blanks are good for: the sum of all relative overlaps against noise, for diluted patterns and
    /// baselines.
    private void baselines() {
        double[] temperatures =
                IntStream.rangeClosed(1, 110).mapToDouble(i -> 0.01 * i).toArray();
        var stored = ExampleLaw.archetypes();
        trial.figure(
                "baselines",
                Figure.of("How much is retrieved together, K = 3", "temperature T", "sum of m_k / E|xi|")
                        .caption(
                                "State of the largest pressure. Diluted patterns (d = 0.5) stored and behind dataset entropy 0.1,"
                                        + " the Hopfield network (d = 0) and its low-activity form (f = 0.25, centred),"
                                        + " which leave no neuron free for a second pattern.")
                        .line("diluted, stored", temperatures, total(EntryLaw.diluted(0.5), stored, temperatures))
                        .line(
                                "diluted, rho = 0.1",
                                temperatures,
                                total(EntryLaw.diluted(0.5), new ExampleLaw.Gaussian(0.1), temperatures))
                        .line("Hopfield", temperatures, total(EntryLaw.diluted(0), stored, temperatures))
                        .line(
                                "low activity, f = 0.25",
                                temperatures,
                                total(EntryLaw.lowActivity(0.25), stored, temperatures))
                        .build());
    }

    private static double[] total(EntryLaw entries, ExampleLaw examples, double[] temperatures) {
        var theory = LowLoadTheory.of(PATTERNS, entries, examples);
        return Arrays.stream(temperatures)
                .map(t -> Arrays.stream(theory.winner(t).m()).map(Math::abs).sum() / entries.meanModulus())
                .toArray();
    }
}
