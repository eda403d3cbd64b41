package org.onsager.papers.monotonedbm;

import java.util.Arrays;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.JointModel;
import org.onsager.memory.boltzmann.MeanFieldSolver;

/// Accuracy of labels against the observed fraction of pixels, for all models.
final class AccuracyFigure {
    private final Trial trial;
    private final DigitData data;
    private final Models models;
    private final double[] fractions;

    AccuracyFigure(Trial trial, DigitData data, Models models, double[] fractions) {
        this.trial = trial;
        this.data = data;
        this.models = models;
        this.fractions = fractions;
    }

    void draw(
            JointModel monotone,
            JointModel unconstrained,
            JointModel persistent,
            RestrictedMachine.Test[] restricted,
            int epochs) {
        int[] right = Arrays.stream(restricted)
                .mapToInt(RestrictedMachine.Test::right)
                .toArray();
        int n = data.test().count();
        var figure = Figure.of(
                        "Labels from partly observed digits", "observed share of the pixels (%)", "test accuracy (%)")
                .y(DigitClaims.percent("test accuracy (%)"))
                .caption(
                        ("%s, %d training images, %d epochs, one training each. Mean over %d test images with 95%% intervals"
                                        + " (Wilson); the same independent masks for all. Deep Boltzmann machines by parallel mean"
                                        + " field of at most 50 iterations. Restricted machine of pixels and labels: %s.")
                                .formatted(
                                        data.source(), data.training().count(), epochs, n, RestrictedMachine.SETTINGS));
        var table = Table.builder().with("observed", fractions);
        add(figure, table, "monotone machine", "monotone", accuracies("monotone", monotone, models.solver()));
        add(
                figure,
                table,
                "deep machine, marginal loss",
                "unconstrained",
                accuracies("unconstrained", unconstrained, Models.parallel()));
        add(
                figure,
                table,
                "deep machine, persistent chains",
                "persistent",
                accuracies("persistent", persistent, Models.parallel()));
        add(figure, table, "softmax regression, zeros", "logistic", shares(models.classifier(0, fractions)));
        add(figure, table, "perceptron of 64, zeros", "perceptron", shares(models.classifier(64, fractions)));
        add(figure, table, "binary restricted machine, Gibbs", "restricted", shares(right));
        trial.figure("accuracy", figure.build());
        trial.table("accuracy", table.build());
    }

    private double[] shares(int[] right) {
        return Arrays.stream(right)
                .mapToDouble(r -> (double) r / data.test().count())
                .toArray();
    }

    private double[] accuracies(String name, JointModel model, MeanFieldSolver solver) {
        return trial.stage("accuracies-" + name, double[].class, () -> {
            var values = new double[fractions.length];
            for (int k = 0; k < fractions.length; k++)
                values[k] = Evaluation.of(
                                model,
                                data.test(),
                                fractions[k],
                                solver,
                                trial.random().split("test"))
                        .accuracy();
            return values;
        });
    }

    private void add(Figure.Builder figure, Table.Builder table, String name, String column, double[] accuracy) {
        double[] x = new double[fractions.length], y = x.clone(), error = x.clone();
        for (int k = 0; k < x.length; k++) {
            x[k] = 100 * fractions[k];
            y[k] = 100 * accuracy[k];
            error[k] = 100 * Evaluation.halfWidth(accuracy[k], data.test().count());
        }
        figure.line(name, x, y).points(name, name, x, y, error);
        table.with(column, accuracy);
    }
}
