package org.onsager.lab;

import java.util.List;

/// What is published: the paper that an [Experiment] measures.
///
/// @param slug  the name on the command line, such as `dense-hebbian-rs`
/// @param title  as published
/// @param authors  given and family names, in the published order
/// @param year  of the first public version
/// @param reference  arXiv id, journal or DOI, such as `arXiv:2212.00606`
/// @param family  the room of its system: memory, learning, particles, control, transport, forecast, inference,
///     neural
public record Paper(String slug, String title, List<String> authors, int year, String reference, String family) {

    /// A BibTeX entry, keyed by the slug.
    public String bibtex() {
        return """
            @misc{%s,
              title = {%s},
              author = {%s},
              year = {%d},
              note = {%s}
            }
            """.formatted(slug, title, String.join(" and ", authors), year, reference);
    }
}
