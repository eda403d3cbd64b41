package org.onsager.lab.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Names of runs, such as `20261125-175301-dense-hebbian-rs-3f2a`: the start in UTC, the paper and four random
/// hexadecimal digits. Sorted as text they are sorted by time.
public final class RunId {
    private static final Pattern GRAMMAR = Pattern.compile("\\d{8}-\\d{6}-[a-z0-9][a-z0-9-]*-[0-9a-f]{4}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    /// A new name; ask again if it is taken.
    static String make(Instant started, String paper) {
        // not a scientific random number: it only keeps two runs of the same second apart
        int tag = ThreadLocalRandom.current().nextInt(0x10000);
        return "%s-%s-%04x".formatted(TIME.format(started), paper, tag);
    }

    /// Whether `name` is a run's name; never true of a path.
    public static boolean isValid(String name) {
        return GRAMMAR.matcher(name).matches();
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
