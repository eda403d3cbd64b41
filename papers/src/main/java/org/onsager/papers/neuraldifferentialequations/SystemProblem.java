package org.onsager.papers.neuraldifferentialequations;

import static org.onsager.papers.neuraldifferentialequations.ProblemFile.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onsager.lab.Table;
import org.onsager.lab.Words;
import org.onsager.lab.data.Tables;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Pid;
import org.onsager.solve.StepController;
import org.onsager.solve.Tolerance;

/// A user's problem: the system, how to solve it, and the runs to make of it.
///
/// @param system  the equations
/// @param solver  name of the solver; empty for the default
/// @param steps  how long the steps are
/// @param save  times, ascending in the direction of the span
/// @param events  what to watch for
/// @param jumps  what strikes at times of its own
/// @param runs  values of parameters and initial states that differ from run to run; at least one, maybe empty
/// @param stratonovich  how the noise is meant
/// @param paths  Brownian paths a run
record SystemProblem(
        ExpressionSystem system,
        String solver,
        Steps steps,
        double from,
        double to,
        double[] save,
        List<SystemEvent> events,
        List<SystemJump> jumps,
        List<Map<String, Double>> runs,
        boolean stratonovich,
        int paths) {

    /// How long the steps are.
    ///
    /// @param asked  whether a tolerance was given; without one, equations with noise take fixed steps
    /// @param fixed  a fixed step; NaN for adaptive ones
    /// @param first  the first of adaptive steps; NaN to estimate it
    /// @param smallest  below it a run stops
    /// @param stops  times that steps end on
    /// @param breaks  times at which the right-hand side jumps
    record Steps(
            double rtol,
            double atol,
            boolean asked,
            double fixed,
            double first,
            double smallest,
            double largest,
            double[] stops,
            double[] breaks) {

        static Steps of(ToolSettings settings, Map<String, Object> file, boolean noisy) {
            return new Steps(
                    positive(settings.rtol(), number(file, "rtol", noisy ? 1e-3 : 1e-6)),
                    positive(settings.atol(), number(file, "atol", noisy ? 1e-6 : 1e-9)),
                    settings.rtol() > 0 || settings.atol() > 0 || file.containsKey("rtol") || file.containsKey("atol"),
                    positive(settings.step(), number(file, "step", Double.NaN)),
                    number(file, "firstStep", Double.NaN),
                    number(file, "minStep", 0),
                    number(file, "maxStep", Double.POSITIVE_INFINITY),
                    file.containsKey("stops") ? reals("stops", file.get("stops")) : new double[0],
                    file.containsKey("breaks") ? reals("breaks", file.get("breaks")) : new double[0]);
        }

        /// Fixed steps if they were asked for, else adaptive ones.
        StepController controller() {
            if (!Double.isNaN(fixed)) return new FixedStep(fixed, Tolerance.of(rtol, atol));
            return adaptive();
        }

        Pid adaptive() {
            Pid pid = Pid.tol(rtol, atol).between(smallest, largest);
            return Double.isNaN(first) ? pid : pid.startingWith(first);
        }
    }

    /// Reads the files and lays the settings over them.
    ///
    /// @throws IllegalArgumentException naming the file and what is wrong with it
    static SystemProblem read(ToolSettings settings, List<Path> inputs) {
        Map<String, Object> file = new LinkedHashMap<>();
        Optional<Table> table = Optional.empty();
        for (Path input : inputs) {
            String name = input.getFileName().toString();
            if (name.endsWith(".json")) file.putAll(json(input));
            else if (name.matches(".*\\.(csv|tsv|parquet)(\\.gz)?")) table = Optional.of(Tables.read(input));
            else file.put("system", text(input));
        }
        if (!settings.problem().isEmpty()) file = Gallery.under(settings.problem(), file);
        if (!settings.system().isEmpty()) file.put("system", settings.system());
        return of(settings, file, table);
    }

    private static SystemProblem of(ToolSettings settings, Map<String, Object> file, Optional<Table> table) {
        if (!file.containsKey("system"))
            throw new IllegalArgumentException(
                    "there is no system: give a .json problem, a text file of equations, --set problem=lorenz, or --set system='dx/dt = -x; x(0) = 1'");
        var system = ExpressionSystem.parse(
                file.get("system") instanceof List<?> lines
                        ? String.join("\n", lines.stream().map(Object::toString).toList())
                        : file.get("system").toString());
        for (var each : numbers(file, "parameters").entrySet()) system = system.with(each.getKey(), each.getValue());
        double[] span = file.containsKey("span") ? reals("span", file.get("span")) : new double[] {0, 10};
        if (span.length != 2)
            throw new IllegalArgumentException("span must be two times, not " + Arrays.toString(span));
        double from = settings.from().isEmpty() ? span[0] : real("from", settings.from());
        double to = settings.to().isEmpty() ? span[1] : real("to", settings.to());
        var events = new ArrayList<SystemEvent>();
        for (var each : objects(file, "events", SystemEvent.KEYS)) events.add(SystemEvent.of(each, system));
        events.addAll(SystemEvent.parse(settings.events(), system));
        var jumps = new ArrayList<SystemJump>();
        for (var each : objects(file, "jumps", SystemJump.KEYS)) jumps.add(SystemJump.of(each, system));
        String meaning = settings.meaning().isEmpty() ? word(file, "meaning", "ito") : settings.meaning();
        return new SystemProblem(
                system,
                settings.solver().isEmpty() ? word(file, "solver", "") : settings.solver(),
                Steps.of(settings, file, !system.noises().isEmpty()),
                from,
                to,
                times(settings, file, from, to),
                List.copyOf(events),
                List.copyOf(jumps),
                runs(settings, file, table, system),
                choice("meaning", meaning, List.of("ito", "stratonovich")).equals("stratonovich"),
                settings.paths() > 0 ? settings.paths() : whole(file, "paths", 1, 1, 100_000));
    }

    private static double[] times(ToolSettings settings, Map<String, Object> file, double from, double to) {
        Object given = settings.save().isEmpty() ? file.getOrDefault("save", "") : settings.save();
        if (!given.equals("")) return reals("save", given);
        var times = new double[201];
        for (int i = 0; i <= 200; i++) times[i] = i == 200 ? to : from + i * ((to - from) / 200);
        return times;
    }

    /// The initial values of the file, then every row of the table, then every combination of the sweep.
    private static List<Map<String, Double>> runs(
            ToolSettings settings, Map<String, Object> file, Optional<Table> table, ExpressionSystem system) {
        var fixed = numbers(file, "initial");
        List<Map<String, Double>> runs = new ArrayList<>();
        int rows = table.map(Table::rows).orElse(1);
        for (int r = 0; r < rows; r++) {
            var run = new LinkedHashMap<>(fixed);
            if (table.isPresent())
                for (String name : table.get().names())
                    run.put(name, table.get().reals(name)[r]);
            runs.add(run);
        }
        var sweep = new LinkedHashMap<String, double[]>();
        if (file.containsKey("sweep"))
            asMap("sweep", file.get("sweep")).forEach((name, values) -> sweep.put(name, reals("sweep", values)));
        for (String each : settings.sweep().split(";", -1)) {
            if (each.isBlank()) continue;
            String[] sides = each.split("=", -1);
            if (sides.length != 2)
                throw new IllegalArgumentException("sweep must be name=from:to:count or name=a,b,..., not " + each);
            sweep.put(sides[0].strip(), reals("sweep", sides[1].strip()));
        }
        for (var axis : sweep.entrySet()) {
            List<Map<String, Double>> product = new ArrayList<>();
            for (var run : runs)
                for (double value : axis.getValue()) {
                    var more = new LinkedHashMap<>(run);
                    more.put(axis.getKey(), value);
                    product.add(more);
                }
            runs = product;
        }
        var known = new ArrayList<>(system.states());
        known.addAll(system.parameters().keySet());
        for (String name : runs.getFirst().keySet())
            if (!known.contains(name))
                throw new IllegalArgumentException(
                        "%s is neither a state nor a parameter; did you mean %s? There are %s"
                                .formatted(name, Words.nearest(name, known), String.join(", ", known)));
        return List.copyOf(runs);
    }
}
