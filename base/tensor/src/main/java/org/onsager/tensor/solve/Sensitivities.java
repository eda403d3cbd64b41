package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// Forward sensitivities: the variational equations \(S' = \partial_y f\,S + \partial_\theta f\) solved along
/// with the state, for the initial state (\(S(t_0) = I\)) and every number of the parameters (\(S(t_0) = 0\)); of
/// a controlled or stochastic equation those driven by the same path.
///
/// The cost is that of the state's equation times one plus the numbers differentiated by, so it suits few; the
/// sensitivities are under the same error control as the state. Products with the Jacobian come from
/// differentiating the vector-Jacobian product by its vector, so that the right-hand side may hold its parameters
/// in any way.
///
/// Source: E. Hairer, S. P. Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, I.14.
public record Sensitivities() implements Adjoint {
    private static final int MOST = 4096;

    @Override
    public Gradient gradient(Flow flow, Tensor y0, Flow.Loss loss) {
        var variational = new Variational(flow, y0.detach());
        if (variational.directions() > MOST)
            throw new IllegalArgumentException(
                    "forward sensitivities are for at most %d numbers, not %d; use Adjoint.checkpointed(n)"
                            .formatted(MOST, variational.directions()));
        var lifted = new Flow(
                Lifted.of(flow.term(), variational::rate),
                List.of(),
                flow.solver(),
                flow.controller(),
                flow.t0(),
                flow.times(),
                flow.maxSteps());
        var sweep = Sweep.recordingWithin(lifted, variational.start());
        var states = new ArrayList<Tensor>();
        for (var each : sweep.states()) states.add(variational.state(each));
        var cotangents = Cotangents.of(flow, loss, states);
        var total = zeros(y0, variational.directions());
        for (int k = 0; k < states.size(); k++)
            total = total.add(variational
                    .sensitivity(sweep.states().get(k))
                    .matmul(cotangents.byState().get(k).reshape(-1)));
        var byInitial = total.slice(0, 0, y0.count()).reshape(y0.shape());
        var byParameters = new ArrayList<Tensor>();
        long from = y0.count();
        for (int i = 0; i < flow.parameters().size(); i++) {
            var like = flow.parameters().get(i);
            byParameters.add(total.slice(0, from, from + like.count())
                    .reshape(like.shape())
                    .add(cotangents.byParameter().get(i)));
            from += like.count();
        }
        return new Gradient(
                cotangents.loss(),
                states,
                byInitial,
                byParameters,
                -Cotangents.along(flow, flow.t0(), y0, byInitial),
                cotangents.byTimes(flow, states),
                new Gradient.Work(sweep.steps(), 0, 0, 1));
    }

    private static Tensor zeros(Tensor like, long... shape) {
        return Tensors.zeros(like.dtype(), shape).to(like.device());
    }

    /// The state and its sensitivities, one row a direction, in one vector.
    private static final class Variational {
        private final Flow flow;
        private final Tensor y0;
        private final long n;
        private final long directions;

        Variational(Flow flow, Tensor y0) {
            this.flow = flow;
            this.y0 = y0;
            n = y0.count();
            directions = n + flow.parameters().stream().mapToLong(Tensor::count).sum();
        }

        long directions() {
            return directions;
        }

        Tensor start() {
            var unit = Tensors.cat(0, Tensors.eye(n, y0.dtype()).to(y0.device()), zeros(y0, directions - n, n));
            return Backsolve.flat(List.of(y0, unit));
        }

        Tensor state(Tensor z) {
            return z.slice(0, 0, n).reshape(y0.shape());
        }

        Tensor sensitivity(Tensor z) {
            return z.slice(0, n, z.count()).reshape(directions, n);
        }

        Tensor rate(double t, Tensor z, UnaryOperator<Tensor> field) {
            var y = state(z).detach().copy().requiresGrad();
            var f = field.apply(y);
            if (!f.isTracked()) return Backsolve.flat(List.of(f, zeros(y0, directions * n)));
            var u = zeros(y0, y0.shape()).requiresGrad();
            var inputs = new ArrayList<Tensor>();
            inputs.add(y);
            inputs.addAll(flow.parameters());
            var products = new ArrayList<Tensor>();
            for (var input : inputs)
                products.add(Autograd.differentiable(f, input, u).reshape(-1));
            var transposed = Tensors.cat(0, products.toArray(Tensor[]::new));
            var s = sensitivity(z).detach();
            var rows = new ArrayList<Tensor>();
            rows.add(f.reshape(-1).detach());
            if (!transposed.isTracked()) return zeroJacobian(rows);
            for (long d = 0; d < directions; d++) {
                var along = d < n
                        ? Tensors.cat(0, s.select(0, d), zeros(y0, directions - n))
                        : Tensors.cat(0, s.select(0, d), unit(d - n));
                rows.add(Autograd.differentiable(transposed, u, along)
                        .reshape(-1)
                        .detach());
            }
            return Tensors.cat(0, rows.toArray(Tensor[]::new));
        }

        private Tensor zeroJacobian(List<Tensor> rows) {
            rows.add(zeros(y0, directions * n));
            return Tensors.cat(0, rows.toArray(Tensor[]::new));
        }

        private Tensor unit(long index) {
            var values = new double[Math.toIntExact(directions - n)];
            values[Math.toIntExact(index)] = 1;
            return Tensors.of(y0.dtype(), values, values.length).to(y0.device());
        }
    }
}
