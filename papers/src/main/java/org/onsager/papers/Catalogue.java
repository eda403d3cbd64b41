package org.onsager.papers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Words;

/// All papers of the plan, in the order of their rooms, and the experiments that implement some of them.
///
/// @param papers  every paper: those of `catalogue.tsv`, then those that other jars bring
/// @param experiments  the implemented ones, by slug
public record Catalogue(List<Paper> papers, Map<String, Experiment<?>> experiments) {

    /// Reads the list and finds the experiments by `ServiceLoader`, those of third parties too.
    public static Catalogue load() {
        var papers = new ArrayList<>(listed());
        var experiments = new LinkedHashMap<String, Experiment<?>>();
        for (Experiment<?> experiment : ServiceLoader.load(Experiment.class)) {
            var paper = experiment.paper();
            experiments.put(paper.slug(), experiment);
            if (papers.stream().noneMatch(known -> known.slug().equals(paper.slug()))) papers.add(paper);
        }
        return new Catalogue(List.copyOf(papers), experiments);
    }

    /// The paper of `catalogue.tsv` with that slug: what an experiment answers to `paper()`.
    ///
    /// @throws IllegalArgumentException if there is none, with the nearest slug
    public static Paper paper(String slug) {
        var papers = listed();
        return papers.stream()
                .filter(paper -> paper.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> unknown(slug, papers));
    }

    /// The experiment of a slug, empty if the paper is known and not implemented yet.
    ///
    /// @throws IllegalArgumentException if no paper has that slug, with the nearest one
    public Optional<Experiment<?>> experiment(String slug) {
        if (papers.stream().noneMatch(paper -> paper.slug().equals(slug))) throw unknown(slug, papers);
        return Optional.ofNullable(experiments.get(slug));
    }

    private static IllegalArgumentException unknown(String slug, List<Paper> papers) {
        var nearest = Words.nearest(slug, papers.stream().map(Paper::slug).toList());
        return new IllegalArgumentException(
                "there is no paper %s; did you mean %s? See ./onsager papers".formatted(slug, nearest));
    }

    private static List<Paper> listed() {
        try (var stream = Catalogue.class.getResourceAsStream("catalogue.tsv")) {
            if (stream == null) throw new IllegalStateException("catalogue.tsv is missing from the jar");
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines();
            return lines.skip(1).map(line -> parse(line.split("\t", -1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Paper parse(String[] cells) {
        return new Paper(
                cells[0], cells[1], List.of(cells[2].split("; ", -1)), Integer.parseInt(cells[3]), cells[4], cells[5]);
    }
}
