package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Increment;
import org.onsager.solve.Pid;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.adjoint.DiscreteAdjoint;
import org.onsager.solve.adjoint.Pull;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.Midpoint;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Mlp;

class StochasticAdjointTest {
    private static final double MU = .3, SIGMA = .5;
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Brownian path(int channels, int rows) {
        return new BrownianInterval(
                RandomStream.of(5), Layout.of(channels).rows(0, rows).with(Areas.WH), 0, 1, 1.0 / 8192);
    }

    private static Tensor numbers(double... values) {
        return Tensors.of(values, values.length);
    }

    private static Flow flow(Term<Tensor> term, List<Tensor> parameters, Solver solver, double h) {
        return new Flow(term, parameters, solver, new FixedStep(h), 0, new double[] {.5, 1}, 1 << 16);
    }

    /// Two geometric motions with parameters (mu, sigma), meant in this sense.
    private static TensorSde geometric(Interpretation sense, Noise noise, Tensor p) {
        var drift = p.select(0, 0);
        return new TensorSde(
                sense,
                noise,
                (t, y) -> y.mul(drift),
                (t, y, w) -> y.mul(p.select(0, 1)).mul(w),
                0,
                List.of(path(noise == Noise.SCALAR ? 1 : 2, 1)));
    }

    private static Tensor parameters() {
        return numbers(MU, SIGMA).requiresGrad();
    }

    private static final Flow.Loss LOSS = states ->
            states.get(0).square().sum().add(states.get(1).mul(numbers(1, -.5)).sum());

    private static double[] all(Gradient g) {
        var values = new ArrayList<Double>();
        for (double v : g.byInitial().toDoubles()) values.add(v);
        for (var each : g.byParameters()) for (double v : each.toDoubles()) values.add(v);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The exact pathwise gradient by (y0, mu, sigma); \(y(t) = y_0 e^{(\mu - c\sigma^2/2) t + \sigma W_t}\) with
    /// \(c = 1\) in Ito's sense.
    private static double[] exact(Interpretation sense, double[] y0) {
        var g = new double[4];
        double c = sense == Interpretation.ITO ? 1 : 0;
        double[] ends = {1, -.5};
        for (int k = 0; k < 2; k++) {
            double t = k == 0 ? .5 : 1;
            var increment = new Increment(2);
            path(2, 1).increment(0, t, increment);
            for (int i = 0; i < 2; i++) {
                double w = increment.value()[i];
                double growth = Math.exp((MU - c * SIGMA * SIGMA / 2) * t + SIGMA * w);
                double by = k == 0 ? 2 * y0[i] * growth : ends[i];
                g[i] += by * growth;
                g[2] += by * t * y0[i] * growth;
                g[3] += by * (w - c * SIGMA * t) * y0[i] * growth;
            }
        }
        return g;
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
        return most;
    }

    @Test
    void every_stochastic_method_is_differentiated_through_its_steps_and_converges_to_the_closed_form() {
        double[] start = {1, .8};
        record Case(Solver solver, Interpretation sense, double bound) {}
        // three standard deviations of the strong error by sigma, 2 sigma (h / 2)^(1/2); order 1: about h / 2;
        // order 1.5
        for (var c : List.of(
                new Case(new EulerMaruyama(), Interpretation.ITO, .19),
                new Case(new ItoMilstein(), Interpretation.ITO, 1.6e-2),
                new Case(new DerivativeFreeMilstein(), Interpretation.ITO, 1.6e-2),
                new Case(new SRIW1(), Interpretation.ITO, 1e-3),
                new Case(new StratonovichMilstein(), Interpretation.STRATONOVICH, 1.6e-2),
                new Case(new EulerHeun(), Interpretation.STRATONOVICH, 1.6e-2),
                new Case(new Heun(), Interpretation.STRATONOVICH, 1.6e-2),
                new Case(new SPaRK(), Interpretation.STRATONOVICH, 1.6e-2),
                new Case(new SlowRK(), Interpretation.STRATONOVICH, 1e-3),
                new Case(new ReversibleHeun(), Interpretation.STRATONOVICH, 1.6e-2))) {
            var p = parameters();
            var flow = flow(geometric(c.sense(), Noise.DIAGONAL, p), List.of(p), c.solver(), 1.0 / 128);
            double[] tape = all(Adjoint.tape().gradient(flow, numbers(start), LOSS));
            assertThat(distance(tape, exact(c.sense(), start)))
                    .as(c.solver().name())
                    .isLessThan(c.bound());
            for (Adjoint other : List.of(Adjoint.checkpointed(20), Adjoint.checkpointed()))
                assertThat(all(other.gradient(flow, numbers(start), LOSS)))
                        .as(c.solver().name() + other)
                        .containsExactly(tape, within(1e-12));
        }
    }

    @Test
    void adaptive_steps_on_one_path_are_differentiated_alike() {
        var p = parameters();
        var flow = flow(geometric(Interpretation.ITO, Noise.DIAGONAL, p), List.of(p), new SRIW1(), .1)
                .with(Pid.tol(1e-3, 1e-3).between(1.0 / 4096, .1));
        double[] tape = all(Adjoint.tape().gradient(flow, numbers(1, .8), LOSS));
        assertThat(all(Adjoint.checkpointed(4).gradient(flow, numbers(1, .8), LOSS)))
                .containsExactly(tape, within(1e-12));
        assertThat(distance(tape, exact(Interpretation.ITO, new double[] {1, .8})))
                .isLessThan(.01);
    }

    /// Neural drift and noise with two motions for each of eight rows.
    private static Flow neural(Solver solver, double h) {
        var stream = RandomStream.of(7);
        var drift = Mlp.of(Activation.TANH, stream.split("drift"), DType.FLOAT64, 2, 16, 2);
        var noise = Mlp.of(Activation.TANH, stream.split("noise"), DType.FLOAT64, 2, 16, 4);
        var term = TensorSde.stratonovich((t, y) -> drift.forward(y))
                .of(
                        Noise.GENERAL,
                        (t, y, w) -> noise.forward(y)
                                .reshape(8, 2, 2)
                                .matmul(w.unsqueeze(2))
                                .reshape(8, 2))
                .drivenBy(path(2, 8));
        var parameters = new ArrayList<>(drift.parameters().values());
        parameters.addAll(noise.parameters().values());
        return flow(term, parameters, solver, h);
    }

    private static double relative(double[] a, double[] b) {
        double distance = 0, size = 0;
        for (int i = 0; i < a.length; i++) {
            distance += Math.abs(a[i] - b[i]);
            size += Math.abs(b[i]);
        }
        return distance / size;
    }

    @Test
    void reversal_is_exact_while_the_adjoint_equation_on_the_same_path_is_off_by_its_own_error() {
        var y0 = Tensors.normal(RandomStream.of(8), DType.FLOAT64, 8, 2);
        Flow.Loss loss =
                states -> states.get(0).mean().add(states.get(1).square().mean());
        for (double h : new double[] {1.0 / 16, 1.0 / 64}) {
            var reversible = neural(new ReversibleHeun(), h);
            assertThat(relative(
                            all(Adjoint.reversible().gradient(reversible, y0, loss)),
                            all(Adjoint.tape().gradient(reversible, y0, loss))))
                    .isLessThan(1e-12);
            for (Solver solver : new Solver[] {new Midpoint(), new Heun()}) {
                var flow = neural(solver, h);
                double off = relative(
                        all(Adjoint.backsolve().gradient(flow, y0, loss)),
                        all(Adjoint.tape().gradient(flow, y0, loss)));
                assertThat(off).as(solver.name()).isBetween(1e-6, 1e-1);
            }
        }
    }

    @Test
    void adjoint_equation_on_the_same_path_converges_to_the_closed_form() {
        double[] start = {1, .8};
        for (var states : List.of(Backsolve.States.SOLVED, Backsolve.States.RESTORED))
            for (Solver solver : new Solver[] {new Heun(), new EulerHeun(), new SPaRK()}) {
                var p = parameters();
                var back = new Backsolve(states, Backsolve.Parameters.SOLVED, false);
                var errors = new double[2];
                for (int k = 0; k < 2; k++) {
                    var term = geometric(Interpretation.STRATONOVICH, Noise.DIAGONAL, p);
                    errors[k] = distance(
                            all(back.gradient(
                                    flow(term, List.of(p), solver, k == 0 ? 1.0 / 16 : 1.0 / 256),
                                    numbers(start),
                                    LOSS)),
                            exact(Interpretation.STRATONOVICH, start));
                }
                // order 1 on one path: a sixteenth, give or take a path's luck
                assertThat(errors[1])
                        .as(solver.name() + states)
                        .isLessThan(errors[0] / 4)
                        .isLessThan(6e-3);
            }
        // Ito's equation, converted
        var p = parameters();
        var term = geometric(Interpretation.ITO, Noise.DIAGONAL, p).toStratonovich();
        var flow = flow(term, List.of(p), new Heun(), 1.0 / 256);
        for (Adjoint adjoint : List.of(Adjoint.backsolve(), Adjoint.tape(), Adjoint.checkpointed(5), Adjoint.forward()))
            assertThat(distance(all(adjoint.gradient(flow, numbers(start), LOSS)), exact(Interpretation.ITO, start)))
                    .as(adjoint.toString())
                    .isLessThan(6e-3);
    }

    @Test
    void variational_equations_on_the_same_path_are_the_tape_to_rounding() {
        record Case(Solver solver, Interpretation sense) {}
        for (var c : List.of(
                new Case(new EulerMaruyama(), Interpretation.ITO),
                new Case(new EulerHeun(), Interpretation.STRATONOVICH),
                new Case(new Heun(), Interpretation.STRATONOVICH),
                new Case(new ReversibleHeun(), Interpretation.STRATONOVICH))) {
            var p = parameters();
            var flow = flow(geometric(c.sense(), Noise.DIAGONAL, p), List.of(p), c.solver(), 1.0 / 32);
            assertThat(all(Adjoint.forward().gradient(flow, numbers(1, .8), LOSS)))
                    .as(c.solver().name())
                    .containsExactly(all(Adjoint.tape().gradient(flow, numbers(1, .8), LOSS)), within(1e-12));
        }
    }

    @Test
    void tensors_and_arrays_have_the_same_gradient_of_the_same_path() {
        var motion = Sde.stratonovich((t, y, f) -> {
                    f[0] = MU * y[0];
                    f[1] = MU * y[1];
                })
                .diagonal((t, y, s) -> {
                    s[0] = SIGMA * y[0];
                    s[1] = SIGMA * y[1];
                })
                .drivenBy(path(2, 1));
        var pull = Pull.of(
                (t, y, v, byState, byParameter) -> {
                    for (int i = 0; i < 2; i++) {
                        byState[i] += MU * v[i];
                        byParameter[0] += y[i] * v[i];
                    }
                },
                (t, y, w, v, byState, byParameter) -> {
                    for (int i = 0; i < 2; i++) {
                        byState[i] += SIGMA * w[i] * v[i];
                        byParameter[1] += y[i] * w[i] * v[i];
                    }
                });
        for (Solver solver : new Solver[] {new Heun(), new Midpoint(), new ReversibleHeun()}) {
            var p = parameters();
            var flow = flow(geometric(Interpretation.STRATONOVICH, Noise.DIAGONAL, p), List.of(p), solver, 1.0 / 32);
            double[] tape = all(Adjoint.tape().gradient(flow, numbers(1, .8), LOSS));
            var g = DiscreteAdjoint.of(motion, 2, pull, solver, 0, 1)
                    .at(.5, 1)
                    .fixedStep(1.0 / 32)
                    .gradient(new double[] {1, .8}, (s, by) -> {
                        for (int i = 0; i < 2; i++) by[0][i] = 2 * s[0][i];
                        by[1][0] = 1;
                        by[1][1] = -.5;
                        return 0;
                    });
            assertThat(new double[] {g.byInitial()[0], g.byInitial()[1], g.byParameters()[0], g.byParameters()[1]})
                    .as(solver.name())
                    .containsExactly(tape, within(1e-12));
        }
    }

    @Test
    void correction_of_conversion_is_that_of_arrays() {
        var p = numbers(1.3).requiresGrad();
        var ito = TensorSde.ito((t, y) -> y.mul(.1))
                .of(
                        Noise.GENERAL,
                        (t, y, w) -> Tensors.stack(
                                0,
                                y.select(0, 1).sin().mul(w.select(0, 0)).mul(p.select(0, 0)),
                                y.select(0, 0).mul(y.select(0, 1)).mul(w.select(0, 1))))
                .drivenBy(path(2, 1));
        var y = numbers(.7, -.4);
        // sum_k (D sigma_k) sigma_k with sigma_1 = (1.3 sin y2, 0), sigma_2 = (0, y1 y2): (0, y1^2 y2)
        double[] moved = ito.toStratonovich().drift(0, y, y).toDoubles();
        assertThat(moved).containsExactly(new double[] {.07, -.04 - .5 * .49 * -.4}, within(1e-15));
        assertThat(ito.toStratonovich().toIto().drift(0, y, y).toDoubles())
                .containsExactly(new double[] {.07, -.04}, within(1e-15));
    }

    @Test
    void what_does_not_fit_is_refused_with_the_remedy() {
        var p = parameters();
        var ito = geometric(Interpretation.ITO, Noise.DIAGONAL, p);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adjoint.backsolve()
                        .gradient(flow(ito, List.of(p), new EulerMaruyama(), .1), numbers(1, 1), LOSS))
                .withMessageContaining("toStratonovich()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adjoint.tape().gradient(flow(ito, List.of(p), new Heun(), .1), numbers(1, 1), LOSS))
                .withMessageContaining("toStratonovich()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adjoint.checkpointed(2)
                        .gradient(flow(ito, List.of(p), new EulerMaruyama(), 1e-5), numbers(1, 1), LOSS))
                .withMessageContaining("resolution");
        var pathless = TensorSde.ito((t, y) -> y).diagonal((t, y) -> y);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Adjoint.tape().gradient(flow(pathless, List.of(), new EulerMaruyama(), .1), numbers(1), LOSS))
                .withMessageContaining("drivenBy");
    }
}
