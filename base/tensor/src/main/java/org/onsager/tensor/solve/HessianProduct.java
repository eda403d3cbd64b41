package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import org.onsager.solve.Stepper;
import org.onsager.solve.adjoint.Checkpoints;
import org.onsager.solve.symplectic.ReversibleStepper;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;

/// The product of a loss's Hessian by initial state and parameters with a direction \((\dot y_0, \dot\theta)\),
/// through the steps of the method, forward over reverse: tangents go forwards along the solution, then the
/// adjoint and its own tangent come back.
///
/// For a step \(y_1 = \Phi(y, \theta)\) with adjoint \(\lambda_1\) and \(S = \langle\lambda_1,
/// \Phi(y, \theta)\rangle\), \((\lambda, g) = \nabla S\) and
///
/// \[ (\dot\lambda, \dot g) = \nabla^2 S\,(\dot y, \dot\theta) + \Phi'^\top \dot\lambda_1, \]
///
/// found as \(\nabla\bigl(\langle\nabla S, (\dot y, \dot\theta)\rangle + \langle\dot\lambda_1,
/// \Phi\rangle\bigr)\). Step sizes count as constants, so that the product is that of the computed loss to
/// rounding and the Hessian is symmetric. One step is recorded at a time; states and tangents on the way back
/// come from [Checkpoints]. A step is recorded and differentiated twice on each way.
///
/// Sources: A. Griewank and A. Walther, *Evaluating Derivatives* (2008), 5; P. Kidger, *On Neural Differential
/// Equations*, arXiv 2202.02435, ch. 5.
///
/// @param states  states held at once, at least 1, or [Checkpoints#AUTO] or [Checkpoints#ALL]
public record HessianProduct(int states) {

    /// Every step's state held.
    public HessianProduct() {
        this(Checkpoints.ALL);
    }

    public HessianProduct {
        if (states < 1 && states != Checkpoints.AUTO)
            throw new IllegalArgumentException(
                    "states must be in [1, inf), or be Checkpoints.AUTO or ALL, not " + states);
    }

    /// What was found.
    ///
    /// @param loss  the value of the loss
    /// @param byInitial  \(dL/dy_0\)
    /// @param byParameters  \(dL/d\theta\), one a parameter
    /// @param alongInitial  the product's part of \(y_0\)
    /// @param alongParameters  the product's parts of the parameters
    public record Product(
            double loss,
            Tensor byInitial,
            List<Tensor> byParameters,
            Tensor alongInitial,
            List<Tensor> alongParameters) {}

    /// Solves, differentiates, and differentiates the gradient along the direction.
    ///
    /// @param toInitial  \(\dot y_0\), of the shape of `y0`
    /// @param toParameters  \(\dot\theta\), of the shapes of the flow's parameters
    /// @throws IllegalArgumentException if a direction has another shape or the method does not fit
    /// @throws org.onsager.numerics.DivergedException if the solution fails
    public Product of(Flow flow, Tensor y0, Flow.Loss loss, Tensor toInitial, List<Tensor> toParameters) {
        if (toParameters.size() != flow.parameters().size())
            throw new IllegalArgumentException("toParameters must have one direction a parameter, %d, not %d"
                    .formatted(flow.parameters().size(), toParameters.size()));
        requireShape("toInitial", toInitial, y0);
        for (int i = 0; i < toParameters.size(); i++)
            requireShape(
                    "toParameters " + i, toParameters.get(i), flow.parameters().get(i));
        return new Run(this, flow, y0.detach(), loss, toInitial.detach(), toParameters).product();
    }

    private static void requireShape(String name, Tensor direction, Tensor like) {
        if (!java.util.Arrays.equals(direction.shape(), like.shape()))
            throw new IllegalArgumentException(
                    "%s must have the shape of %s, not of %s".formatted(name, like.describe(), direction.describe()));
    }

    /// States and tangents of one step's start: the former half, the latter half of a list.
    private static final class Run implements Checkpoints.Steps<List<Tensor>> {
        private final Flow flow;
        private final Tensor y0;
        private final List<Tensor> toParameters;
        private final Sweep sweep;
        private final Stepper<Tensor> stepper;
        private final Checkpoints<List<Tensor>> kept;
        private final List<Tensor> first;
        private final List<Tensor> work;
        private final Second seen;
        private final List<Tensor> lambda;
        private final List<Tensor> lambdaDot;

        Run(HessianProduct how, Flow flow, Tensor y0, Flow.Loss loss, Tensor toInitial, List<Tensor> toParameters) {
            this.flow = flow;
            this.y0 = y0;
            this.toParameters = toParameters.stream().map(Tensor::detach).toList();
            sweep = Sweep.forward(flow, y0, Sweep.checkpoints(1));
            if (sweep.restarted() && sweep.end().size() > 1)
                throw new IllegalArgumentException(
                        "the equation jumps, and solver %s starts its companions afresh there; use an explicit method"
                                .formatted(flow.solver().name()));
            stepper = PullBack.start(flow, flow.term(), y0);
            kept = Sweep.checkpoints(how.states());
            first = tangent(List.of(y0, toInitial), this::begin);
            work = first.stream().map(Tensor::copy).toList();
            seen = Second.of(flow, loss, sweep.states(), tangents(), this.toParameters);
            lambda = Cotangents.zeros(sweep.end());
            lambdaDot = Cotangents.zeros(sweep.end());
            inject(sweep.steps());
        }

        Product product() {
            kept.reverse(sweep.steps(), this);
            over(List.of(y0, first.get(first.size() / 2)), this::begin);
            return new Product(
                    seen.loss(), lambda.getFirst(), seen.byParameter(), lambdaDot.getFirst(), seen.alongParameter());
        }

        /// A step, or the start, of the method as a function of its whole state.
        private interface Map {
            List<Tensor> of(List<Tensor> whole);
        }

        private Map step(int number) {
            return whole -> {
                PullBack.resume(stepper, sweep.from(number), whole);
                stepper.step(sweep.from(number), sweep.to(number));
                if (!(stepper instanceof ReversibleStepper<Tensor>)) return List.of(stepper.candidate());
                stepper.accept();
                return Sweep.whole(stepper);
            };
        }

        private List<Tensor> begin(List<Tensor> initial) {
            stepper.restart(flow.t0(), initial.getFirst());
            return Sweep.whole(stepper);
        }

        /// The tangents at the flow's times; states and tangents on the way are offered to the checkpoints.
        private List<Tensor> tangents() {
            var tangents = new ArrayList<Tensor>();
            var now = work;
            for (int i = 0; i < sweep.steps(); i++) {
                kept.offer(i, now);
                move(now, i);
                for (int each : sweep.index())
                    if (each == i + 1) tangents.add(now.get(now.size() / 2).copy());
            }
            if (!now.getFirst().equalTo(sweep.states().getLast()).allTrue())
                throw new IllegalArgumentException(
                        "solver %s does not repeat a step from the state before it; use an explicit, stochastic or reversible method"
                                .formatted(flow.solver().name()));
            return tangents;
        }

        private void move(List<Tensor> now, int number) {
            try (var _ = TensorScope.open()) {
                var next = tangent(now, step(number));
                for (int i = 0; i < now.size(); i++) now.get(i).assign(next.get(i));
            }
        }

        /// The value of a map and its tangent.
        private List<Tensor> tangent(List<Tensor> both, Map map) {
            var leaves = leaves(both);
            var after = map.of(leaves);
            var result = new ArrayList<Tensor>();
            var u = new ArrayList<Tensor>();
            for (var each : after) {
                result.add(each.detach());
                u.add(TensorSpace.REAL.zero(each).requiresGrad());
            }
            var inner = along(Autograd.differentiable(Cotangents.pairing(u, after), inputs(leaves)), both);
            if (inner.isTracked()) result.addAll(Autograd.gradients(inner, u));
            else result.addAll(Cotangents.zeros(after));
            return result;
        }

        /// \(\langle g, (\dot y, \dot\theta)\rangle\) of a gradient by state and parameters.
        private Tensor along(TensorList gradient, List<Tensor> both) {
            int n = both.size() / 2;
            var direction = new ArrayList<>(both.subList(n, 2 * n));
            direction.addAll(toParameters);
            return Cotangents.pairing(direction, gradient.toList());
        }

        private static List<Tensor> leaves(List<Tensor> both) {
            return both.subList(0, both.size() / 2).stream()
                    .map(each -> each.detach().copy().requiresGrad())
                    .toList();
        }

        private TensorList inputs(List<Tensor> leaves) {
            var inputs = new ArrayList<>(leaves);
            inputs.addAll(flow.parameters());
            return TensorList.of(inputs);
        }

        @Override
        public List<Tensor> advance(List<Tensor> start, int from, int to) {
            for (int i = 0; i < start.size(); i++) work.get(i).assign(start.get(i));
            for (int i = from; i < to; i++) move(work, i);
            return work;
        }

        @Override
        public void back(int number, List<Tensor> before) {
            over(before, step(number));
            inject(number);
        }

        private void over(List<Tensor> before, Map map) {
            try (var _ = TensorScope.open()) {
                var leaves = leaves(before);
                var after = map.of(leaves);
                var inputs = inputs(leaves);
                var gradient = Autograd.differentiable(Cotangents.pairing(lambda, after), inputs);
                var second =
                        Autograd.gradients(along(gradient, before).add(Cotangents.pairing(lambdaDot, after)), inputs);
                for (int i = 0; i < leaves.size(); i++) {
                    lambda.get(i).assign(gradient.get(i).detach());
                    lambdaDot.get(i).assign(second.get(i));
                }
                seen.add(gradient, second, leaves.size());
            }
        }

        private void inject(int steps) {
            for (int k = 0; k < sweep.index().length; k++) {
                if (sweep.index()[k] != steps) continue;
                try (var _ = TensorScope.open()) {
                    lambda.getFirst()
                            .assign(lambda.getFirst().add(seen.byState().get(k)));
                    lambdaDot
                            .getFirst()
                            .assign(lambdaDot.getFirst().add(seen.alongState().get(k)));
                }
            }
        }
    }

    /// The loss with its gradient and its Hessian's product by what it sees; the parts of the parameters grow on
    /// the way back.
    private record Second(
            double loss,
            List<Tensor> byState,
            List<Tensor> byParameter,
            List<Tensor> alongState,
            List<Tensor> alongParameter) {

        static Second of(
                Flow flow, Flow.Loss loss, List<Tensor> states, List<Tensor> tangents, List<Tensor> toParameters) {
            var leaves = new ArrayList<Tensor>();
            for (var each : states) leaves.add(each.detach().copy().requiresGrad());
            var value = loss.of(leaves);
            if (value.count() != 1)
                throw new IllegalArgumentException("the loss must have one element, not " + value.describe());
            int n = leaves.size();
            var inputs = new ArrayList<>(leaves);
            inputs.addAll(flow.parameters());
            var directions = new ArrayList<>(tangents);
            directions.addAll(toParameters);
            var gradient = Autograd.differentiable(value, TensorList.of(inputs)).toList();
            var inner = Cotangents.pairing(directions, gradient);
            var second = inner.isTracked() ? Autograd.gradients(inner, inputs) : Cotangents.zeros(inputs);
            var fixed = gradient.stream().map(each -> each.detach().copy()).toList();
            return new Second(
                    value.item(),
                    fixed.subList(0, n),
                    fixed.subList(n, fixed.size()),
                    second.subList(0, n),
                    second.subList(n, second.size()));
        }

        void add(TensorList gradient, TensorList second, int states) {
            for (int i = 0; i < byParameter.size(); i++) {
                var by = byParameter.get(i);
                by.assign(by.add(gradient.get(states + i).detach()));
                var along = alongParameter.get(i);
                along.assign(along.add(second.get(states + i)));
            }
        }
    }
}
