package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solution;
import org.onsager.solve.Term;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;

/// The adjoint equation of a flow on one vector that holds, in this order, the state (unless it is interpolated),
/// the adjoint \(a\) and the gradient by the parameters (unless it is left to quadrature).
final class AdjointTerm {
    private final Flow flow;
    private final long[] shape;
    private final long n;
    private final List<Solution<Tensor>> dense;

    /// @param dense  the forward solution if states are interpolated, else empty
    AdjointTerm(Flow flow, Tensor like, List<Solution<Tensor>> dense) {
        this.flow = flow;
        this.dense = dense;
        shape = like.shape();
        n = like.count();
    }

    Tensor pack(Tensor y, Tensor a, List<Tensor> g) {
        var parts = new ArrayList<Tensor>();
        if (dense.isEmpty()) parts.add(y);
        parts.add(a);
        parts.addAll(g);
        return Backsolve.flat(parts).detach();
    }

    /// Adds what the loss sees to the adjoint, and sets the state if `restored`.
    Tensor seen(Tensor z, Tensor cotangent, Tensor y, boolean restored) {
        var a = adjoint(z).add(cotangent);
        return pack(restored || !dense.isEmpty() ? y : state(0, z), a, parameters(z));
    }

    private Tensor state(double t, Tensor z) {
        return dense.isEmpty()
                ? z.slice(0, 0, n).reshape(shape)
                : dense.getFirst().evaluate(t);
    }

    Tensor adjoint(Tensor z) {
        long from = dense.isEmpty() ? n : 0;
        return z.slice(0, from, from + n).reshape(shape);
    }

    List<Tensor> parameters(Tensor z) {
        var parts = new ArrayList<Tensor>();
        long from = dense.isEmpty() ? 2 * n : n;
        if (from == z.count()) return parts;
        for (var each : flow.parameters()) {
            parts.add(z.slice(0, from, from + each.count()).reshape(each.shape()));
            from += each.count();
        }
        return parts;
    }

    Term<Tensor> term() {
        return Lifted.of(flow.term(), this::rate);
    }

    private Tensor rate(double t, Tensor z, UnaryOperator<Tensor> field) {
        var y = state(t, z).detach().copy().requiresGrad();
        var f = field.apply(y);
        boolean solved = z.count() > (dense.isEmpty() ? 2 * n : n);
        var inputs = new ArrayList<Tensor>();
        inputs.add(y);
        if (solved) inputs.addAll(flow.parameters());
        var products = f.isTracked()
                ? Autograd.gradients(f.mul(adjoint(z)).sum().neg(), inputs)
                : inputs.stream().map(TensorSpace.REAL::zero).toList();
        return pack(f, products.getFirst(), products.subList(1, products.size()));
    }

    /// \(a^\top \partial_\theta f\) at an adjoint `z` of the backward solution.
    List<Tensor> byParameters(double t, Tensor z) {
        if (!(flow.term() instanceof OdeTerm<Tensor> ode)) throw new IllegalStateException("checked before");
        var y = state(t, z).detach();
        var f = ode.rate(t, y, y);
        return Autograd.gradients(f.mul(adjoint(z).detach()).sum(), flow.parameters());
    }
}
