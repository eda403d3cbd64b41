package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.onsager.lab.Claim;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.LinearFit;
import org.onsager.solve.BatchSpace;
import org.onsager.solve.Ode;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.Midpoint;
import org.onsager.solve.explicit.Ralston;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.ReversibleHeun;

/// Claim N15: strong orders, the root mean square distance at time 1 from a reference on the same fine paths,
/// fitted over three halvings.
final class StrongOrders {
    private static final int CELLS = 1024;
    private static final int[] STEPS = {32, 64, 128, 256};
    private final Trial trial;
    private final int rows;

    StrongOrders(Settings settings, Trial trial) {
        this.trial = trial;
        rows = settings.strongPaths();
    }

    private record Case(Solver solver, double order) {}

    private record Kind(String name, Function<Brownian, Sde> equation, int channels, double[] y0) {}

    void measure() {
        var claim = trial.claim("N15");
        group(
                claim,
                diagonal(Interpretation.ITO),
                new SRIW1(),
                List.of(
                        new Case(new EulerMaruyama(), .5),
                        new Case(new ItoMilstein(), 1),
                        new Case(new DerivativeFreeMilstein(), 1),
                        new Case(StochasticTheta.implicitEuler(), .5),
                        new Case(new SplitStepBackwardEuler(), .5),
                        new Case(new SRIW1(), 1.5),
                        new Case(new SRIW2(), 1.5)));
        group(
                claim,
                diagonal(Interpretation.STRATONOVICH),
                new SlowRK(),
                List.of(
                        new Case(new EulerHeun(), 1),
                        new Case(new Heun(), 1),
                        new Case(new Midpoint(), 1),
                        new Case(new Ralston(), 1),
                        new Case(new ReversibleHeun(), 1),
                        new Case(new StratonovichMilstein(), 1),
                        new Case(new LogOdeMidpoint(), 1),
                        new Case(new GeneralShARK(), 1),
                        new Case(new SPaRK(), 1),
                        new Case(new SlowRK(), 1.5)));
        group(
                claim,
                additive(),
                new SRA3(),
                List.of(
                        new Case(new EulerMaruyama(), 1),
                        new Case(new SEA(), 1),
                        new Case(new SRA1(), 1.5),
                        new Case(new ShARK(), 1.5)));
        group(
                claim,
                general(),
                new SPaRK(),
                List.of(new Case(new Heun(), .5), new Case(new EulerHeun(), .5), new Case(new SPaRK(), .5)));
        claim.done("%d paths, reference with 1024 steps, slopes over 32 to 256 steps".formatted(rows));
    }

    private void group(Claim.Draft claim, Kind kind, Solver reference, List<Case> cases) {
        double[] truth = end(reference, kind, CELLS);
        var figure = Figure.of("Strong errors, " + kind.name() + " noise", "evaluations", "error")
                .x(Figure.Axis.log("steps"))
                .y(Figure.Axis.log("root mean square error at t = 1"))
                .caption("Root mean square distance over %d paths to %s with 1024 steps on the same paths."
                        .formatted(rows, reference.name()));
        double[] h = Arrays.stream(STEPS).mapToDouble(n -> 1.0 / n).toArray();
        double[] steps = Arrays.stream(STEPS).asDoubleStream().toArray();
        var results = trial.engine().map(new ArrayList<>(cases), each -> {
            var errors = new double[STEPS.length];
            for (int i = 0; i < errors.length; i++) errors[i] = distance(truth, end(each.solver(), kind, STEPS[i]));
            return errors;
        });
        for (int c = 0; c < cases.size(); c++) {
            var each = cases.get(c);
            double slope = LinearFit.powerLaw(h, results.get(c)).slope().mean();
            claim.number("%s, %s".formatted(each.solver().name(), kind.name()), each.order(), slope, .1);
            figure.line(each.solver().name(), steps, results.get(c));
        }
        trial.figure("strong-order-" + kind.name().replaceAll("[^A-Za-z]+", "-"), figure.build());
    }

    private double[] end(Solver solver, Kind kind, int steps) {
        var layout = Layout.of(kind.channels()).with(Areas.WH).rows(0, rows);
        var path = BrownianGrid.over(trial.random().split("strong"), layout, 0, 1, CELLS);
        var start = new double[kind.y0().length * rows];
        for (int i = 0; i < start.length; i++) start[i] = kind.y0()[i / rows];
        return Solve.of(kind.equation().apply(path))
                .span(0, 1)
                .y0(start)
                .solver(solver)
                .fixedStep(1.0 / steps)
                .run()
                .y1();
    }

    private double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.sqrt(sum / rows);
    }

    private static Ode.Field each(DoubleUnaryOperator f) {
        return (t, y, out) -> {
            for (int i = 0; i < y.length; i++) out[i] = f.applyAsDouble(y[i]);
        };
    }

    /// dX = (1 - X) dt + (1 + 0.6 sin X) dW: drift and noise do not commute.
    private static Kind diagonal(Interpretation meaning) {
        return new Kind(
                meaning == Interpretation.ITO ? "diagonal Ito" : "diagonal Stratonovich",
                path -> new Sde.Noiseless(meaning, each(x -> 1 - x))
                        .diagonal(each(x -> 1 + .6 * Math.sin(x)))
                        .with((t, y, v, w, out) -> {
                            for (int i = 0; i < y.length; i++) out[i] = .6 * Math.cos(y[i]) * v[i] * w[i];
                        })
                        .drivenBy(path),
                1,
                new double[] {.2});
    }

    private static Kind additive() {
        return new Kind(
                "additive",
                path -> Sde.ito((t, y, f) -> {
                            for (int i = 0; i < y.length; i++) f[i] = Math.cos(2 * y[i]) + .1 * t;
                        })
                        .additive((t, y, s) -> Arrays.fill(s, 2 + .3 * Math.sin(t)))
                        .drivenBy(path),
                1,
                new double[] {.2});
    }

    /// Two fields with a bracket that does not vanish.
    private Kind general() {
        return new Kind(
                "general",
                path -> Sde.stratonovich((t, y, f) -> {
                            for (int i = 0; i < y.length; i++) f[i] = -.2 * y[i];
                        })
                        .general(2, (t, y, s) -> {
                            for (int r = 0; r < rows; r++) {
                                s[r] = 1;
                                s[rows + r] = 0;
                                s[2 * rows + r] = .5 * y[rows + r];
                                s[3 * rows + r] = Math.sin(y[r]);
                            }
                        })
                        .on(new BatchSpace(2, rows))
                        .drivenBy(path),
                2,
                new double[] {.3, .5});
    }
}
