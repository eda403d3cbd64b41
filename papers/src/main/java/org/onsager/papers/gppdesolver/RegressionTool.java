package org.onsager.papers.gppdesolver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.inference.gaussian.GpRegression;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.lab.Trial;
import org.onsager.lab.data.Tables;

/// Regression of a table: one column is the value, the others are where it was taken.
final class RegressionTool {
    private static final int MOST_ROWS = 5000;

    private RegressionTool() {}

    static List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        if (inputs.size() > 2)
            throw new IllegalArgumentException(
                    "--in must name a table and at most one of queries, not %d files".formatted(inputs.size()));
        var table = Tables.read(inputs.getFirst());
        if (table.column(settings.output()).isEmpty())
            throw new IllegalArgumentException("%s must have a column %s (--set output=NAME); its columns are %s"
                    .formatted(inputs.getFirst(), settings.output(), table.names()));
        var names = table.names().stream()
                .filter(name -> !name.equals(settings.output()))
                .toList();
        if (names.isEmpty())
            throw new IllegalArgumentException(inputs.getFirst() + " must have at least one column beside the value");
        if (table.rows() < 2 || table.rows() > MOST_ROWS)
            throw new IllegalArgumentException(
                    "%s must have 2 to %d rows, not %d".formatted(inputs.getFirst(), MOST_ROWS, table.rows()));
        double[][] x = rows(table, names);
        double[] y = table.reals(settings.output());
        var mixture = settings.kernel()
                .or(Kernel.SE)
                .mixture(settings.components() == 0 ? 1 : Math.min(30, settings.components()));
        var fit = GpRegression.fit(
                x,
                y,
                new GpRegression.Settings(
                        mixture, settings.range() == 0 ? 1 : settings.range(), settings.iterations(), 0.05, 0.1));
        boolean own = inputs.size() == 1;
        double[][] at = own ? x : rows(Tables.read(inputs.get(1)), names);
        var prediction = own ? fit.leaveOneOut() : fit.predict(at);
        var result = Table.builder();
        for (int j = 0; j < names.size(); j++) {
            int column = j;
            result.with(
                    names.get(j),
                    IntStream.range(0, at.length)
                            .mapToDouble(i -> at[i][column])
                            .toArray());
        }
        result.with("mean", prediction.mean())
                .with("sd", prediction.deviation())
                .with("sd_new", prediction.noisy());
        if (own)
            result.with(settings.output(), y)
                    .with(
                            "z",
                            IntStream.range(0, y.length)
                                    .mapToDouble(i -> (y[i] - prediction.mean()[i])
                                            / prediction.noisy()[i])
                                    .toArray());
        trial.metric("log_evidence", fit.logEvidence());
        trial.metric("noise", fit.noiseDeviation());
        figure(trial, settings, own, y, prediction);
        return List.of(
                new NamedTable("prediction", result.build()),
                new NamedTable("components", components(fit, mixture.components(), names)));
    }

    private static double[][] rows(Table table, List<String> names) {
        var columns = new ArrayList<double[]>();
        for (var name : names) columns.add(table.reals(name));
        var rows = new double[table.rows()][names.size()];
        for (int i = 0; i < rows.length; i++) for (int j = 0; j < names.size(); j++) rows[i][j] = columns.get(j)[i];
        return rows;
    }

    private static Table components(GpRegression fit, int count, List<String> names) {
        var columns = new ArrayList<String>();
        var numbers = new ArrayList<double[]>();
        for (int j = 0; j < names.size(); j++)
            for (int q = 0; q < count; q++) {
                columns.add(names.get(j));
                numbers.add(new double[] {fit.weight(j, q), fit.frequency(j, q), fit.lengthScale(j, q)});
            }
        return Table.builder()
                .with("column", columns)
                .with("weight", numbers.stream().mapToDouble(n -> n[0]).toArray())
                .with("frequency", numbers.stream().mapToDouble(n -> n[1]).toArray())
                .with("length_scale", numbers.stream().mapToDouble(n -> n[2]).toArray())
                .build();
    }

    private static void figure(
            Trial trial, ToolSettings settings, boolean own, double[] y, GpRegression.Prediction prediction) {
        if (!own) return;
        trial.figure(
                "leave-one-out",
                Figure.of("Each row predicted from all the others", "observed " + settings.output(), "predicted")
                        .caption("Mean with one standard deviation of a new value, n = %d rows.".formatted(y.length))
                        .points("rows", "rows", y, prediction.mean(), prediction.noisy())
                        .build());
    }
}
