package org.onsager.lab.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Names of runs, such as `20261125-175301-dense-hebbian-rs-3f2a`: the start in UTC, the paper and four
/// hexadecimal digits that tell runs of the same second apart. Sorted as text they are sorted by time.
public final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    /// A new name; ask again if it is taken.
    static String make(Instant started, String paper) {
        // The first two digits are 256ths of the second, so that runs of one second still sort by time. The
        // others keep two runs of the same moment apart, in one process by the clock, in two by their pids.
        int moment = started.get(ChronoField.MICRO_OF_SECOND) * 16 / 62_500;
        long apart = System.nanoTime() / 64 + ProcessHandle.current().pid() * 37;
        int tag = moment << 8 | (int) (apart & 0xff);
        return "%s-%s-%04x".formatted(TIME.format(started), paper, tag);
    }

    /// Whether `name` is a run's name; never true of a path.
    public static boolean isValid(String name) {
        // by hand: a regular expression takes longer over 100,000 names than reading them from disk
        int n = name.length();
        if (n < 22 || name.charAt(8) != '-' || name.charAt(15) != '-' || name.charAt(n - 5) != '-') return false;
        for (int i = 0; i < n; i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean valid = i < 8 || i > 8 && i < 15
                    ? digit
                    : i > n - 5 ? digit || c >= 'a' && c <= 'f' : digit || c >= 'a' && c <= 'z' || c == '-';
            if (!valid) return false;
        }
        return name.charAt(16) != '-';
    }

    /// Compares by the second, then by the digits behind the paper, then by all.
    static int byTime(String a, String b) {
        for (int i = 0; i < 15; i++) if (a.charAt(i) != b.charAt(i)) return Character.compare(a.charAt(i), b.charAt(i));
        int digits = a.substring(a.length() - 4).compareTo(b.substring(b.length() - 4));
        return digits != 0 ? digits : a.compareTo(b);
    }

    /// The one id that is, or starts with, `prefix`.
    ///
    /// @param ids  the ids there are
    /// @throws IllegalArgumentException if none or several do, naming some that do or the newest
    static String find(String prefix, Collection<String> ids) {
        if (!prefix.matches("[0-9a-z-]+")) {
            throw new IllegalArgumentException(
                    "a run is named by its id or the start of it, such as 20261125-1753, not by %s"
                            .formatted(prefix.isEmpty() ? "nothing" : prefix));
        }
        if (ids.contains(prefix)) return prefix;
        List<String> matching =
                ids.stream().filter(id -> id.startsWith(prefix)).sorted().toList();
        if (matching.size() == 1) return matching.getFirst();
        if (matching.isEmpty()) {
            throw new IllegalArgumentException(
                    ids.isEmpty()
                            ? "there is no run %s: there are no runs here yet".formatted(prefix)
                            : "there is no run %s; the newest is %s"
                                    .formatted(
                                            prefix,
                                            ids.stream().max(String::compareTo).orElseThrow()));
        }
        var shown = String.join(", ", matching.subList(0, Math.min(5, matching.size())));
        throw new IllegalArgumentException("%s is the start of %d runs: %s%s; type more of it"
                .formatted(prefix, matching.size(), shown, matching.size() > 5 ? ", ..." : ""));
    }
}
