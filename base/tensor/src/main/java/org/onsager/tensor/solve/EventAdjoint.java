package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onsager.solve.Event;
import org.onsager.solve.OdeTerm;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;

/// Gradients through events by any [Adjoint]: the solution is cut at its crossings, each piece is differentiated
/// by the adjoint as a solution from one time to another, and the pieces are joined by the implicit function
/// theorem.
///
/// At a crossing \(t^*\) of \(g\) with the states \(y^-\) before and \(y^+ = R(t^*, y^-)\) after it let
/// \(\alpha\) be the loss's derivative by \(y^+\) (the next piece's by its initial state and what the loss sees),
/// \(\tau\) its derivative by \(t^*\) (the next piece's by its initial time, and the loss's), \(\beta\) what it
/// sees of \(y^-\). With \(\beta' = \beta + \partial_y R^\top \alpha\), \(\tau' = \tau + \langle\alpha,
/// \partial_t R\rangle + \langle\beta', f\rangle\) and \(\dot g = \partial_t g + \partial_y g\,f\) the piece
/// before gets, at its fixed end, \(\beta' - \tau' \partial_y g / \dot g\), and the parameters \(\partial_\theta
/// R^\top\alpha - \tau' \partial_\theta g/\dot g\).
///
/// [TensorEvents] does the same within one recorded solution. Here memory is that of the adjoint for one piece.
///
/// Source: R. T. Q. Chen, B. Amos and M. Nickel, *Learning neural event functions for ordinary differential
/// equations*, ICLR 2021.
///
/// @param adjoint  how pieces are differentiated
/// @param events  what is watched for, in the order of simultaneous ones
public record EventAdjoint(Adjoint adjoint, List<Watched> events) {

    public EventAdjoint {
        events = List.copyOf(events);
    }

    /// Without events yet.
    public static EventAdjoint of(Adjoint adjoint) {
        return new EventAdjoint(adjoint, List.of());
    }

    /// An event.
    ///
    /// @param name  for messages and the loss
    /// @param direction  which crossings count
    /// @param condition  \(g\); its parameters must be among the flow's
    /// @param reset  \(R\), likewise; without one the event ends the solution
    public record Watched(
            String name,
            Event.Direction direction,
            TensorEvents.Condition condition,
            Optional<TensorEvents.Reset> reset) {}

    /// With an event that ends the solution.
    public EventAdjoint terminal(String name, Event.Direction direction, TensorEvents.Condition condition) {
        return and(new Watched(name, direction, condition, Optional.empty()));
    }

    /// With an event that changes the state.
    public EventAdjoint reset(
            String name, Event.Direction direction, TensorEvents.Condition condition, TensorEvents.Reset reset) {
        return and(new Watched(name, direction, condition, Optional.of(reset)));
    }

    private EventAdjoint and(Watched event) {
        var all = new ArrayList<>(events);
        all.add(event);
        return new EventAdjoint(adjoint, all);
    }

    /// A number computed from what was seen.
    @FunctionalInterface
    public interface Loss {
        /// The loss, a tensor of one element; may depend on the flow's parameters besides.
        ///
        /// @param states  at the flow's times, as far as the solution went
        /// @param hits  the crossings in the order of time
        Tensor of(List<Tensor> states, List<TensorEvents.Hit> hits);
    }

    /// What was found.
    ///
    /// @param gradient  as without events; derivatives by times that were not reached are 0
    /// @param hits  the crossings, constants
    public record Found(Gradient gradient, List<TensorEvents.Hit> hits) {}

    /// Solves and differentiates.
    ///
    /// @param flow  an ordinary equation, with the parameters of the events among its parameters
    /// @throws IllegalArgumentException if the flow does not fit, or an event has no derivative
    /// @throws org.onsager.numerics.DivergedException if the solution fails
    public Found gradient(Flow flow, Tensor y0, Loss loss) {
        if (!(flow.term() instanceof OdeTerm<Tensor> ode))
            throw new IllegalArgumentException("gradients through events need an ordinary equation");
        return new Run(this, flow, ode, y0.detach(), loss).found();
    }

    private static final class Run {
        private final EventAdjoint how;
        private final Flow flow;
        private final Tensor y0;
        private final EventPieces pieces;
        private final List<EventPieces.Crossing> crossings;
        private final List<Tensor> states;
        private final double[] byTimes;
        private final double value;
        private final List<Tensor> byState;
        private final List<Tensor> byHit;
        private final List<Tensor> byParameter;
        private Gradient.Work work = new Gradient.Work(0, 0, 0, 0);

        Run(EventAdjoint how, Flow flow, OdeTerm<Tensor> ode, Tensor y0, Loss loss) {
            this.how = how;
            this.flow = flow;
            this.y0 = y0;
            byTimes = new double[flow.times().length];
            pieces = new EventPieces(how, flow, ode, y0);
            crossings = pieces.crossings();
            states = pieces.states();
            var leaves = new ArrayList<Tensor>();
            for (var each : states) leaves.add(EventPieces.leaf(each));
            int n = leaves.size();
            for (var each : crossings) {
                leaves.add(EventPieces.leaf(pieces.scalar(each.t())));
                leaves.add(EventPieces.leaf(each.before()));
                leaves.add(EventPieces.leaf(each.after()));
            }
            var hits = new ArrayList<TensorEvents.Hit>();
            for (int i = 0; i < crossings.size(); i++)
                hits.add(new TensorEvents.Hit(
                        crossings.get(i).event().name(),
                        leaves.get(n + 3 * i),
                        leaves.get(n + 3 * i + 1),
                        leaves.get(n + 3 * i + 2)));
            var result = loss.of(leaves.subList(0, n), hits);
            if (result.count() != 1)
                throw new IllegalArgumentException("the loss must have one element, not " + result.describe());
            value = result.item();
            int seen = leaves.size();
            leaves.addAll(flow.parameters());
            var gradients = Autograd.gradients(result, leaves);
            byState = gradients.subList(0, n);
            byHit = gradients.subList(n, seen);
            byParameter = gradients.subList(seen, gradients.size());
        }

        Found found() {
            Optional<Gradient> next = Optional.empty();
            for (int piece = crossings.size(); piece >= 0; piece--) next = piece(piece, next);
            var first = next.orElseThrow();
            var gradient = new Gradient(value, states, first.byInitial(), byParameter, first.byStart(), byTimes, work);
            return new Found(
                    gradient,
                    crossings.stream()
                            .map(c ->
                                    new TensorEvents.Hit(c.event().name(), pieces.scalar(c.t()), c.before(), c.after()))
                            .toList());
        }

        /// The gradient of the piece that ends with crossing number `piece`, or with the solution.
        ///
        /// @param next  of the piece after it; empty after the last
        private Optional<Gradient> piece(int piece, Optional<Gradient> next) {
            boolean last = piece == crossings.size();
            // after a terminal event there is no piece
            if (last && piece > 0 && crossings.getLast().event().reset().isEmpty()) return next;
            double from = piece == 0 ? flow.t0() : crossings.get(piece - 1).t();
            var start = piece == 0 ? y0 : crossings.get(piece - 1).after();
            double to = last ? flow.t1() : crossings.get(piece).t();
            var cotangents = new ArrayList<Tensor>();
            int[] seen = pieces.within(from, to);
            for (int k : seen) cotangents.add(byState.get(k));
            if (!last) cotangents.add(through(piece, next));
            var part = pieces.piece(from, to);
            var gradient = how.adjoint().gradient(part, start, s -> Cotangents.pairing(cotangents, s));
            for (int i = 0; i < byParameter.size(); i++)
                add(i, gradient.byParameters().get(i));
            for (int i = 0; i < seen.length; i++) byTimes[seen[i]] = gradient.byTimes()[i];
            var w = gradient.work();
            work = new Gradient.Work(
                    work.steps() + w.steps(),
                    work.repeated() + w.repeated(),
                    work.backward() + w.backward(),
                    Math.max(work.stored(), w.stored()));
            return Optional.of(gradient);
        }

        /// The derivative of the loss by the state before a crossing, at its fixed time.
        private Tensor through(int number, Optional<Gradient> next) {
            var crossing = crossings.get(number);
            var t = pieces.scalar(crossing.t()).requiresGrad();
            var y = EventPieces.leaf(crossing.before());
            var inputs = new ArrayList<Tensor>();
            inputs.add(t);
            inputs.add(y);
            inputs.addAll(flow.parameters());
            double tau = byHit.get(3 * number).item();
            var beta = byHit.get(3 * number + 1);
            var alpha = byHit.get(3 * number + 2);
            if (next.isPresent()) {
                tau += next.get().byStart();
                alpha = alpha.add(next.get().byInitial());
            }
            if (crossing.event().reset().isEmpty()) {
                beta = beta.add(alpha);
            } else {
                var after = crossing.event().reset().get().at(t, y);
                if (after.isTracked()) {
                    var by = Autograd.gradients(after.mul(alpha).sum(), inputs);
                    tau += by.get(0).item();
                    beta = beta.add(by.get(1));
                    for (int i = 0; i < byParameter.size(); i++) add(i, by.get(i + 2));
                }
            }
            var slope = pieces.slope(crossing.event(), crossing.t(), crossing.before());
            tau += beta.mul(slope.rate()).sum().item();
            double by = -tau / slope.speed();
            for (int i = 0; i < byParameter.size(); i++)
                add(i, slope.by().get(i + 2).mul(by));
            return beta.addScaled(slope.by().get(1), by);
        }

        private void add(int parameter, Tensor part) {
            try (var _ = TensorScope.open()) {
                var sum = byParameter.get(parameter);
                sum.assign(sum.add(part));
            }
        }
    }
}
