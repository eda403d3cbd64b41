package org.onsager.lab;

/// What a run found about a claim.
public enum Verdict {
    REPRODUCED,
    NOT_REPRODUCED,
    NOT_TESTED;

    /// The word of reports and JSON: `reproduced`, `not-reproduced` or `not-tested`.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
