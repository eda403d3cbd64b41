package org.onsager.lab.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.lab.Claim;
import org.onsager.lab.Figure;
import org.onsager.lab.Outcome;
import org.onsager.lab.Paper;
import org.onsager.lab.Verdict;
import org.onsager.lab.run.SafeFiles;
import org.onsager.lab.run.StoreException;

/// A self-contained report on some runs.
///
/// Its HTML carries everything it shows: styles, formulas (KaTeX with its fonts), interactive figures (Plotly,
/// packed once and unpacked by the browser) and each figure as a picture for printing and for browsers without
/// scripts. Nothing is loaded from anywhere. The file stays below [#LARGEST] bytes: where it would not, pictures
/// are packed too, then the largest figures lose their interactive form, and say so.
///
/// @param title  one line
/// @param subtitle  what was run and when, one line; may be empty
/// @param sections  one a run, in the order shown
public record Report(String title, String subtitle, List<Section> sections) {
    /// What a report takes at most: 5 MB.
    public static final int LARGEST = 5_000_000;

    public Report {
        sections = List.copyOf(sections);
    }

    /// One run of one paper.
    ///
    /// @param paper  what is measured
    /// @param run  the run's id
    /// @param command  does the run again
    /// @param scale  `smoke`, `standard` or `paper`
    /// @param seed  root of its randomness
    /// @param version  of Onsager, with the hash of the code
    /// @param data  each data set to its content hash
    /// @param parameters  name to value, as `--set` would write it
    /// @param claims  in the order shown
    /// @param metrics  name to number
    /// @param figures  name to figure
    /// @param seconds  of computing
    public record Section(
            Paper paper,
            String run,
            String command,
            String scale,
            long seed,
            String version,
            Map<String, String> data,
            Map<String, String> parameters,
            List<Claim> claims,
            Map<String, Double> metrics,
            Map<String, Figure> figures,
            double seconds) {
        public Section {
            data = copy(data);
            parameters = copy(parameters);
            claims = List.copyOf(claims);
            metrics = copy(metrics);
            figures = copy(figures);
        }

        /// The section of a finished run.
        ///
        /// @param figures  name to figure, in the order shown
        public static Section of(Paper paper, Outcome outcome, Map<String, Figure> figures) {
            var record = outcome.record();
            return new Section(
                    paper,
                    record.run(),
                    outcome.command(),
                    String.valueOf(record.scale()),
                    record.seed(),
                    "%s (code %s)".formatted(record.version(), record.code()),
                    record.data(),
                    record.sets(),
                    outcome.claims(),
                    record.metrics(),
                    figures,
                    record.seconds());
        }

        /// How many claims have a verdict.
        public long count(Verdict verdict) {
            return claims.stream().filter(claim -> claim.verdict() == verdict).count();
        }

        private static <V> Map<String, V> copy(Map<String, V> map) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
    }

    /// The whole page; the same report gives the same text.
    public String html() {
        return new Page(this).html();
    }

    /// Writes the page; the file is there as a whole or not at all.
    ///
    /// @param file  such as `report/index.html`; missing folders are made
    /// @throws StoreException if the disk refuses
    public void write(Path file) {
        new SafeFiles().write(file.toAbsolutePath(), html().getBytes(StandardCharsets.UTF_8));
    }
}
