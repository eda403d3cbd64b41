package org.onsager.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// All our races, and the clock: each race is run for two seconds (or what it asks for) to warm up, then timed
/// five times, each time over as many runs as fill 100 ms; its time is the median. To add a race, write a [Race]
/// and name it in [#all()].
public final class Races {
    private Races() {}

    private static final double SAMPLE_SECONDS = 0.1;
    private static final int SAMPLES = 5;

    /// Every race, in the order in which they are run.
    public static List<Race> all() {
        var races = new ArrayList<Race>();
        races.add(new OrnsteinUhlenbeckRace());
        races.add(new SdeEnsembleRace());
        races.add(new DenseHebbianRace());
        races.add(new PhaseDiagramRace());
        races.addAll(SymmetryBreakingRaces.all());
        races.addAll(MultitaskingRaces.all());
        races.addAll(BoltzmannRaces.all());
        races.addAll(RestrictedMachineRace.all());
        races.addAll(ContinualRaces.all());
        races.add(KernelDensityRace.scott());
        races.add(KernelDensityRace.half());
        races.addAll(CoulombRace.all());
        races.addAll(GaussianProcessRaces.all());
        races.addAll(MultiExpectationRaces.all());
        races.addAll(OdeRaces.all());
        races.addAll(TensorRaces.all());
        return List.copyOf(races);
    }

    /// Runs the races of the given names (all without a name): `./onsager bench [RACE...] [--json]`.
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // JSON and tables with decimal points everywhere
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
            help(System.out);
            return;
        }
        boolean json = List.of(arguments).contains("--json");
        var wanted =
                Arrays.stream(arguments).filter(word -> !word.equals("--json")).toList();
        try {
            run(wanted, json, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println("onsager: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void help(PrintStream out) {
        out.println("Usage: onsager bench [RACE...] [--json]");
        out.println("Times our side of the races, each of them or those named; --json prints one array.");
        out.println("The races:");
        all().stream().map(Race::name).distinct().forEach(name -> out.println("  " + name));
    }

    /// Runs the races of the given names (all without a name) and prints a line each, or one JSON array.
    ///
    /// @throws IllegalArgumentException if a name is none of a race
    static void run(List<String> wanted, boolean json, PrintStream out) {
        var known = all().stream().map(Race::name).distinct().toList();
        for (var name : wanted) {
            if (!known.contains(name))
                throw new IllegalArgumentException("race must be one of %s, not %s".formatted(known, name));
        }
        var results = new ArrayList<RaceResult>();
        for (var race : all()) {
            if (!wanted.isEmpty() && !wanted.contains(race.name())) continue;
            var result = time(race);
            results.add(result);
            if (!json)
                out.printf(
                        "%-42s %-28s tol %-8s %.6g s%n", result.race(), result.peer(), result.tol(), result.seconds());
        }
        if (json) out.println(results.stream().map(RaceResult::toJson).collect(Collectors.joining(",", "[", "]")));
    }

    /// Warms a race up and times it.
    public static RaceResult time(Race race) {
        int runs = 0;
        for (long start = System.nanoTime(); runs < 3 || seconds(start) < race.warmUpSeconds(); runs++) race.run();
        double once = sample(race, 1);
        int repeats = (int) Math.max(1, Math.ceil(SAMPLE_SECONDS / once));
        var samples = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) samples[i] = sample(race, repeats);
        Arrays.sort(samples);
        return new RaceResult(race.name(), race.peer(), race.tolerance(), samples[SAMPLES / 2], race.error());
    }

    private static double sample(Race race, int repeats) {
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) race.run();
        return seconds(start) / repeats;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}
