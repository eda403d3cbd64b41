package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.pde.GpPdeSolution.Check;
import org.onsager.inference.pde.GpPdeSolution.Status;
import org.onsager.inference.pde.GpPdeSolver.Method;
import org.onsager.numerics.DivergedException;

/// One solve on its way: pure steps from [PathState] to [PathState], so that it can be stored and taken up again.
public final class SolvePath {
    private static final int MOST_RISES = 200;

    private final GpPdeSolver solver;
    private final PdeProblem problem;
    private final double[] ranges;
    private final Collocation collocation;
    private final FieldSolver inner;
    private final double scale;
    private final List<Check> history = new ArrayList<>();
    private double seconds;

    SolvePath(GpPdeSolver solver, PdeProblem problem, double[] ranges) {
        this.solver = solver;
        this.problem = problem;
        this.ranges = ranges;
        this.collocation = new Collocation(problem, solver.boundaryWeight());
        this.inner = problem.dimensions() == 1 ? new DenseFieldSolver(problem) : new IterativeFieldSolver(problem);
        double most = 0;
        for (double f : problem.source()) most = Math.max(most, Math.abs(f));
        // without a source the sides set the scale
        if (most == 0) most = problem.largestSide();
        this.scale = most == 0 ? 1 : most;
    }

    private int kernelSize() {
        return solver.kernel().parameters() * problem.dimensions();
    }

    private boolean isReference() {
        return solver.method() == Method.REFERENCE;
    }

    /// Equal weights, unit widths, frequencies over the range, unit precisions, zero field.
    public PathState start() {
        int kernel = kernelSize(), one = solver.kernel().parameters();
        var unknowns = new double[kernel + 2 + (isReference() ? problem.points() : 0)];
        for (int j = 0; j < problem.dimensions(); j++)
            System.arraycopy(solver.start(problem, j, ranges[j]), 0, unknowns, j * one, one);
        return PathState.start(unknowns, problem.points());
    }

    /// The covariance of another state, unit precisions.
    PathState warm(PathState from) {
        var fresh = start();
        double[] unknowns = fresh.unknowns();
        System.arraycopy(from.unknowns(), 0, unknowns, 0, kernelSize());
        return PathState.start(unknowns, problem.points());
    }

    /// One iteration.
    public PathState advance(PathState state) {
        if (state.diverged()) return state;
        return isReference() ? referenceStep(state) : profileStep(state);
    }

    private PathState referenceStep(PathState state) {
        int kernel = kernelSize();
        double[] x = state.unknowns();
        double[] u = Arrays.copyOfRange(x, kernel + 2, x.length);
        var found = collocation.evaluate(solver.covariances(problem, x), u, null, x[kernel], x[kernel + 1]);
        var gradient = new double[x.length];
        fill(found, gradient);
        System.arraycopy(found.byField(), 0, gradient, kernel + 2, u.length);
        return judged(state, found, gradient, u, new double[0]);
    }

    private PathState profileStep(PathState state) {
        double[] x = state.unknowns();
        var k = solver.covariances(problem, x);
        var solved = solveField(k, state);
        int kernel = kernelSize();
        var found = collocation.evaluate(k, solved.field(), solved.weights(), x[kernel], x[kernel + 1]);
        var gradient = new double[x.length];
        fill(found, gradient);
        return judged(state, found, gradient, solved.field(), solved.whitened());
    }

    private FieldSolver.Solved solveField(AxisCovariance[] k, PathState state) {
        int kernel = kernelSize();
        double[] x = state.unknowns();
        return inner.solve(
                k,
                solver.boundaryWeight() * Math.exp(x[kernel]),
                Math.exp(x[kernel + 1]),
                state.field(),
                state.inner(),
                solver.innerSteps());
    }

    private void fill(Collocation.Evaluation found, double[] gradient) {
        int one = solver.kernel().parameters(), kernel = kernelSize();
        for (int j = 0; j < problem.dimensions(); j++) System.arraycopy(found.byKernel()[j], 0, gradient, j * one, one);
        gradient[kernel] = found.byLogTau();
        gradient[kernel + 1] = found.byLogV();
    }

    private PathState judged(
            PathState state, Collocation.Evaluation found, double[] gradient, double[] field, double[] whitened) {
        boolean finite = Double.isFinite(found.value());
        for (double g : gradient) finite &= Double.isFinite(g);
        if (!finite) return state.givenUp();
        double most = 0;
        for (double r : found.residual()) most = Math.max(most, Math.abs(r));
        var next = state.ascended(
                gradient, solver.rate(), solver.cap(), kernelSize(), found.value(), field, whitened, most);
        return next.rises() >= MOST_RISES ? next.givenUp() : next;
    }

    /// Whether the solve may end here.
    boolean isDone(PathState state) {
        var stopping = solver.stopping();
        return state.diverged()
                || state.residual() <= stopping.residual() * scale
                || stopping.patience() > 0 && state.iteration() - state.bestIteration() >= stopping.patience();
    }

    /// Iterates until `iterations` are done or the solve may end.
    public PathState run(PathState from, int iterations, Optional<Reference> reference) {
        if (solver.method() == Method.QUASI_NEWTON) return new ProfileAscent(this, kernelSize()).run(from, iterations);
        long start = System.nanoTime();
        double before = seconds;
        var state = from;
        int every = solver.checkEvery();
        while (state.iteration() < iterations && !isDone(state)) {
            state = advance(state);
            seconds = before + (System.nanoTime() - start) * 1e-9;
            if (state.iteration() % every == 1 || every == 1) check(state, reference);
        }
        return state;
    }

    private void check(PathState state, Optional<Reference> reference) {
        double error =
                reference.map(known -> known.error(predict(state, known))).orElse(Double.NaN);
        history.add(new Check(state.iteration(), state.objective(), state.residual(), error, seconds));
    }

    /// The prediction that goes with a state: its own field on the reference path, the profile's field at its
    /// covariance else.
    public double[] predict(PathState state, Reference known) {
        var k = solver.covariances(problem, state.unknowns());
        var solved = solved(k, state);
        return GpPdeSolution.predict(k, solved.weights(), known.points(), new int[k.length]);
    }

    private FieldSolver.Solved solved(AxisCovariance[] k, PathState state) {
        if (!isReference()) return solveField(k, state);
        int kernel = kernelSize(), rows = problem.axes().getFirst().size();
        double[] x = state.unknowns();
        double[] u = Arrays.copyOfRange(x, kernel + 2, x.length);
        double[] y = k[0].solve(u, u.length / rows);
        if (k.length == 2) {
            int columns = u.length / rows;
            y = Orientation.back(1, k[1].solve(Orientation.first(1, y, rows, columns), rows), rows, columns);
        }
        return new FieldSolver.Solved(u, y, new double[0], new Later(() -> solveField(k, state)));
    }

    /// The posterior at the reference path's covariance and precisions, found when somebody asks for it.
    private static final class Later implements FieldSolver.PosteriorCovariance {
        private final Supplier<FieldSolver.Solved> source;
        private Optional<FieldSolver.PosteriorCovariance> found = Optional.empty();

        Later(Supplier<FieldSolver.Solved> source) {
            this.source = source;
        }

        private FieldSolver.PosteriorCovariance found() {
            if (found.isEmpty()) found = Optional.of(source.get().inverse());
            return found.get();
        }

        @Override
        public double[] apply(double[] s) {
            return found().apply(s);
        }

        @Override
        public double[] whiten(int axis, double[] x, int columns) {
            return found().whiten(axis, x, columns);
        }
    }

    /// The solution at a state.
    public GpPdeSolution finish(PathState state) {
        return finish(state, Optional.empty());
    }

    /// As above, and its error.
    ///
    /// @param reference  to measure the error by
    public GpPdeSolution finish(PathState state, Optional<Reference> reference) {
        double[] x = state.unknowns();
        var k = solver.covariances(problem, x);
        var solved = solved(k, state);
        int kernel = kernelSize();
        var found = collocation.evaluate(k, solved.field(), solved.weights(), x[kernel], x[kernel + 1]);
        if (!Double.isFinite(found.value()) && !state.diverged())
            throw new DivergedException("collocation objective is %s after %d iterations: take a smaller rate"
                    .formatted(found.value(), state.iteration()));
        var status = state.diverged() ? Status.DIVERGED : isDone(state) ? Status.CONVERGED : Status.ITERATIONS;
        var checks = new ArrayList<>(history);
        double error = reference
                .map(known ->
                        known.error(GpPdeSolution.predict(k, solved.weights(), known.points(), new int[k.length])))
                .orElse(Double.NaN);
        double most = 0;
        for (double r : found.residual()) most = Math.max(most, Math.abs(r));
        checks.add(new Check(state.iteration(), found.value(), most, error, seconds));
        return new GpPdeSolution(
                problem,
                k,
                solved,
                state,
                new GpPdeSolution.Report(
                        status,
                        state.iteration(),
                        found.value(),
                        x[kernel],
                        x[kernel + 1],
                        found.residual(),
                        Arrays.stream(k).mapToDouble(AxisCovariance::jitter).toArray(),
                        Arrays.stream(k)
                                .mapToDouble(AxisCovariance::conditionBound)
                                .toArray(),
                        ranges,
                        warnings(k, status),
                        List.copyOf(checks),
                        seconds));
    }

    private List<String> warnings(AxisCovariance[] k, Status status) {
        var warnings = new ArrayList<>(solver.warnings(problem, ranges));
        for (int j = 0; j < k.length; j++)
            if (k[j].jitter() > solver.jitter())
                warnings.add("jitter on axis %d grew to %.0e".formatted(j, k[j].jitter()));
        if (status == Status.ITERATIONS)
            warnings.add("not converged after %d iterations".formatted(solver.iterations()));
        if (status == Status.DIVERGED) warnings.add("diverged: the best state before is returned");
        return warnings;
    }

    /// The profile objective and its gradient at other unknowns, for [ProfileAscent].
    PathState at(PathState state, double[] unknowns, double[] gradient) {
        var moved = new PathState(
                unknowns,
                state.first(),
                state.second(),
                state.iteration(),
                state.field(),
                state.inner(),
                state.objective(),
                state.best(),
                state.bestUnknowns(),
                state.bestIteration(),
                state.rises(),
                state.residual(),
                false);
        var k = solver.covariances(problem, unknowns);
        var solved = solveField(k, moved);
        int kernel = kernelSize();
        var found = collocation.evaluate(k, solved.field(), solved.weights(), unknowns[kernel], unknowns[kernel + 1]);
        fill(found, gradient);
        double most = 0;
        for (double r : found.residual()) most = Math.max(most, Math.abs(r));
        return new PathState(
                unknowns,
                state.first(),
                state.second(),
                state.iteration(),
                solved.field(),
                solved.whitened(),
                found.value(),
                state.best(),
                state.bestUnknowns(),
                state.bestIteration(),
                state.rises(),
                most,
                false);
    }
}
