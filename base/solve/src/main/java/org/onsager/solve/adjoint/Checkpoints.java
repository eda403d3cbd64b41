package org.onsager.solve.adjoint;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/// A bounded number of a method's states, by the number of steps before them, and the way back through all steps
/// from these few.
///
/// While the number of steps is not known yet, states at multiples of a spacing are kept; when there are too many
/// the spacing doubles and every other state goes, so that what is kept is always spread over the whole. On the
/// way back each stretch between two of them is split by the binomial schedule: with room for \(s\) states and
/// \(n \le \binom{s+r}{s}\) steps none is repeated more than \(r\) times.
///
/// Sources: A. Griewank and A. Walther, *Revolve*, ACM TOMS 26, 19 (2000); P. Stumm and A. Walther, SIAM J. Sci.
/// Comput. 32, 836 (2010), for unknown numbers of steps.
///
/// @param <S>  a method's whole state
public final class Checkpoints<S> {
    /// In place of a number of states: every step's, so that none is repeated.
    public static final int ALL = Integer.MAX_VALUE;
    /// In place of a number of states: \(\max(16, 2\sqrt n)\) for \(n\) steps, so that none is repeated more than
    /// twice.
    public static final int AUTO = -1;

    private final int states;
    private final UnaryOperator<S> copy;
    private final BiConsumer<S, S> assign;
    private final TreeMap<Integer, S> kept = new TreeMap<>();
    private final ArrayDeque<S> spare = new ArrayDeque<>();
    private int spacing = 1;
    private int most;
    private int seen;
    private long repeated;

    /// @param states  states held at once: at least 1, or [#ALL], or [#AUTO]
    /// @param copy  a copy of a state
    /// @param assign  writes its first argument over its second
    public Checkpoints(int states, UnaryOperator<S> copy, BiConsumer<S, S> assign) {
        require(states >= 1 || states == AUTO, "states", states, "[1, inf), or be Checkpoints.AUTO or ALL");
        this.states = states;
        this.copy = copy;
        this.assign = assign;
    }

    /// What can be done to a solution between two of its states.
    public interface Steps<S> {
        /// Makes steps again.
        ///
        /// @param start  the state before step number `from`, left alone
        /// @return the state before step number `to`, which is valid until the next call
        S advance(S start, int from, int to);

        /// Carries the derivative back over step number `step`.
        ///
        /// @param before  the state before it
        void back(int step, S before);
    }

    private int capacity() {
        return states == AUTO ? Math.max(16, 2 * (int) Math.ceil(Math.sqrt(seen))) : states;
    }

    /// Keeps a copy of the state before step number `index` if it lies on the spacing; called for 0, 1, 2, ...
    public void offer(int index, S state) {
        seen = Math.max(seen, index);
        if (index % spacing != 0) return;
        while (kept.size() >= capacity()) {
            spacing *= 2;
            for (int each : List.copyOf(kept.keySet())) if (each % spacing != 0) drop(each);
            if (index % spacing != 0) return;
        }
        put(index, state);
    }

    /// Goes back over `steps` steps; the states are used up.
    public void reverse(int steps, Steps<S> through) {
        int end = steps;
        while (end > 0) {
            int start = kept.lastKey();
            reverse(start, end, through);
            drop(start);
            end = start;
        }
    }

    /// Steps `from` to `to`, of which the state at the start is kept.
    private void reverse(int from, int to, Steps<S> through) {
        int end = to;
        while (end - from > 1) {
            int free = capacity() - kept.size();
            if (free == 0) {
                through.back(end - 1, advance(from, end - 1, through));
                end--;
                continue;
            }
            int middle = from + split(end - from, free);
            put(middle, advance(from, middle, through));
            reverse(middle, end, through);
            drop(middle);
            end = middle;
        }
        if (end > from) through.back(from, at(from));
    }

    private S advance(int from, int to, Steps<S> through) {
        repeated += to - from;
        return through.advance(at(from), from, to);
    }

    /// Where to split a stretch of `steps` steps with `free` places beside that of its start: the number of steps
    /// to make again before the next state is kept. Any value in the range that Griewank and Walther give is
    /// optimal; this is the least.
    static int split(int steps, int free) {
        int s = free + 1;
        int r = 1;
        while (choose(s + r, r) < steps) r++;
        long least = Math.max(choose(s + r - 2, r - 2), steps - choose(s - 1 + r, r));
        return (int) Math.clamp(least, 1, steps - 1L);
    }

    /// \(\binom{n}{k}\), 0 for negative `k`, capped well above any number of steps.
    private static long choose(int n, int k) {
        if (k < 0 || n < k) return 0;
        long value = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            value = value * (n - Math.min(k, n - k) + i) / i;
            if (value > 1L << 40) return 1L << 40;
        }
        return value;
    }

    private void put(int index, S state) {
        if (spare.isEmpty()) {
            kept.put(index, copy.apply(state));
        } else {
            S storage = spare.pop();
            assign.accept(state, storage);
            kept.put(index, storage);
        }
        most = Math.max(most, kept.size());
    }

    private S at(int index) {
        S state = kept.get(index);
        if (state == null) throw new IllegalStateException("no state kept after step " + index);
        return state;
    }

    private void drop(int index) {
        S state = kept.remove(index);
        if (state != null) spare.push(state);
    }

    /// The most states that were held at once.
    public int most() {
        return most;
    }

    /// Steps made again on the way back.
    public long repeated() {
        return repeated;
    }
}
