package org.onsager.memory.saddle;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Fold;
import org.onsager.numerics.ParametricEquations;
import org.onsager.numerics.Threshold;

/// The control parameter at which a branch of saddle points ends: the solution \((x, \lambda)\) of
/// \(F(x; \lambda) = x\), \(\det(1 - \partial F/\partial x) = 0\).
///
/// First bisection on "the iteration from the start stays on the branch", then Newton's method on the extended
/// system ([Fold]). Bisection alone crawls near a fold, where the iteration slows down like the inverse square
/// root of the distance; the extended system is regular there.
///
/// @param solver  finds the branch during the bisection
/// @param bracket  width of the bracket at which bisection hands over, relative to the bracket it starts from
/// @param fold  polishes
public record Spinodal(SaddlePointSolver solver, double bracket, Fold fold) {

    /// The standard solver, a bracket of a thousandth, the standard fold.
    public static Spinodal standard() {
        return new Spinodal(SaddlePointSolver.standard(), 1e-3, Fold.standard());
    }

    /// Where a branch ends.
    ///
    /// @param parameter  \(\lambda\) there
    /// @param state  the order parameters there
    /// @param residual  largest component of the extended system
    /// @param polished  whether Newton's method converged inside the bracket's neighbourhood; if not, `parameter`
    ///     is the last one at which the branch was seen and `residual` is the bracket's width
    /// @param <X>  the order parameters
    public record Point<X>(double parameter, X state, double residual, boolean polished) {}

    /// Finds the end of the branch between a parameter where it exists and one where it does not.
    ///
    /// @param family  the theory at a given parameter
    /// @param start  a start that flows to the branch wherever it exists
    /// @param onBranch  tells the branch's states from all others, for example \(m > 0.1\)
    /// @param exists  a parameter where the branch exists
    /// @param missing  a parameter where it does not; may be smaller or larger than `exists`
    /// @throws IllegalArgumentException if the branch is missing at `exists` or there at `missing`
    public <X> Point<X> find(
            DoubleFunction<MeanField<X>> family, X start, Predicate<X> onBranch, double exists, double missing) {
        double width = bracket * Math.abs(missing - exists);
        var threshold = new Threshold(width, 200)
                .locate(
                        at -> onBranch.test(
                                solver.solve(family.apply(at), start).state()),
                        exists,
                        missing);
        double last = threshold.holding();
        X inside = solver.solve(family.apply(last), start).state();
        var field = family.apply(last);
        try {
            var solution = fold.locate(equations(family), field.coordinates(inside), last);
            X state = field.at(solution.unknowns());
            boolean near = Math.abs(solution.parameter() - last) <= 5 * width;
            if (solution.converged() && near && onBranch.test(state))
                return new Point<>(solution.parameter(), state, solution.residual(), true);
        } catch (DivergedException outsideTheTheory) {
            // the branch ends at the border of the theory's domain, not in a fold: the bracket is the answer
        }
        return new Point<>(last, inside, threshold.residual(), false);
    }

    /// \(F(x; \lambda) - x\) as a system of equations, not a number where the theory is not defined; for
    /// continuation along the branch by [org.onsager.numerics.Continuation].
    public static <X> ParametricEquations equations(DoubleFunction<MeanField<X>> family) {
        return (x, parameter) -> {
            var field = family.apply(parameter);
            if (!field.admits(x)) {
                var undefined = new double[x.length];
                Arrays.fill(undefined, Double.NaN);
                return undefined;
            }
            double[] image = field.coordinates(field.next(field.at(x)));
            for (int i = 0; i < image.length; i++) image[i] -= x[i];
            return image;
        };
    }
}
