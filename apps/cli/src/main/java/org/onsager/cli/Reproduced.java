package org.onsager.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.lab.Claim;
import org.onsager.lab.Verdict;

/// How many claims of a paper a run reproduced.
///
/// @param total  claims of the paper
/// @param reproduced  those that held
/// @param notReproduced  those that failed
/// @param notTested  those that the run could not show
record Reproduced(long total, long reproduced, long notReproduced, long notTested) {

    static Reproduced of(List<Claim> claims) {
        return new Reproduced(
                claims.size(),
                count(claims, Verdict.REPRODUCED),
                count(claims, Verdict.NOT_REPRODUCED),
                count(claims, Verdict.NOT_TESTED));
    }

    private static long count(List<Claim> claims, Verdict verdict) {
        return claims.stream().filter(claim -> claim.verdict() == verdict).count();
    }

    /// The counts of the smoke scale that are recorded in the repository and measured again by a test, by slug.
    static Map<String, Reproduced> recorded() {
        var counts = new LinkedHashMap<String, Reproduced>();
        try (var stream = Reproduced.class.getResourceAsStream("reproduced.tsv")) {
            if (stream == null) return counts;
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines();
            for (var line : (Iterable<String>) lines.skip(1)::iterator) {
                var cells = line.split("\t", -1);
                long good = Long.parseLong(cells[1]);
                long bad = Long.parseLong(cells[2]);
                long untested = Long.parseLong(cells[3]);
                counts.put(cells[0], new Reproduced(good + bad + untested, good, bad, untested));
            }
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The counts of each paper's newest finished run, by slug; empty where there are no runs.
    static Map<String, Reproduced> lastRuns(Path root) {
        return Files.isDirectory(root) ? LastRuns.counts(root) : Map.of();
    }
}
