package org.onsager.tensor.solve;

import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import org.onsager.tensor.Tensor;

/// A bounded number of a method's states, by the number of steps before them.
///
/// While the number of steps is not known yet, states at multiples of a spacing are kept; when the shelf is full
/// the spacing doubles and every other state goes, so that what is kept is always spread over the whole.
final class Shelf {
    private final int slots;
    private final TreeMap<Integer, List<Tensor>> kept = new TreeMap<>();
    private final ArrayDeque<List<Tensor>> spare = new ArrayDeque<>();
    private int spacing = 1;
    private int most;

    Shelf(int slots) {
        this.slots = slots;
    }

    /// Keeps a copy of the state if it lies on the spacing.
    void offer(int index, List<Tensor> state) {
        if (index % spacing != 0) return;
        while (kept.size() >= slots) {
            spacing *= 2;
            for (int each : List.copyOf(kept.keySet())) if (each % spacing != 0) drop(each);
            if (index % spacing != 0) return;
        }
        put(index, state);
    }

    /// Keeps a copy of the state.
    void put(int index, List<Tensor> state) {
        if (spare.isEmpty()) {
            kept.put(index, state.stream().map(each -> each.detach().copy()).toList());
        } else {
            var storage = spare.pop();
            for (int i = 0; i < storage.size(); i++) storage.get(i).assign(state.get(i));
            kept.put(index, storage);
        }
        most = Math.max(most, kept.size());
    }

    List<Tensor> get(int index) {
        var state = kept.get(index);
        if (state == null) throw new IllegalStateException("no state kept after step " + index);
        return state;
    }

    /// The last index at which a state is kept.
    int last() {
        return kept.lastKey();
    }

    void drop(int index) {
        var state = kept.remove(index);
        if (state != null) spare.push(state);
    }

    int free() {
        return slots - kept.size();
    }

    /// The most states that it held.
    int most() {
        return most;
    }
}
