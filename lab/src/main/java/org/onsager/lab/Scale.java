package org.onsager.lab;

/// How much of a paper's work a run does.
public enum Scale {
    /// At most 5 seconds of computing: every claim that so little can show.
    SMOKE,
    /// About two minutes on two cores.
    STANDARD,
    /// The published settings, however long they take.
    PAPER;

    /// The word of the command line: `smoke`, `standard` or `paper`.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Reads the command line's word.
    ///
    /// @throws IllegalArgumentException if it is none of the three
    public static Scale of(String word) {
        for (var scale : values()) if (scale.word().equals(word)) return scale;
        throw new IllegalArgumentException("scale must be one of smoke, standard, paper, not " + word);
    }
}
