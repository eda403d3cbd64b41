package org.onsager.memory.saddle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.onsager.numerics.DivergedException;

/// Finds fixed points of a mean-field theory: damped iteration \(x \leftarrow (1-\lambda)x + \lambda F(x)\) into
/// the basin, then Newton's method on \(F(x) - x = 0\).
///
/// The branch that the damped iteration flows to is the branch that is returned: a Newton step is taken only if
/// it is short, stays where the theory is defined and shrinks the residual, and a point that Newton reaches but
/// from which the damped iteration would flow away is given up for plain iteration. Without that, the ghost of a
/// branch just beyond its fold would send Newton's method to an unstable solution.
///
/// Cost: one evaluation of \(F\) a damped step; one of \(F\) and one of \(F'\) a Newton step. Immutable; any
/// number of threads may share one.
///
/// @param damping  \(\lambda \in (0, 1]\)
/// @param newtonBelow  largest change \(\max_i|F_i(x)-x_i|\) at which Newton steps are tried; 0 switches them off
/// @param tolerance  stop when the residual is at most this, positive
/// @param maxIterations  evaluations of the map, at least 1
public record SaddlePointSolver(double damping, double newtonBelow, double tolerance, int maxIterations) {
    /// A Newton step longer than this many units leaves the basin that damped iteration is in.
    private static final double TRUST = 0.1;

    public SaddlePointSolver {
        require(damping > 0 && damping <= 1, "damping", damping, "(0, 1]");
        require(newtonBelow >= 0, "newtonBelow", newtonBelow, "[0, inf)");
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
    }

    /// Half damping, Newton below \(10^{-3}\), tolerance \(10^{-12}\), five thousand iterations.
    public static SaddlePointSolver standard() {
        return new SaddlePointSolver(0.5, 1e-3, 1e-12, 5_000);
    }

    /// This solver with another damping.
    public SaddlePointSolver withDamping(double damping) {
        return new SaddlePointSolver(damping, newtonBelow, tolerance, maxIterations);
    }

    /// This solver without Newton steps: nothing but the damped iteration.
    public SaddlePointSolver withoutNewton() {
        return new SaddlePointSolver(damping, 0, tolerance, maxIterations);
    }

    /// The saddle point that `start` flows to.
    ///
    /// @throws DivergedException if an iterate is not finite
    public <X> SaddlePoint<X> solve(MeanField<X> field, X start) {
        double[] x = field.coordinates(start);
        double[] image = image(field, x, 1);
        int evaluations = 1;
        double tryBelow = newtonBelow;
        while (distance(image, x) > tolerance && evaluations < maxIterations) {
            if (distance(image, x) < tryBelow) {
                var end = newtonFrom(field, x, image, evaluations);
                evaluations = end.evaluations;
                if (end.converged) {
                    x = end.x;
                    image = end.image;
                    break;
                }
                // a failure means a ghost or a point still too far off: flow on, and try again much nearer
                tryBelow = 0.1 * distance(image, x);
            }
            x = x.clone();
            for (int i = 0; i < x.length; i++) x[i] += damping * (image[i] - x[i]);
            image = image(field, x, ++evaluations);
        }
        X state = field.at(x);
        double residual = distance(image, x);
        var status = residual <= tolerance ? SaddlePoint.Status.CONVERGED : SaddlePoint.Status.NOT_CONVERGED;
        return new SaddlePoint<>(state, field.pressure(state), residual, evaluations, status);
    }

    private record NewtonEnd(double[] x, double[] image, int evaluations, boolean converged) {}

    /// Newton steps from `x` as long as each is short and shrinks the residual; converged if that ends at an
    /// attracting fixed point.
    private <X> NewtonEnd newtonFrom(MeanField<X> field, double[] x, double[] image, int evaluations) {
        while (distance(image, x) > tolerance && evaluations < maxIterations) {
            double[] proposal = newton(field, x, image);
            if (!(distance(proposal, x) <= TRUST) || !field.admits(proposal))
                return new NewtonEnd(x, image, evaluations, false);
            double[] proposedImage = image(field, proposal, ++evaluations);
            if (!(distance(proposedImage, proposal) < 0.7 * distance(image, x)))
                return new NewtonEnd(x, image, evaluations, false);
            x = proposal;
            image = proposedImage;
        }
        boolean converged = distance(image, x) <= tolerance && Stability.isStable(field, field.at(x));
        return new NewtonEnd(x, image, evaluations, converged);
    }

    /// The saddle points that several starts flow to, largest pressure first. Two ends closer than `separation`
    /// in every coordinate count once, under the earlier start.
    public <X> List<SaddlePoint<X>> solveAll(MeanField<X> field, List<X> starts, double separation) {
        var found = new ArrayList<SaddlePoint<X>>();
        for (X start : starts) {
            var candidate = solve(field, start);
            double[] x = field.coordinates(candidate.state());
            if (found.stream().noneMatch(each -> distance(field.coordinates(each.state()), x) < separation))
                found.add(candidate);
        }
        found.sort(Comparator.comparingDouble(each -> -each.pressure()));
        return found;
    }

    private static <X> double[] image(MeanField<X> field, double[] x, int evaluation) {
        double[] image = field.coordinates(field.next(field.at(x)));
        for (int i = 0; i < image.length; i++)
            if (!Double.isFinite(image[i])) throw new DivergedException("saddle point", evaluation, i, image[i]);
        return image;
    }

    /// \(x + (1 - J)^{-1}(F(x) - x)\), or `x` moved out of reach where \(1 - J\) is singular.
    private static <X> double[] newton(MeanField<X> field, double[] x, double[] image) {
        int size = x.length;
        double[][] jacobian = field.jacobian(field.at(x));
        var matrix = new DMatrixRMaj(size, size);
        var right = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) matrix.set(i, j, (i == j ? 1 : 0) - jacobian[i][j]);
            right.set(i, image[i] - x[i]);
        }
        var step = new DMatrixRMaj(size, 1);
        double[] moved = x.clone();
        boolean regular = CommonOps_DDRM.solve(matrix, right, step);
        for (int i = 0; i < size; i++) moved[i] = regular ? x[i] + step.get(i) : Double.NaN;
        return moved;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs(a[i] - b[i]);
            // NaN is as far as can be, so that a singular step fails the trust test
            largest = difference >= 0 ? Math.max(largest, difference) : Double.POSITIVE_INFINITY;
        }
        return largest;
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) throw new IllegalArgumentException("%s must be in %s, not %s".formatted(name, range, value));
    }
}
