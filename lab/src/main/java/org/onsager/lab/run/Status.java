package org.onsager.lab.run;

import java.util.Locale;

/// Where a run is in its life.
public enum Status {
    /// Its process lives and works on it.
    RUNNING,
    /// It ended with a verdict for every claim.
    FINISHED,
    /// It ended with an error.
    FAILED,
    /// It was stopped or its process died: it can be resumed.
    INTERRUPTED,
    /// Its `run.json` cannot be read.
    DAMAGED;

    /// The word of `runs --json`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
