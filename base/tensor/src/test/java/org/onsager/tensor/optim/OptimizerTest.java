package org.onsager.tensor.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.tensor.DType;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Parameter;

class OptimizerTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor start() {
        return Tensors.of(new double[] {-1.2, 1}).requiresGrad();
    }

    private static Tensor rosenbrock(Tensor x) {
        var a = x.select(0, 0);
        var b = x.select(0, 1);
        return a.neg().add(1).square().add(b.sub(a.square()).square().mul(100));
    }

    private static double run(Optimizer optimizer, Tensor x, int steps) {
        var stepper = optimizer.over(TensorList.of(x));
        Supplier<Tensor> loss = () -> rosenbrock(x);
        for (int k = 0; k < steps; k++) {
            try (var _ = TensorScope.open()) {
                stepper.step(loss.get(), loss, 1, Double.POSITIVE_INFINITY);
            }
        }
        return rosenbrock(x).item();
    }

    @Test
    void lbfgs_finds_the_minimum_of_rosenbrocks_valley_in_few_steps() {
        var x = start();
        assertThat(run(Lbfgs.standard(), x, 40)).isLessThan(1e-20);
        assertThat(x.toDoubles()).containsExactly(new double[] {1, 1}, within(1e-9));
    }

    @Test
    void every_method_descends_rosenbrocks_valley() {
        assertThat(run(Adam.of(0.02), start(), 3_000)).isLessThan(1e-6);
        assertThat(run(Adam.decoupled(0.02, 1e-6), start(), 3_000)).isLessThan(1e-6);
        assertThat(run(new Sgd(3e-4, 0.9, 0, true), start(), 3_000)).isLessThan(1e-3);
        assertThat(run(Sgd.of(1e-3), start(), 3_000)).isLessThan(0.2);
    }

    @Test
    void adam_follows_its_formula() {
        var x = Tensors.of(new double[] {3, -2}).requiresGrad();
        var stepper = new Adam(0.1, 0.8, 0.95, 1e-6, 0.01, false).over(TensorList.of(x));
        double[] theta = {3, -2}, m = new double[2], v = new double[2];
        for (int k = 1; k <= 20; k++) {
            try (var _ = TensorScope.open()) {
                stepper.step(x.square().square().sum(), () -> x, 1, Double.POSITIVE_INFINITY);
            }
            for (int i = 0; i < 2; i++) {
                double g = 4 * Math.pow(theta[i], 3) + 0.01 * theta[i];
                m[i] = 0.8 * m[i] + 0.2 * g;
                v[i] = 0.95 * v[i] + 0.05 * g * g;
                theta[i] -= 0.1 * m[i] / (1 - Math.pow(0.8, k)) / (Math.sqrt(v[i] / (1 - Math.pow(0.95, k))) + 1e-6);
            }
        }
        assertThat(x.toDoubles()).containsExactly(theta, within(1e-12));
    }

    @Test
    void decoupled_decay_and_momentum_follow_their_formulas() {
        var x = Tensors.of(new double[] {2}).requiresGrad();
        var adamw = Adam.decoupled(0.1, 0.3).over(TensorList.of(x));
        adamw.step(x.sum(), () -> x, 1, Double.POSITIVE_INFINITY);
        assertThat(x.item()).isCloseTo(2 * (1 - 0.1 * 0.3) - 0.1, within(1e-8));
        var y = Tensors.of(new double[] {2}).requiresGrad();
        var sgd = new Sgd(0.1, 0.5, 0.2, false).over(TensorList.of(y));
        double theta = 2, u = 0;
        for (int k = 0; k < 5; k++) {
            sgd.step(y.square().sum(), () -> y, 1, Double.POSITIVE_INFINITY);
            u = 0.5 * u + 2 * theta + 0.2 * theta;
            theta -= 0.1 * u;
        }
        assertThat(y.item()).isCloseTo(theta, within(1e-13));
    }

    @Test
    void clipping_limits_the_norm_and_reports_it() {
        var x = Tensors.of(new double[] {3, 4}).requiresGrad();
        double norm = Sgd.of(1).over(TensorList.of(x)).step(x.square().mul(0.5).sum(), () -> x, 1, 1);
        assertThat(norm).isCloseTo(5, within(1e-14));
        assertThat(x.toDoubles()).containsExactly(new double[] {2.4, 3.2}, within(1e-14));
    }

    @Test
    void a_gradient_that_is_not_finite_changes_nothing() {
        var x = Tensors.of(new double[] {0, 4}).requiresGrad();
        double norm = Adam.of(0.1).over(TensorList.of(x)).step(x.sqrt().sum(), () -> x, 1, 1);
        assertThat(norm).isInfinite();
        assertThat(x.toDoubles()).containsExactly(0, 4);
    }

    @Test
    void a_restored_state_goes_on_with_the_same_bits() {
        for (var method : new Optimizer[] {Adam.of(0.02), new Sgd(1e-4, 0.9, 0.1, true), new Lbfgs(1, 5, 20)}) {
            var x = start();
            var stepper = method.over(TensorList.of(x));
            steps(stepper, x, 7);
            Map<String, Tensor> kept = new LinkedHashMap<>();
            stepper.state().forEach((name, tensor) -> kept.put(name, tensor.copy()));
            var y = x.detach().copy().requiresGrad();
            steps(stepper, x, 7);
            var other = method.over(TensorList.of(y));
            other.restore(kept);
            steps(other, y, 7);
            assertThat(y.toDoubles()).containsExactly(x.toDoubles());
        }
        assertThatThrownBy(() -> Adam.of(0.1).over(TensorList.of(start())).restore(Map.of()))
                .hasMessage("the optimiser state first.0 is missing");
    }

    private static void steps(Stepper stepper, Tensor x, int count) {
        for (int k = 0; k < count; k++) stepper.step(rosenbrock(x), () -> rosenbrock(x), 1, Double.POSITIVE_INFINITY);
    }

    @Test
    void schedules_have_their_values() {
        assertThat(Schedule.everySteps(1500, 0.4).factor(4500)).isCloseTo(0.064, within(1e-15));
        assertThat(Schedule.cosine(100, 0.01).factor(50)).isCloseTo(0.505, within(1e-15));
        assertThat(Schedule.cosine(100, 0.01).factor(900)).isEqualTo(0.01);
        assertThat(Schedule.linear(10, 0).factor(5)).isEqualTo(0.5);
        assertThat(Schedule.constant().warmup(10).factor(4)).isEqualTo(0.5);
        assertThat(Schedule.piecewise(new long[] {0, 10}, new double[] {1, 0.1}).factor(10))
                .isEqualTo(0.1);
        assertThat(Schedule.exponential(0.5).factor(3)).isEqualTo(0.125);
    }

    @Test
    void moving_average_follows_its_recursion_and_can_stand_in() {
        var x = Tensors.of(new double[] {1}).requiresGrad();
        var ema = new Ema(0.75, TensorList.of(x));
        x.assign(Tensors.of(new double[] {5}));
        ema.update();
        assertThat(ema.average().get(0).item()).isEqualTo(2);
        ema.whileApplied(() -> assertThat(x.item()).isEqualTo(2));
        assertThat(x.item()).isEqualTo(5);
    }

    @Test
    void settings_out_of_range_are_refused_with_the_range() {
        assertThatThrownBy(() -> Adam.of(0)).hasMessage("learningRate must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> new Adam(1, 1, 0.9, 1e-8, 0, false)).hasMessage("beta1 must be in [0, 1), not 1.0");
        assertThatThrownBy(() -> new Sgd(1, 0, 0, true)).hasMessageContaining("nesterov");
        assertThat(Tensors.zeros(DType.FLOAT64, 1).count()).isEqualTo(1);
    }

    /// Rosenbrock's valley from its usual start; without clipping some forty steps do.
    @Test
    void l_bfgs_with_clipped_gradients_still_arrives() {
        var p = Parameter.of(() -> Tensors.of(new double[] {-1.2, 1}));
        var stepper = Lbfgs.standard().over(TensorList.of(p));
        Supplier<Tensor> valley = () -> {
            var x = p.select(0, 0);
            return p.select(0, 1).sub(x.square()).square().mul(100).add(x.sub(1).square());
        };
        steps(stepper, valley, 100, 1);
        assertThat(p.toDoubles()).containsExactly(new double[] {1, 1}, within(1e-8));
    }

    /// However large or small the gradient: trial lengths are then tiny, which is no reason to stop.
    @Test
    void l_bfgs_arrives_whatever_the_scale_of_the_loss() {
        for (double scale : new double[] {1e-16, 1, 1e16}) {
            var p = Parameter.of(() -> Tensors.of(new double[] {2, -3}));
            var stepper = Lbfgs.standard().over(TensorList.of(p));
            steps(stepper, () -> p.sub(1).square().square().mul(scale).sum(), 50, Double.POSITIVE_INFINITY);
            assertThat(p.toDoubles()).as("scale %s", scale).containsExactly(new double[] {1, 1}, within(1e-4));
        }
    }

    @Test
    void norms_are_finite_where_squares_are_not() {
        var floats = TensorList.of(Tensors.full(1e25, DType.FLOAT32, 4), Tensors.zeros(DType.FLOAT32, 2));
        assertThat(Multi.norm(floats) / 2e25).isCloseTo(1, within(1e-6));
        var doubles = TensorList.of(Tensors.full(-1e200, DType.FLOAT64, 4));
        assertThat(Multi.norm(doubles) / 2e200).isCloseTo(1, within(1e-15));
        assertThat(Multi.norm(TensorList.of(Tensors.full(Double.NaN, DType.FLOAT64, 1))))
                .isNaN();
        assertThat(Multi.norm(TensorList.of(Tensors.full(Double.NEGATIVE_INFINITY, DType.FLOAT64, 1))))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void l_bfgs_refuses_another_optimisers_state() {
        var p = TensorList.of(Parameter.of(() -> Tensors.of(new double[] {2, -3})));
        var state = Adam.of(0.1).over(p).state();
        assertThatThrownBy(() -> Lbfgs.standard().over(p).restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not that of L-BFGS");
    }

    @Test
    void steps_of_a_schedule_must_ascend() {
        assertThatThrownBy(() -> Schedule.piecewise(new long[] {0, 10, 5}, new double[] {1, 2, 3}))
                .hasMessage("from[2] must be in (10, inf), not 5");
    }

    private static void steps(Stepper stepper, Supplier<Tensor> loss, int steps, double clip) {
        for (int i = 0; i < steps; i++) {
            try (var _ = TensorScope.open()) {
                stepper.step(loss.get(), loss, 1, clip);
            }
        }
    }
}
