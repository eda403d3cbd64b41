package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Mlp;

class CarriedDensityTest {
    private static final double[] A = {1, 2, 0, 0, -1, 3, .5, 0, 2};

    private static Solve<Tensor> settings(Solve<Tensor> problem) {
        return problem.solver(new Tsit5()).controller(Pid.tol(1e-9, 1e-11));
    }

    @Test
    void linear_field_carries_the_normal_density_to_the_normal_density_of_its_exponential() {
        // x' = diag(a, b) x: variances exp(2a), exp(2b)
        try (var _ = TensorScope.open()) {
            var rates = Tensors.of(new double[] {.4, -.7}, 2).requiresGrad();
            var y = Tensors.of(new double[] {.3, -.2, 1.5, .1, -2, .4}, 3, 2);
            for (var trace : new CarriedDensity.Trace[] {
                CarriedDensity.Trace.exact(), CarriedDensity.Trace.rademacher(y, 1, RandomStream.of(1))
            }) {
                var density = new CarriedDensity(t -> x -> x.mul(rates), trace);
                var log = density.logDensity(y, 0, 1, CarriedDensity::standardNormal, CarriedDensityTest::settings);
                double[] points = y.toDoubles();
                for (int i = 0; i < 3; i++) {
                    double p = points[2 * i] * Math.exp(-.4), q = points[2 * i + 1] * Math.exp(.7);
                    assertThat(log.toDoubles()[i])
                            .isCloseTo(-.5 * (p * p + q * q) - Math.log(2 * Math.PI) - .4 + .7, within(1e-7));
                }
                // d log p / da = exp(-2a) x^2 - 1, summed over the rows
                double expected = 0;
                for (int i = 0; i < 3; i++) expected += Math.exp(-.8) * points[2 * i] * points[2 * i] - 1;
                assertThat(Autograd.gradient(log.sum(), rates).toDoubles()[0]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void regularisers_are_those_of_a_linear_field() {
        try (var _ = TensorScope.open()) {
            var a = Tensors.of(A, 3, 3);
            var y = Tensors.zeros(DType.FLOAT64, 4, 3);
            var density = new CarriedDensity(t -> x -> x.matmul(a.t()).add(2), CarriedDensity.Trace.exact());
            var z = settings(Solve.of(density.term()).span(0, .5).y0(CarriedDensity.lift(y)))
                    .run()
                    .y1();
            assertThat(CarriedDensity.expansion(z).toDoubles())
                    .containsExactly(new double[] {1, 1, 1, 1}, within(1e-9));
            double frobenius = 0;
            for (double each : A) frobenius += each * each;
            assertThat(CarriedDensity.jacobianPenalty(z).toDoubles()[0]).isCloseTo(.5 * frobenius, within(1e-8));
            assertThat(CarriedDensity.kineticEnergy(z).toDoubles()[0]).isGreaterThan(.5 * 12);
        }
    }

    @Test
    void hutchinson_has_the_variances_of_gaussian_and_rademacher_probes() {
        // S = sym(A): Gaussian 2 |S|^2 = 25.25, Rademacher 2 (|S|^2 - sum s_ii^2) = 13.25, mean 2
        int n = 200_000;
        try (var _ = TensorScope.open()) {
            var a = Tensors.of(A, 3, 3);
            var y = Tensors.zeros(DType.FLOAT64, n, 3);
            var stream = RandomStream.of(7);
            double[][] expected = {{25.25}, {13.25}};
            CarriedDensity.Trace[] traces = {
                CarriedDensity.Trace.gaussian(y, 1, stream.split("gauss")),
                CarriedDensity.Trace.rademacher(y, 1, stream.split("signs"))
            };
            for (int k = 0; k < 2; k++) {
                var term = new CarriedDensity(t -> x -> x.matmul(a.t()), traces[k]).term();
                var rate = term.rate(0, CarriedDensity.lift(y), y);
                var estimate = CarriedDensity.expansion(rate);
                double mean = estimate.mean().item(),
                        variance = estimate.variance(true, 0).item();
                // mean within 4 standard errors, variance within 2 % (its own standard error is below 0.5 %)
                assertThat(mean).isCloseTo(2, within(4 * Math.sqrt(expected[k][0] / n)));
                assertThat(variance).isCloseTo(expected[k][0], within(.02 * expected[k][0]));
            }
        }
    }

    @Test
    void neural_flow_is_a_density_and_is_trained_by_any_adjoint() {
        try (var _ = TensorScope.open()) {
            var net = Mlp.of(Activation.TANH, RandomStream.of(5), DType.FLOAT64, 1, 16, 1);
            var density = new CarriedDensity(t -> net::forward, CarriedDensity.Trace.exact());
            int n = 2001;
            var grid = Tensors.linspace(-10, 10, n, DType.FLOAT64).reshape(n, 1);
            var log = density.logDensity(grid, 0, 1, CarriedDensity::standardNormal, CarriedDensityTest::settings);
            double mass = log.exp().sum().item() * 20 / (n - 1);
            assertThat(mass).isCloseTo(1, within(1e-6));
            var y0 = CarriedDensity.lift(Tensors.normal(RandomStream.of(6), DType.FLOAT64, 7, 1));
            var flow = new Flow(
                    density.term(),
                    java.util.List.copyOf(net.parameters().values()),
                    new Tsit5(),
                    Pid.tol(1e-9, 1e-11),
                    0,
                    new double[] {1},
                    10_000);
            Flow.Loss loss = Flow.Loss.ofEnd(z -> CarriedDensity.expansion(z)
                    .add(CarriedDensity.kineticEnergy(z))
                    .sum());
            var tape = Adjoint.tape().gradient(flow, y0, loss);
            var few = Adjoint.checkpointed(3).gradient(flow, y0, loss);
            var back = Adjoint.backsolve().gradient(flow, y0, loss);
            for (int i = 0; i < tape.byParameters().size(); i++) {
                double[] expected = tape.byParameters().get(i).toDoubles();
                assertThat(few.byParameters().get(i).toDoubles()).containsExactly(expected, within(1e-12));
                assertThat(back.byParameters().get(i).toDoubles()).containsExactly(expected, within(1e-6));
            }
        }
    }
}
