package org.onsager.transport.sample;

import static org.onsager.numerics.Arguments.require;

import java.util.List;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Norm;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.StepController;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Euler;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.RK4;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;

/// The probability flow \(dX/dt = b(t, X)\), forwards or backwards in time.
///
/// The velocity of an interpolant is finite at both ends even where \(\gamma'\) is not; composites that divide by
/// \(\gamma\) are not: give them [#between(double, double)].
///
/// @param solver  any method of the solver library
/// @param controller  step sizes
/// @param from  first time
/// @param to  last time, may be before `from`
public record FlowSampler(Solver solver, StepController controller, double from, double to) {

    public FlowSampler {
        require(from >= 0 && from <= 1, "from", from, "[0, 1]");
        require(to >= 0 && to <= 1, "to", to, "[0, 1]");
        require(from != to, "to", to, "[0, 1] without from");
    }

    /// Dormand and Prince's 5(4) with both tolerances \(10^{-5}\), every point held to them.
    public static FlowSampler standard() {
        return adaptive(1e-5);
    }

    /// Dormand and Prince's 5(4).
    ///
    /// @param tolerance  relative and absolute, of the worst coordinate of the worst point
    public static FlowSampler adaptive(double tolerance) {
        return new FlowSampler(
                new Dopri5(), Pid.tol(Tolerance.of(tolerance, tolerance).with(Norm.MAX)), 0, 1);
    }

    /// Fixed steps by Euler's method.
    public static FlowSampler euler(int steps) {
        return fixed(new Euler(), steps);
    }

    /// Fixed steps by Heun's method.
    public static FlowSampler heun(int steps) {
        return fixed(new Heun(), steps);
    }

    /// Fixed steps by the classical Runge-Kutta method.
    public static FlowSampler rk4(int steps) {
        return fixed(new RK4(), steps);
    }

    private static FlowSampler fixed(Solver solver, int steps) {
        require(steps >= 1, "steps", steps, "[1, inf)");
        return new FlowSampler(solver, new FixedStep(1.0 / steps), 0, 1);
    }

    /// The same over other times.
    public FlowSampler between(double from, double to) {
        return new FlowSampler(solver, controller, from, to);
    }

    /// The same from the other end.
    public FlowSampler backward() {
        return new FlowSampler(solver, controller, to, from);
    }

    /// Moves every point along the flow.
    ///
    /// @return where they are; partial and flagged if the step size fell below its floor
    /// @throws org.onsager.numerics.DivergedException if a point left the finite numbers
    public Flow sample(VectorField velocity, PointCloud start) {
        return flow(velocity, start, SaveAt.t1());
    }

    /// Moves every point and keeps the states at `times`.
    public Flow trajectories(VectorField velocity, PointCloud start, double... times) {
        return flow(velocity, start, SaveAt.ts(times));
    }

    private Flow flow(VectorField velocity, PointCloud start, SaveAt saveAt) {
        if (velocity.dimension() != start.dimension())
            throw new IllegalArgumentException("points must have the velocity's dimension %d, not %d"
                    .formatted(velocity.dimension(), start.dimension()));
        int n = start.size();
        var solution = Solve.of(Ode.of((t, y, rate) -> velocity.at(t, y, n, rate)))
                .span(from, to)
                .y0(start.values())
                .solver(solver)
                .controller(controller)
                .saveAt(saveAt)
                .throwing(false)
                .run();
        return flow(start.dimension(), solution);
    }

    static Flow flow(int dimension, Solution<double[]> solution) {
        if (solution.status() == org.onsager.solve.Status.NONFINITE)
            throw new org.onsager.numerics.DivergedException(solution.message());
        var path = solution.ys().stream()
                .limit(solution.ys().size() - solution.unreached())
                .toList();
        return new Flow(
                new PointCloud(dimension, solution.y1()),
                path,
                solution.t1(),
                solution.status().successful(),
                solution.message(),
                solution.statistics().rates());
    }

    /// Where a flow took its points.
    ///
    /// @param end  the points at `reached`
    /// @param path  the states at the requested times that were reached
    /// @param reached  the last time
    /// @param complete  whether that is the time asked for; if not, the step size fell below its floor
    /// @param message  why it stopped
    /// @param evaluations  of the velocity for all points at once
    public record Flow(
            PointCloud end, List<double[]> path, double reached, boolean complete, String message, long evaluations) {}
}
