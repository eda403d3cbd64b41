package org.onsager.solve;

import java.util.stream.IntStream;

/// Where a solution is kept. Combine freely: `SaveAt.ts(times).dense()`.
///
/// @param start  the initial state
/// @param end  the final state
/// @param times  given times, sorted in the direction of integration; interpolated, so that they do not shorten
///     steps
/// @param every  every n-th accepted step; 0 for none
/// @param whole  everything: the solution can be evaluated at any time of the span
/// @param beyond  whether `times` may lie outside the span
public record SaveAt(boolean start, boolean end, double[] times, int every, boolean whole, boolean beyond) {

    public SaveAt {
        if (every < 0) throw new IllegalArgumentException("every must be in [0, inf), not " + every);
        for (double t : times)
            if (!Double.isFinite(t)) throw new IllegalArgumentException("ts must be finite, not " + t);
        times = times.clone();
    }

    private static final SaveAt NOTHING = new SaveAt(false, false, new double[0], 0, false, false);

    /// The initial state only.
    public static SaveAt t0() {
        return new SaveAt(true, false, new double[0], 0, false, false);
    }

    /// The final state only, the default.
    public static SaveAt t1() {
        return new SaveAt(false, true, new double[0], 0, false, false);
    }

    /// The given times.
    public static SaveAt ts(double... times) {
        return new SaveAt(false, false, times, 0, false, false);
    }

    /// `count` equally spaced times from `from` to `to`, both included.
    public static SaveAt grid(double from, double to, int count) {
        if (count < 2) throw new IllegalArgumentException("count must be in [2, inf), not " + count);
        return ts(IntStream.range(0, count)
                .mapToDouble(i -> i == count - 1 ? to : from + i * ((to - from) / (count - 1)))
                .toArray());
    }

    /// The initial state and every accepted step.
    public static SaveAt steps() {
        return everyStep(1).withStart();
    }

    /// Every n-th accepted step.
    public static SaveAt everyStep(int n) {
        return new SaveAt(false, false, new double[0], n, false, false);
    }

    /// The whole solution, to be evaluated anywhere.
    public static SaveAt everything() {
        return NOTHING.dense();
    }

    /// And the initial state.
    public SaveAt withStart() {
        return new SaveAt(true, end, times, every, whole, beyond);
    }

    /// And the final state.
    public SaveAt withEnd() {
        return new SaveAt(start, true, times, every, whole, beyond);
    }

    /// And the whole solution.
    public SaveAt dense() {
        return new SaveAt(start, end, times, every, true, beyond);
    }

    /// Times outside the span are read off the first or last step's polynomial instead of being refused.
    public SaveAt extrapolated() {
        return new SaveAt(start, end, times, every, whole, true);
    }

    boolean interpolates() {
        return whole || times.length > 0;
    }

    /// Checks where functions of the state are kept, or streams fed: values only.
    void checkValues(String what, double t0, double t1) {
        if (whole)
            throw new IllegalArgumentException(
                    "%s takes values at times, not the dense solution; use SaveAt.ts(...), steps() or everyStep(n)"
                            .formatted(what));
        check(t0, t1);
    }

    void check(double t0, double t1) {
        if (!start && !end && times.length == 0 && every == 0 && !whole)
            throw new IllegalArgumentException("saveAt is empty; use SaveAt.t1(), ts(...), steps() or everything()");
        double sign = Math.signum(t1 - t0);
        for (int i = 0; i < times.length; i++) {
            if (i > 0 && (times[i] - times[i - 1]) * sign < 0)
                throw new IllegalArgumentException(
                        "ts must be sorted in the direction of integration, but %s follows %s"
                                .formatted(times[i], times[i - 1]));
            if (!beyond && ((times[i] - t0) * sign < 0 || (times[i] - t1) * sign > 0))
                throw new IllegalArgumentException("ts must be in [%s, %s], not %s; use extrapolated() to go beyond"
                        .formatted(Math.min(t0, t1), Math.max(t0, t1), times[i]));
        }
    }
}
