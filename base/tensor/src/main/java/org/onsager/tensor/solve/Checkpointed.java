package org.onsager.tensor.solve;

import java.util.List;
import org.onsager.solve.Stepper;
import org.onsager.solve.adjoint.Checkpoints;
import org.onsager.tensor.Tensor;

/// Discretise, then optimise, in bounded memory: the same gradient as [Tape] from a few stored states, between
/// which steps are made again as [Checkpoints] says.
///
/// @param states  states held at once, at least 1, or [Checkpoints#AUTO] or [Checkpoints#ALL]
public record Checkpointed(int states) implements Adjoint {

    public Checkpointed {
        if (states < 1 && states != Checkpoints.AUTO)
            throw new IllegalArgumentException(
                    "states must be in [1, inf), or be Checkpoints.AUTO or ALL, not " + states);
    }

    @Override
    public Gradient gradient(Flow flow, Tensor y0, Flow.Loss loss) {
        Checkpoints<List<Tensor>> kept = Sweep.checkpoints(states);
        var sweep = Sweep.forward(flow, y0, kept);
        var back = new PullBack(flow, sweep, Cotangents.of(flow, loss, sweep.states()), y0, true);
        kept.reverse(sweep.steps(), new Again(flow, sweep, y0) {
            @Override
            public void back(int step, List<Tensor> before) {
                back.over(step, before);
            }
        });
        return back.gradient(y0, new Gradient.Work(sweep.steps(), kept.repeated(), 0, kept.most()));
    }

    /// Makes the steps of a sweep again.
    abstract static class Again implements Checkpoints.Steps<List<Tensor>> {
        private final Sweep sweep;
        private final Stepper<Tensor> stepper;

        Again(Flow flow, Sweep sweep, Tensor y0) {
            this.sweep = sweep;
            stepper = PullBack.start(flow, Unrecorded.of(flow.term()), y0.detach());
        }

        @Override
        public List<Tensor> advance(List<Tensor> start, int from, int to) {
            PullBack.resume(stepper, sweep.from(from), start);
            for (int i = from; i < to; i++) {
                if (i > from && sweep.from(i) != sweep.to(i - 1)) stepper.restart(sweep.from(i), stepper.state());
                stepper.step(sweep.from(i), sweep.to(i));
                stepper.accept();
            }
            return Sweep.whole(stepper);
        }
    }
}
