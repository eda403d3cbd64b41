package org.onsager.papers.gppdesolver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.inference.pde.GpPdeSolution.Component;
import org.onsager.inference.pde.GpPdeSolver;
import org.onsager.inference.pde.GpPdeSolver.Method;
import org.onsager.inference.pde.GpPdeSolver.Stopping;
import org.onsager.inference.pde.PathState;
import org.onsager.inference.pde.PdeProblem;
import org.onsager.inference.pde.Reference;
import org.onsager.inference.pde.SolvePath;

/// A solve with looks at given iterations, a result that can be stored.
///
/// @param iterations  where it was looked at
/// @param objective  there
/// @param residual  largest \(|Lu - f|\) there
/// @param error  relative error at the state after that iteration
/// @param components  `[look][weight, frequency, length scale of every component of the first axis in turn]`
/// @param state  the last state
/// @param warnings  of the solution at the end
/// @param status  of it
/// @param seconds  wall time, for pictures only
record Walk(
        double[] iterations,
        double[] objective,
        double[] residual,
        double[] error,
        double[][] components,
        PathState state,
        List<String> warnings,
        String status,
        double[] seconds) {

    /// What is walked.
    record Route(
            String name,
            TestProblem problem,
            Kernel kernel,
            Method method,
            int points,
            double side,
            double range,
            int steps,
            int every) {

        /// A published problem on its own grid.
        static Route of(TestProblem problem, Kernel kernel, Method method, int steps, int every) {
            return new Route(
                    "%s-%s-%s-%d".formatted(problem, kernel, method, steps),
                    problem,
                    kernel,
                    method,
                    problem.points(),
                    problem.length(),
                    problem.range(),
                    steps,
                    every);
        }

        static Route profile(TestProblem problem, int steps) {
            return of(problem, Kernel.STM, Method.PROFILE, steps, 10);
        }

        Route range(double other) {
            return new Route(name + "-F" + other, problem, kernel, method, points, side, other, steps, every);
        }

        Route grid(int otherPoints, double otherSide) {
            return new Route(
                    name + "-n" + otherPoints, problem, kernel, method, otherPoints, otherSide, range, steps, every);
        }

        GpPdeSolver solver() {
            return GpPdeSolver.standard()
                    .kernel(kernel.mixture())
                    .method(method)
                    .range(range)
                    .boundaryWeight(problem.boundaryWeight())
                    .iterations(steps)
                    .stopping(Stopping.never());
        }

        PdeProblem pde() {
            return problem.problem(points, side);
        }

        Reference reference() {
            return dimensions() == 1 ? problem.reference(side) : problem.reference(Math.min(300, 3 * points), side);
        }

        private int dimensions() {
            return problem.dimensions();
        }

        SolvePath path() {
            return solver().path(pde());
        }

        /// From the start to the end; looks after the first iteration of every `every` and at the end.
        Walk walk() {
            return walk(path(), path().start(), steps);
        }

        /// From a state to iteration `to`.
        Walk walk(SolvePath path, PathState from, int to) {
            var looks = new ArrayList<double[]>();
            var components = new ArrayList<double[]>();
            var known = reference();
            long start = System.nanoTime();
            var state = from;
            while (state.iteration() < to && !state.diverged()) {
                state = path.advance(state);
                int it = state.iteration();
                if (it % every != 1 && every != 1 && it != to) continue;
                looks.add(new double[] {
                    it,
                    state.objective(),
                    state.residual(),
                    known.error(path.predict(state, known)),
                    (System.nanoTime() - start) * 1e-9
                });
                components.add(components(state));
            }
            var report = path.finish(state).report();
            return new Walk(
                    column(looks, 0),
                    column(looks, 1),
                    column(looks, 2),
                    column(looks, 3),
                    components.toArray(double[][]::new),
                    state,
                    report.warnings(),
                    report.status().toString(),
                    column(looks, 4));
        }

        private double[] components(PathState state) {
            var mixture = kernel.mixture();
            double[] own = Arrays.copyOf(state.unknowns(), mixture.parameters());
            var values = new double[3 * mixture.components()];
            for (int q = 0; q < mixture.components(); q++) {
                values[3 * q] = mixture.weight(own, q);
                values[3 * q + 1] = mixture.frequency(own, q);
                values[3 * q + 2] = mixture.lengthScale(own, q);
            }
            return values;
        }
    }

    /// Parts of one walk in a row.
    static Walk joined(List<Walk> parts) {
        var last = parts.getLast();
        return new Walk(
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.iterations))
                        .toArray(),
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.objective))
                        .toArray(),
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.residual))
                        .toArray(),
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.error))
                        .toArray(),
                parts.stream().flatMap(part -> Arrays.stream(part.components)).toArray(double[][]::new),
                last.state,
                last.warnings,
                last.status,
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.seconds))
                        .toArray());
    }

    private static double[] column(List<double[]> rows, int c) {
        return rows.stream().mapToDouble(row -> row[c]).toArray();
    }

    double lastError() {
        return error[error.length - 1];
    }

    double leastError() {
        return Arrays.stream(error).min().orElse(Double.NaN);
    }

    /// The error at the look at or last before an iteration.
    double errorAt(int iteration) {
        double found = Double.NaN;
        for (int i = 0; i < iterations.length; i++) if (iterations[i] <= iteration) found = error[i];
        return found;
    }

    /// The components at the end, largest weights first.
    List<Component> spectrum() {
        double[] last = components[components.length - 1];
        var found = new ArrayList<Component>();
        for (int q = 0; q < last.length / 3; q++)
            found.add(new Component(0, last[3 * q], last[3 * q + 1], last[3 * q + 2]));
        found.sort((a, b) -> Double.compare(b.weight(), a.weight()));
        return found;
    }

    /// Components with more than a hundredth of the largest weight, at a look.
    int alive(int look) {
        double most = 0;
        for (int q = 0; q < components[look].length / 3; q++) most = Math.max(most, components[look][3 * q]);
        int count = 0;
        for (int q = 0; q < components[look].length / 3; q++) if (components[look][3 * q] > 0.01 * most) count++;
        return count;
    }
}
