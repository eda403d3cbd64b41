package org.onsager.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Watches the events of a run: looks for sign changes within a step, locates the earliest and applies its
/// consequences.
final class EventWatch<Y> {
    private final List<Event<Y>> events;
    private final Stepper<Y> stepper;
    private final StateSpace<Y> space;
    private final List<Event.Occurrence<Y>> occurrences = new ArrayList<>();
    /// The value of each condition at the left of the interval still to be scanned; 0: not known, just fired.
    private final double[] left;
    private final double[] right;
    private final boolean[] fired;
    private final int samples;
    private Y scratch;
    private Y probe;
    private Y after;
    private double end;
    private boolean truncated;
    private boolean jumped;

    EventWatch(List<Event<Y>> events, Stepper<Y> stepper, StateSpace<Y> space) {
        this.events = events;
        this.stepper = stepper;
        this.space = space;
        left = new double[events.size()];
        right = new double[events.size()];
        fired = new boolean[events.size()];
        samples = events.stream().mapToInt(Event::samples).max().orElse(0);
        scratch = space.zero(stepper.state());
        probe = space.zero(stepper.state());
        after = scratch;
    }

    /// Looks at the start of a run.
    ///
    /// @return whether the run goes on
    boolean begin(double t, Y y, Tally tally) {
        for (int e = 0; e < left.length; e++) left[e] = events.get(e).sign(t, y);
        for (int e = 0; e < left.length; e++) {
            if (!events.get(e).stopsAtOnce(left[e])) continue;
            after = happen(e, t, space.copy(y, space.zero(y)), tally);
            return false;
        }
        return true;
    }

    /// Scans the step just made.
    ///
    /// @return whether the run goes on
    boolean scan(double from, double to, Tally tally) {
        truncated = false;
        jumped = false;
        end = to;
        double start = from;
        while (!events.isEmpty()) {
            int found = earliest(start, to);
            if (found < 0) return true;
            boolean more = happenTogether(found, to, tally);
            if (truncated) return more;
            start = end;
            if (start == to) return true;
        }
        return true;
    }

    /// Lets an event happen at [#end], and with it those that crossed zero on the way from the last sample to
    /// there.
    ///
    /// @return whether the run goes on
    private boolean happenTogether(int found, double to, Tally tally) {
        Y state = space.copy(stateAt(end, to), space.zero(scratch));
        for (int e = 0; e < left.length; e++) right[e] = events.get(e).sign(end, state);
        boolean more = true;
        for (int e = 0; e < left.length && more; e++) {
            Event<Y> event = events.get(e);
            fired[e] = e == found || event.counts(left[e], right[e] == 0 ? -left[e] : right[e]);
            if (!fired[e]) continue;
            state = happen(e, end, state, tally);
            jumped |= event.jump().isPresent();
            truncated |= jumped || event.stops();
            more = !event.stops();
        }
        after = state;
        for (int e = 0; e < left.length; e++) {
            left[e] = fired[e] ? 0 : events.get(e).sign(end, state);
            fired[e] = false;
        }
        return more;
    }

    /// Records an event.
    ///
    /// @return the state after it
    private Y happen(int e, double t, Y before, Tally tally) {
        Event<Y> event = events.get(e);
        Y then = event.after(t, before, space);
        tally.events++;
        occurrences.add(new Event.Occurrence<>(e, event.name(), t, before, then));
        return then;
    }

    /// Lets the jump processes strike whose time is the end of the step, which no event cut short. An event that
    /// a jump carries across its zero happens there too, with the state after the jump as the one before its own
    /// consequences.
    ///
    /// @return whether the run goes on
    boolean jump(double to, JumpWatch<Y> jumps, Tally tally) {
        Y state = space.copy(stateAt(to, to), space.zero(scratch));
        boolean more = true;
        do {
            var struck = jumps.strike(state);
            if (struck.isEmpty()) continue;
            truncated = true;
            jumped = true;
            occurrences.add(
                    new Event.Occurrence<>(events.size() + jumps.index(), jumps.name(), to, state, struck.get()));
            tally.events++;
            more = crossed(to, state, struck.get(), tally);
            state = after;
        } while (more && jumps.next() == to);
        if (!truncated) return true;
        end = to;
        for (int e = 0; e < left.length; e++) left[e] = events.get(e).sign(to, after);
        return more;
    }

    /// Lets the events happen that a jump crossed, and leaves the state after them in [#after].
    private boolean crossed(double at, Y before, Y then, Tally tally) {
        boolean more = true;
        after = then;
        for (int e = 0; e < left.length; e++) {
            Event<Y> event = events.get(e);
            Y state = after;
            if (!event.counts(event.sign(at, before), event.sign(at, state))) continue;
            after = happen(e, at, state, tally);
            more &= !event.stops();
        }
        return more;
    }

    /// Finds the first crossing in \((from, to]\), sets [#end] to it and returns its event, or -1 with `end =
    /// to`.
    private int earliest(double from, double to) {
        double a = from;
        for (int m = 0; m <= samples + 1; m++) {
            // just after an event its own sign is read off close by, so that the same root is not found again
            double b = m == 0 ? from + 1e-6 * (to - from) : m > samples ? to : from + (to - from) * m / (samples + 1);
            if (m == 0 && !anyUnknown()) continue;
            Y y = stateAt(b, to);
            int found = -1;
            double first = b;
            for (int e = 0; e < left.length; e++) {
                Event<Y> event = events.get(e);
                right[e] = event.sign(b, y);
                if (!event.counts(left[e], right[e])) continue;
                double root = root(event, a, left[e], b, right[e], to);
                if (found < 0 || (first - root) * (to - from) > 0) {
                    found = e;
                    first = root;
                }
            }
            if (found >= 0) {
                end = first;
                return found;
            }
            for (int e = 0; e < left.length; e++) if (right[e] != 0) left[e] = right[e];
            a = b;
        }
        end = to;
        return -1;
    }

    private boolean anyUnknown() {
        for (double value : left) if (value == 0) return true;
        return false;
    }

    private double root(Event<Y> event, double a, double ga, double b, double gb, double to) {
        DoubleUnaryOperator g = t -> event.sign(t, probeAt(t, to));
        return RootBracket.beyondRoot(g, a, ga, b, gb, event.tolerance());
    }

    private Y probeAt(double t, double to) {
        if (t == to) return stepper.candidate();
        return probe = stepper.interpolate(t, probe);
    }

    private Y stateAt(double t, double to) {
        if (t == to) return stepper.candidate();
        return scratch = stepper.interpolate(t, scratch);
    }

    void keep(Ledger ledger) {
        ledger.array(left);
    }

    /// Where the step ends: at the event that cut it short, else where it went.
    double end() {
        return end;
    }

    boolean truncated() {
        return truncated;
    }

    /// Whether the state is another after the end of the step.
    boolean jumped() {
        return jumped;
    }

    /// The state to go on from after a step that was cut short.
    Y after() {
        return after;
    }

    String lastName() {
        return occurrences.getLast().name();
    }

    List<Event.Occurrence<Y>> occurrences() {
        return List.copyOf(occurrences);
    }
}
