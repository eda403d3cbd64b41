package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.solve.Event;
import org.onsager.solve.Pid;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.symplectic.AsynchronousLeapfrog;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

class EventAdjointTest {
    private static final double H = 10, G = 8, E = .8;
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor numbers(double... values) {
        return Tensors.of(values, values.length);
    }

    /// A falling ball; parameters gravity and restitution.
    private static Flow fall(Solver solver, Tensor gravity, Tensor restitution, double end) {
        return Flow.of(
                        (t, y) -> Tensors.cat(0, y.slice(0, 1, 2), gravity.neg()),
                        List.of(gravity, restitution),
                        solver,
                        0,
                        end)
                .with(Pid.tol(1e-10, 1e-12));
    }

    private static Map<String, Adjoint> adjoints() {
        var back = new Backsolve(Backsolve.States.RESTORED, Backsolve.Parameters.SOLVED, false);
        var adjoints = new LinkedHashMap<String, Adjoint>();
        adjoints.put("tape", Adjoint.tape());
        adjoints.put("checkpoints", Adjoint.checkpointed(2));
        adjoints.put("restored", back);
        adjoints.put("solved", back.with(Backsolve.States.SOLVED));
        adjoints.put("interpolated", back.with(Backsolve.States.INTERPOLATED));
        adjoints.put("quadrature", back.with(Backsolve.States.INTERPOLATED).with(Backsolve.Parameters.QUADRATURE));
        adjoints.put("forward", Adjoint.forward());
        adjoints.put("reversible", Adjoint.reversible());
        return adjoints;
    }

    private static Flow suited(String adjoint, Tensor gravity, Tensor restitution, double end) {
        // leapfrog is exact for a parabola
        return adjoint.equals("reversible")
                ? fall(new AsynchronousLeapfrog(), gravity, restitution, end).fixedStep(.05)
                : fall(new Tsit5(), gravity, restitution, end);
    }

    @Test
    void impact_has_the_closed_form_and_its_derivatives_in_every_mode() {
        adjoints().forEach((name, adjoint) -> {
            var gravity = numbers(G).requiresGrad();
            var restitution = numbers(E).requiresGrad();
            var ground = EventAdjoint.of(adjoint).terminal("ground", Event.Direction.DOWN, (t, y) -> y.select(0, 0));
            var flow = suited(name, gravity, restitution, 5);
            var time = ground.gradient(
                    flow, numbers(H, 0), (s, hits) -> hits.getFirst().time());
            assertThat(time.gradient().loss()).as(name).isCloseTo(1.5811388300841898, within(1e-9));
            assertThat(time.gradient().byInitial().toDoubles()[0]).as(name).isCloseTo(.07905694150420949, within(1e-8));
            assertThat(time.gradient().byParameters().getFirst().item())
                    .as(name)
                    .isCloseTo(-1.5811388300841898 / 16, within(1e-8));
            // the clock starts later, the ball lands later
            assertThat(time.gradient().byStart()).as(name).isCloseTo(1, within(1e-8));
            assertThat(time.gradient().byTimes()).containsExactly(0);
            var speed = ground.gradient(
                    flow, numbers(H, 0), (s, hits) -> hits.getFirst().before().select(0, 1));
            assertThat(speed.gradient().loss()).as(name).isCloseTo(-12.649110640673518, within(1e-8));
            assertThat(speed.gradient().byInitial().toDoubles()[0])
                    .as(name)
                    .isCloseTo(-Math.sqrt(2 * G / (4 * H)), within(1e-8));
        });
    }

    /// Height and speed at `end` after one bounce, and their derivatives by (h, g, e) by hand.
    private static double[][] bounced(double end) {
        double at = Math.sqrt(2 * H / G), v = E * Math.sqrt(2 * G * H), s = end - at;
        double[] byAt = {at / (2 * H), -at / (2 * G), 0};
        double[] byV = {v / (2 * H), v / (2 * G), v / E};
        var y = new double[3];
        var u = new double[3];
        for (int i = 0; i < 3; i++) {
            y[i] = s * byV[i] - (v - G * s) * byAt[i];
            u[i] = byV[i] + G * byAt[i];
        }
        y[1] -= s * s / 2;
        u[1] -= s;
        return new double[][] {y, u};
    }

    @Test
    void bounce_is_differentiated_by_height_gravity_and_restitution_in_every_mode() {
        adjoints().forEach((name, adjoint) -> {
            var gravity = numbers(G).requiresGrad();
            var restitution = numbers(E).requiresGrad();
            var bouncing = EventAdjoint.of(adjoint)
                    .reset(
                            "bounce",
                            Event.Direction.DOWN,
                            (t, y) -> y.select(0, 0),
                            (t, y) -> Tensors.cat(
                                    0,
                                    y.slice(0, 0, 1),
                                    y.slice(0, 1, 2).mul(restitution).neg()));
            var flow = suited(name, gravity, restitution, 3).at(1, 2.5, 3);
            var found = bouncing.gradient(flow, numbers(H, 0), (s, hits) -> {
                assertThat(s).hasSize(3);
                return s.get(0)
                        .select(0, 0)
                        .add(s.get(1).select(0, 0).mul(2))
                        .add(s.get(2).select(0, 1).mul(3));
            });
            double[][] early = bounced(2.5), late = bounced(3);
            double[] expected = new double[3];
            double[] first = {1, -.5, 0};
            for (int i = 0; i < 3; i++) expected[i] = first[i] + 2 * early[0][i] + 3 * late[1][i];
            var g = found.gradient();
            assertThat(g.byInitial().toDoubles()[0]).as(name).isCloseTo(expected[0], within(1e-7));
            assertThat(g.byParameters().get(0).item()).as(name).isCloseTo(expected[1], within(1e-7));
            assertThat(g.byParameters().get(1).item()).as(name).isCloseTo(expected[2], within(1e-7));
            // all times together: nothing changes but the clock
            double sum = g.byStart();
            for (double each : g.byTimes()) sum += each;
            assertThat(sum).as(name).isCloseTo(0, within(1e-7));
            assertThat(found.hits()).hasSize(1);
        });
    }

    @Test
    void condition_and_reset_may_move_in_time_and_hold_parameters() {
        // y' = -y meets s t at t*, then jumps to y + r t*: y(T) = (s + r) t* exp(t* - T), still above the line at
        // T
        double s = .5, r = 3, end = 1.5;
        double at = .85260550201372549134647241469532; // exp(-t) = t / 2
        for (int i = 0; i < 5; i++) at -= (Math.exp(-at) - s * at) / (-Math.exp(-at) - s);
        var p = numbers(s, r).requiresGrad();
        var flow = Flow.of((t, y) -> y.neg(), List.of(p), new Tsit5(), 0, end).with(Pid.tol(1e-11, 1e-13));
        var found = EventAdjoint.of(Adjoint.checkpointed())
                .reset(
                        "line",
                        Event.Direction.DOWN,
                        (t, y) -> y.select(0, 0).sub(p.select(0, 0).mul(t)),
                        (t, y) -> y.add(p.select(0, 1).mul(t)))
                .gradient(flow, numbers(1), (states, hits) -> states.getLast().sum());
        double bySlope = -at / (Math.exp(-at) + s), decay = Math.exp(at - end);
        double byTime = (s + r) * (1 + at) * decay;
        assertThat(found.gradient().loss()).isCloseTo((s + r) * at * decay, within(1e-9));
        assertThat(found.gradient().byParameters().getFirst().toDoubles())
                .containsExactly(new double[] {at * decay + byTime * bySlope, at * decay}, within(1e-8));
    }

    @Test
    void pieces_and_one_record_have_the_same_gradient() {
        var gravity = numbers(G).requiresGrad();
        var restitution = numbers(E).requiresGrad();
        TensorEvents.Condition floor = (t, y) -> y.select(0, 0);
        TensorEvents.Reset back = (t, y) -> Tensors.cat(
                0, y.slice(0, 0, 1), y.slice(0, 1, 2).mul(restitution).neg());
        var flow = fall(new Tsit5(), gravity, restitution, 6);
        var pieces = EventAdjoint.of(Adjoint.tape())
                .reset("bounce", Event.Direction.DOWN, floor, back)
                .gradient(
                        flow,
                        numbers(H, 0),
                        (s, hits) -> s.getLast().select(0, 0).add(hits.get(1).time()));
        var y0 = numbers(H, 0).requiresGrad();
        var events = new TensorEvents((org.onsager.solve.OdeTerm<Tensor>) flow.term());
        var y1 = org.onsager.solve.Solve.of(flow.term())
                .span(0, 6)
                .y0(y0)
                .solver(flow.solver())
                .controller(flow.controller())
                .events(events.reset("bounce", floor, back).down())
                .run()
                .y1();
        var one = org.onsager.tensor.Autograd.gradients(
                y1.select(0, 0).add(events.hits().get(1).time()).sum(), List.of(y0, gravity, restitution));
        assertThat(pieces.gradient().byInitial().toDoubles())
                .containsExactly(one.get(0).toDoubles(), within(1e-8));
        for (int i = 0; i < 2; i++)
            assertThat(pieces.gradient().byParameters().get(i).item())
                    .isCloseTo(one.get(i + 1).item(), within(1e-8));
    }

    @Test
    void what_does_not_fit_is_refused_with_the_remedy() {
        var p = numbers(1).requiresGrad();
        var driven = new Flow(
                new DrivenTerm(1, (a, b, into) -> {}, (t, y, dt, dx) -> y, new double[0]),
                List.of(p),
                new Tsit5(),
                Pid.tol(1e-6, 1e-8),
                0,
                new double[] {1},
                99);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventAdjoint.of(Adjoint.tape()).gradient(driven, numbers(1), (s, h) -> p))
                .withMessageContaining("ordinary equation");
        var flow = Flow.of((t, y) -> y.mul(0).add(1), List.of(p), new Tsit5(), 0, 3);
        var flat = EventAdjoint.of(Adjoint.tape())
                .terminal(
                        "flat",
                        Event.Direction.BOTH,
                        (t, y) -> y.detach().sub(1).pow(3).sum().sub(1e-18));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        flat.gradient(flow, numbers(0), (s, h) -> h.getFirst().time()))
                .withMessageContaining("flat");
    }
}
