package org.onsager.tensor.solve;

import org.onsager.solve.symplectic.ReversibleStepper;
import org.onsager.tensor.Tensor;

/// Along a reversible method: states are rebuilt backwards from the last one instead of stored, and each step is
/// recorded alone. The gradient is that of [Tape] up to the rounding of the rebuilt states; memory does not grow
/// with the number of steps.
///
/// Needs one of [org.onsager.solve.symplectic.ReversibleHeun] (ordinary, controlled and Stratonovich equations),
/// [org.onsager.solve.symplectic.AsynchronousLeapfrog] or [org.onsager.solve.symplectic.CoupledReversible], and
/// an equation without jumps. Dissipative equations make weakly stable methods grow, see [ReversibleStepper].
///
/// Source: P. Kidger, J. Foster, X. Li and T. Lyons, *Efficient and accurate gradients for neural SDEs*, arXiv
/// 2105.13493.
public record ReversibleExact() implements Adjoint {

    @Override
    public Gradient gradient(Flow flow, Tensor y0, Flow.Loss loss) {
        var sweep = Sweep.forward(flow, y0, Sweep.checkpoints(1));
        if (!(PullBack.start(flow, Unrecorded.of(flow.term()), y0.detach()) instanceof ReversibleStepper<Tensor> undo))
            throw new IllegalArgumentException(
                    "solver %s is not reversible; use ReversibleHeun, AsynchronousLeapfrog or CoupledReversible"
                            .formatted(flow.solver().name()));
        var back = new PullBack(flow, sweep, Cotangents.of(flow, loss, sweep.states()), y0, false);
        undo.resume(flow.t1(), sweep.end());
        for (int step = sweep.steps() - 1; step >= 0; step--) {
            undo.back(sweep.from(step), sweep.to(step));
            back.over(step, undo.whole());
        }
        return back.gradient(y0, new Gradient.Work(sweep.steps(), sweep.steps(), 0, 1));
    }
}
