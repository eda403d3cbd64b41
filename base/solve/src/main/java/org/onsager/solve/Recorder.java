package org.onsager.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps what was asked to be kept: saved states, named outputs, streams and the dense solution.
final class Recorder<Y> {
    private final StateSpace<Y> space;
    private final double direction;
    private final List<Y> ys = new ArrayList<>();
    private final TimeList ts = new TimeList();
    private final Map<String, Solution.Output> outputs = new LinkedHashMap<>();
    private final Map<String, TimeList> outputTimes = new LinkedHashMap<>();
    private final Map<String, List<double[]>> outputValues = new LinkedHashMap<>();
    private final List<Segment<Y>> segments = new ArrayList<>();
    private final boolean dense;
    private final List<Citation> citations;
    private final Channel<Y>[] channels;
    private Y scratch;
    private int unreached;
    private boolean finished;

    Recorder(Solve<Y> problem, StateSpace<Y> space) {
        this.space = space;
        direction = Math.signum(problem.t1() - problem.t0());
        dense = problem.saveAt().whole();
        citations = problem.citations();
        var states = new Channel<Y>(
                problem.saveAt(),
                (t, y) -> {
                    ts.add(t);
                    ys.add(space.copy(y, space.zero(y)));
                    return true;
                },
                Optional.of((t, last) -> {
                    unreached++;
                    ts.add(t);
                    ys.add(space.axpy(last, Double.NaN, last, space.zero(last)));
                }));
        var all = new ArrayList<Channel<Y>>();
        all.add(states);
        problem.observers().forEach((name, observer) -> {
            var times = new TimeList();
            var values = new ArrayList<double[]>();
            outputTimes.put(name, times);
            outputValues.put(name, values);
            Missing<Y> missing = (t, last) -> {
                int width = values.isEmpty() ? observer.function().at(t, last).length : values.getFirst().length;
                times.add(t);
                values.add(filled(width));
            };
            all.add(new Channel<>(
                    observer.where(),
                    (t, y) -> {
                        times.add(t);
                        values.add(observer.function().at(t, y));
                        return true;
                    },
                    Optional.of(missing)));
        });
        for (var stream : problem.streams()) all.add(new Channel<>(stream.where(), stream.sink(), Optional.empty()));
        // an array, because walking a list would allocate an iterator every step
        @SuppressWarnings({"unchecked", "rawtypes"})
        Channel<Y>[] array = all.toArray(new Channel[0]);
        channels = array;
        scratch = problem.term.space().zero(problem.initialState());
    }

    void begin(double t, Y y) {
        for (var channel : channels) {
            if (channel.where.start()) channel.take(t, y);
            while (channel.hasNext() && channel.next() == t) channel.takeNext(y);
        }
    }

    /// Goes on at `t`: what lies up to there was kept before.
    void resume(double t) {
        for (var channel : channels) while (channel.hasNext() && (t - channel.next()) * direction >= 0) channel.pass();
    }

    /// Records the step from `from` to `to`, of which the stepper holds the interpolant.
    ///
    /// @return whether every stream wants to go on
    boolean record(double from, double to, Stepper<Y> stepper, EventWatch<Y> watch, long accepted) {
        boolean more = true;
        for (var channel : channels) {
            while (channel.hasNext() && (to - channel.next()) * direction >= 0) {
                double t = channel.next();
                boolean atEnd = t == to && !watch.truncated();
                scratch = atEnd ? scratch : stepper.interpolate(t, scratch);
                more &= channel.takeNext(atEnd ? stepper.candidate() : scratch);
            }
            if (channel.where.every() > 0 && accepted % channel.where.every() == 0) {
                if (watch.truncated()) {
                    scratch = stepper.interpolate(to, scratch);
                    more &= channel.take(to, scratch);
                    if (watch.jumped()) more &= channel.take(to, watch.after());
                } else more &= channel.take(to, stepper.candidate());
            }
        }
        if (dense) segments.add(clipped(stepper.segment(), from, to));
        return more;
    }

    /// The end of the run at `t`.
    ///
    /// @param complete  whether the span was covered
    void finish(double t, Y last, Stepper<Y> stepper, boolean complete) {
        if (finished) return;
        finished = true;
        for (var channel : channels) {
            while (channel.hasNext()) {
                double time = channel.next();
                if (complete && channel.where.beyond()) {
                    scratch = stepper.interpolate(time, scratch);
                    channel.takeNext(scratch);
                } else {
                    channel.missing.ifPresent(missing -> missing.add(time, last));
                    channel.pass();
                }
            }
            if (channel.where.end()) channel.take(t, last);
        }
    }

    Segment<Y> lastSegment() {
        if (segments.isEmpty())
            throw new IllegalStateException("no dense solution yet; use saveAt(SaveAt.everything())");
        return segments.getLast();
    }

    Solution<Y> solution(
            Status status,
            String message,
            double t,
            Y last,
            List<Event.Occurrence<Y>> events,
            Statistics statistics,
            List<String> warnings) {
        outputTimes.forEach((name, times) ->
                outputs.put(name, new Solution.Output(times.toArray(), List.copyOf(outputValues.get(name)))));
        return new Solution<>(
                status,
                message,
                ts.toArray(),
                List.copyOf(ys),
                unreached,
                t,
                last,
                events,
                Map.copyOf(outputs),
                List.copyOf(segments),
                statistics,
                warnings,
                citations);
    }

    private static <Y> Segment<Y> clipped(Segment<Y> segment, double from, double to) {
        if (segment.from() == from && segment.to() == to) return segment;
        return new Segment<>() {
            @Override
            public double from() {
                return from;
            }

            @Override
            public double to() {
                return to;
            }

            @Override
            public Y at(double t) {
                return segment.at(t);
            }

            @Override
            public Y derivativeAt(double t) {
                return segment.derivativeAt(t);
            }
        };
    }

    private static double[] filled(int width) {
        var missing = new double[width];
        Arrays.fill(missing, Double.NaN);
        return missing;
    }

    /// What stands for a value that the run did not reach.
    private interface Missing<Y> {
        void add(double t, Y last);
    }

    private static final class Channel<Y> {
        private final SaveAt where;
        private final double[] times;
        private final Solve.Sink<Y> sink;
        private final Optional<Missing<Y>> missing;
        private int cursor;

        Channel(SaveAt where, Solve.Sink<Y> sink, Optional<Missing<Y>> missing) {
            this.where = where;
            this.times = where.times();
            this.sink = sink;
            this.missing = missing;
        }

        boolean hasNext() {
            return cursor < times.length;
        }

        double next() {
            return times[cursor];
        }

        void pass() {
            cursor++;
        }

        boolean takeNext(Y y) {
            return sink.take(times[cursor++], y);
        }

        boolean take(double t, Y y) {
            return sink.take(t, y);
        }
    }

    private static final class TimeList {
        private double[] values = new double[16];
        private int size;

        void add(double t) {
            if (size == values.length) values = Arrays.copyOf(values, 2 * size);
            values[size++] = t;
        }

        double[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
