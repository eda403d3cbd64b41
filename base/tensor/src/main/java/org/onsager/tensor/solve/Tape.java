package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import org.onsager.solve.SaveAt;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;

/// Discretise, then optimise: the exact gradient of the computed solution, through a record of every accepted and
/// rejected step. Memory grows with their number; use [Checkpointed] for long solutions.
///
/// The same can be had without this class: a [org.onsager.solve.Solve] on [TensorSpace] from tracked tensors
/// gives states that [Autograd] differentiates.
public record Tape() implements Adjoint {

    @Override
    public Gradient gradient(Flow flow, Tensor y0, Flow.Loss loss) {
        var start = y0.detach().copy().requiresGrad();
        var solution =
                flow.problem(flow.term(), start).saveAt(SaveAt.everyStep(1)).run();
        var states = atTimes(flow, solution.ts(), solution.ys());
        var cotangents = Cotangents.of(flow, loss, states);
        var inputs = new ArrayList<Tensor>();
        inputs.add(start);
        inputs.addAll(flow.parameters());
        var gradients = Autograd.gradients(Cotangents.pairing(cotangents.byState(), states), inputs);
        var byParameters = new ArrayList<Tensor>();
        for (int i = 0; i < flow.parameters().size(); i++)
            byParameters.add(gradients.get(i + 1).add(cotangents.byParameter().get(i)));
        return new Gradient(
                cotangents.loss(),
                states.stream().map(Tensor::detach).toList(),
                gradients.getFirst(),
                byParameters,
                -Cotangents.along(flow, flow.t0(), start, gradients.getFirst()),
                cotangents.byTimes(flow, states),
                new Gradient.Work(
                        solution.statistics().accepted(),
                        0,
                        0,
                        Math.toIntExact(solution.statistics().accepted())));
    }

    private static List<Tensor> atTimes(Flow flow, double[] ts, List<Tensor> ys) {
        var states = new ArrayList<Tensor>();
        int i = 0;
        for (double t : flow.times()) {
            // where the right-hand side jumps a step ends on the double before
            while (Math.abs(ts[i] - t) > Math.ulp(t)) i++;
            states.add(ys.get(i));
        }
        return states;
    }
}
