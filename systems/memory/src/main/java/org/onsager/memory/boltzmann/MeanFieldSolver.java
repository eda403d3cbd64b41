package org.onsager.memory.boltzmann;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.Parallel;

/// Finds the mean-field marginals of a [BoltzmannMachine] under evidence.
///
/// On a [Guarantee#MONOTONE] machine the solution is unique for every evidence, and every method with
/// \(a < 2/L\) finds it from any start; \(a = 1\) ([Method#PARALLEL]) need not. Batches run in bundles of sixteen
/// problems over all threads; results have the same bits on any number of threads, and a lane goes on until its
/// whole bundle is done. Cost: one product with \(\Phi\) an iteration and some six exponentials a coordinate.
///
/// Source: Z. Feng, E. Winston and J. Z. Kolter, arXiv:2307.04990; E. Winston and J. Z. Kolter, arXiv:2006.08591,
/// for the splitting.
///
/// @param method  how it iterates
/// @param step  \(a \in (0, 1]\), or NaN for \(\min(1, 1/L)\), 1 for [Method#PEACEMAN_RACHFORD]; the shortest
///     step of [Method#FISTA]; not looked at by [Method#BLOCK] and [Method#PARALLEL]
/// @param tolerance  of the stop rule, positive; at least \(10^{-5}\) in single precision
/// @param maxIterations  at least 1
/// @param stop  when it is done
/// @param checkEvery  iterations between measurements of the residual, at least 1
/// @param acceleration  what the accelerated methods are told
/// @param precision  of products with \(\Phi\)
public record MeanFieldSolver(
        Method method,
        double step,
        double tolerance,
        int maxIterations,
        StopRule stop,
        int checkEvery,
        Acceleration acceleration,
        Precision precision) {
    private static final double LEAST_SINGLE = 1e-5;

    public MeanFieldSolver {
        if (!Double.isNaN(step)) Proximal.checkStep(step);
        Require.that(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        if (precision == Precision.SINGLE && tolerance < LEAST_SINGLE)
            throw new IllegalArgumentException(
                    "tolerance must be in [%s, inf) in single precision, not %s".formatted(LEAST_SINGLE, tolerance));
        Require.that(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
        Require.that(checkEvery >= 1, "checkEvery", checkEvery, "[1, inf)");
    }

    /// A solver with the standard acceleration, in double.
    public MeanFieldSolver(
            Method method, double step, double tolerance, int maxIterations, StopRule stop, int checkEvery) {
        this(method, step, tolerance, maxIterations, stop, checkEvery, Acceleration.standard(), Precision.DOUBLE);
    }

    /// A method to a residual of \(10^{-9}\), at its default step, with up to 20,000 iterations.
    public static MeanFieldSolver of(Method method) {
        return new MeanFieldSolver(method, Double.NaN, 1e-9, 20_000, StopRule.RESIDUAL, 5);
    }

    /// [Method#FISTA] as of [#of].
    public static MeanFieldSolver standard() {
        return of(Method.FISTA);
    }

    /// What the authors' code does: Anderson steps of \(a = 0.125\) until the relative change is 0.01, at most
    /// 50.
    public static MeanFieldSolver asPublished() {
        return new MeanFieldSolver(Method.ANDERSON, 0.125, 1e-2, 50, StopRule.RELATIVE_CHANGE, 5);
    }

    public MeanFieldSolver withStep(double a) {
        return new MeanFieldSolver(method, a, tolerance, maxIterations, stop, checkEvery, acceleration, precision);
    }

    public MeanFieldSolver withTolerance(double residual) {
        return new MeanFieldSolver(method, step, residual, maxIterations, stop, checkEvery, acceleration, precision);
    }

    public MeanFieldSolver withMaxIterations(int most) {
        return new MeanFieldSolver(method, step, tolerance, most, stop, checkEvery, acceleration, precision);
    }

    public MeanFieldSolver withCheckEvery(int iterations) {
        return new MeanFieldSolver(method, step, tolerance, maxIterations, stop, iterations, acceleration, precision);
    }

    public MeanFieldSolver withAcceleration(Acceleration other) {
        return new MeanFieldSolver(method, step, tolerance, maxIterations, stop, checkEvery, other, precision);
    }

    public MeanFieldSolver withPrecision(Precision other) {
        return new MeanFieldSolver(method, step, tolerance, maxIterations, stop, checkEvery, acceleration, other);
    }

    /// The marginals of one problem, from the uniform start.
    ///
    /// @return never silently unconverged: ask [MeanField#converged()]
    /// @throws IllegalArgumentException if the machine does not guarantee what the method needs
    public MeanField solve(BoltzmannMachine machine, Evidence evidence) {
        return solveBundle(machine, List.of(evidence), List.of()).getFirst();
    }

    /// The marginals of one problem from a given start.
    ///
    /// @param start  marginals of length \(D\); observed blocks are not looked at
    public MeanField solve(BoltzmannMachine machine, Evidence evidence, double[] start) {
        Require.length("start", start.length, machine.variables().dimension());
        return solveBundle(machine, List.of(evidence), List.of(start)).getFirst();
    }

    /// The marginals of many problems, in order, over all threads.
    public List<MeanField> solve(BoltzmannMachine machine, List<Evidence> problems) {
        int bundles = Math.ceilDiv(problems.size(), Lanes.BUNDLE);
        prepare(machine);
        var parts = Parallel.map(bundles, b -> {
            int from = b * Lanes.BUNDLE, to = Math.min(problems.size(), from + Lanes.BUNDLE);
            return solveBundle(machine, problems.subList(from, to), List.of());
        });
        var all = new ArrayList<MeanField>(problems.size());
        for (var part : parts) all.addAll(part);
        return all;
    }

    private List<MeanField> solveBundle(BoltzmannMachine machine, List<Evidence> problems, List<double[]> starts) {
        var bundle = new Bundle(machine, problems, precision);
        for (int l = 0; l < starts.size(); l++) bundle.start(starts.get(l), l);
        var iteration = run(bundle);
        var results = new ArrayList<MeanField>(problems.size());
        for (int l = 0; l < problems.size(); l++) results.add(iteration.result(l));
        return results;
    }

    /// Iterates a bundle; leaves its `q` at the result and `phi` at \(\Phi q\).
    Iteration run(Bundle bundle) {
        check(bundle.machine);
        double a = stepFor(bundle.machine);
        if (bundle.allClamped()) {
            var nothing = Iteration.of(bundle, withTolerance(Double.MAX_VALUE).withStop(StopRule.RESIDUAL), a);
            bundle.apply(bundle.q, bundle.phi);
            nothing.measured(0);
            return nothing;
        }
        var iteration = Iteration.of(bundle, this, a);
        iteration.run();
        return iteration;
    }

    private MeanFieldSolver withStop(StopRule rule) {
        return new MeanFieldSolver(method, step, tolerance, maxIterations, rule, checkEvery, acceleration, precision);
    }

    /// The step \(a\) that the solver takes on a machine.
    public double stepFor(BoltzmannMachine machine) {
        return switch (method) {
            case PARALLEL -> 1;
            case BLOCK -> Double.NaN;
            case PEACEMAN_RACHFORD -> Double.isNaN(step) ? 1 : step;
            default -> Double.isNaN(step) ? machine.defaultStep() : step;
        };
    }

    /// Computes once what all bundles share.
    void prepare(BoltzmannMachine machine) {
        check(machine);
        double a = stepFor(machine);
        if (method == Method.PEACEMAN_RACHFORD) machine.resolvent(a);
    }

    private void check(BoltzmannMachine machine) {
        var guarantee = machine.guarantee();
        if (guarantee == Guarantee.NONE && method != Method.BLOCK && method != Method.PARALLEL)
            throw new IllegalArgumentException(
                    "method must be BLOCK (or PARALLEL, which may cycle) on a machine without a guarantee, not "
                            + method);
        if (guarantee != Guarantee.MONOTONE && method == Method.PEACEMAN_RACHFORD)
            throw new IllegalArgumentException(
                    "method must be BLOCK or FISTA on a machine that is not monotone, not PEACEMAN_RACHFORD");
    }

    /// This solver with the step that the authors' code finds: \(a = 1\), halved as long as that lowers the
    /// iterations that the problems need together.
    public MeanFieldSolver halved(BoltzmannMachine machine, List<Evidence> problems) {
        var best = withStep(1);
        long fewest = best.work(machine, problems);
        for (double a = 0.5; a > 1e-6; a /= 2) {
            var candidate = withStep(a);
            long work = candidate.work(machine, problems);
            if (work >= fewest && fewest < (long) maxIterations * problems.size()) break;
            if (work <= fewest) {
                best = candidate;
                fewest = work;
            }
        }
        return best;
    }

    private long work(BoltzmannMachine machine, List<Evidence> problems) {
        return solve(machine, problems).stream()
                .mapToLong(result -> result.converged() ? result.iterations() : maxIterations)
                .sum();
    }
}
