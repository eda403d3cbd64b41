package org.onsager.papers.multiexpectationis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.onsager.inference.importance.Family;
import org.onsager.inference.importance.GivenData;
import org.onsager.inference.importance.Guards;
import org.onsager.inference.importance.LawSensitivity;
import org.onsager.inference.importance.MultiExpectation;
import org.onsager.inference.importance.Reliability;
import org.onsager.inference.importance.Schedule;
import org.onsager.inference.importance.Signs;
import org.onsager.inference.importance.SobolIndices;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.lab.data.Tables;
import org.onsager.numerics.expression.Formula;
import org.onsager.numerics.statistics.Estimate;

/// Sensitivity of a user's model, given as an expression or as a table of evaluations.
final class SensitivityTool implements Tool<ToolSettings> {

    @Override
    public String summary() {
        return "Sobol' indices, dependence on the input law and failure probabilities of your model, from one sample";
    }

    @Override
    public String usage() {
        return """
            --in INPUTS [CORRELATIONS]          task = sobol, laws, reliability: the model is an expression
            --in INPUTS EVALUATIONS             task = data: the model's values are in a table
              INPUTS        CSV or JSON, a row an input: name, law, and the law's parameters in columns of their names:
                              normal mean sd|cv, lognormal mean cv | mu sigma, uniform lower upper,
                              triangular lower mode upper, truncated-normal mean sd lower upper, gamma shape scale,
                              beta alpha beta, weibull shape scale, gumbel location scale, exponential mean,
                              student degrees; a column scenario tells several laws apart
              CORRELATIONS  first, second, rho [, scenario] of a Gaussian copula
              EVALUATIONS   a column an input, and one of the output (--set output=NAME): points drawn from the first
                            scenario
            --out FILE      the indices, means or probabilities, with standard errors and 95 % intervals

              ./onsager use multi-expectation-is --in inputs.csv --set 'model=x1^2 + x1*x2' --out indices.csv
              ./onsager use multi-expectation-is --in inputs.csv runs.csv --set task=data --out indices.csv
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        if (settings.task() == ToolSettings.Task.DATA) return fromData(settings, inputs, trial);
        if (settings.model().isBlank())
            throw new IllegalArgumentException("task = %s needs a model, such as --set 'model=x1^2 + x1*x2'"
                    .formatted(settings.task().name().toLowerCase(java.util.Locale.ROOT)));
        var table = InputTable.read(inputs.getFirst(), inputs.subList(1, inputs.size()));
        var formula = Formula.of(settings.model(), table.names().toArray(String[]::new));
        var scalar = formula.scalar();
        double[] constants = formula.symbols().defaults();
        SobolIndices.Model model = x -> scalar.value(0, x, constants);
        return switch (settings.task()) {
            case SOBOL -> sobol(settings, table, model, trial);
            case LAWS -> laws(settings, table, model, trial);
            case RELIABILITY -> reliability(settings, table, model, trial);
            case DATA -> throw new IllegalStateException("dealt with above");
        };
    }

    private static MultiExpectation tuned(MultiExpectation sampler, ToolSettings settings) {
        Family family = switch (settings.family()) {
            case GAUSSIAN -> Family.gaussian();
            case MIXTURE -> new Family.GaussianMixture(2, 2.5, 5);
            case STUDENT -> new Family.Student(4);
        };
        return sampler.family(family)
                .schedule(Schedule.of(settings.budget()))
                .guards(new Guards(new Signs.Split(), Guards.OnNaN.FAIL, settings.defensive()));
    }

    private static List<NamedTable> sobol(
            ToolSettings settings, InputTable table, SobolIndices.Model model, Trial trial) {
        var sobol = SobolIndices.firstAndTotal(model, table.only()).shifted(settings.shift());
        var run = tuned(sobol.sampler(settings.budget()), settings).run(trial.random());
        var indices = sobol.indices(run);
        var first = new ArrayList<Estimate>();
        var total = new ArrayList<Estimate>();
        for (int i = 0; i < table.names().size(); i++) {
            first.add(indices.first(i));
            total.add(indices.total(i));
        }
        trial.metric("model_runs", indices.modelRuns());
        trial.metric("mean", indices.mean().mean());
        var columns = Table.builder().with("input", table.names());
        addTo(columns, "first", first);
        addTo(columns, "total", total);
        return tables("indices", columns, run, trial);
    }

    private static List<NamedTable> laws(
            ToolSettings settings, InputTable table, SobolIndices.Model model, Trial trial) {
        var sensitivity = new LawSensitivity(model, List.copyOf(table.laws().values()));
        var run = tuned(sensitivity.sampler(settings.budget()), settings).run(trial.random());
        var means = new ArrayList<Estimate>();
        for (int j = 0; j < run.estimates().length; j++) means.add(run.estimate(j));
        var columns = Table.builder().with("scenario", List.copyOf(table.laws().keySet()));
        addTo(columns, "mean", means);
        return tables("laws", columns, run, trial);
    }

    private static List<NamedTable> reliability(
            ToolSettings settings, InputTable table, SobolIndices.Model model, Trial trial) {
        if (settings.thresholds().length == 0)
            throw new IllegalArgumentException("task = reliability needs thresholds, such as --set thresholds=1,2,3");
        var problem = new Reliability(model, table.only(), settings.thresholds());
        var run = tuned(MultiExpectation.of(problem.expectations()), settings)
                .guards(new Guards(new Signs.Forbid(), Guards.OnNaN.FAIL, settings.defensive()))
                .run(trial.random());
        var probabilities = new ArrayList<Estimate>();
        for (int k = 0; k < settings.thresholds().length; k++) probabilities.add(run.estimate(k));
        var columns = Table.builder().with("threshold", settings.thresholds());
        addTo(columns, "probability", probabilities);
        return tables("reliability", columns, run, trial);
    }

    private static List<NamedTable> fromData(ToolSettings settings, List<Path> inputs, Trial trial) {
        if (inputs.size() < 2)
            throw new IllegalArgumentException("task = data needs two files: the inputs' laws and the evaluations");
        var table = InputTable.read(inputs.getFirst(), List.of());
        var evaluations = Tables.read(inputs.get(1));
        var x = table.names().stream().map(evaluations::reals).toArray(double[][]::new);
        double[] y = evaluations.reals(settings.output());
        requireFinite(inputs.get(1), settings.output(), y);
        for (int k = 0; k < x.length; k++)
            requireFinite(inputs.get(1), table.names().get(k), x[k]);
        var data = new GivenData(x, y);
        var first = new ArrayList<Estimate>();
        for (int i = 0; i < x.length; i++)
            first.add(data.first(i, trial.random().split("halves").at(i)));
        var columns = Table.builder().with("input", table.names());
        addTo(columns, "first", first);
        var laws = List.copyOf(table.laws().values());
        var reverse = LawSensitivity.reverse(x, y, laws.getFirst(), laws);
        var scenarios =
                Table.builder().with("scenario", List.copyOf(table.laws().keySet()));
        addTo(
                scenarios,
                "mean",
                reverse.stream().map(LawSensitivity.WeightedMean::mean).toList());
        scenarios
                .with(
                        "effective_size",
                        reverse.stream()
                                .mapToDouble(LawSensitivity.WeightedMean::effectiveSize)
                                .toArray())
                .with(
                        "pareto_k",
                        reverse.stream()
                                .mapToDouble(LawSensitivity.WeightedMean::tailIndex)
                                .toArray());
        return List.of(new NamedTable("indices", columns.build()), new NamedTable("laws", scenarios.build()));
    }

    private static void requireFinite(Path file, String column, double[] values) {
        for (int i = 0; i < values.length; i++)
            if (!Double.isFinite(values[i]))
                throw new IllegalArgumentException(
                        "%s row %d: column %s must hold a number, not %s".formatted(file, i + 1, column, values[i]));
    }

    private static void addTo(Table.Builder columns, String name, List<Estimate> estimates) {
        columns.with(name, estimates.stream().mapToDouble(Estimate::mean).toArray())
                .with(
                        name + "_error",
                        estimates.stream().mapToDouble(Estimate::standardError).toArray())
                .with(
                        name + "_low",
                        estimates.stream()
                                .mapToDouble(each -> each.interval(0.95).lower())
                                .toArray())
                .with(
                        name + "_high",
                        estimates.stream()
                                .mapToDouble(each -> each.interval(0.95).upper())
                                .toArray());
    }

    /// The answer, the history, and what should be known of both, if anything.
    private static List<NamedTable> tables(
            String name, Table.Builder columns, MultiExpectation.Solution run, Trial trial) {
        var tables = new ArrayList<>(List.of(new NamedTable(name, columns.build()), history(run)));
        var warnings = new ArrayList<>(run.warnings());
        warnings.addAll(run.diagnostics().warnings());
        for (var warning : warnings) trial.progress(1, "warning: " + warning);
        trial.metric("warnings", warnings.size());
        if (!warnings.isEmpty())
            tables.add(new NamedTable(
                    "warnings", Table.builder().with("warning", warnings).build()));
        return tables;
    }

    private static NamedTable history(MultiExpectation.Solution run) {
        var steps = run.steps();
        return new NamedTable(
                "history",
                Table.builder()
                        .with(
                                "evaluations",
                                steps.stream()
                                        .mapToInt(MultiExpectation.Step::evaluations)
                                        .toArray())
                        .with(
                                "criterion",
                                steps.stream()
                                        .mapToDouble(MultiExpectation.Step::criterion)
                                        .toArray())
                        .with(
                                "projected",
                                steps.stream()
                                        .mapToDouble(MultiExpectation.Step::projected)
                                        .toArray())
                        .build());
    }
}
