package org.onsager.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The jump processes of a run: when the next jump may come, and what it does.
final class JumpWatch<Y> {
    private final List<String> names;
    private final List<Jumps.Arrivals<Y>> arrivals = new ArrayList<>();
    private int due;

    JumpWatch(List<Jumps<Y>> jumps, double t0, double t1) {
        names = jumps.stream().map(Jumps::name).toList();
        for (Jumps<Y> each : jumps) arrivals.add(each.begin(t0, t1));
    }

    /// The time that a step must not cross.
    double next() {
        double first = Double.POSITIVE_INFINITY;
        for (int i = 0; i < arrivals.size(); i++)
            if (arrivals.get(i).next() < first) {
                first = arrivals.get(i).next();
                due = i;
            }
        return first;
    }

    /// Lets the process strike whose time has come.
    Optional<Y> strike(Y before) {
        return arrivals.get(due).strike(before);
    }

    /// The number and name of the process that struck last.
    int index() {
        return due;
    }

    String name() {
        return names.get(due);
    }

    void keep(Ledger ledger) {
        for (Jumps.Arrivals<Y> each : arrivals) each.keep(ledger);
    }
}
