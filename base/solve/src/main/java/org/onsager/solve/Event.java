package org.onsager.solve;

import java.util.Optional;
import java.util.function.BiPredicate;

/// Something that happens when a function of time and state changes sign.
///
/// The function is watched at the ends of each step and at `samples` times between, on the dense output, so that
/// a function that crosses zero twice in a step is not missed; the crossing is then located by a bracketing root
/// finder to four units in the last place of the time plus `tolerance`. Of several events in a step the earliest
/// comes first. Simultaneous ones all happen, in the order of their indices, each with the state that those
/// before it leave, up to one that stops the run. A function that is 0 at the start is watched from just after
/// it, and one that only reaches 0 at the end has not crossed it.
///
/// @param <Y>  the state
/// @param name  for messages and the solution
/// @param condition  \(g(t, y)\); must not return NaN
/// @param direction  which crossings count
/// @param stops  whether the run stops there
/// @param jump  the new state, if the event changes it
/// @param tolerance  on the time of the crossing, at least 0
/// @param samples  interior times of each step at which the condition is evaluated, at least 0
public record Event<Y>(
        String name,
        Condition<Y> condition,
        Direction direction,
        boolean stops,
        Optional<Reset<Y>> jump,
        double tolerance,
        int samples) {

    public Event {
        if (!(tolerance >= 0))
            throw new IllegalArgumentException("event tolerance must be in [0, inf), not " + tolerance);
        if (samples < 0) throw new IllegalArgumentException("event samples must be in [0, inf), not " + samples);
    }

    /// Which sign changes count.
    public enum Direction {
        /// From negative to positive.
        UP,
        /// From positive to negative.
        DOWN,
        /// Both.
        BOTH
    }

    /// The zeros of a function of an array state, recorded.
    public static Event<double[]> zero(Condition<double[]> condition) {
        return of(condition);
    }

    /// The zeros of a function of any state, recorded.
    public static <Y> Event<Y> of(Condition<Y> condition) {
        return new Event<>("event", condition, Direction.BOTH, false, Optional.empty(), 0, 10);
    }

    /// The first time that a statement about an array state is true; terminal, and at once where it is true at
    /// the start. With [#recorded] or a reset that does not stop, each time that it becomes true.
    public static Event<double[]> when(BiPredicate<Double, double[]> statement) {
        var condition = new Statement<>(statement);
        return new Event<>("condition", condition, Direction.UP, true, Optional.empty(), 0, 10);
    }

    /// The steady state: stops at the first step, or at the start, with \(\|f(t, y)\| < 1\) in the scale of the
    /// tolerance, \(atol + rtol |y|\).
    public static <Y> Event<Y> steadyState(OdeTerm<Y> term, Tolerance tolerance) {
        var condition = new Statement<Y>((t, y) -> {
            Y rate = term.rate(t, y, term.space().zero(y));
            return term.space().scaledNorm(rate, y, y, tolerance) < 1;
        });
        return new Event<>("steady state", condition, Direction.UP, true, Optional.empty(), 0, 0);
    }

    /// With a name.
    public Event<Y> named(String other) {
        return new Event<>(other, condition, direction, stops, jump, tolerance, samples);
    }

    /// Upward crossings only.
    public Event<Y> up() {
        return new Event<>(name, condition, Direction.UP, stops, jump, tolerance, samples);
    }

    /// Downward crossings only.
    public Event<Y> down() {
        return new Event<>(name, condition, Direction.DOWN, stops, jump, tolerance, samples);
    }

    /// Stopping the run.
    public Event<Y> terminal() {
        return new Event<>(name, condition, direction, true, jump, tolerance, samples);
    }

    /// Not stopping the run.
    public Event<Y> recorded() {
        return new Event<>(name, condition, direction, false, jump, tolerance, samples);
    }

    /// Changing the state; the run goes on from what `map` returns.
    public Event<Y> reset(Reset<Y> map) {
        return new Event<>(name, condition, direction, stops, Optional.of(map), tolerance, samples);
    }

    /// Located more coarsely.
    public Event<Y> within(double time) {
        return new Event<>(name, condition, direction, stops, jump, time, samples);
    }

    /// Watched at another number of interior times.
    public Event<Y> sampled(int times) {
        return new Event<>(name, condition, direction, stops, jump, tolerance, times);
    }

    boolean counts(double before, double after) {
        return switch (direction) {
            case UP -> before < 0 && after > 0;
            case DOWN -> before > 0 && after < 0;
            case BOTH -> before * after < 0;
        };
    }

    double sign(double t, Y y) {
        double value = condition.at(t, y);
        if (Double.isNaN(value))
            throw new IllegalArgumentException("event '%s' returned NaN at t = %s".formatted(name, t));
        return value;
    }

    /// The state after this event, which is `y` itself without a reset.
    Y after(double t, Y y, StateSpace<Y> space) {
        if (jump.isEmpty()) return y;
        Y then = jump.get().at(t, y);
        if (space.size(then) != space.size(y))
            throw new IllegalArgumentException("the reset of event '%s' must return a state of size %d, not %d"
                    .formatted(name, space.size(y), space.size(then)));
        int bad = space.firstNonFinite(then);
        if (bad >= 0)
            throw new IllegalArgumentException(
                    "the reset of event '%s' at t = %s must be finite, but component %d is %s"
                            .formatted(name, t, bad, space.component(then, bad)));
        return then;
    }

    /// Whether it stops a run that starts here: a statement that is true already.
    boolean stopsAtOnce(double value) {
        return stops && value > 0 && condition instanceof Statement;
    }

    /// A condition that is true or false; as a function 1 or -1.
    private record Statement<Y>(BiPredicate<Double, Y> statement) implements Condition<Y> {
        @Override
        public double at(double t, Y y) {
            return statement.test(t, y) ? 1 : -1;
        }
    }

    /// A function whose zeros are looked for.
    @FunctionalInterface
    public interface Condition<Y> {
        /// \(g(t, y)\).
        double at(double t, Y y);
    }

    /// A jump of the state.
    @FunctionalInterface
    public interface Reset<Y> {
        /// The state after the jump, a new value; `y` is left alone.
        Y at(double t, Y y);
    }

    /// An event that happened.
    ///
    /// @param index  position in the list of events
    /// @param name  the event's name
    /// @param t  when
    /// @param before  the state at the crossing
    /// @param after  the state after a reset; that before otherwise
    public record Occurrence<Y>(int index, String name, double t, Y before, Y after) {}
}
