package org.onsager.solve;

import java.util.Arrays;
import java.util.Optional;

/// Jumps at given times.
///
/// @param times  ascending
/// @param reset  the jump
record ScheduledJumps<Y>(double[] times, Event.Reset<Y> reset) implements Jumps<Y> {

    ScheduledJumps {
        times = times.clone();
        for (double t : times)
            if (!Double.isFinite(t)) throw new IllegalArgumentException("jump times must be finite, not " + t);
        Arrays.sort(times);
    }

    @Override
    public String name() {
        return "reset";
    }

    @Override
    public Arrivals<Y> begin(double t0, double t1) {
        if (!(t1 > t0))
            throw new IllegalArgumentException(
                    "span must run forwards in time for jumps, not from %s to %s".formatted(t0, t1));
        return new Arrivals<>() {
            private int cursor = (int) Arrays.stream(times).filter(t -> t <= t0).count();

            @Override
            public double next() {
                return cursor < times.length ? times[cursor] : Double.POSITIVE_INFINITY;
            }

            @Override
            public Optional<Y> strike(Y before) {
                return Optional.of(reset.at(times[cursor++], before));
            }

            @Override
            public void keep(Ledger ledger) {
                cursor = ledger.count(cursor);
            }
        };
    }
}
