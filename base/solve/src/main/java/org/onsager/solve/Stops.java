package org.onsager.solve;

import java.util.Arrays;

/// The times that steps may not cross: the end of the span, requested stops, and jumps of the right-hand side.
///
/// A jump at \(\tau\) is split in two: a step ends on the last double before \(\tau\), and the run goes on from
/// \(\tau\), so that the right-hand side is never evaluated on both sides of the jump within one step. Backwards
/// a step ends on \(\tau\) and the run goes on from the last double before it.
final class Stops {
    private double[] times;
    private double[] jumps;
    private final double end;
    private final double direction;
    private int cursor;

    Stops(Solve<?> problem, double[] termJumps) {
        end = problem.t1();
        direction = Math.signum(problem.t1() - problem.t0());
        times = inside(problem.stepTs(), problem.t0());
        jumps = new double[0];
        add(concat(problem.jumpTs(), termJumps), problem.t0());
    }

    /// Adds jumps, of which those after `t` and before the end count.
    void add(double[] moreJumps, double t) {
        double[] more = inside(moreJumps, t);
        jumps = concat(jumps, more);
        times = concat(times, Arrays.stream(more).map(this::before).toArray());
        Arrays.sort(times);
        if (direction < 0) reverse(times);
        renew(t);
    }

    /// The next time that a step from `t` must not cross.
    double next(double t) {
        while (cursor < times.length && (times[cursor] - t) * direction <= 0) cursor++;
        return cursor < times.length ? times[cursor] : end;
    }

    boolean jumpsAt(double t) {
        for (double jump : jumps) if (before(jump) == t) return true;
        return false;
    }

    /// The first time of the other side.
    double past(double t) {
        return direction > 0 ? Math.nextUp(t) : Math.nextDown(t);
    }

    void renew(double t) {
        cursor = 0;
        next(t);
    }

    /// The last time of the side that a step comes from: at its jump a right-hand side has the later side's
    /// value, in either direction.
    private double before(double jump) {
        return direction > 0 ? Math.nextDown(jump) : jump;
    }

    private double[] inside(double[] candidates, double from) {
        return Arrays.stream(candidates)
                .filter(t -> (t - from) * direction > 0 && (end - t) * direction > 0)
                .toArray();
    }

    private static double[] concat(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static void reverse(double[] a) {
        for (int i = 0, j = a.length - 1; i < j; i++, j--) {
            double swap = a[i];
            a[i] = a[j];
            a[j] = swap;
        }
    }
}
