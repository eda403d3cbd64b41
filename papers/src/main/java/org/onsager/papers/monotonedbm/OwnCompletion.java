package org.onsager.papers.monotonedbm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.JointModel.Completion;
import org.onsager.memory.boltzmann.LabelledImages;
import org.onsager.memory.boltzmann.MonotoneDbm;

/// Completion and classification of the user's queries, or of images kept for a test under random masks.
final class OwnCompletion {
    private final DbmToolSettings settings;
    private final OwnImages own;
    private final MonotoneDbm model;
    private final Trial trial;

    OwnCompletion(DbmToolSettings settings, OwnImages own, MonotoneDbm model, Trial trial) {
        this.settings = settings;
        this.own = own;
        this.model = model;
        this.trial = trial;
    }

    /// @param test  images with known answers; null where the user's queries are to be completed
    List<NamedTable> tables(@Nullable LabelledImages test, Table.Builder about) {
        int[][] images = test == null ? own.query() : test.images();
        boolean[][] observed = test == null
                ? own.observed()
                : Evaluation.masks(test, settings.observed(), trial.random().split("test"));
        var completions = model.complete(images, observed, DbmTool.solver(settings));
        var answers = Table.builder();
        if (test != null && own.labelled()) answers.with("label", test.labels());
        if (own.labelled())
            answers.with(
                            "predicted",
                            completions.stream().mapToInt(Completion::label).toArray())
                    .with(
                            "marginal",
                            completions.stream()
                                    .mapToDouble(c -> c.labelMarginals()[c.label()])
                                    .toArray())
                    .with(
                            "probability",
                            completions.stream()
                                    .mapToDouble(c -> c.labelProbabilities()[c.label()])
                                    .toArray());
        answers.with(
                        "free_energy",
                        completions.stream()
                                .mapToDouble(c -> c.solution().freeEnergy())
                                .toArray())
                .with(
                        "residual",
                        completions.stream()
                                .mapToDouble(c -> c.solution().residual())
                                .toArray())
                .with(
                        "iterations",
                        completions.stream()
                                .mapToInt(c -> c.solution().iterations())
                                .toArray())
                .with(
                        "status",
                        completions.stream()
                                .map(c -> c.solution().converged() ? "OK" : "NOT_CONVERGED")
                                .toList());
        var pixels = Table.builder();
        for (int i = 0; i < model.pixels(); i++) {
            int at = i;
            pixels.with(
                    "x" + i,
                    completions.stream().mapToDouble(c -> c.predicted()[at]).toArray());
        }
        var tables = new java.util.ArrayList<NamedTable>(List.of(
                new NamedTable("answers", answers.build()),
                new NamedTable("completed", pixels.build()),
                new NamedTable("model", about.build())));
        if (test != null) tables.add(new NamedTable("test", score(test, observed, completions)));
        return tables;
    }

    private Table score(LabelledImages test, boolean[][] observed, List<Completion> completions) {
        int right = 0, hidden = 0, same = 0;
        for (int n = 0; n < test.count(); n++) {
            if (completions.get(n).label() == test.labels()[n]) right++;
            for (int i = 0; i < test.pixels(); i++) {
                if (observed[n][i]) continue;
                hidden++;
                if (completions.get(n).image()[i] == test.images()[n][i]) same++;
            }
        }
        double accuracy = own.labelled() ? (double) right / test.count() : Double.NaN;
        double pixels = hidden == 0 ? Double.NaN : (double) same / hidden;
        return Table.builder()
                .with("quantity", List.of("test images", "label accuracy", "its 95% half-width", "hidden pixels right"))
                .with("value", test.count(), accuracy, Evaluation.halfWidth(accuracy, test.count()), pixels)
                .build();
    }
}
