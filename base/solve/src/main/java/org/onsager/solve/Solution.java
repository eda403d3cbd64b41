package org.onsager.solve;

import java.util.List;
import java.util.Map;

/// What a run found, what it cost and why it stopped.
///
/// @param <Y>  the state
/// @param status  why it stopped
/// @param message  the same in words, with the quantity that caused a failure and what to try
/// @param ts  times of the saved states; all requested times, also those that a stopped run did not reach
/// @param ys  the saved states; not a number beyond the stop
/// @param unreached  number of requested times beyond the stop
/// @param t1  where it stopped
/// @param y1  the state there
/// @param events  events in the order of time
/// @param outputs  functions of the state saved under names
/// @param segments  the dense solution, empty unless it was asked for
/// @param statistics  the work
/// @param warnings  remarks on the numerics
/// @param citations  sources of everything that the run used, see [Solve#citations()]
public record Solution<Y>(
        Status status,
        String message,
        double[] ts,
        List<Y> ys,
        int unreached,
        double t1,
        Y y1,
        List<Event.Occurrence<Y>> events,
        Map<String, Output> outputs,
        List<Segment<Y>> segments,
        Statistics statistics,
        List<String> warnings,
        List<Citation> citations) {

    /// A function of the state along the solution; not a number at requested times beyond the stop.
    ///
    /// @param ts  times
    /// @param values  its values, one row a time
    public record Output(double[] ts, List<double[]> values) {}

    /// The solution at a time of the span, from the dense output; at a jump the state after it.
    ///
    /// @throws IllegalStateException if the run did not keep the dense solution
    /// @throws IllegalArgumentException if `t` is not in the span covered
    public Y evaluate(double t) {
        return segmentAt(t, true).at(t);
    }

    /// The left limit at a time of the span: before the jump, if there is one.
    public Y evaluateLeft(double t) {
        return segmentAt(t, false).at(t);
    }

    /// The time derivative of the dense solution.
    public Y derivative(double t) {
        return segmentAt(t, true).derivativeAt(t);
    }

    /// The values of the output saved under a name.
    public Output output(String name) {
        Output output = outputs.get(name);
        if (output == null)
            throw new IllegalArgumentException("no output '%s'; there are %s".formatted(name, outputs.keySet()));
        return output;
    }

    private Segment<Y> segmentAt(double t, boolean right) {
        if (segments.isEmpty())
            throw new IllegalStateException("the dense solution was not kept; use saveAt(SaveAt.everything())");
        double first = segments.getFirst().from();
        double last = segments.getLast().to();
        double sign = Math.signum(last - first);
        if (!((t - first) * sign >= 0 && (t - last) * sign <= 0))
            throw new IllegalArgumentException(
                    "t must be in [%s, %s], not %s".formatted(Math.min(first, last), Math.max(first, last), t));
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            double beyond = (t - segments.get(middle).from()) * sign;
            if (right ? beyond >= 0 : beyond > 0) low = middle;
            else high = middle - 1;
        }
        return segments.get(low);
    }
}
