package org.onsager.papers.neuraldifferentialequations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.solve.Citation;
import org.onsager.solve.Solution;

/// Solves a user's own system, typed in the formula language, with any solver.
final class SystemTool implements Tool<ToolSettings> {
    private static final int CURVES = 12;

    @Override
    public String summary() {
        return "solves your own differential equations with any solver, with events, noise and parameter sweeps";
    }

    @Override
    public String usage() {
        return """
            --in PROBLEM [RUNS]
              PROBLEM  .json: an object with
                         system      the equations, one text or a list of lines (see docs/expressions.md):
                                     ["param a = 1", "dx/dt = v", "dv/dt = -a*x", "x(0) = 1; v(0) = 0", "output E = ..."]
                                     with noise: "dx/dW = 0.1*x"
                         parameters  {"a": 2}              initial  {"x": 0.5}
                         span        [0, 10]               solver   "Tsit5", "BDF", "Radau5", "SRIW1", ... or "auto"
                         rtol, atol  1e-6, 1e-9            step     fixed step (always with noise)
                         save        [0, 0.5, 1] or "from:to:count"
                         events      [{"name": "ground", "zero": "x - 1", "direction": "up|down|both",
                                       "stop": true, "set": {"v": "-0.8*v"}}]
                         sweep       {"a": "1:4:7"} or {"a": [1, 2, 4]}
                         meaning     "ito" or "stratonovich"       paths  10
                       any other extension: the text of the equations alone
              RUNS     optional .csv: one run a row, columns named after parameters and states
            --out FILE   t, states, outputs for each run; events, work and the sources to cite beside it
            --plot FILE  the solution drawn: .svg, .png, .csv, .tex

              ./onsager use neural-differential-equations --in lorenz.json --out lorenz.csv --plot lorenz.svg
              ./onsager use neural-differential-equations --set system='dx/dt = v; dv/dt = -9.81; x(0) = 10; v(0) = 0' \\
                  --set events='ground: x down reset v = -0.8*v' --set to=5 --out ball.csv
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    /// A run with its number, its path and its values.
    private record Task(int run, int path, Map<String, Double> values) {}

    private record Done(Task task, Solution<double[]> solution, double[][] outputs, String solver, String reason) {}

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        var problem = SystemProblem.read(settings, inputs);
        int paths = problem.system().noises().isEmpty() ? 1 : problem.paths();
        var tasks = new ArrayList<Task>();
        for (int r = 0; r < problem.runs().size(); r++)
            for (int p = 0; p < paths; p++)
                tasks.add(new Task(r, p, problem.runs().get(r)));
        // the same path in every run of a sweep, so that runs differ by their parameters alone
        var done = trial.engine().map(tasks, task -> {
            var run = new SystemRun(problem, task.values());
            var solution =
                    run.solve(settings.maxSteps(), trial.random().split("path").at(task.path()));
            return new Done(task, solution, run.outputs(solution), run.solverName(), run.reason());
        });
        trial.metric("runs", done.size());
        trial.metric(
                "failed",
                done.stream().filter(d -> !d.solution().status().successful()).count());
        if (settings.plot() == ToolSettings.Plot.TIME) trial.figure("solution", time(problem, done));
        if (settings.plot() == ToolSettings.Plot.PHASE) trial.figure("phase", phase(problem, done));
        return List.of(
                new NamedTable("solution", solution(problem, done)),
                new NamedTable("work", work(done)),
                new NamedTable("events", events(problem, done)),
                new NamedTable("sources", sources(done)));
    }

    /// What to cite, each source of a part once.
    private static Table sources(List<Done> done) {
        var all = done.stream()
                .flatMap(each -> each.solution().citations().stream())
                .distinct()
                .toList();
        return Table.builder()
                .with("part", all.stream().map(Citation::part).toList())
                .with("source", all.stream().map(Citation::source).toList())
                .build();
    }

    private static List<String> changing(SystemProblem problem) {
        var names = new LinkedHashSet<String>();
        if (problem.runs().size() > 1) problem.runs().forEach(run -> names.addAll(run.keySet()));
        names.removeIf(name ->
                problem.runs().stream().map(run -> run.get(name)).distinct().count() < 2);
        return List.copyOf(names);
    }

    private static Table solution(SystemProblem problem, List<Done> done) {
        int rows = done.stream().mapToInt(d -> d.solution().ts().length).sum();
        var table = Table.builder();
        boolean several = done.size() > 1;
        if (several)
            table.with("run", whole(column(done, rows, (d, i) -> d.task().run())));
        if (several && done.stream().anyMatch(d -> d.task().path() > 0))
            table.with("path", whole(column(done, rows, (d, i) -> d.task().path())));
        var states = problem.system().states();
        for (String name : changing(problem))
            table.with(
                    states.contains(name) ? name + "(0)" : name,
                    column(done, rows, (d, i) -> d.task().values().getOrDefault(name, Double.NaN)));
        table.with("t", column(done, rows, (d, i) -> d.solution().ts()[i]));
        for (int s = 0; s < states.size(); s++) {
            int state = s;
            table.with(
                    states.get(s),
                    column(done, rows, (d, i) -> d.solution().ys().get(i)[state]));
        }
        int o = 0;
        for (String name : problem.system().outputTerms().keySet()) {
            int output = o++;
            table.with(name, column(done, rows, (d, i) -> d.outputs()[i][output]));
        }
        return table.build();
    }

    private static long[] whole(double[] values) {
        return java.util.Arrays.stream(values).mapToLong(value -> (long) value).toArray();
    }

    private interface Cell {
        double at(Done done, int row);
    }

    private static double[] column(List<Done> done, int rows, Cell cell) {
        var values = new double[rows];
        int at = 0;
        for (Done each : done) for (int i = 0; i < each.solution().ts().length; i++) values[at++] = cell.at(each, i);
        return values;
    }

    private static Table work(List<Done> done) {
        return Table.builder()
                .with("run", done.stream().mapToInt(d -> d.task().run()).toArray())
                .with("path", done.stream().mapToInt(d -> d.task().path()).toArray())
                .with("solver", done.stream().map(Done::solver).toList())
                .with("why", done.stream().map(Done::reason).toList())
                .with(
                        "status",
                        done.stream().map(d -> d.solution().status().name()).toList())
                .with("message", done.stream().map(d -> d.solution().message()).toList())
                .with("t_end", done.stream().mapToDouble(d -> d.solution().t1()).toArray())
                .with(
                        "accepted",
                        done.stream()
                                .mapToLong(d -> d.solution().statistics().accepted())
                                .toArray())
                .with(
                        "rejected",
                        done.stream()
                                .mapToLong(d -> d.solution().statistics().rejected())
                                .toArray())
                .with(
                        "evaluations",
                        done.stream()
                                .mapToLong(d -> d.solution().statistics().rates())
                                .toArray())
                .with(
                        "jacobians",
                        done.stream()
                                .mapToLong(d -> d.solution().statistics().jacobians())
                                .toArray())
                .build();
    }

    private static Table events(SystemProblem problem, List<Done> done) {
        var runs = new ArrayList<Integer>();
        var paths = new ArrayList<Integer>();
        var names = new ArrayList<String>();
        var rows = new ArrayList<double[]>();
        int n = problem.system().dimension();
        for (Done each : done)
            for (var event : each.solution().events()) {
                runs.add(each.task().run());
                paths.add(each.task().path());
                names.add(event.name());
                var row = new double[2 * n + 1];
                row[0] = event.t();
                System.arraycopy(event.before(), 0, row, 1, n);
                System.arraycopy(event.after(), 0, row, n + 1, n);
                rows.add(row);
            }
        var table = Table.builder()
                .with("run", runs.stream().mapToInt(Integer::intValue).toArray())
                .with("path", paths.stream().mapToInt(Integer::intValue).toArray())
                .with("event", names)
                .with("t", rows.stream().mapToDouble(row -> row[0]).toArray());
        for (int c = 0; c < 2 * n; c++) {
            int column = c + 1;
            table.with(
                    problem.system().states().get(c % n) + (c < n ? "" : "_after"),
                    rows.stream().mapToDouble(row -> row[column]).toArray());
        }
        return table.build();
    }

    private static Figure time(SystemProblem problem, List<Done> done) {
        var figure = Figure.of("Solution", "time t", "states and outputs").caption(caption(problem, done));
        var states = problem.system().states();
        var outputs = List.copyOf(problem.system().outputTerms().keySet());
        for (Done each : done.subList(0, Math.min(done.size(), CURVES))) {
            for (int s = 0; s < Math.min(states.size(), CURVES); s++)
                figure.line(states.get(s) + label(done, each), each.solution().ts(), state(each, s));
            for (int o = 0; o < outputs.size(); o++) {
                int output = o;
                figure.line(
                        outputs.get(o) + label(done, each),
                        each.solution().ts(),
                        IntStream.range(0, each.outputs().length)
                                .mapToDouble(i -> each.outputs()[i][output])
                                .toArray());
            }
        }
        return figure.build();
    }

    private static Figure phase(SystemProblem problem, List<Done> done) {
        var states = problem.system().states();
        if (states.size() < 2)
            throw new IllegalArgumentException("plot = phase needs at least two states, not " + states);
        int second = states.size() > 2 ? 2 : 1;
        var figure = Figure.of("Phase portrait", states.getFirst(), states.get(second))
                .caption(caption(problem, done));
        for (Done each : done.subList(0, Math.min(done.size(), CURVES)))
            figure.line("run " + each.task().run() + label(done, each), state(each, 0), state(each, second));
        return figure.build();
    }

    private static double[] state(Done done, int s) {
        return done.solution().ys().stream().mapToDouble(y -> y[s]).toArray();
    }

    private static String label(List<Done> done, Done each) {
        return done.size() < 2
                ? ""
                : " (run %d, path %d)".formatted(each.task().run(), each.task().path());
    }

    private static String caption(SystemProblem problem, List<Done> done) {
        return "Solved by %s on [%s, %s]; %d run%s%s."
                .formatted(
                        done.getFirst().solver(),
                        problem.from(),
                        problem.to(),
                        done.size(),
                        done.size() == 1 ? "" : "s",
                        done.size() > CURVES ? ", of which the first %d are drawn".formatted(CURVES) : "");
    }
}
