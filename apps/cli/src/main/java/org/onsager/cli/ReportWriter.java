package org.onsager.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Lab;
import org.onsager.lab.Outcome;
import org.onsager.lab.report.Report;
import org.onsager.papers.Catalogue;

/// Writes the report of `reproduce`.
final class ReportWriter {
    private ReportWriter() {}

    /// @return the file written
    static Path write(Lab lab, Catalogue catalogue, List<Outcome> outcomes, String scale, Path folder) {
        var sections = new ArrayList<Report.Section>();
        for (var outcome : outcomes) {
            for (var paper : catalogue.papers()) {
                if (!paper.slug().equals(outcome.record().paper())) continue;
                sections.add(Report.Section.of(paper, outcome, lab.figures(outcome.run())));
            }
        }
        var file = folder.resolve("index.html");
        new Report(
                        "Onsager: published claims, measured again",
                        "%d papers at the %s scale".formatted(outcomes.size(), scale),
                        sections)
                .write(file);
        return file;
    }
}
