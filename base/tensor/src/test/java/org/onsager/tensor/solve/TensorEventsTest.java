package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

class TensorEventsTest {
    private static OdeTerm<Tensor> fall(Tensor gravity) {
        return OdeTerm.of(TensorSpace.REAL, (t, y) -> Tensors.cat(0, y.slice(0, 1, 2), gravity.neg()));
    }

    private static Solve<Tensor> problem(OdeTerm<Tensor> term, Tensor y0, double t1) {
        return Solve.of(term).span(0, t1).y0(y0).solver(new Tsit5()).controller(Pid.tol(1e-10, 1e-12));
    }

    @Test
    void falling_ball_lands_at_the_closed_form_with_its_derivatives() {
        try (var _ = TensorScope.open()) {
            var gravity = Tensors.of(new double[] {8}, 1).requiresGrad();
            var height = Tensors.of(new double[] {10}, 1).requiresGrad();
            var term = fall(gravity);
            var events = new TensorEvents(term);
            var y0 = Tensors.cat(0, height, Tensors.of(new double[] {0}, 1));
            problem(term, y0, 5)
                    .events(events.terminal("ground", (t, y) -> y.select(0, 0)))
                    .run();
            var hit = events.hits().getFirst();
            assertThat(hit.time().item()).isCloseTo(1.5811388300841898, within(1e-9));
            assertThat(hit.before().select(0, 1).item()).isCloseTo(-12.649110640673518, within(1e-8));
            assertThat(Autograd.differentiable(hit.time(), height).item())
                    .isCloseTo(1 / Math.sqrt(2 * 8 * 10), within(1e-9));
            assertThat(Autograd.differentiable(hit.time(), gravity).item())
                    .isCloseTo(-1.5811388300841898 / 16, within(1e-9));
            // impact speed -sqrt(2 g h)
            assertThat(Autograd.differentiable(hit.before().select(0, 1), height)
                            .item())
                    .isCloseTo(-Math.sqrt(2 * 8 / (4 * 10.0)), within(1e-9));
            // the height at the impact is zero whatever the start
            assertThat(Autograd.differentiable(hit.before().select(0, 0), height)
                            .item())
                    .isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void bouncing_ball_is_differentiated_through_its_resets() {
        // height after n bounces with restitution e: closed form of piecewise parabolas
        double g = 8, h = 10, e = .8, end = 6;
        try (var _ = TensorScope.open()) {
            var gravity = Tensors.of(new double[] {g}, 1);
            var height = Tensors.of(new double[] {h}, 1).requiresGrad();
            var restitution = Tensors.of(new double[] {e}, 1).requiresGrad();
            var term = fall(gravity);
            var events = new TensorEvents(term);
            var y0 = Tensors.cat(0, height, Tensors.of(new double[] {0}, 1));
            var bounce = events.reset(
                    "bounce",
                    (t, y) -> y.select(0, 0),
                    (t, y) -> Tensors.cat(
                            0,
                            y.slice(0, 0, 1),
                            y.slice(0, 1, 2).mul(restitution).neg()));
            var y1 = problem(term, y0, end).events(bounce.down()).run().y1();
            assertThat(events.hits()).hasSize(2);
            double d = 1e-5;
            assertThat(y1.toDoubles()[0]).isCloseTo(closed(h, e, g, end), within(1e-8));
            assertThat(Autograd.differentiable(y1.select(0, 0), height).item())
                    .isCloseTo((closed(h + d, e, g, end) - closed(h - d, e, g, end)) / (2 * d), within(1e-7));
            assertThat(Autograd.differentiable(y1.select(0, 0), restitution).item())
                    .isCloseTo((closed(h, e + d, g, end) - closed(h, e - d, g, end)) / (2 * d), within(1e-6));
            assertThat(Autograd.differentiable(events.hits().get(1).time(), restitution)
                            .item())
                    .isCloseTo(2 * Math.sqrt(2 * h / g), within(1e-8));
        }
    }

    private static double closed(double h, double e, double g, double t) {
        double at = Math.sqrt(2 * h / g);
        if (t < at) return h - g * t * t / 2;
        double v = Math.sqrt(2 * g * h);
        while (true) {
            v *= e;
            double flight = 2 * v / g;
            if (t < at + flight) return v * (t - at) - g * (t - at) * (t - at) / 2;
            at += flight;
        }
    }

    @Test
    void condition_may_move_in_time_and_hold_parameters() {
        // y = exp(-k t) meets the line s t: t* solves exp(-k t) = s t
        try (var _ = TensorScope.open()) {
            var slope = Tensors.of(new double[] {.5}, 1).requiresGrad();
            OdeTerm<Tensor> term = OdeTerm.of(TensorSpace.REAL, (t, y) -> y.neg());
            var events = new TensorEvents(term);
            problem(term, Tensors.of(new double[] {1}, 1), 5)
                    .events(events.terminal(
                            "line", (t, y) -> y.sub(t.mul(slope)).sum()))
                    .run();
            var time = events.hits().getFirst().time();
            double at = time.item();
            assertThat(Math.exp(-at)).isCloseTo(.5 * at, within(1e-9));
            assertThat(Autograd.gradient(time, slope).item()).isCloseTo(-at / (Math.exp(-at) + .5), within(1e-8));
        }
    }

    @Test
    void condition_that_does_not_change_along_the_solution_has_no_derivative() {
        try (var _ = TensorScope.open()) {
            OdeTerm<Tensor> term =
                    OdeTerm.of(TensorSpace.REAL, (t, y) -> y.mul(0).add(t < 1 ? 1 : 0));
            var events = new TensorEvents(term);
            var stuck = problem(term, Tensors.of(new double[] {0}, 1), 3)
                    .jumpTs(1)
                    .events(events.terminal(
                            "level",
                            (t, y) -> y.sub(1).pow(3).sum().add(t.detach().sub(2))));
            assertThatIllegalArgumentException().isThrownBy(stuck::run).withMessageContaining("no derivative");
        }
    }
}
