package org.onsager.papers.neuraldifferentialequations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.solve.Citation;
import org.onsager.solve.Solution;
import org.onsager.solve.Statistics;

/// Solves a user's own system, typed in the formula language, with any solver.
final class SystemTool implements Tool<ToolSettings> {
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
                         rtol, atol  1e-6, 1e-9            step     fixed step (with noise unless a tolerance is given)
                         firstStep, minStep, maxStep       stops    times that steps end on
                         save        [0, 0.5, 1] or "from:to:count"
                                                           breaks   times at which the right-hand side jumps
                         events      [{"name": "ground", "zero": "x - 1", "direction": "up|down|both",
                                       "stop": true, "set": {"v": "-0.8*v"}}, {"when": "x > 1 and v < 0", "stop": true}]
                         jumps       [{"name": "dose", "times": [1, 2], "set": {"c": "c + 5"}},
                                      {"rate": "0.5*x", "bound": 10, "set": {"x": "x - 1"}}]
                         sweep       {"a": "1:4:7"} or {"a": [1, 2, 4]}
                         meaning     "ito" or "stratonovich"       paths  10
                       any other extension: the text of the equations alone
              RUNS     optional .csv: one run a row, columns named after parameters and states
            --out FILE   t, states, outputs for each run; events, work and the sources to cite beside it
            --plot FILE  the solution drawn: .svg, .png, .csv, .tex; --set plot=phase or plot=steps for other figures

            Problems by name (--set problem=lorenz): %s.

              ./onsager use neural-differential-equations --in lorenz.json --out lorenz.csv --plot lorenz.svg
              ./onsager use neural-differential-equations --set system='dx/dt = v; dv/dt = -9.81; x(0) = 10; v(0) = 0' \\
                  --set events='ground: x down reset v = -0.8*v' --set to=5 --out ball.csv
            """.formatted(String.join(", ", Gallery.names()));
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    /// A run with its number, its path and its values.
    record Task(int run, int path, Map<String, Double> values) {}

    /// A run that was made.
    ///
    /// @param attempts  the steps that were tried; none unless they are to be drawn
    record Done(
            Task task,
            Solution<double[]> solution,
            double[][] outputs,
            String solver,
            String reason,
            List<SystemPlots.Attempt> attempts) {}

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
            var attempts = new ArrayList<SystemPlots.Attempt>();
            boolean drawn = settings.plot() == ToolSettings.Plot.STEPS && task.run() == 0 && task.path() == 0;
            var solution = run.solve(
                    settings.maxSteps(), trial.random().split("path").at(task.path()), (from, to, error, accepted) -> {
                        if (drawn) attempts.add(new SystemPlots.Attempt(from, Math.abs(to - from), error, accepted));
                    });
            return new Done(task, solution, run.outputs(solution), run.solverName(), run.reason(), attempts);
        });
        trial.metric("runs", done.size());
        trial.metric(
                "failed",
                done.stream().filter(d -> !d.solution().status().successful()).count());
        var plots = new SystemPlots(problem, done);
        switch (settings.plot()) {
            case TIME -> trial.figure("solution", plots.time());
            case PHASE -> trial.figure("phase", plots.phase());
            case STEPS -> {
                trial.figure("steps", plots.steps());
                trial.figure("errors", plots.errors());
            }
            case NONE -> {}
        }
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
                .with(
                        "warning",
                        done.stream()
                                .map(d -> String.join("; ", d.solution().warnings()))
                                .toList())
                .with("t_end", done.stream().mapToDouble(d -> d.solution().t1()).toArray())
                .with("accepted", counts(done, Statistics::accepted))
                .with("rejected", counts(done, Statistics::rejected))
                .with("evaluations", counts(done, Statistics::rates))
                .with("jacobians", counts(done, Statistics::jacobians))
                .with("factorizations", counts(done, Statistics::factorizations))
                .with("newton", counts(done, Statistics::newtonIterations))
                .build();
    }

    private static long[] counts(List<Done> done, ToLongFunction<Statistics> count) {
        return done.stream()
                .mapToLong(d -> count.applyAsLong(d.solution().statistics()))
                .toArray();
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
}
