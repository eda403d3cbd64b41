package org.onsager.lab;

/// A published statement, before anybody measures it.
///
/// @param id  the id in the paper's table of claims, such as `D1`
/// @param text  what is claimed, one sentence
/// @param published  the published value as text, such as `0.395720 (P = 4)`; empty for a claim without a number
/// @param source  where it stands: equation, table, figure, or how it was derived
public record Statement(String id, String text, String published, String source) {}
