package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.DenseProduct;
import org.onsager.inference.gaussian.DenseProduct.View;

/// A solved problem: the field as a function with derivatives and bands, the spectrum that was learnt, and how it
/// went.
public final class GpPdeSolution {
    private final PdeProblem problem;
    private final AxisCovariance[] covariances;
    private final FieldSolver.Solved solved;
    private final PathState state;
    private final Report report;

    GpPdeSolution(
            PdeProblem problem,
            AxisCovariance[] covariances,
            FieldSolver.Solved solved,
            PathState state,
            Report report) {
        this.problem = problem;
        this.covariances = covariances;
        this.solved = solved;
        this.state = state;
        this.report = report;
    }

    /// Why a solve ended.
    public enum Status {
        /// The residual is below the tolerance, or the objective has stopped growing.
        CONVERGED,
        /// All iterations were used.
        ITERATIONS,
        /// The objective was not finite or fell for 200 iterations; the last state before that is returned.
        DIVERGED
    }

    /// How a solve went.
    ///
    /// @param status  why it ended
    /// @param iterations  done
    /// @param objective  log density of collocation at the end
    /// @param logTau  of the boundary's precision
    /// @param logV  of the equation's precision
    /// @param residual  \(Lu - f\) on the grid
    /// @param jitter  used, one an axis
    /// @param conditions  bounds of the covariances' condition numbers, one an axis
    /// @param ranges  frequency range \(F\) of the start, one an axis
    /// @param warnings  one line each
    /// @param history  one entry a check
    /// @param seconds  wall time
    public record Report(
            Status status,
            int iterations,
            double objective,
            double logTau,
            double logV,
            double[] residual,
            double[] jitter,
            double[] conditions,
            double[] ranges,
            List<String> warnings,
            List<Check> history,
            double seconds) {

        /// \(\max|Lu - f|\).
        public double maxResidual() {
            double most = 0;
            for (double each : residual) most = Math.max(most, Math.abs(each));
            return most;
        }

        /// Whether the solve ended well and nothing was found amiss.
        public boolean isTrusted() {
            return status == Status.CONVERGED && warnings.isEmpty();
        }
    }

    /// One look at a solve on its way.
    ///
    /// @param iteration  iterations done
    /// @param objective  at the last evaluation
    /// @param residual  largest \(|Lu - f|\)
    /// @param error  against the reference, NaN without one
    /// @param seconds  since the start
    public record Check(int iteration, double objective, double residual, double error, double seconds) {}

    /// One bump of the learnt spectrum.
    ///
    /// @param axis  of the grid
    /// @param weight  \(w\)
    /// @param frequency  \(\mu\), cycles a unit
    /// @param lengthScale  \(\ell\), or \(1/\rho\)
    public record Component(int axis, double weight, double frequency, double lengthScale) {}

    public PdeProblem problem() {
        return problem;
    }

    public Report report() {
        return report;
    }

    /// The last state, from which a solve can be taken up again.
    public PathState state() {
        return state;
    }

    /// The field at the grid points.
    public double[] field() {
        return solved.field().clone();
    }

    /// The components, largest weights first.
    public List<Component> spectrum() {
        var found = new ArrayList<Component>();
        for (int j = 0; j < covariances.length; j++) {
            var kernel = covariances[j].kernel();
            double[] parameters = covariances[j].parameters();
            for (int q = 0; q < kernel.components(); q++)
                found.add(new Component(
                        j,
                        kernel.weight(parameters, q),
                        kernel.frequency(parameters, q),
                        kernel.lengthScale(parameters, q)));
        }
        found.sort(Comparator.comparingInt(Component::axis)
                .thenComparing(Comparator.comparingDouble(Component::weight).reversed()));
        return found;
    }

    /// The learnt spectral density along an axis at a frequency.
    public double spectralDensity(int axis, double frequency) {
        return covariances[axis].kernel().spectrum(frequency, covariances[axis].parameters());
    }

    /// \(u\) on a product of points.
    ///
    /// @param points  coordinates, one array an axis
    public double[] at(List<double[]> points) {
        return derivative(points, new int[problem.dimensions()]);
    }

    /// \(\partial^\alpha u\) on a product of points, by the conditional mean.
    ///
    /// @param points  coordinates, one array an axis
    /// @param orders  \(\alpha\), each in [0, 3]
    public double[] derivative(List<double[]> points, int... orders) {
        return predict(covariances, solved.weights(), points, orders);
    }

    static double[] predict(AxisCovariance[] k, double[] weights, List<double[]> points, int... orders) {
        int rows = k[0].size(), columns = weights.length / rows;
        double[] first = points.getFirst();
        double[] cross = k[0].cross(first, orders[0]);
        double[] half = DenseProduct.of(first.length, columns, rows, View.of(cross, rows), View.of(weights, columns));
        if (k.length == 1) return half;
        double[] second = points.get(1);
        double[] other = k[1].cross(second, orders[1]);
        return DenseProduct.of(
                first.length,
                second.length,
                columns,
                View.of(half, columns),
                View.of(other, columns).transposed());
    }

    /// Standard deviations of \(u\) at a product of points, by Laplace's approximation at the optimum:
    /// \(k(x,x) - k_x^\top C^{-1}k_x + k_x^\top C^{-1}H^{-1}C^{-1}k_x\). The kernel is taken as known.
    ///
    /// Cost: a solve with \(H\) a point.
    public double[] deviation(List<double[]> points) {
        double[] first = points.getFirst();
        double[] second = points.size() == 1 ? new double[1] : points.get(1);
        var result = new double[first.length * second.length];
        double prior = 1;
        for (var k : covariances) prior *= k.variance();
        double[][] rows = new double[covariances.length][];
        for (int j = 0; j < covariances.length; j++) {
            int n = covariances[j].size();
            double[] cross = Orientation.transposed(covariances[j].cross(points.get(j), 0), points.get(j).length, n);
            rows[j] = solved.inverse().whiten(j, cross.clone(), points.get(j).length);
        }
        for (int a = 0; a < first.length; a++)
            for (int b = 0; b < second.length; b++) {
                double[] s = product(rows, a, first.length, b, second.length);
                double[] t = solved.inverse().apply(s);
                double variance = prior;
                for (int i = 0; i < s.length; i++) variance += s[i] * (t[i] - s[i]);
                result[a * second.length + b] = Math.sqrt(Math.max(0, variance));
            }
        return result;
    }

    private static double[] product(double[][] rows, int a, int countA, int b, int countB) {
        int n = rows[0].length / countA, m = rows.length == 1 ? 1 : rows[1].length / countB;
        var s = new double[n * m];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++)
                s[i * m + j] = rows[0][i * countA + a] * (rows.length == 1 ? 1 : rows[1][j * countB + b]);
        return s;
    }
}
