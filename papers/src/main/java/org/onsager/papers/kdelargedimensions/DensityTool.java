package org.onsager.papers.kdelargedimensions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.onsager.inference.density.Bandwidth;
import org.onsager.inference.density.DensityBaselines;
import org.onsager.inference.density.EmpiricalScore;
import org.onsager.inference.density.KdePhaseDiagram;
import org.onsager.inference.density.KdePhaseDiagram.Regime;
import org.onsager.inference.density.KernelDensity;
import org.onsager.inference.density.PrincipalAxes;
import org.onsager.inference.density.RadialKernel;
import org.onsager.inference.density.RegimeDiagnosis;
import org.onsager.inference.density.RegimeDiagnosis.PointDiagnosis;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.lab.data.DataFile;

/// The density of the user's table, and in which regime its estimate is, point by point.
final class DensityTool implements Tool<ToolSettings> {

    @Override
    public String summary() {
        return "estimates the density of your table in log space and says in which regime the bandwidth is";
    }

    @Override
    public String usage() {
        return """
            --in DATA [QUERIES]
              DATA      a numeric table, one point a row: CSV, Parquet, .npy, JSON; columns that do not vary are left out
              QUERIES   optional, points of as many columns at which to estimate; without it each row of DATA is
                        estimated from all the others
            --out FILE  one row a query; a summary with the choice of bandwidth goes beside it

              ./onsager use kde-large-dimensions --in table.csv --out density.csv
              ./onsager use kde-large-dimensions --in table.csv new.csv --set rule=theory --set scaling=covariance \\
                  --out density.csv
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        if (inputs.isEmpty() || inputs.size() > 2)
            throw new IllegalArgumentException(
                    "--in must name a table and at most one of queries, not %d files".formatted(inputs.size()));
        var own = OwnTable.read(inputs, settings.components());
        var estimate = KernelDensity.fit(own.data(), kernel(settings), settings.scaling(), rule(settings));
        int most = own.queries().length == 0 ? own.data().length - 1 : own.data().length;
        var options = new RegimeDiagnosis.Settings(
                Math.max(3, Math.min(settings.neighbours(), most)),
                settings.replicates(),
                0.9,
                trial.random().split("bootstrap"));
        if (most < 3)
            throw new IllegalArgumentException(
                    "%s must have at least 4 rows, not %d".formatted(inputs.getFirst(), own.data().length));
        var evaluation = own.queries().length == 0
                ? estimate.leaveOneOut(options.neighbours())
                : estimate.evaluate(own.queries(), options.neighbours());
        var diagnosis =
                own.queries().length == 0 ? estimate.diagnose(options) : estimate.diagnose(own.queries(), options);
        DiagnosisClaim.regimeMap(
                trial,
                diagnosis,
                "%d queries at h = %.4g."
                        .formatted(
                                diagnosis.queries().size(), estimate.bandwidth().h()));
        phaseFigure(trial, estimate);
        return List.of(
                new NamedTable("density", density(settings, own, estimate, evaluation, diagnosis)),
                new NamedTable("summary", summary(own, estimate, evaluation, diagnosis)));
    }

    private static RadialKernel kernel(ToolSettings settings) {
        return settings.kernelPower() == 2
                ? RadialKernel.gaussian()
                : new RadialKernel.Power(settings.kernelPower(), 0.5);
    }

    private static Bandwidth rule(ToolSettings settings) {
        return switch (settings.rule()) {
            case SCOTT -> new Bandwidth.Scott();
            case SILVERMAN -> new Bandwidth.Silverman();
            case LIKELIHOOD -> new Bandwidth.LikelihoodCrossValidation();
            case LEAST_SQUARES -> new Bandwidth.LeastSquaresCrossValidation();
            case THEORY -> new Bandwidth.HighDimensionalOptimum();
            case NEAREST -> new Bandwidth.NearestNeighbour();
            case FIXED -> new Bandwidth.Fixed(settings.bandwidth());
        };
    }

    private static Table density(
            ToolSettings settings,
            OwnTable own,
            KernelDensity estimate,
            KernelDensity.Evaluation evaluation,
            RegimeDiagnosis diagnosis) {
        var queries = diagnosis.queries();
        var table = Table.builder()
                .with("row", IntStream.range(0, queries.size()).toArray())
                .with("log_density", evaluation.logDensity())
                .with("effective_number", numbers(queries, PointDiagnosis::effectiveNumber))
                .with(
                        "entropy",
                        Arrays.stream(evaluation.weights())
                                .mapToDouble(w -> w.entropy())
                                .toArray())
                .with(
                        "largest_share",
                        Arrays.stream(evaluation.weights())
                                .mapToDouble(w -> w.largestShare())
                                .toArray())
                .with(
                        "nearest_row",
                        Arrays.stream(evaluation.neighbours())
                                .mapToInt(near -> near[0])
                                .toArray())
                .with(
                        "nearest_distance",
                        Arrays.stream(evaluation.distances())
                                .mapToDouble(near -> near[0])
                                .toArray())
                .with("local_dimension", numbers(queries, PointDiagnosis::localDimension))
                .with("local_dimension_low", numbers(queries, PointDiagnosis::dimensionLow))
                .with("local_dimension_high", numbers(queries, PointDiagnosis::dimensionHigh))
                .with("mu", numbers(queries, PointDiagnosis::stableIndex))
                .with("regime", queries.stream().map(q -> q.regime().name()).toList())
                .with(
                        "uncertain",
                        queries.stream().map(q -> q.uncertain() ? "yes" : "no").toList())
                .with("h_G", numbers(queries, PointDiagnosis::hGlass))
                .with("h_CLT", numbers(queries, PointDiagnosis::hClt))
                .with("h_opt", numbers(queries, PointDiagnosis::hOptimal))
                .with(
                        "duplicate",
                        queries.stream().map(q -> q.duplicate() ? "yes" : "no").toList());
        if (settings.score()) {
            double[][] at = own.queries().length == 0 ? own.data() : own.queries();
            // as the densities: a datum is left out of its own
            double[][] scores = own.queries().length == 0 ? estimate.leaveOneOutScore() : estimate.score(at);
            for (int a = 0; a < at[0].length; a++) table.with("score_" + a, Draws.column(scores, a));
        }
        return table.build();
    }

    private static double[] numbers(List<PointDiagnosis> queries, ToDoubleFunction<PointDiagnosis> number) {
        return queries.stream().mapToDouble(number).toArray();
    }

    private static Table summary(
            OwnTable own, KernelDensity estimate, KernelDensity.Evaluation evaluation, RegimeDiagnosis diagnosis) {
        var names = new ArrayList<String>();
        var values = new ArrayList<Double>();
        int n = estimate.size(), d = estimate.dimension();
        double alpha = KdePhaseDiagram.alpha(n, d);
        put(names, values, "points n", n);
        put(names, values, "columns d", d);
        put(names, values, "columns left out, constant", own.constantColumns());
        put(names, values, "alpha = ln(n)/d", alpha);
        put(names, values, "bandwidth", estimate.bandwidth().h());
        put(
                names,
                values,
                "search ended at its bound (1: yes)",
                estimate.bandwidth().atBound() ? 1 : 0);
        put(names, values, "Scott's bandwidth", Bandwidth.scott(n, d));
        put(names, values, "Silverman's bandwidth", Bandwidth.silverman(n, d));
        put(names, values, "collapse noise of an isotropic Gaussian", EmpiricalScore.collapseNoise(n, d));
        put(
                names,
                values,
                "mean log density",
                Arrays.stream(evaluation.logDensity()).average().orElse(Double.NaN));
        put(names, values, "mean log density of a Gaussian fit", gaussian(own));
        put(names, values, "median effective number", diagnosis.median(PointDiagnosis::effectiveNumber));
        put(names, values, "median local dimension", diagnosis.median(PointDiagnosis::localDimension));
        put(names, values, "median mu", diagnosis.median(PointDiagnosis::stableIndex));
        put(names, values, "median h_G", diagnosis.median(PointDiagnosis::hGlass));
        put(names, values, "median h_CLT", diagnosis.median(PointDiagnosis::hClt));
        put(names, values, "median h_opt", diagnosis.median(PointDiagnosis::hOptimal));
        for (var regime : Regime.values())
            put(names, values, "share " + regime.name().toLowerCase(Locale.ROOT), diagnosis.share(regime));
        put(names, values, "share uncertain", diagnosis.uncertainShare());
        put(names, values, "share duplicates", diagnosis.duplicateShare());
        return Table.builder()
                .with("quantity", names)
                .with("value", values.stream().mapToDouble(Double::doubleValue).toArray())
                .build();
    }

    /// Not a number where the covariance has no inverse.
    private static double gaussian(OwnTable own) {
        try {
            double[][] at = own.queries().length == 0 ? own.data() : own.queries();
            return Arrays.stream(DensityBaselines.logGaussian(own.data(), at))
                    .average()
                    .orElse(Double.NaN);
        } catch (IllegalArgumentException _) {
            return Double.NaN;
        }
    }

    private static void put(List<String> names, List<Double> values, String name, double value) {
        names.add(name);
        values.add(value);
    }

    private static void phaseFigure(Trial trial, KernelDensity estimate) {
        double alpha = KdePhaseDiagram.alpha(estimate.size(), estimate.dimension());
        trial.figure(
                "phase-diagram",
                TheoryFigures.phaseDiagram()
                        .points("your estimate", new double[] {alpha}, new double[] {
                            estimate.bandwidth().h()
                        })
                        .build());
    }

    /// The user's numbers.
    ///
    /// @param data  without constant columns
    /// @param queries  of the same columns; empty to take the data themselves
    private record OwnTable(double[][] data, double[][] queries, int constantColumns) {
        static OwnTable read(List<Path> inputs, int components) {
            double[][] data = rows(inputs.getFirst());
            double[][] queries = inputs.size() == 2 ? queries(inputs) : new double[0][];
            int columns = data[0].length;
            if (queries.length > 0 && queries[0].length != columns)
                throw new IllegalArgumentException("%s must have %d columns as %s has, not %d"
                        .formatted(inputs.get(1), columns, inputs.getFirst(), queries[0].length));
            int[] varying = IntStream.range(0, columns)
                    .filter(a -> Arrays.stream(data).anyMatch(row -> row[a] != data[0][a]))
                    .toArray();
            if (varying.length == 0)
                throw new IllegalArgumentException(inputs.getFirst() + " must hold at least one column that varies");
            double[][] kept = keep(data, varying);
            double[][] asked = keep(queries, varying);
            if (components > varying.length)
                throw new IllegalArgumentException(
                        "components must be in [0, %d] for this table, not %d".formatted(varying.length, components));
            if (components > 0) {
                asked = PrincipalAxes.project(kept, components, asked);
                kept = PrincipalAxes.project(kept, components, kept);
            }
            return new OwnTable(kept, asked, columns - varying.length);
        }

        /// The queries with their columns in the order of the data's, where both have names.
        private static double[][] queries(List<Path> inputs) {
            double[][] rows = rows(inputs.get(1));
            if (!(DataFile.read(inputs.get(0)) instanceof DataFile.Rows(Table data)
                    && DataFile.read(inputs.get(1)) instanceof DataFile.Rows(Table asked))) return rows;
            var names = asked.names();
            if (data.names().equals(names) || data.names().size() != names.size()) return rows;
            if (!names.containsAll(data.names()))
                throw new IllegalArgumentException("%s must have the columns %s as %s has, not %s"
                        .formatted(inputs.get(1), data.names(), inputs.get(0), names));
            int[] order = data.names().stream().mapToInt(names::indexOf).toArray();
            return keep(rows, order);
        }

        private static double[][] keep(double[][] rows, int[] columns) {
            return Arrays.stream(rows)
                    .map(row -> Arrays.stream(columns).mapToDouble(a -> row[a]).toArray())
                    .toArray(double[][]::new);
        }

        private static double[][] rows(Path file) {
            var array = DataFile.read(file).array();
            if (array.size() == 0) throw new IllegalArgumentException(file + " must hold at least one row");
            double[][] rows = array.rank() == 1
                    ? Arrays.stream(array.values())
                            .mapToObj(v -> new double[] {v})
                            .toArray(double[][]::new)
                    : array.rows();
            for (int i = 0; i < rows.length; i++)
                for (int a = 0; a < rows[i].length; a++)
                    if (!Double.isFinite(rows[i][a]))
                        throw new IllegalArgumentException("%s: row %d must have a finite number in column %d, not %s"
                                .formatted(file, i, a, rows[i][a]));
            return rows;
        }
    }
}
