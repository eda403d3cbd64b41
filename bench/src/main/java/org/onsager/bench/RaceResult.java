package org.onsager.bench;

/// What a race took.
///
/// @param race  the problem's name
/// @param peer  who ran
/// @param tol  the tolerance asked for, or not a number
/// @param seconds  median time of one run
/// @param error  the answer's error, or not a number
public record RaceResult(String race, String peer, double tol, double seconds, double error) {

    /// One JSON object, `{"race":...,"peer":...,"tol":...,"seconds":...,"error":...}`, null where not a number.
    public String toJson() {
        return "{\"race\":%s,\"peer\":%s,\"tol\":%s,\"seconds\":%s,\"error\":%s}"
                .formatted(quoted(race), quoted(peer), number(tol), number(seconds), number(error));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }
}
