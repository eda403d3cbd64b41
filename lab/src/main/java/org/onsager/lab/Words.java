package org.onsager.lab;

import java.util.Collection;
import java.util.Comparator;

/// Finds what somebody meant to type.
public final class Words {
    private Words() {}

    /// The candidate with the least edit distance from `typed`; the first of several.
    ///
    /// @param candidates  at least one
    public static String nearest(String typed, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(typed, candidate)))
                .orElseThrow(() -> new IllegalArgumentException("candidates must not be empty"));
    }

    /// Levenshtein's edit distance: insertions, deletions and substitutions that turn `a` into `b`.
    static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(diagonal, row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
