package org.onsager.lab.run;

/// One line of the list of runs.
///
/// @param run  its id
/// @param paper  slug, empty if damaged
/// @param scale  `smoke`, `standard` or `paper`, empty if damaged
/// @param started  ISO 8601, UTC
/// @param seconds  of computing, over all resumptions
/// @param problem  what is wrong with a failed or damaged run in one line, else empty
public record RunSummary(
        String run,
        String paper,
        String scale,
        long seed,
        Status status,
        String started,
        double seconds,
        String problem) {

    static RunSummary damaged(String run, String problem) {
        return new RunSummary(run, "", "", 0, Status.DAMAGED, "", 0, problem);
    }

    RunSummary withStatus(Status status) {
        return new RunSummary(run, paper, scale, seed, status, started, seconds, problem);
    }
}
