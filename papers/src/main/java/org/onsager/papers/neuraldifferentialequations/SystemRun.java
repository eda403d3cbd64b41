package org.onsager.papers.neuraldifferentialequations;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.numerics.expression.SparseDerivative;
import org.onsager.numerics.expression.VectorFunction;
import org.onsager.solve.Advice;
import org.onsager.solve.Event;
import org.onsager.solve.Jumps;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.formula.FormulaOde;
import org.onsager.solve.implicit.DiagonallyImplicit;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.symplectic.Composition;
import org.onsager.solve.symplectic.Partitioned;

/// One run of a user's problem.
final class SystemRun {
    private final SystemProblem problem;
    private final ExpressionSystem system;
    private final double[] parameters;
    private final double[] y0;
    private final Optional<SystemNoise> noise;
    private Optional<Advice> advice = Optional.empty();

    /// @param values  of parameters and initial states that this run changes
    SystemRun(SystemProblem problem, Map<String, Double> values) {
        this.problem = problem;
        ExpressionSystem changed = problem.system();
        for (var each : values.entrySet())
            if (changed.parameters().containsKey(each.getKey())) changed = changed.with(each.getKey(), each.getValue());
        system = changed;
        parameters = system.symbols().defaults();
        y0 = initial(system, values);
        noise = system.noises().isEmpty()
                ? Optional.empty()
                : Optional.of(new SystemNoise(system, parameters, y0, problem));
    }

    private static double[] initial(ExpressionSystem system, Map<String, Double> values) {
        var states = system.states();
        if (states.stream().allMatch(values::containsKey))
            return states.stream()
                    .mapToDouble(state -> values.getOrDefault(state, Double.NaN))
                    .toArray();
        double[] start = system.initial();
        for (int i = 0; i < start.length; i++) start[i] = values.getOrDefault(states.get(i), start[i]);
        return start;
    }

    /// @param maxSteps  the most steps
    /// @param stream  of the Brownian path and the jumps
    /// @param attempts  told every step that is tried
    Solution<double[]> solve(long maxSteps, RandomStream stream, Solve.Attempts attempts) {
        Solver solver = noise.map(SystemNoise::solver).orElseGet(this::named);
        Term<double[]> term = noise.isPresent() ? noise.get().term(solver, stream) : ordinary(solver);
        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types can be made in no other way
        Event<double[]>[] events =
                problem.events().stream().map(each -> each.event(parameters)).toArray(Event[]::new);
        @SuppressWarnings({"unchecked", "rawtypes"})
        Jumps<double[]>[] jumps = problem.jumps().stream()
                .map(each -> each.jumps(problem.from(), y0, parameters, stream.split("jumps")))
                .toArray(Jumps[]::new);
        var solve = Solve.of(term)
                .span(problem.from(), problem.to())
                .y0(y0)
                .solver(solver)
                .controller(noise.map(SystemNoise::controller)
                        .orElse(problem.steps().controller()))
                .saveAt(SaveAt.ts(problem.save()))
                .events(events)
                .jumps(jumps)
                .jumpTs(problem.steps().breaks())
                .stepTs(problem.steps().stops())
                .attempts(attempts)
                .maxSteps(maxSteps)
                .throwing(false);
        if (noise.isEmpty() && !interpolates(solver))
            solve = solve.stepTs(DoubleStream.concat(
                            Arrays.stream(problem.save()),
                            Arrays.stream(problem.steps().stops()))
                    .toArray());
        return solve.run();
    }

    /// Whether the method's dense output is about as accurate as its steps; where it is a cubic under long steps
    /// of high order, steps end on the times to be saved instead.
    private static boolean interpolates(Solver solver) {
        return !(solver instanceof DiagonallyImplicit implicit && implicit.order() > 4);
    }

    /// The outputs along a solution, one row a saved time.
    double[][] outputs(Solution<double[]> solution) {
        VectorFunction outputs = system.outputs();
        int count = system.outputTerms().size();
        var rows = new double[solution.ts().length][count];
        for (int i = 0; i < rows.length; i++)
            outputs.evaluate(solution.ts()[i], solution.ys().get(i), parameters, rows[i]);
        return rows;
    }

    private Term<double[]> ordinary(Solver solver) {
        if (solver instanceof Composition) return partitioned(system.drift(), solver);
        return FormulaOde.of(system, parameters);
    }

    /// Symplectic methods need \(q' = g(p)\), \(p' = f(q)\) with the positions first.
    private Term<double[]> partitioned(VectorFunction drift, Solver solver) {
        int n = system.dimension(), half = n / 2;
        SparseDerivative jacobian = system.jacobian();
        boolean separable = n % 2 == 0
                && IntStream.range(0, jacobian.rowOf().length)
                        .allMatch(e -> (jacobian.rowOf()[e] < half) != (jacobian.columnOf()[e] < half));
        if (!separable)
            throw new IllegalArgumentException(
                    "solver %s needs a partitioned system: first the positions, whose rates depend on the momenta alone, then as many momenta, whose rates depend on the positions alone; use GaussLegendre4 or another solver"
                            .formatted(solver.name()));
        var state = new double[n];
        var rates = new double[n];
        return new Partitioned(
                (t, p, rate) -> {
                    System.arraycopy(p, 0, state, half, half);
                    drift.evaluate(t, state, parameters, rates);
                    System.arraycopy(rates, 0, rate, 0, half);
                },
                (t, q, rate) -> {
                    System.arraycopy(q, 0, state, 0, half);
                    drift.evaluate(t, state, parameters, rates);
                    System.arraycopy(rates, half, rate, 0, half);
                });
    }

    /// The name under which the work was done.
    String solverName() {
        return noise.map(SystemNoise::solver).orElseGet(this::named).name();
    }

    /// Why that solver; empty where it was asked for by name.
    String reason() {
        if (noise.isPresent()) return noise.get().reason();
        return automatic() ? advice().reason() : "";
    }

    private boolean automatic() {
        return problem.solver().isEmpty() || problem.solver().equalsIgnoreCase("auto");
    }

    private Solver named() {
        return automatic() ? advice().solver() : Solvers.named(problem.solver());
    }

    private Advice advice() {
        if (advice.isEmpty())
            advice = Optional.of(Solve.of(ordinary(new Rodas5P()))
                    .span(problem.from(), problem.to())
                    .y0(y0)
                    .controller(problem.steps().controller())
                    .advise());
        return advice.get();
    }
}
