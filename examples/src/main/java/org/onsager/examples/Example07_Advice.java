package org.onsager.examples;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.solve.Integrator;
import org.onsager.solve.Pid;
import org.onsager.solve.Snapshot;
import org.onsager.solve.Solve;
import org.onsager.solve.formula.FormulaOde;
import org.onsager.solve.stochastic.PoissonJumps;

/// A typed stiff system with random kicks: ask for a solver, solve, stop half-way, go on from the bytes.
public final class Example07_Advice {
    private Example07_Advice() {}

    /// Prints the advice, the end, and whether the resumed run has the same bits.
    public static void main(String[] arguments) {
        var system =
                ExpressionSystem.parse("param mu = 100; dx/dt = v; dv/dt = mu*(1 - x^2)*v - x; x(0) = 2; v(0) = 0");
        // kicks to the velocity, the rarer the faster it moves: candidates at 0.5 a unit of time, thinned
        var kicks = PoissonJumps.<double[]>thinned(
                RandomStream.of(7), 0.5, (t, y) -> 0.5 / (1 + y[1] * y[1]), (t, y, random) ->
                        new double[] {y[0], y[1] + random.nextGaussian()});
        Solve<double[]> problem = Solve.of(FormulaOde.of(system))
                .span(0, 200)
                .y0(system.initial())
                .controller(Pid.tol(1e-6, 1e-9));
        var advice = problem.advise();
        System.out.println(advice.solver().name() + ": " + advice.reason());

        var run = problem.solver(advice.solver()).jumps(kicks);
        var whole = run.run();
        System.out.printf(
                "%d kicks, %d steps, x(200) = %.9f%n",
                whole.events().size(), whole.statistics().steps(), whole.y1()[0]);

        Integrator<double[]> first = run.start();
        while (first.fraction() < 0.5) first.step();
        byte[] stored = first.save().toBytes();
        Integrator<double[]> second = run.resume(Snapshot.of(stored));
        while (second.step()) {}
        System.out.printf(
                "resumed from %d bytes at t = %.3f: same bits %s%n",
                stored.length, first.time(), Arrays.equals(second.solution().y1(), whole.y1()));
    }
}
