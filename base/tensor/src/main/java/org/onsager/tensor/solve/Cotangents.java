package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.solve.OdeTerm;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;

/// The loss and its derivatives by the states that it sees, and by the parameters where it names them itself.
record Cotangents(double loss, List<Tensor> byState, List<Tensor> byParameter) {

    static Cotangents of(Flow flow, Flow.Loss loss, List<Tensor> states) {
        var leaves = new ArrayList<Tensor>();
        for (var each : states) leaves.add(each.detach().copy().requiresGrad());
        var value = loss.of(leaves);
        if (value.count() != 1)
            throw new IllegalArgumentException("the loss must have one element, not " + value.describe());
        var inputs = new ArrayList<>(leaves);
        inputs.addAll(flow.parameters());
        var gradients = Autograd.gradients(value, inputs);
        return new Cotangents(
                value.item(),
                List.copyOf(gradients.subList(0, leaves.size())),
                List.copyOf(gradients.subList(leaves.size(), inputs.size())));
    }

    /// \(\langle c_i, f(t_i, y_i) \rangle\).
    double[] byTimes(Flow flow, List<Tensor> states) {
        var by = new double[states.size()];
        for (int i = 0; i < by.length; i++) by[i] = along(flow, flow.times()[i], states.get(i), byState.get(i));
        return by;
    }

    /// The derivative of \(\langle a, y \rangle\) along the flow; NaN for a stochastic equation.
    static double along(Flow flow, double t, Tensor y, Tensor a) {
        return switch (flow.term()) {
            case OdeTerm<Tensor> ode ->
                Autograd.unrecorded(
                        () -> ode.rate(t, y.detach(), y).mul(a).sum().item());
            case DrivenTerm driven ->
                Autograd.unrecorded(
                        () -> driven.rate(t, y.detach()).mul(a).sum().item());
            default -> Double.NaN;
        };
    }

    /// The scalar \(\sum_i \langle a_i, y_i\rangle\), whose gradient is a vector-Jacobian product.
    static Tensor pairing(List<Tensor> a, List<Tensor> y) {
        Tensor sum = a.getFirst().mul(y.getFirst()).sum();
        for (int i = 1; i < a.size(); i++) sum = sum.add(a.get(i).mul(y.get(i)).sum());
        return sum;
    }

    static List<Tensor> zeros(List<Tensor> like) {
        return Arrays.asList(like.stream().map(TensorSpace.REAL::zero).toArray(Tensor[]::new));
    }
}
