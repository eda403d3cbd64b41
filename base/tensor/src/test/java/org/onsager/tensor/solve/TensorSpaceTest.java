package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.solve.Norm;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.ExplicitRungeKutta;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

class TensorSpaceTest {
    private static final OdeTerm<Tensor> LORENZ = OdeTerm.of(TensorSpace.REAL, (t, y) -> {
        var x = y.select(0, 0);
        var v = y.select(0, 1);
        var z = y.select(0, 2);
        return Tensors.stack(
                0, v.sub(x).mul(10), x.mul(z.mul(-1).add(28)).sub(v), x.mul(v).sub(z.mul(8.0 / 3)));
    });

    private static final Ode ARRAYS = Ode.of((t, y, r) -> {
        r[0] = 10 * (y[1] - y[0]);
        r[1] = y[0] * (28 - y[2]) - y[1];
        r[2] = y[0] * y[1] - 8.0 / 3 * y[2];
    });

    @Test
    void tensors_take_the_steps_of_arrays() {
        for (ExplicitRungeKutta solver : new ExplicitRungeKutta[] {new Tsit5(), new Dop853()}) {
            try (var _ = TensorScope.open()) {
                var arrays = Solve.of(ARRAYS)
                        .span(0, 2)
                        .y0(new double[] {1, 1, 20})
                        .solver(solver)
                        .saveAt(SaveAt.grid(0, 2, 9))
                        .run();
                var tensors = Solve.of(LORENZ)
                        .span(0, 2)
                        .y0(Tensors.of(new double[] {1, 1, 20}, 3))
                        .solver(solver)
                        .saveAt(SaveAt.grid(0, 2, 9))
                        .run();
                assertThat(tensors.statistics().accepted())
                        .isEqualTo(arrays.statistics().accepted());
                for (int i = 0; i < 9; i++)
                    assertThat(tensors.ys().get(i).toDoubles())
                            .containsExactly(arrays.ys().get(i), within(1e-9));
            }
        }
    }

    @Test
    void norms_are_those_of_arrays() {
        try (var _ = TensorScope.open()) {
            double[] v = {1e-3, -2e-3, 5e-4}, y = {1, -2, 3}, z = {1.1, -1.9, 3.5};
            for (var tolerance : new Tolerance[] {
                Tolerance.of(1e-3, 1e-6),
                Tolerance.of(1e-3, 1e-6).with(Norm.MAX),
                Tolerance.of(1e-3, 1e-6).with(Norm.ofFirst(2)),
                new Tolerance(new double[] {1e-3}, new double[] {1e-6, 1e-2, 1}, Norm.RMS)
            })
                assertThat(TensorSpace.REAL.scaledNorm(Tensors.of(v, 3), Tensors.of(y, 3), Tensors.of(z, 3), tolerance))
                        .isCloseTo(org.onsager.solve.ArraySpace.REAL.scaledNorm(v, y, z, tolerance), within(1e-13));
            var broken = Tensors.of(new double[] {1, Double.NaN, 2}, 3);
            assertThat(TensorSpace.REAL.firstNonFinite(broken)).isEqualTo(1);
            assertThat(TensorSpace.REAL.scaledNorm(broken, broken, broken, Tolerance.of(1, 1)))
                    .isNaN();
        }
    }

    @Test
    void single_precision_batches_stay_single_precision_batches() {
        try (var _ = TensorScope.open()) {
            var y0 = Tensors.ones(DType.FLOAT32, 4, 3);
            OdeTerm<Tensor> decay = OdeTerm.of(TensorSpace.REAL, (t, y) -> y.mul(-1));
            var y1 = Solve.of(decay)
                    .span(0, 1)
                    .y0(y0)
                    .solver(new RK4())
                    .fixedStep(.1)
                    .run()
                    .y1();
            assertThat(y1.describe()).isEqualTo("float32[4, 3]");
            assertThat(y1.mean().item()).isCloseTo(Math.exp(-1), within(1e-6));
        }
    }

    @Test
    void state_that_is_not_finite_is_refused_with_its_component() {
        try (var _ = TensorScope.open()) {
            var y0 = Tensors.of(new double[] {1, Double.POSITIVE_INFINITY, 0}, 3);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Solve.of(LORENZ)
                            .span(0, 1)
                            .y0(y0)
                            .controller(Pid.tol(1e-3, 1e-3))
                            .run())
                    .withMessageContaining("component 1");
        }
    }
}
