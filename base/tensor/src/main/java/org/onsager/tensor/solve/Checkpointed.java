package org.onsager.tensor.solve;

import java.util.List;
import org.onsager.solve.Stepper;
import org.onsager.tensor.Tensor;

/// Discretise, then optimise, in bounded memory: the same gradient as [Tape] from a few stored states, between
/// which steps are made again.
///
/// On the way forward, where the number of steps is not known yet, states are kept at a spacing that doubles
/// whenever they are too many. On the way back each stretch between two of them is split by the binomial
/// schedule: with room for \(s\) states and \(n \le \binom{s+r}{s}\) steps none is repeated more than \(r\)
/// times.
///
/// Sources: A. Griewank and A. Walther, *Revolve*, ACM TOMS 26, 19 (2000); P. Stumm and A. Walther, SIAM J. Sci.
/// Comput. 32, 836 (2010), for unknown numbers of steps.
///
/// @param states  states held at once, at least 1
public record Checkpointed(int states) implements Adjoint {

    public Checkpointed {
        if (states < 1) throw new IllegalArgumentException("states must be in [1, inf), not " + states);
    }

    @Override
    public Gradient gradient(Flow flow, Tensor y0, Flow.Loss loss) {
        return new Run(flow, y0, loss, states).gradient();
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

    private static final class Run {
        private final Flow flow;
        private final Tensor y0;
        private final Shelf shelf;
        private final Sweep sweep;
        private final PullBack back;
        private final Stepper<Tensor> again;
        private long repeated;

        Run(Flow flow, Tensor y0, Flow.Loss loss, int states) {
            this.flow = flow;
            this.y0 = y0;
            shelf = new Shelf(states);
            sweep = Sweep.forward(flow, y0, shelf);
            back = new PullBack(flow, sweep, Cotangents.of(flow, loss, sweep.states()), y0, true);
            again = PullBack.start(flow, Unrecorded.of(flow.term()), y0.detach());
        }

        Gradient gradient() {
            int end = sweep.steps();
            while (end > 0) {
                int start = shelf.last();
                reverse(start, end);
                end = start;
                if (start > 0) shelf.drop(start);
            }
            return back.gradient(y0, new Gradient.Work(sweep.steps(), repeated, 0, shelf.most()));
        }

        /// Steps `from` to `to`, of which the state at the start is on the shelf.
        private void reverse(int from, int to) {
            int end = to;
            while (end - from > 1) {
                if (shelf.free() == 0) {
                    back.over(end - 1, advance(from, end - 1));
                    end--;
                    continue;
                }
                int middle = from + split(end - from, shelf.free());
                shelf.put(middle, advance(from, middle));
                reverse(middle, end);
                shelf.drop(middle);
                end = middle;
            }
            if (end > from) back.over(from, shelf.get(from));
        }

        private List<Tensor> advance(int from, int to) {
            PullBack.resume(again, sweep.from(from), shelf.get(from));
            for (int i = from; i < to; i++) {
                if (i > from && sweep.from(i) != sweep.to(i - 1)) again.restart(sweep.from(i), again.state());
                again.step(sweep.from(i), sweep.to(i));
                again.accept();
                repeated++;
            }
            return Listening.whole(again);
        }
    }
}
