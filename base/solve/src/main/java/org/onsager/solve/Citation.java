package org.onsager.solve;

/// The source of a part of a run.
///
/// @param part  what it was used for: `solver Tsit5`, `step control`, `dense output`, ...
/// @param source  authors, title, place, year, in one line
public record Citation(String part, String source) {}
