package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.symplectic.ReversibleStepper;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;

/// Carries the derivative of the loss back over the steps of a sweep, one at a time and each recorded alone.
final class PullBack {
    private final Flow flow;
    private final Sweep sweep;
    private final Cotangents cotangents;
    private final Stepper<Tensor> stepper;
    private final boolean repeats;
    private final List<Tensor> byState;
    private final List<Tensor> byParameter;

    /// @param repeats  whether the states that steps start from have the very bits of the sweep
    PullBack(Flow flow, Sweep sweep, Cotangents cotangents, Tensor y0, boolean repeats) {
        this.repeats = repeats;
        this.flow = flow;
        this.sweep = sweep;
        this.cotangents = cotangents;
        stepper = start(flow, flow.term(), y0.detach());
        byState = Cotangents.zeros(sweep.end());
        if (sweep.restarted() && byState.size() > 1)
            throw new IllegalArgumentException(
                    "the equation jumps, and solver %s starts its companions afresh there; use Adjoint.tape()"
                            .formatted(flow.solver().name()));
        byParameter = flow.parameters().isEmpty() ? List.of() : Cotangents.zeros(flow.parameters());
        for (int i = 0; i < byParameter.size(); i++)
            byParameter.get(i).assign(cotangents.byParameter().get(i));
        inject(sweep.steps());
    }

    /// A stepper from the flow's start.
    static Stepper<Tensor> start(Flow flow, org.onsager.solve.Term<Tensor> term, Tensor y0) {
        return flow.solver()
                .start(
                        term,
                        new Solver.Start<>(
                                flow.t0(), flow.t1(), y0, flow.controller().tolerance(), new Tally()));
    }

    /// Puts a stepper at a whole state.
    static void resume(Stepper<Tensor> stepper, double t, List<Tensor> whole) {
        if (stepper instanceof ReversibleStepper<Tensor> reversible) reversible.resume(t, whole);
        else stepper.restart(t, whole.getFirst());
    }

    /// From after step number `step` to before it, where the method's state is `before`.
    void over(int step, List<Tensor> before) {
        try (var _ = TensorScope.open()) {
            var leaves = leaves(before);
            resume(stepper, sweep.from(step), leaves);
            stepper.step(sweep.from(step), sweep.to(step));
            List<Tensor> after;
            if (stepper instanceof ReversibleStepper<Tensor> reversible) {
                reversible.accept();
                after = reversible.whole();
            } else {
                after = List.of(stepper.candidate());
            }
            if (repeats && step == sweep.steps() - 1) requireRepeatable(after.getFirst());
            pull(after, leaves);
        }
        inject(step);
    }

    /// Through the start of the method, which gives its companions their first values.
    Tensor begin(Tensor y0) {
        if (!(stepper instanceof ReversibleStepper<Tensor> reversible)) return byState.getFirst();
        try (var scope = TensorScope.open()) {
            var leaf = y0.detach().copy().requiresGrad();
            reversible.restart(flow.t0(), leaf);
            var inputs = new ArrayList<Tensor>();
            inputs.add(leaf);
            inputs.addAll(flow.parameters());
            var gradients = Autograd.gradients(Cotangents.pairing(byState, reversible.whole()), inputs);
            for (int i = 0; i < byParameter.size(); i++)
                byParameter.get(i).assign(byParameter.get(i).add(gradients.get(i + 1)));
            return scope.keep(gradients.getFirst());
        }
    }

    Gradient gradient(Tensor y0, Gradient.Work work) {
        var byInitial = begin(y0);
        return new Gradient(
                cotangents.loss(),
                List.copyOf(sweep.states()),
                byInitial,
                byParameter,
                -Cotangents.along(flow, flow.t0(), y0, byInitial),
                cotangents.byTimes(flow, sweep.states()),
                work);
    }

    private void pull(List<Tensor> after, List<Tensor> leaves) {
        var inputs = new ArrayList<>(leaves);
        inputs.addAll(flow.parameters());
        var gradients = Autograd.gradients(Cotangents.pairing(byState, after), inputs);
        for (int i = 0; i < leaves.size(); i++) byState.get(i).assign(gradients.get(i));
        for (int i = 0; i < byParameter.size(); i++)
            byParameter.get(i).assign(byParameter.get(i).add(gradients.get(leaves.size() + i)));
    }

    /// Adds the derivatives of the loss by the states seen after `steps` steps.
    private void inject(int steps) {
        for (int k = 0; k < sweep.index().length; k++) {
            if (sweep.index()[k] != steps) continue;
            try (var _ = TensorScope.open()) {
                byState.getFirst()
                        .assign(byState.getFirst().add(cotangents.byState().get(k)));
            }
        }
    }

    private void requireRepeatable(Tensor after) {
        if (!after.detach().equalTo(sweep.states().getLast()).allTrue())
            throw new IllegalArgumentException(
                    "solver %s does not repeat a step from the state before it; use Adjoint.tape()"
                            .formatted(flow.solver().name()));
    }

    private static List<Tensor> leaves(List<Tensor> state) {
        var leaves = new ArrayList<Tensor>();
        for (var each : state) leaves.add(each.detach().copy().requiresGrad());
        return leaves;
    }
}
