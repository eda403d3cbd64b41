package org.onsager.solve.delay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Integrator;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Segment;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tolerance;

/// A delay differential equation \(y'(t) = f(t, y(t), y(t - \tau_1), \dots)\) with constant lags and history
/// \(\phi\) before the start, forwards in time.
///
/// Method of steps: no step is longer than the smallest lag, so that delayed values come from the history or the
/// dense output of earlier steps. The jump of the derivative at the start travels along the lags and loses one
/// order a passage; steps end at these breakpoints up to order \(p + 1\). So does a jump of the state that an
/// event or a jump process makes on the way.
///
/// Source: A. Bellen and M. Zennaro, *Numerical Methods for Delay Differential Equations*, ch. 3 to 5.
///
/// @param field  \(f\)
/// @param lags  \(\tau_i > 0\)
/// @param history  \(\phi(t)\) for \(t \le t_0\), as a new array
public record DelayProblem(Field field, double[] lags, History history) {

    public DelayProblem {
        if (lags.length == 0) throw new IllegalArgumentException("lags must not be empty");
        for (double lag : lags)
            if (!(lag > 0) || Double.isInfinite(lag))
                throw new IllegalArgumentException("lags must be in (0, inf), not " + lag);
        lags = lags.clone();
    }

    /// Solves from `t0`, where the state is the history's, to `t1`.
    ///
    /// @param solver  a method with dense output of its own order, such as Tsit5 or DOP853
    /// @return the dense solution
    public Solution<double[]> solve(Solver solver, Tolerance tolerance, double t0, double t1) {
        return solve(solver, tolerance, t0, t1, problem -> problem);
    }

    /// The same with events, jump processes, observers, streams, saved times.
    ///
    /// @param more  adds them; leaves solver, controller and span alone; what is saved must include the dense
    ///     solution, `SaveAt.ts(times).dense()`
    /// @throws DivergedException if the run fails and failures are thrown
    public Solution<double[]> solve(Solver solver, Tolerance tolerance, double t0, double t1, Settings more) {
        if (!(t1 > t0)) throw new IllegalArgumentException("t1 must be in (%s, inf), not %s".formatted(t0, t1));
        double shortest = Arrays.stream(lags).min().orElseThrow();
        int depth = (int) solver.order() + 1;
        List<Segment<double[]>> past = new ArrayList<>();
        var delayed = new double[lags.length][];
        Ode ode = Ode.of((t, y, rate) -> {
            for (int i = 0; i < lags.length; i++) delayed[i] = value(past, t0, t - lags[i]);
            field.rate(t, y, delayed, rate);
        });
        Solve<double[]> problem = more.apply(Solve.of(ode)
                .span(t0, t1)
                .y0(history.at(t0))
                .solver(solver)
                .controller(Pid.tol(tolerance).between(0, shortest))
                .jumpTs(breakpoints(t0, t1, depth))
                .saveAt(SaveAt.everything().withEnd()));
        Integrator<double[]> integrator = problem.start();
        boolean goesOn = true;
        while (goesOn) {
            goesOn = integrator.step();
            past.add(integrator.lastSegment());
            if (goesOn && jumped(past.getLast().at(integrator.time()), integrator.state(), tolerance))
                integrator.jumpTs(breakpoints(integrator.time(), t1, depth));
        }
        Solution<double[]> solution = integrator.solution();
        if (problem.isThrowing() && !solution.status().successful()) throw new DivergedException(solution.message());
        return solution;
    }

    /// Whether the state is another than that at which the step ended, by more than its tolerance.
    private static boolean jumped(double[] before, double[] after, Tolerance tolerance) {
        for (int i = 0; i < before.length; i++) {
            double size = Math.max(Math.abs(before[i]), Math.abs(after[i]));
            if (Math.abs(after[i] - before[i]) > tolerance.atol(i) + tolerance.rtol(i) * size) return true;
        }
        return false;
    }

    private double[] value(List<Segment<double[]>> past, double t0, double t) {
        if (t <= t0 || past.isEmpty()) return history.at(Math.min(t, t0));
        int low = 0, high = past.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (past.get(middle).from() <= t) low = middle;
            else high = middle - 1;
        }
        return past.get(low).at(t);
    }

    private double[] breakpoints(double t0, double t1, int depth) {
        var all = new TreeSet<Double>();
        var latest = new TreeSet<Double>(List.of(t0));
        for (int k = 0; k < depth && all.size() < 10_000; k++) {
            var next = new TreeSet<Double>();
            for (double t : latest) for (double lag : lags) if (t + lag < t1) next.add(t + lag);
            all.addAll(next);
            latest = next;
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// A right-hand side with delayed states.
    @FunctionalInterface
    public interface Field {
        /// Writes \(f\); `delayed[i]` is \(y(t - \tau_i)\), left alone.
        void rate(double t, double[] y, double[][] delayed, double[] rate);
    }

    /// What a run is to do beside solving.
    @FunctionalInterface
    public interface Settings {
        /// Adds it.
        Solve<double[]> apply(Solve<double[]> problem);
    }

    /// The solution before the start.
    @FunctionalInterface
    public interface History {
        /// \(\phi(t)\), a new array.
        double[] at(double t);
    }
}
