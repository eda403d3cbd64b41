package org.onsager.papers.neuraldifferentialequations;

import org.onsager.lab.Trial;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tally;
import org.onsager.solve.Term;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.multistep.GraggBulirschStoer;
import org.onsager.solve.symplectic.AsynchronousLeapfrog;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.solve.symplectic.ReversibleStepper;
import org.onsager.solve.symplectic.StormerVerlet;
import org.onsager.solve.symplectic.SymplecticEuler;

/// Claims N6 to N9: orbits, invariants and reversible methods.
final class OrbitClaims {
    private static final Ode DECAY = Ode.of((t, y, d) -> d[0] = -.1 * y[0]);
    private static final Solver[] REVERSIBLE = {new ReversibleHeun(), new AsynchronousLeapfrog()};
    private final Trial trial;

    OrbitClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        orbits();
        invariants();
        reversal();
        parasite();
    }

    private void orbits() {
        var claim = trial.claim("N6");
        double[] end = {1.026344767575, .909691078136};
        for (Solver solver : new Solver[] {new Dop853(), new Tsit5(), new GraggBulirschStoer()}) {
            var population = Solve.of(Problems.LOTKA_VOLTERRA)
                    .span(0, 10)
                    .y0(new double[] {1, 1})
                    .solver(solver)
                    .controller(Pid.tol(1e-12, 1e-13))
                    .run();
            claim.number(solver.name() + ": Lotka-Volterra at t = 10", 0, Errors.largest(population.y1(), end), 1e-8);
            var orbit = Solve.of(Problems.ARENSTORF)
                    .span(0, Problems.ARENSTORF_PERIOD)
                    .y0(Problems.ARENSTORF_START)
                    .solver(solver)
                    .controller(Pid.tol(1e-12, 1e-14))
                    .run();
            double[] gap = {orbit.y1()[0] - Problems.ARENSTORF_START[0], orbit.y1()[1] - Problems.ARENSTORF_START[1]};
            claim.number(solver.name() + ": Arenstorf orbit closes", 0, Math.hypot(gap[0], gap[1]), 1e-6);
        }
        claim.done("rtol 1e-12; the gap of the orbit is that of the position");
    }

    private void invariants() {
        double h = .1;
        double[] e = oscillator(new SymplecticEuler(), h);
        double[] v = oscillator(new StormerVerlet(), h);
        trial.claim("N7")
                .number("symplectic Euler: p^2 + q^2 - h p q", 1, e[1] * e[1] + e[0] * e[0] - h * e[1] * e[0], 1e-12)
                .number("Verlet: (1 - h^2/4) q^2 + p^2", .9975, (1 - h * h / 4) * v[0] * v[0] + v[1] * v[1], 1e-12)
                .done("harmonic oscillator, h = 0.1, after 1e5 steps");
    }

    private static double[] oscillator(Solver solver, double h) {
        return Solve.of(Problems.OSCILLATOR)
                .span(0, 1e5 * h)
                .y0(new double[] {1, 0})
                .solver(solver)
                .fixedStep(h)
                .maxSteps(200_000)
                .run()
                .y1();
    }

    private void reversal() {
        var claim = trial.claim("N8");
        for (Solver solver : REVERSIBLE) {
            var stepper = (ReversibleStepper<double[]>) solver.start(
                    (Term<double[]>) DECAY,
                    new Solver.Start<>(0, 20, new double[] {1}, Tolerance.of(1e-6, 1e-6), new Tally()));
            for (int i = 0; i < 20; i++) {
                stepper.step(i, i + 1);
                stepper.accept();
            }
            claim.number(solver.name() + ": y_20", .13574039645, stepper.state()[0], 1e-10);
            for (int i = 19; i >= 0; i--) stepper.back(i, i + 1);
            claim.number(solver.name() + ": y_0 recovered", 1, stepper.state()[0], 1e-10);
        }
        claim.done("y' = -0.1 y, h = 1");
    }

    private void parasite() {
        var claim = trial.claim("N9");
        for (Solver solver : REVERSIBLE) {
            var s = Solve.of(DECAY)
                    .span(0, 400)
                    .y0(new double[] {1})
                    .solver(solver)
                    .fixedStep(1)
                    .saveAt(SaveAt.steps())
                    .run();
            double growth = Math.abs(s.ys().get(400)[0] / s.ys().get(399)[0]);
            claim.number(solver.name() + ": growth a step", 1.1049875621, growth, 1e-6);
        }
        claim.done("zeta = -0.1, steps 399 to 400; sqrt(1 + zeta^2) - zeta");
        trial.metric("growth_exact", Math.sqrt(1.01) + .1);
    }
}
