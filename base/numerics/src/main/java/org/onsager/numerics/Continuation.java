package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows a branch of solutions of \(F(x, \lambda) = 0\) along the parameter, in small steps, each solved by
/// Newton from a prediction; the step grows where Newton is quick and halves where it fails.
///
/// [#natural] steps in \(\lambda\) itself and stops before a fold. [#arclength] steps along the curve
/// \((x, \lambda)(s)\), with the constraint \(t \cdot (u - u_{\mathrm{predicted}}) = 0\) on \(u = (x, \lambda)\)
/// and unit tangent \(t\): it goes round folds, and locates each (a change of sign of \(d\lambda/ds\)) by [Fold].
/// Scale the unknowns so that they and \(\lambda\) are of similar size. Cost a point: some three Newton steps of
/// \(2n + 2\) evaluations.
///
/// Source: H. B. Keller, in *Applications of Bifurcation Theory* (1977) 359; E. L. Allgower and K. Georg,
/// *Introduction to Numerical Continuation Methods*.
///
/// @param step  first step, in \(\lambda\) or in arc length; positive
/// @param minStep  give up when the step must be smaller; positive, at most `step`
/// @param maxStep  no step is longer; at least `step`
/// @param maxPoints  at least 2
/// @param newton  the corrector; ten iterations are plenty
public record Continuation(double step, double minStep, double maxStep, int maxPoints, Newton newton) {
    private static final double GROWTH = 1.5;
    private static final int QUICK = 4;
    /// Successive tangents may turn by some 37 degrees, and the corrector may move the prediction by half a step;
    /// more is taken for a jump to another branch.
    private static final double MIN_COSINE = 0.8;

    private static final double MAX_CORRECTION = 0.5;

    public Continuation {
        require(minStep > 0, "minStep", minStep, "(0, inf)");
        require(step >= minStep, "step", step, "[minStep, inf)");
        require(maxStep >= step, "maxStep", maxStep, "[step, inf)");
        require(maxPoints >= 2, "maxPoints", maxPoints, "[2, inf)");
    }

    /// Steps from `step` up to ten times that and down to \(10^{-6}\) of it, ten thousand points, Newton to
    /// \(10^{-11}\).
    public static Continuation of(double step) {
        return new Continuation(step, 1e-6 * step, 10 * step, 10_000, new Newton(1e-11, 12, 6e-6));
    }

    /// Follows the branch in \(\lambda\) from `from` to `to`, which may lie below.
    ///
    /// @param equations  \(F\)
    /// @param start  guess of \(x\) at `from`, left alone
    /// @return the points in order, the last at `to` unless the branch was lost before
    /// @throws IllegalArgumentException if Newton finds no solution at `from`
    public Branch natural(ParametricEquations equations, double[] start, double from, double to) {
        var points = new ArrayList<Point>();
        points.add(first(equations, start, from));
        double direction = Math.signum(to - from);
        double length = step;
        while (points.size() < maxPoints) {
            Point last = points.getLast();
            if (last.parameter == to) return new Branch(points, List.of(), Stop.END);
            boolean reaches = Math.abs(to - last.parameter) <= length * (1 + 1e-12);
            double next = reaches ? to : last.parameter + direction * length;
            Point found = correct(equations, secant(points, next), next);
            if (found == null) {
                length /= 2;
                if (length < minStep) return new Branch(points, List.of(), Stop.LOST);
                continue;
            }
            points.add(found);
            if (found.iterations <= QUICK) length = Math.min(maxStep, GROWTH * length);
        }
        return new Branch(points, List.of(), Stop.MAX_POINTS);
    }

    /// Follows the branch along its arc length from `parameter`, first upward or downward in \(\lambda\), until
    /// \(\lambda\) leaves `[lower, upper]`.
    ///
    /// @param equations  \(F\)
    /// @param start  guess of \(x\) at `parameter`, left alone
    /// @param parameter  \(\lambda\) of the first point, inside `[lower, upper]`, not a fold itself
    /// @param upward  whether \(\lambda\) grows at first
    /// @return the points in order, the folds between them; the last point lies on the boundary where it was
    ///     reached
    /// @throws IllegalArgumentException if Newton finds no solution at `parameter`
    public Branch arclength(
            ParametricEquations equations,
            double[] start,
            double parameter,
            boolean upward,
            double lower,
            double upper) {
        require(parameter >= lower && parameter <= upper, "parameter", parameter, "[%s, %s]".formatted(lower, upper));
        var points = new ArrayList<Point>();
        var folds = new ArrayList<Fold.Solution>();
        points.add(first(equations, start, parameter));
        int n = start.length;
        var towards = new double[n + 1];
        towards[n] = upward ? 1 : -1;
        double[] u = points.getFirst().joint();
        double[] tangent = tangent(equations, u, towards);
        double length = step;
        double lastSlope = tangent[n];
        while (points.size() < maxPoints) {
            Turn turn = turn(equations, u, tangent, length);
            if (turn == null) {
                length /= 2;
                if (length < minStep) return new Branch(points, folds, Stop.LOST);
                continue;
            }
            var corrected = turn.corrected;
            double[] next = corrected.point();
            double[] turned = turn.tangent;
            if (lastSlope * turned[n] < 0)
                fold(equations, u, next, tangent[n], turned[n]).ifPresent(folds::add);
            if (turned[n] != 0) lastSlope = turned[n]; // a point may lie on the fold itself
            if (next[n] < lower || next[n] > upper) {
                double bound = next[n] < lower ? lower : upper;
                Point end = correct(equations, between(u, next, (bound - u[n]) / (next[n] - u[n])), bound);
                if (end != null) points.add(end);
                return new Branch(points, folds, Stop.END);
            }
            points.add(new Point(
                    Arrays.copyOf(next, n), next[n], corrected.residual(), corrected.iterations(), turned[n]));
            u = next;
            tangent = turned;
            if (corrected.iterations() <= QUICK) length = Math.min(maxStep, GROWTH * length);
        }
        return new Branch(points, folds, Stop.MAX_POINTS);
    }

    /// A point further along the curve and the tangent there.
    private record Turn(Newton.Solution corrected, double[] tangent) {}

    /// The next point at this step, unless there is none, it is another branch's, or the way to it leaves the
    /// domain.
    private @Nullable Turn turn(ParametricEquations equations, double[] u, double[] tangent, double length) {
        try {
            double[] predicted = moved(u, tangent, length);
            var corrected = newton.solve(new Constrained(equations, u, tangent, length)::at, predicted);
            if (!corrected.converged() || distance(corrected.point(), predicted) > MAX_CORRECTION * length) return null;
            double[] turned = tangent(equations, corrected.point(), tangent);
            return dot(turned, tangent) < MIN_COSINE ? null : new Turn(corrected, turned);
        } catch (DivergedException outsideTheDomain) {
            return null;
        }
    }

    private Point first(ParametricEquations equations, double[] start, double parameter) {
        var solution = newton.solve(x -> equations.at(x, parameter), start);
        if (!solution.converged())
            throw new IllegalArgumentException("start must lead Newton to a solution at parameter %s; residual %s"
                    .formatted(parameter, solution.residual()));
        return new Point(solution.point(), parameter, solution.residual(), solution.iterations(), Double.NaN);
    }

    private @Nullable Point correct(ParametricEquations equations, double[] guess, double parameter) {
        try {
            var solution = newton.solve(x -> equations.at(x, parameter), guess);
            return solution.converged()
                    ? new Point(solution.point(), parameter, solution.residual(), solution.iterations(), Double.NaN)
                    : null;
        } catch (DivergedException outsideTheDomain) {
            return null;
        }
    }

    private static double[] secant(List<Point> points, double parameter) {
        Point last = points.getLast();
        if (points.size() < 2) return last.unknowns.clone();
        Point before = points.get(points.size() - 2);
        double ratio = (parameter - last.parameter) / (last.parameter - before.parameter);
        double[] guess = last.unknowns.clone();
        for (int i = 0; i < guess.length; i++) guess[i] += ratio * (last.unknowns[i] - before.unknowns[i]);
        return guess;
    }

    /// The unit vector along the curve at `u` that points the way of `previous`.
    private double[] tangent(ParametricEquations equations, double[] u, double[] previous) {
        int n = u.length - 1;
        double[][] jacobian =
                Jacobian.central(joint -> equations.at(Arrays.copyOf(joint, n), joint[n]), u, newton.differenceStep());
        double[][] square = Arrays.copyOf(jacobian, n + 1);
        square[n] = previous;
        var unit = new double[n + 1];
        unit[n] = 1;
        double[] tangent = Jacobian.solve(square, unit);
        double norm = Math.sqrt(dot(tangent, tangent));
        for (int i = 0; i <= n; i++) tangent[i] /= norm;
        return tangent;
    }

    private static Optional<Fold.Solution> fold(
            ParametricEquations equations, double[] u, double[] next, double slope, double nextSlope) {
        int n = u.length - 1;
        double share = slope / (slope - nextSlope);
        double[] guess = between(u, next, share);
        try {
            return Optional.of(Fold.standard().locate(equations, guess, u[n] + share * (next[n] - u[n])));
        } catch (DivergedException outsideTheDomain) {
            return Optional.empty();
        }
    }

    /// The first \(n\) components at a share of the way.
    private static double[] between(double[] u, double[] next, double share) {
        var x = new double[u.length - 1];
        for (int i = 0; i < x.length; i++) x[i] = u[i] + share * (next[i] - u[i]);
        return x;
    }

    private static double[] moved(double[] u, double[] tangent, double length) {
        double[] moved = u.clone();
        for (int i = 0; i < u.length; i++) moved[i] += length * tangent[i];
        return moved;
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) square += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.sqrt(square);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// \(F\) with the arc-length constraint as its last equation.
    private record Constrained(ParametricEquations equations, double[] u, double[] tangent, double length) {
        double[] at(double[] joint) {
            int n = u.length - 1;
            double[] values = Arrays.copyOf(equations.at(Arrays.copyOf(joint, n), joint[n]), n + 1);
            values[n] = -length;
            for (int i = 0; i <= n; i++) values[n] += tangent[i] * (joint[i] - u[i]);
            return values;
        }
    }

    /// Why a branch ended.
    public enum Stop {
        /// The end of the parameter's range was reached.
        END,
        /// `maxPoints` points were found.
        MAX_POINTS,
        /// No solution was found at the smallest step: a fold (in natural continuation), or the end of a domain.
        LOST
    }

    /// A solution on the branch.
    ///
    /// @param unknowns  \(x\)
    /// @param parameter  \(\lambda\)
    /// @param residual  \(\max |F_i|\) (with the constraint, in arc-length continuation)
    /// @param iterations  Newton steps
    /// @param slope  \(d\lambda/ds\), in \([-1, 1]\); NaN where the arc length was not used
    public record Point(double[] unknowns, double parameter, double residual, int iterations, double slope) {
        private double[] joint() {
            double[] joint = Arrays.copyOf(unknowns, unknowns.length + 1);
            joint[unknowns.length] = parameter;
            return joint;
        }
    }

    /// A branch and how it ended.
    ///
    /// @param points  in the order of the walk, at least one
    /// @param folds  the folds that were passed, in order; each says whether it converged
    /// @param stop  why the walk ended
    public record Branch(List<Point> points, List<Fold.Solution> folds, Stop stop) {
        public Branch {
            points = List.copyOf(points);
            folds = List.copyOf(folds);
        }
    }
}
