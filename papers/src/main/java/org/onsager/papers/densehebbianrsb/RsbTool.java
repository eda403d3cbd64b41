package org.onsager.papers.densehebbianrsb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.lab.data.DataFile;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.Load;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.rsb.OverlapSampling;
import org.onsager.memory.rsb.RsbDiagram;
import org.onsager.memory.rsb.RsbSolution;
import org.onsager.memory.rsb.RsbSolver;
import org.onsager.memory.rsb.RsbSolver.Level;

/// The theory at the user's own size and load, and replica exchange on the user's own patterns.
final class RsbTool implements Tool<RsbToolSettings> {

    @Override
    public String summary() {
        return "phase, order parameters and capacity of a memory of your patterns, with one step of symmetry breaking";
    }

    @Override
    public String usage() {
        return """
            --in PATTERNS
              PATTERNS  one pattern of -1 and 1 a row: CSV, .npy, Parquet, JSON; K rows of N entries set the load
            --out FILE  the answers of `task`: point, line, diagram, capacity or check; what was read goes beside it

              ./onsager use dense-hebbian-rsb --in patterns.csv --set temperature=0.1 --out point.csv
              ./onsager use dense-hebbian-rsb --in patterns.csv --set task=check --set temperature=0.4 --out overlaps.csv
            """;
    }

    @Override
    public RsbToolSettings defaults() {
        return RsbToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(RsbToolSettings settings, List<Path> inputs, Trial trial) {
        byte[][] patterns = read(inputs);
        int sites = patterns[0].length;
        if (settings.order() > sites)
            throw new IllegalArgumentException("order must be in [2, %d] for patterns of %d entries, not %d"
                    .formatted(sites, sites, settings.order()));
        double gamma = Load.gamma(patterns.length, sites, settings.order());
        var read = new NamedTable("read", read(patterns, gamma));
        return List.of(
                switch (settings.task()) {
                    case POINT -> new NamedTable("point", point(settings, gamma));
                    case LINE -> new NamedTable("line", line(settings, gamma));
                    case DIAGRAM -> new NamedTable("diagram", diagram(settings, gamma));
                    case CAPACITY -> new NamedTable("capacity", capacity(settings, gamma, sites));
                    case CHECK -> new NamedTable("check", check(settings, patterns, trial));
                },
                read);
    }

    private static byte[][] read(List<Path> inputs) {
        if (inputs.size() != 1)
            throw new IllegalArgumentException("--in must name one file of patterns, not %d".formatted(inputs.size()));
        Path file = inputs.getFirst();
        var array = DataFile.read(file).array();
        if (array.rank() != 2 || array.size() == 0)
            throw new IllegalArgumentException("%s must hold one pattern a row, not %s".formatted(file, array));
        double[][] rows = array.rows();
        var patterns = new byte[rows.length][];
        for (int k = 0; k < rows.length; k++) {
            patterns[k] = new byte[rows[k].length];
            for (int i = 0; i < rows[k].length; i++) {
                if (Math.abs(rows[k][i]) != 1)
                    throw new IllegalArgumentException(
                            "%s: pattern %d must hold -1 and 1, not %s at entry %d".formatted(file, k, rows[k][i], i));
                patterns[k][i] = (byte) rows[k][i];
            }
        }
        return patterns;
    }

    private static RsbSolver solver(RsbToolSettings settings) {
        return settings.order() == 2 ? RsbSolver.hopfield() : RsbSolver.of(settings.order(), settings.convention());
    }

    private static double betaPrime(RsbToolSettings settings) {
        return 1 / settings.temperature();
    }

    private static Table read(byte[][] patterns, double gamma) {
        long sum = 0;
        for (byte[] pattern : patterns) for (byte value : pattern) sum += value;
        double bias = (double) sum / patterns.length / patterns[0].length;
        return Table.builder()
                .with("quantity", List.of("neurons", "patterns", "load gamma", "mean entry (0 in the theory)"))
                .with("value", patterns[0].length, patterns.length, gamma, bias)
                .build();
    }

    private static Table solutions(List<Double> loads, List<RsbSolution> solutions) {
        return Table.builder()
                .with("gamma", loads.stream().mapToDouble(Double::doubleValue).toArray())
                .with("branch", solutions.stream().map(s -> s.branch().name()).toList())
                .with("status", solutions.stream().map(s -> s.status().name()).toList())
                .with("m", column(solutions, s -> s.order().m()))
                .with("q1", column(solutions, s -> s.order().q1()))
                .with("q2", column(solutions, s -> s.order().q2()))
                .with("theta", column(solutions, s -> s.order().theta()))
                .with("A", column(solutions, RsbSolution::pressure))
                .with("u", column(solutions, RsbSolution::energy))
                .with("s", column(solutions, RsbSolution::entropy))
                .with("A_RS", column(solutions, s -> s.symmetric().pressure()))
                .with("m_RS", column(solutions, s -> s.symmetric().m()))
                .with("AT_RS", column(solutions, s -> s.symmetric().almeidaThouless()))
                .with("residual", column(solutions, RsbSolution::residual))
                .build();
    }

    private static double[] column(List<RsbSolution> solutions, ToDoubleFunction<RsbSolution> value) {
        return solutions.stream().mapToDouble(value).toArray();
    }

    private static Table point(RsbToolSettings settings, double gamma) {
        var solver = solver(settings);
        var solutions = Arrays.stream(Branch.values())
                .map(branch -> solver.oneRsb(betaPrime(settings), gamma, branch))
                .toList();
        return solutions(List.of(gamma, gamma, gamma), solutions);
    }

    private static Table line(RsbToolSettings settings, double gamma) {
        var solver = solver(settings);
        var loads = new ArrayList<Double>();
        var solutions = new ArrayList<RsbSolution>();
        double last = Math.max(2 * gamma, 1.3 * solver.capacity(Level.RS).gamma());
        for (int i = 1; i <= settings.grid(); i++) {
            double load = last * i / settings.grid();
            var before = solutions.isEmpty() ? null : solutions.getLast();
            loads.add(load);
            solutions.add(
                    before != null && before.broken() && before.retrieves() && settings.temperature() > 0
                            ? solver.oneRsb(betaPrime(settings), load, Branch.RETRIEVAL, before.order())
                            : solver.oneRsb(betaPrime(settings), load, Branch.RETRIEVAL));
        }
        return solutions(loads, solutions);
    }

    private static Table diagram(RsbToolSettings settings, double gamma) {
        var solver = solver(settings);
        int points = settings.grid();
        double last = Math.max(2 * gamma, 1.3 * solver.capacity(Level.RS).gamma());
        double[] temperatures = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> 1.1 * i / points)
                .toArray();
        double[] loads = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> last * i / points)
                .toArray();
        var diagram = RsbDiagram.compute(solver, temperatures, loads, settings.breakRetrieval());
        var cells = diagram.cells().stream().flatMap(List::stream).toList();
        return Table.builder()
                .with(
                        "gamma",
                        IntStream.range(0, cells.size())
                                .mapToDouble(c -> loads[c % points])
                                .toArray())
                .with(
                        "T",
                        IntStream.range(0, cells.size())
                                .mapToDouble(c -> temperatures[c / points])
                                .toArray())
                .with("phase", cells.stream().map(c -> c.phase().name()).toList())
                .with(
                        "phase_RS",
                        cells.stream().map(c -> c.symmetricPhase().name()).toList())
                .with(
                        "m",
                        cells.stream()
                                .mapToDouble(c -> c.retrieval().order().m())
                                .toArray())
                .with(
                        "theta_glass",
                        cells.stream()
                                .mapToDouble(c -> c.glass().order().theta())
                                .toArray())
                .with(
                        "status",
                        cells.stream()
                                .map(c -> c.converged() ? "OK" : "NOT_CONVERGED")
                                .toList())
                .build();
    }

    private static Table capacity(RsbToolSettings settings, double gamma, int sites) {
        var solver = solver(settings);
        var levels = List.of(Level.RS, Level.ONE_RSB);
        var capacities = levels.stream().map(solver::capacity).toList();
        double patternsPerLoad = Math.exp(Math.log(2)
                + (settings.order() - 1) * Math.log(sites)
                - org.hipparchus.special.Gamma.logGamma(settings.order() + 1.0));
        return Table.builder()
                .with("level", levels.stream().map(Level::name).toList())
                .with("gamma_c", capacities.stream().mapToDouble(c -> c.gamma()).toArray())
                .with(
                        "patterns",
                        capacities.stream()
                                .mapToDouble(c -> c.gamma() * patternsPerLoad)
                                .toArray())
                .with("m", capacities.stream().mapToDouble(c -> c.order().m()).toArray())
                .with("q1", capacities.stream().mapToDouble(c -> c.order().q1()).toArray())
                .with(
                        "your_share",
                        capacities.stream().mapToDouble(c -> gamma / c.gamma()).toArray())
                .build();
    }

    private static Table check(RsbToolSettings settings, byte[][] patterns, Trial trial) {
        if (!(settings.temperature() > 0))
            throw new IllegalArgumentException("temperature must be in (0, 100] for task = check, not 0.0");
        var memory =
                DenseHebbian.storing(BitPatterns.of(patterns), settings.order()).with(settings.convention());
        double coldest = betaPrime(settings);
        var histogram = OverlapSampling.ladder(Math.min(0.8, 0.5 * coldest), coldest, 10, settings.rounds())
                .sample(memory, trial.random().split("check"));
        return Table.builder()
                .with("overlap", histogram.overlaps())
                .with("probability", histogram.probability())
                .build();
    }
}
