package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Event;
import org.onsager.solve.OdeTerm;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.solve.EventAdjoint.Watched;

/// A solution cut at its crossings: each piece is one of the flow's own method from one time to another.
final class EventPieces {
    record Crossing(Watched event, double t, Tensor before, Tensor after) {}

    private final List<Watched> events;
    private final Flow flow;
    private final OdeTerm<Tensor> ode;
    private final Tensor y0;
    private final List<Crossing> crossings = new ArrayList<>();
    private final List<Tensor> states = new ArrayList<>();

    EventPieces(EventAdjoint how, Flow flow, OdeTerm<Tensor> ode, Tensor y0) {
        events = how.events();
        this.flow = flow;
        this.ode = ode;
        this.y0 = y0;
        solve();
    }

    List<Crossing> crossings() {
        return crossings;
    }

    /// At the flow's times, as far as the solution went.
    List<Tensor> states() {
        return states;
    }

    /// Finds the crossings and what the loss sees, piece by piece.
    private void solve() {
        double from = flow.t0();
        var start = y0;
        while (true) {
            var found = search(from, start);
            if (found.isEmpty()) {
                states.addAll(sweep(from, start, flow.t1()).states());
                return;
            }
            if (crossings.size() >= flow.maxSteps())
                throw new DivergedException(
                        "more than %d events up to t = %s; they may accumulate there".formatted(flow.maxSteps(), from));
            var event = events.get(found.get().index());
            var crossing = located(event, from, start, found.get().t());
            crossings.add(crossing);
            if (event.reset().isEmpty()) return;
            from = crossing.t();
            start = crossing.after();
        }
    }

    /// The first event of a piece, on the method's dense output.
    private Optional<Event.Occurrence<Tensor>> search(double from, Tensor start) {
        double begin = from;
        @SuppressWarnings({"unchecked", "rawtypes"})
        Event<Tensor>[] watched =
                events.stream().map(each -> watch(each, begin)).toArray(Event[]::new);
        var occurrences = piece(from, flow.t1())
                .problem(Unrecorded.of(ode), start)
                .events(watched)
                .run()
                .events();
        return occurrences.stream().findFirst();
    }

    private Event<Tensor> watch(Watched event, double begin) {
        boolean just = !crossings.isEmpty() && crossings.getLast().event() == event;
        Event.Condition<Tensor> condition = (t, y) -> {
            // just after an event its own zero is not found again
            if (just && t == begin) return 0;
            try (var _ = TensorScope.open()) {
                return Autograd.unrecorded(() -> event.condition().at(scalar(t), y.detach()))
                        .item();
            }
        };
        var watched = Event.of(condition).named(event.name()).terminal();
        return switch (event.direction()) {
            case UP -> watched.up();
            case DOWN -> watched.down();
            case BOTH -> watched;
        };
    }

    /// The crossing near `t` of the steps that end there, by Newton's method: the dense output of a method may be
    /// less accurate than its steps. Adds the piece's states to those seen.
    private Crossing located(Watched event, double from, Tensor start, double t) {
        double at = t, last = Double.POSITIVE_INFINITY;
        while (true) {
            var sweep = sweep(from, start, at);
            var y = sweep.states().getLast();
            double change = -value(event, at, y) / slope(event, at, y).speed();
            double when = at;
            boolean done = Math.abs(change) <= 4 * Math.ulp(at) || !(Math.abs(change) < 0.5 * last);
            if (done) {
                if (Arrays.stream(flow.times()).anyMatch(each -> each == when))
                    throw new IllegalArgumentException(
                            "times must not fall on a crossing, where there are two states, as %s does; ask for the crossing's own"
                                    .formatted(when));
                states.addAll(sweep.states().subList(0, sweep.states().size() - 1));
                var after = event.reset()
                        .map(reset -> Autograd.unrecorded(
                                () -> reset.at(scalar(when), y).detach().copy()))
                        .orElse(y);
                return new Crossing(event, at, y, after);
            }
            at += change;
            last = Math.abs(change);
        }
    }

    private Sweep sweep(double from, Tensor start, double to) {
        return Sweep.forward(piece(from, to), start, Sweep.checkpoints(1));
    }

    private double value(Watched event, double t, Tensor y) {
        return Autograd.unrecorded(() -> event.condition().at(scalar(t), y)).item();
    }

    /// The flow from one time to another, seen there and at its own times between.
    Flow piece(double from, double to) {
        double[] times = IntStream.concat(IntStream.of(within(from, to)), IntStream.of(-1))
                .mapToDouble(k -> k < 0 ? to : flow.times()[k])
                .distinct()
                .toArray();
        return new Flow(flow.term(), flow.parameters(), flow.solver(), flow.controller(), from, times, flow.maxSteps());
    }

    /// The flow's times within a piece; its last only where the flow ends.
    int[] within(double from, double to) {
        double sign = Math.signum(flow.t1() - flow.t0());
        return IntStream.range(0, flow.times().length)
                .filter(k -> (flow.times()[k] - from) * sign > 0)
                .filter(k -> (to - flow.times()[k]) * sign > 0 || flow.times()[k] == to && to == flow.t1())
                .toArray();
    }

    /// The change of an event's condition along the solution.
    record Slope(double speed, Tensor rate, List<Tensor> by) {}

    Slope slope(Watched event, double at, Tensor before) {
        var t = scalar(at).requiresGrad();
        var y = leaf(before);
        var inputs = new ArrayList<Tensor>();
        inputs.add(t);
        inputs.add(y);
        inputs.addAll(flow.parameters());
        var rate = Autograd.unrecorded(() -> ode.rate(at, before, before).detach());
        var g = event.condition().at(t, y);
        var by = g.isTracked() ? Autograd.gradients(g.sum(), inputs) : Cotangents.zeros(inputs);
        double speed = by.get(0).item() + by.get(1).mul(rate).sum().item();
        if (speed == 0 || !Double.isFinite(speed))
            throw new IllegalArgumentException(
                    "event '%s' at t = %s has no derivative: its condition changes at the rate %s along the solution"
                            .formatted(event.name(), at, speed));
        return new Slope(speed, rate, by);
    }

    static Tensor leaf(Tensor value) {
        return value.detach().copy().requiresGrad();
    }

    Tensor scalar(double t) {
        return Tensors.scalar(t, y0.dtype()).to(y0.device());
    }
}
