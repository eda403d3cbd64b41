package org.onsager.papers.multiexpectationis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.inference.importance.InputLaw;
import org.onsager.inference.importance.Marginal;
import org.onsager.lab.Table;
import org.onsager.lab.data.Tables;

/// Input laws from a table (CSV, or JSON as a list of objects): a row an input with `name`, `law` and the law's
/// parameters; rows of different `scenario` make different laws of the same inputs. A second table of `first`,
/// `second`, `rho` (and `scenario`) gives the correlations of a Gaussian copula.
///
/// @param names  of the inputs, in the order of the file
/// @param laws  by scenario
record InputTable(List<String> names, Map<String, InputLaw> laws) {

    static InputTable read(Path file, List<Path> more) {
        var table = Tables.read(file);
        var names = new LinkedHashMap<String, Integer>();
        var marginals = new LinkedHashMap<String, Map<String, Marginal>>();
        for (int row = 0; row < table.rows(); row++) {
            String name = text(table, "name", row, file), scenario = optional(table, "scenario", row);
            names.putIfAbsent(name, names.size());
            var rows = marginals.computeIfAbsent(scenario, key -> new LinkedHashMap<>());
            try {
                if (rows.put(name, marginal(table, row, file)) != null)
                    throw new IllegalArgumentException("input %s is there twice".formatted(name));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("%s row %d: %s".formatted(file, row + 1, e.getMessage()), e);
            }
        }
        var laws = new LinkedHashMap<String, InputLaw>();
        var correlations = correlations(more, names);
        for (var pair : correlations)
            if (!pair.scenario.isEmpty() && !marginals.containsKey(pair.scenario))
                throw new IllegalArgumentException("scenario of a correlation must be one of %s, not %s"
                        .formatted(marginals.keySet(), pair.scenario));
        marginals.forEach((scenario, rows) -> {
            var ordered = new ArrayList<Marginal>();
            for (var name : names.keySet()) {
                var found = rows.get(name);
                if (found == null)
                    throw new IllegalArgumentException(
                            "%s: scenario %s has no input %s".formatted(file, scenario, name));
                ordered.add(found);
            }
            laws.put(scenario, InputLaw.of(ordered, matrix(correlations, scenario, names.size())));
        });
        if (laws.isEmpty()) throw new IllegalArgumentException(file + " must have at least one input");
        return new InputTable(List.copyOf(names.keySet()), laws);
    }

    /// The one law of the file.
    InputLaw only() {
        if (laws.size() != 1)
            throw new IllegalArgumentException(
                    "this task takes one input law, not %d scenarios".formatted(laws.size()));
        return laws.values().iterator().next();
    }

    private record Pair(String scenario, int first, int second, double rho) {}

    private static List<Pair> correlations(List<Path> files, Map<String, Integer> names) {
        var pairs = new ArrayList<Pair>();
        for (var file : files) {
            var table = Tables.read(file);
            for (int row = 0; row < table.rows(); row++)
                pairs.add(new Pair(
                        optional(table, "scenario", row),
                        index(names, text(table, "first", row, file), file),
                        index(names, text(table, "second", row, file), file),
                        table.reals("rho")[row]));
        }
        return pairs;
    }

    private static int index(Map<String, Integer> names, String name, Path file) {
        var index = names.get(name);
        if (index == null)
            throw new IllegalArgumentException(
                    "%s: input must be one of %s, not %s".formatted(file, names.keySet(), name));
        return index;
    }

    private static double[][] matrix(List<Pair> pairs, String scenario, int size) {
        var matrix = new double[size][size];
        for (int k = 0; k < size; k++) matrix[k][k] = 1;
        for (var pair : pairs)
            if (pair.scenario.isEmpty() || pair.scenario.equals(scenario)) {
                double before = matrix[pair.first][pair.second];
                if (pair.first == pair.second || before != 0 && before != pair.rho)
                    throw new IllegalArgumentException("correlation of inputs %d and %d is given as %s and as %s"
                            .formatted(pair.first, pair.second, before, pair.rho));
                matrix[pair.first][pair.second] = pair.rho;
                matrix[pair.second][pair.first] = pair.rho;
            }
        return matrix;
    }

    private static String text(Table table, String column, int row, Path file) {
        return table.column(column)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s must have a column %s; its columns are %s".formatted(file, column, table.names())))
                .text(row)
                .strip();
    }

    private static String optional(Table table, String column, int row) {
        return table.column(column).map(found -> found.text(row).strip()).orElse("");
    }

    private static Marginal marginal(Table table, int row, Path file) {
        var get = new Parameters(table, row);
        String law = text(table, "law", row, file);
        return switch (law) {
            case "normal" ->
                get.has("sd")
                        ? new Marginal.Normal(get.of("mean"), get.of("sd"))
                        : Marginal.normal(get.of("mean"), get.of("cv"));
            case "lognormal" ->
                get.has("mu")
                        ? new Marginal.LogNormal(get.of("mu"), get.of("sigma"))
                        : Marginal.logNormal(get.of("mean"), get.of("cv"));
            case "uniform" -> Marginal.uniform(get.of("lower"), get.of("upper"));
            case "triangular" -> Marginal.triangular(get.of("lower"), get.of("mode"), get.of("upper"));
            case "truncated-normal" ->
                new Marginal.Truncated(
                        new Marginal.Normal(get.of("mean"), get.of("sd")), get.of("lower"), get.of("upper"));
            case "gamma" -> Marginal.gamma(get.of("shape"), get.of("scale"));
            case "beta" -> Marginal.beta(get.of("alpha"), get.of("beta"));
            case "weibull" -> Marginal.weibull(get.of("shape"), get.of("scale"));
            case "gumbel" -> Marginal.gumbel(get.of("location"), get.of("scale"));
            case "exponential" -> Marginal.exponential(get.of("mean"));
            case "student" -> Marginal.student(get.of("degrees"));
            default ->
                throw new IllegalArgumentException(
                        "law must be one of normal, lognormal, uniform, triangular, truncated-normal, gamma, beta, weibull,"
                                + " gumbel, exponential, student, not " + law);
        };
    }

    private record Parameters(Table table, int row) {
        boolean has(String name) {
            return table.column(name).isPresent() && !Double.isNaN(table.reals(name)[row]);
        }

        double of(String name) {
            if (!has(name)) throw new IllegalArgumentException("the law needs a number in column " + name);
            return table.reals(name)[row];
        }
    }
}
