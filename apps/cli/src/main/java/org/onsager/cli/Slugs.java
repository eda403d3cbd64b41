package org.onsager.cli;

import org.onsager.lab.Experiment;
import org.onsager.papers.Catalogue;

/// Finds what a slug on the command line names.
final class Slugs {
    private Slugs() {}

    /// @throws IllegalArgumentException if there is no such paper, implemented or not, with the nearest
    static void requireKnown(Catalogue catalogue, String slug) {
        var _ = catalogue.experiment(slug);
    }

    /// @throws IllegalArgumentException if there is no such paper (with the nearest), or it is not implemented
    static Experiment<?> experiment(Catalogue catalogue, String slug) {
        return catalogue
                .experiment(slug)
                .orElseThrow(() ->
                        new IllegalArgumentException("paper %s is planned and not implemented yet; implemented are %s"
                                .formatted(
                                        slug,
                                        String.join(
                                                ", ", catalogue.experiments().keySet()))));
    }
}
