package org.onsager.numerics.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Finds the name that somebody meant: the one of the smallest Damerau-Levenshtein distance.
final class Suggestions {
    private static final int LONGEST = 30;

    private Suggestions() {}

    static String unknown(String name, Symbols symbols, Collection<String> defined) {
        List<String> known = new ArrayList<>(symbols.names());
        known.addAll(defined);
        List<String> candidates = new ArrayList<>(known);
        candidates.add("pi");
        String hint = nearest(name, candidates);
        if (!hint.isEmpty()) return "unknown name '%s'; did you mean '%s'?".formatted(shown(name), hint);
        if (Builtin.named(name).isPresent() || VectorForms.REDUCTIONS.contains(name))
            return "function '%s' needs its argument in parentheses: %s(...)".formatted(name, name);
        if (known.isEmpty()) return "unknown name '%s'; no variables are known here".formatted(shown(name));
        List<String> listed = known.subList(0, Math.min(12, known.size()));
        String more = listed.size() < known.size() ? ", ..." : "";
        return "unknown name '%s'; known are %s%s".formatted(shown(name), String.join(", ", listed), more);
    }

    static String unknownFunction(String name) {
        List<String> candidates = new ArrayList<>(List.of("if", "pow"));
        Builtin.allNames().forEach(candidates::add);
        candidates.addAll(VectorForms.REDUCTIONS);
        String hint = nearest(name, candidates);
        String rest = hint.isEmpty() ? "" : "; did you mean '%s'?".formatted(hint);
        return "unknown function '%s'%s".formatted(shown(name), rest);
    }

    /// The nearest of `candidates`, or nothing if all are too far away.
    static String nearest(String name, Iterable<String> candidates) {
        String best = "";
        if (name.length() > LONGEST) return best;
        int least = 1 + Math.max(1, name.length() / 3);
        // a single letter is near to every other; only another case of it is a likely slip
        for (String each : candidates) {
            if (Math.abs(each.length() - name.length()) >= least) continue;
            int distance = each.equalsIgnoreCase(name)
                    ? 0
                    : distance(name.toLowerCase(Locale.ROOT), each.toLowerCase(Locale.ROOT));
            if (name.length() == 1 && distance > 0) continue;
            if (distance < least) {
                least = distance;
                best = each;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) last[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }

    private static String shown(String name) {
        return name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name;
    }
}
