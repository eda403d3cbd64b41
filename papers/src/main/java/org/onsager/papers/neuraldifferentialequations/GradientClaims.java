package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.solve.FixedStep;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.Euler;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.Midpoint;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.stochastic.BrownianInterval;
import org.onsager.solve.stochastic.Layout;
import org.onsager.solve.symplectic.AsynchronousLeapfrog;
import org.onsager.solve.symplectic.CoupledReversible;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Mlp;
import org.onsager.tensor.solve.Adjoint;
import org.onsager.tensor.solve.CarriedDensity;
import org.onsager.tensor.solve.DrivenTerm;
import org.onsager.tensor.solve.Flow;
import org.onsager.tensor.solve.Gradient;
import org.onsager.tensor.solve.TensorEvents;
import org.onsager.tensor.solve.TensorSpace;

/// Claims N10, N11, N12 and N18: gradients of solutions.
final class GradientClaims {
    private final Settings settings;
    private final Trial trial;

    GradientClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        try (var _ = TensorScope.open()) {
            closedForms();
        }
        if (settings.adjointHalvings() > 0) reversible();
        else trial.untested("N11", "the adjoints are compared at --scale standard (or --set adjointHalvings=4)");
        try (var _ = TensorScope.open()) {
            event();
        }
        try (var _ = TensorScope.open()) {
            hutchinson();
        }
    }

    private void closedForms() {
        var theta = Tensors.of(new double[] {1.3}, 1).requiresGrad();
        var flow = Flow.of((t, y) -> y.mul(theta), List.of(theta), new Euler(), 0, 1)
                .fixedStep(.1);
        var one = Tensors.of(new double[] {1}, 1);
        var end = Flow.Loss.ofEnd(Tensor::sum);
        double exact = Adjoint.tape()
                .gradient(flow.with(new Tsit5()).with(Pid.tol(1e-12, 1e-13)), one, end)
                .byParameters()
                .getFirst()
                .item();
        trial.claim("N10")
                .number("through the steps", 3.004041937984, first(Adjoint.tape(), flow, one, end), 1e-11)
                .number("through checkpoints", 3.004041937984, first(Adjoint.checkpointed(3), flow, one, end), 1e-11)
                .number("by the adjoint equation", 3.147707605811, first(Adjoint.backsolve(), flow, one, end), 1e-11)
                .number("exact, by Tsit5 at 1e-12", 3.669296667619, exact, 1e-9)
                .done("y' = theta y, theta = 1.3, Euler with 10 steps on [0, 1]");
    }

    private static double first(Adjoint adjoint, Flow flow, Tensor y0, Flow.Loss loss) {
        return adjoint.gradient(flow, y0, loss).byParameters().getFirst().item();
    }

    /// A neural field in the plane, eight rows at once.
    private Flow neural() {
        var net = Mlp.of(Activation.TANH, trial.random().split("field"), DType.FLOAT64, 2, 16, 2);
        return Flow.of((t, y) -> net.forward(y), List.copyOf(net.parameters().values()), new RK4(), 0, 2);
    }

    private void reversible() {
        var loss = Flow.Loss.ofEnd(y -> y.square().mean());
        var curves = new LinkedHashMap<String, double[]>();
        int levels = settings.adjointHalvings() + 1;
        var steps = new double[levels];
        double worst = 0, least = Double.POSITIVE_INFINITY, coarse = 0;
        for (int k = 0; k < levels; k++) {
            steps[k] = .2 / (1 << k);
            for (Solver solver :
                    new Solver[] {new ReversibleHeun(), new AsynchronousLeapfrog(), new CoupledReversible(new RK4())}) {
                double error = difference(Adjoint.reversible(), neural(), solver, steps[k], loss);
                curves.computeIfAbsent("reversal, " + solver.name(), _ -> new double[levels])[k] =
                        Math.max(error, 1e-17);
                worst = Math.max(worst, error);
            }
            for (Solver solver : new Solver[] {new Midpoint(), new Heun(), new RK4()}) {
                double error = difference(Adjoint.backsolve(), neural(), solver, steps[k], loss);
                curves.computeIfAbsent("adjoint equation, " + solver.name(), _ -> new double[levels])[k] = error;
                if (solver instanceof RK4) continue;
                least = Math.min(least, error);
                if (k == 0) coarse = Math.max(coarse, error);
            }
        }
        double stochastic = 0, stochasticLeast = Double.POSITIVE_INFINITY, stochasticMost = 0;
        for (double h : new double[] {1.0 / 16, 1.0 / 64, 1.0 / 256}) {
            stochastic =
                    Math.max(stochastic, difference(Adjoint.reversible(), driven(), new ReversibleHeun(), h, loss));
            for (Solver solver : new Solver[] {new Midpoint(), new Heun()}) {
                double error = difference(Adjoint.backsolve(), driven(), solver, h, loss);
                stochasticLeast = Math.min(stochasticLeast, error);
                stochasticMost = Math.max(stochasticMost, error);
            }
        }
        draw(steps, curves);
        trial.metric("reversible_gradient_difference", worst);
        trial.metric("reversible_gradient_difference_sde", stochastic);
        trial.claim("N11")
                .number("ODE: reversal against tape", 0, worst, 1e-12)
                .within("ODE: adjoint equation by midpoint and Heun, h = 0.2", 1e-6, 1e-2, coarse)
                .within("ODE: least of these at any step", 1e-12, Double.POSITIVE_INFINITY, least)
                .number("SDE: reversal against tape", 0, stochastic, 1e-12)
                .within("SDE: adjoint equation by midpoint and Heun, least", 1e-6, 1e-2, stochasticLeast)
                .within("SDE: adjoint equation by midpoint and Heun, most", 1e-6, 1e-2, stochasticMost)
                .done(
                        "neural field 2-16-2, eight rows, h = 0.2 to %.3g; Stratonovich equation with neural drift and noise,"
                                        .formatted(steps[levels - 1])
                                + " h = 1/16 to 1/256 on one Brownian path; relative 1-norm differences to the tape of the same"
                                + " method and steps; the published band 1e-6 to 1e-2 is asked of every step of the SDE and of"
                                + " the longest of the ODE, whose errors leave any band with the square of the step; at every"
                                + " step they must exceed the 1e-12 that reversal is held to");
    }

    /// The same drift with two Brownian motions that act through another network.
    private Flow driven() {
        var stream = trial.random().split("driven");
        var drift = Mlp.of(Activation.TANH, stream.split("drift"), DType.FLOAT64, 2, 16, 2);
        var noise = Mlp.of(Activation.TANH, stream.split("noise"), DType.FLOAT64, 2, 16, 4);
        var path = new BrownianInterval(stream.split("path"), Layout.of(2), 0, 1, 1e-3);
        var term = new DrivenTerm(
                2,
                path::increment,
                (t, y, dt, dw) -> drift.forward(y)
                        .mul(dt)
                        .add(noise.forward(y).reshape(8, 2, 2).matmul(dw)),
                new double[0]);
        var parameters = new ArrayList<>(drift.parameters().values());
        parameters.addAll(noise.parameters().values());
        return new Flow(term, parameters, new ReversibleHeun(), new FixedStep(.1), 0, new double[] {1}, 1 << 20);
    }

    private double difference(Adjoint adjoint, Flow problem, Solver solver, double h, Flow.Loss loss) {
        try (var _ = TensorScope.open()) {
            var flow = problem.with(solver).fixedStep(h);
            var y0 = Tensors.normal(trial.random().split("start"), DType.FLOAT64, 8, 2);
            double[] a = all(adjoint.gradient(flow, y0, loss));
            double[] b = all(Adjoint.tape().gradient(flow, y0, loss));
            double distance = 0, size = 0;
            for (int i = 0; i < a.length; i++) {
                distance += Math.abs(a[i] - b[i]);
                size += Math.abs(b[i]);
            }
            return distance / size;
        }
    }

    static double[] all(Gradient gradient) {
        var values = new ArrayList<Double>();
        for (double v : gradient.byInitial().toDoubles()) values.add(v);
        for (var each : gradient.byParameters()) for (double v : each.toDoubles()) values.add(v);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void draw(double[] steps, Map<String, double[]> curves) {
        var figure = Figure.of("Adjoints against the step size", "step h", "relative difference to the tape")
                .x(Figure.Axis.log("step h"))
                .y(Figure.Axis.log("relative difference to the tape"))
                .caption("Relative 1-norm difference of the gradient by initial state and parameters of a neural field"
                        + " to that of the tape with the same method and steps: running a reversible method backwards"
                        + " keeps the gradient to rounding, solving the adjoint equation does not.");
        curves.forEach((name, errors) -> figure.line(name, steps, errors));
        trial.figure("adjoint-error", figure.build());
    }

    private void event() {
        var gravity = Tensors.of(new double[] {8}, 1);
        var height = Tensors.of(new double[] {10}, 1).requiresGrad();
        OdeTerm<Tensor> term = OdeTerm.of(TensorSpace.REAL, (t, y) -> Tensors.cat(0, y.slice(0, 1, 2), gravity.neg()));
        var events = new TensorEvents(term);
        Solve.of(term)
                .span(0, 5)
                .y0(Tensors.cat(0, height, Tensors.of(new double[] {0}, 1)))
                .solver(new Tsit5())
                .controller(Pid.tol(1e-10, 1e-12))
                .events(events.terminal("ground", (t, y) -> y.select(0, 0)))
                .run();
        var hit = events.hits().getFirst();
        trial.claim("N12")
                .number("impact time", 1.5811388300841898, hit.time().item(), 1e-8)
                .number(
                        "its derivative by the height",
                        .07905694150420949,
                        Autograd.differentiable(hit.time(), height).item(),
                        1e-8)
                .number(
                        "velocity",
                        -12.649110640673518,
                        hit.before().select(0, 1).item(),
                        1e-8)
                .done("ball from h = 10 with g = 8; implicit function theorem on the record of the solution");
    }

    private void hutchinson() {
        int n = settings.probes();
        var a = Tensors.of(new double[] {1, 2, 0, 0, -1, 3, .5, 0, 2}, 3, 3);
        var y = Tensors.zeros(DType.FLOAT64, n, 3);
        var stream = trial.random().split("probes");
        var claim = trial.claim("N18");
        String[] names = {"Gaussian", "Rademacher"};
        double[] expected = {25.25, 13.25};
        for (int k = 0; k < 2; k++) {
            try (var _ = TensorScope.open()) {
                var probes = k == 0
                        ? CarriedDensity.Trace.gaussian(y, 1, stream.split("gaussian"))
                        : CarriedDensity.Trace.rademacher(y, 1, stream.split("signs"));
                var term = new CarriedDensity(t -> x -> x.matmul(a.t()), probes).term();
                var estimate = CarriedDensity.expansion(term.rate(0, CarriedDensity.lift(y), y));
                double variance = estimate.variance(true, 0).item();
                claim.estimate(names[k] + ": mean", 2, estimate.mean().item(), Math.sqrt(variance / n), n, 4);
                claim.number(names[k] + ": variance", expected[k], variance, .01 * expected[k]);
            }
        }
        claim.done("%d probes of a linear field in a normalising flow".formatted(n));
    }
}
