package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import org.onsager.solve.Event;
import org.onsager.solve.OdeTerm;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// Events of one differentiable run: the time and the state of each crossing carry gradients.
///
/// The crossing time \(t^*\) is a function of the state's history by \(g(t^*, y(t^*)) = 0\), so \(dt^* =
/// -(\partial _y g\,dy + \partial_\theta g\,d\theta) / (\partial_t g + \partial_y g\,f)\), where \(dy\) is taken
/// at fixed time; and \(dy(t^*) = dy + f\,dt^*\). After a reset \(y^+ = R(t^*, y(t^*))\) the state at fixed time
/// has \(dy^+ = dR - f(t^*, y^+)\,dt^*\): together the saltation matrix. Each is built into the record, so that
/// any later loss is differentiated through any number of events. First derivatives only.
///
/// Solve on [TensorSpace] from tracked tensors with `events.terminal(...)` or `events.reset(...)` among the
/// events, then read [#hits()]. One object serves one run.
///
/// Source: R. T. Q. Chen, B. Amos and M. Nickel, *Learning neural event functions for ordinary differential
/// equations*, ICLR 2021; the saltation matrix is due to M. A. Aizerman and F. R. Gantmacher (1958).
public final class TensorEvents {
    private final OdeTerm<Tensor> term;
    private final List<Hit> hits = new ArrayList<>();

    /// Events of runs of this equation.
    public TensorEvents(OdeTerm<Tensor> term) {
        this.term = term;
    }

    /// A condition whose zeros are looked for.
    @FunctionalInterface
    public interface Condition {
        /// \(g(t, y)\), a tensor of one element; may depend on tracked parameters.
        ///
        /// @param t  a scalar
        Tensor at(Tensor t, Tensor y);
    }

    /// A jump of the state.
    @FunctionalInterface
    public interface Reset {
        /// \(R(t, y)\), of the shape of `y`.
        ///
        /// @param t  a scalar
        Tensor at(Tensor t, Tensor y);
    }

    /// A crossing.
    ///
    /// @param name  the event's
    /// @param time  \(t^*\), a differentiable scalar
    /// @param before  \(y(t^*)\), differentiable
    /// @param after  the state after a reset, differentiable; `before` without one
    public record Hit(String name, Tensor time, Tensor before, Tensor after) {}

    /// The crossings so far, in the order of time.
    public List<Hit> hits() {
        return List.copyOf(hits);
    }

    /// An event that stops the run; the solution's final state is differentiable with the stopping time.
    public Event<Tensor> terminal(String name, Condition condition) {
        return watch(name, condition)
                .reset((t, y) -> {
                    var time = time(name, condition, t, y);
                    var before = shifted(t, y, time, 1);
                    hits.add(new Hit(name, time, before, before));
                    return before;
                })
                .terminal();
    }

    /// An event that changes the state and goes on.
    public Event<Tensor> reset(String name, Condition condition, Reset reset) {
        return watch(name, condition).reset((t, y) -> {
            var time = time(name, condition, t, y);
            var before = shifted(t, y, time, 1);
            var after = reset.at(time, before);
            hits.add(new Hit(name, time, before, after));
            return shifted(t, after, time, -1);
        });
    }

    private static Event<Tensor> watch(String name, Condition condition) {
        Event.Condition<Tensor> value = (t, y) ->
                Autograd.unrecorded(() -> condition.at(scalar(t, y), y.detach()).item());
        return Event.of(value).named(name);
    }

    /// The crossing time as a function of everything that is tracked.
    private Tensor time(String name, Condition condition, double t, Tensor y) {
        var at = scalar(t, y).requiresGrad();
        var fixed = y.detach().copy().requiresGrad();
        var g = condition.at(at, fixed);
        var byTime = g.isTracked() ? Autograd.differentiable(g, at).item() : 0;
        var byState = Autograd.differentiable(g, fixed).detach();
        double rate = byTime + byState.mul(rate(t, fixed)).sum().item();
        if (rate == 0 || !Double.isFinite(rate))
            throw new IllegalArgumentException(
                    "event '%s' at t = %s has no derivative: its condition changes at the rate %s along the solution"
                            .formatted(name, t, rate));
        var recorded = condition.at(scalar(t, y), y);
        return recorded.sub(recorded.detach()).reshape().mul(-1 / rate).add(t);
    }

    /// `y` moved along the flow by `sign` times the change of the time, which is zero in value.
    private Tensor shifted(double t, Tensor y, Tensor time, double sign) {
        return y.add(rate(t, y).mul(time.sub(t)).mul(sign));
    }

    private Tensor rate(double t, Tensor y) {
        return Autograd.unrecorded(() -> term.rate(t, y.detach(), y).detach());
    }

    private static Tensor scalar(double t, Tensor like) {
        return Tensors.scalar(t, like.dtype()).to(like.device());
    }
}
