package org.onsager.papers.neuraldifferentialequations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import org.onsager.numerics.expression.Formula;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A user's problem: the system, how to solve it, and the runs to make of it.
///
/// @param system  the equations
/// @param solver  name of the solver; empty for the default
/// @param step  fixed step; NaN for adaptive steps
/// @param save  times, ascending in the direction of the span
/// @param events  what to watch for
/// @param runs  values of parameters and initial states that differ from run to run; at least one, maybe empty
/// @param stratonovich  how the noise is meant
/// @param paths  Brownian paths a run
record SystemProblem(
        ExpressionSystem system,
        String solver,
        double rtol,
        double atol,
        double step,
        double from,
        double to,
        double[] save,
        List<SystemEvent> events,
        List<Map<String, Double>> runs,
        boolean stratonovich,
        int paths) {

    private static final List<String> KEYS = List.of(
            "system",
            "parameters",
            "initial",
            "span",
            "solver",
            "rtol",
            "atol",
            "step",
            "save",
            "events",
            "sweep",
            "meaning",
            "paths");

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
        if (!settings.system().isEmpty()) file.put("system", settings.system());
        return of(settings, file, table);
    }

    private static SystemProblem of(ToolSettings settings, Map<String, Object> file, Optional<Table> table) {
        if (!file.containsKey("system"))
            throw new IllegalArgumentException(
                    "there is no system: give a .json problem, a text file of equations, or --set system='dx/dt = -x; x(0) = 1'");
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
        if (file.get("events") instanceof List<?> list)
            for (Object each : list) events.add(SystemEvent.of(asMap("events", each), system));
        events.addAll(SystemEvent.parse(settings.events(), system));
        return new SystemProblem(
                system,
                settings.solver().isEmpty() ? word(file, "solver", "") : settings.solver(),
                positive(settings.rtol(), number(file, "rtol", 1e-6)),
                positive(settings.atol(), number(file, "atol", 1e-9)),
                positive(settings.step(), number(file, "step", Double.NaN)),
                from,
                to,
                times(settings, file, from, to),
                List.copyOf(events),
                runs(settings, file, table, system),
                (settings.meaning().isEmpty() ? word(file, "meaning", "ito") : settings.meaning())
                        .equalsIgnoreCase("stratonovich"),
                settings.paths() > 0 ? settings.paths() : (int) number(file, "paths", 1));
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

    // --- words and numbers

    private static double positive(double setting, double otherwise) {
        return setting > 0 ? setting : otherwise;
    }

    private static String word(Map<String, Object> file, String key, String otherwise) {
        return file.getOrDefault(key, otherwise).toString();
    }

    private static double number(Map<String, Object> file, String key, double otherwise) {
        return file.containsKey(key) ? real(key, file.get(key)) : otherwise;
    }

    private static double real(String key, Object value) {
        if (value instanceof Number number) return number.doubleValue();
        return Formula.of(value.toString()).value();
    }

    private static Map<String, Double> numbers(Map<String, Object> file, String key) {
        var numbers = new LinkedHashMap<String, Double>();
        if (file.containsKey(key)) asMap(key, file.get(key)).forEach((name, v) -> numbers.put(name, real(name, v)));
        return numbers;
    }

    /// A list, or words such as `0:10:101` and `1,2,4`.
    private static double[] reals(String key, Object value) {
        if (value instanceof List<?> list)
            return list.stream().mapToDouble(each -> real(key, each)).toArray();
        String words = value.toString();
        String[] range = words.split(":", -1);
        if (range.length == 1)
            return Arrays.stream(words.split(",", -1))
                    .mapToDouble(each -> real(key, each))
                    .toArray();
        if (range.length != 3)
            throw new IllegalArgumentException(key + " must be from:to:count or a list of numbers, not " + words);
        double from = real(key, range[0]), to = real(key, range[1]);
        int count = (int) real(key, range[2]);
        if (count < 2 || count > 10_000_000)
            throw new IllegalArgumentException(
                    "the count of %s must be in [2, 10000000], not %s".formatted(key, count));
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = i == count - 1 ? to : from + i * ((to - from) / (count - 1));
        return values;
    }

    @SuppressWarnings("unchecked") // what Jackson makes of a JSON object
    static Map<String, Object> asMap(String key, Object value) {
        if (value instanceof Map<?, ?> map) return (Map<String, Object>) map;
        throw new IllegalArgumentException("%s must hold an object, not %s".formatted(key, value));
    }

    private static Map<String, Object> json(Path file) {
        try {
            var tree = asMap(file.toString(), JsonMapper.shared().readValue(Files.readAllBytes(file), Object.class));
            for (String key : tree.keySet())
                if (!KEYS.contains(key))
                    throw new IllegalArgumentException("%s: there is no %s; did you mean %s? There are %s"
                            .formatted(file, key, Words.nearest(key, KEYS), String.join(", ", KEYS)));
            return tree;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is not a text of equations: " + e.getMessage(), e);
        }
    }
}
