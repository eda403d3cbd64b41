package org.onsager.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.lab.DataFolders;
import org.onsager.lab.Experiment;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.papers.Catalogue;

/// Holds the README's table to what the smoke scale measures now.
class RecordedClaimsTest {
    static Stream<String> implemented() {
        return Catalogue.load().experiments().keySet().stream().filter(slug -> !slug.equals("coin-tosses"));
    }

    @ParameterizedTest
    @MethodSource("implemented")
    void the_recorded_counts_are_what_the_smoke_scale_measures(String slug) {
        assumeThat(DataFolders.ofEnvironment().find("mnist"))
                .as("the shared data sets are not here, so claims on real data would count as not tested")
                .isPresent();
        try (var engine = new LocalEngine(2)) {
            var trial = run(Catalogue.load().experiment(slug).orElseThrow(), engine);
            var measured = Reproduced.of(trial.claims());
            assertThat(Reproduced.recorded())
                    .as(() -> "reproduced.tsv; measured: " + trial.claims())
                    .containsEntry(slug, measured);
        }
    }

    private static <P extends Record> MemoryTrial run(Experiment<P> experiment, LocalEngine engine) {
        return MemoryTrial.run(experiment, Scale.SMOKE, 1, engine);
    }

    @Test
    void the_readme_shows_the_catalogue_as_it_is() throws IOException {
        var catalogue = Catalogue.load();
        var papers = catalogue.papers().stream()
                .filter(paper -> !paper.slug().equals("coin-tosses"))
                .toList();
        var experiments = new java.util.LinkedHashMap<String, Experiment<?>>(catalogue.experiments());
        experiments.remove("coin-tosses");
        var table = Listings.markdown(new Catalogue(papers, Map.copyOf(experiments)), Reproduced.recorded());
        assertThat(Files.readString(Path.of("../../README.md"))).contains(table);
    }

    @Test
    void every_implemented_paper_has_its_page() {
        assertThat(implemented())
                .allSatisfy(slug ->
                        assertThat(Path.of("../../docs/papers/" + slug + ".md")).exists());
    }
}
