package org.onsager.inference.pde;

import static org.onsager.numerics.vector.VectorKernels.dot;
import static org.onsager.numerics.vector.VectorKernels.sumOfSquares;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.onsager.inference.gaussian.AxisCovariance;

/// The log density of collocation and its gradient by everything it depends on:
///
/// \[\mathcal L = -\tfrac12\ln|C| - \tfrac12 u^\top C^{-1} u + \lambda_b\Bigl[\tfrac{N_b}2\ln\tau_1 -
/// \tfrac{\tau_1}2\|Bu - g\|^2\Bigr] + \tfrac{N_c}2\ln\tau_2 - \tfrac{\tau_2}2\|Lu - f\|^2,\]
///
/// \(C = C_1 \otimes C_2\), derivatives of \(u\) by its conditional mean, \(\partial^p u = K^{(p)} K^{-1} u\)
/// along each axis. The adjoint is by hand; every product with a covariance is done on one axis at a time.
final class Collocation {
    private final PdeProblem problem;
    private final double boundaryWeight;
    private final int rows;
    private final int columns;

    Collocation(PdeProblem problem, double boundaryWeight) {
        this.problem = problem;
        this.boundaryWeight = boundaryWeight;
        this.rows = problem.axes().getFirst().size();
        this.columns = problem.points() / rows;
    }

    /// What [#evaluate] found.
    ///
    /// @param value  \(\mathcal L\)
    /// @param residual  \(Lu - f\)
    /// @param residualSquare  \(\|Lu - f\|^2\)
    /// @param boundarySquare  \(\|Bu - g\|^2\)
    /// @param byKernel  gradient by the parameters of each axis
    /// @param byLogTau  by \(\ln\tau_1\)
    /// @param byLogV  by \(\ln\tau_2\)
    /// @param byField  by \(u\)
    record Evaluation(
            double value,
            double[] residual,
            double residualSquare,
            double boundarySquare,
            double[][] byKernel,
            double byLogTau,
            double byLogV,
            double[] byField) {}

    private int size(int axis) {
        return axis == 0 ? rows : columns;
    }

    private int across(int axis) {
        return problem.points() / size(axis);
    }

    /// \(K_j^{-1} u\) along each axis, the axis first.
    ///
    /// @param weights  \(C^{-1} u\) if it is known, which saves the solves and their rounding
    private double[][] smoothed(AxisCovariance[] k, double[] u, double @Nullable [] weights) {
        int d = k.length;
        var y = new double[d][];
        for (int j = 0; j < d; j++) {
            if (weights == null) y[j] = k[j].solve(Orientation.first(j, u, rows, columns), across(j));
            else if (d == 1) y[j] = weights;
            else {
                // the other axis' covariance takes away the other axis' inverse
                double[] other = k[1 - j].multiply(0, Orientation.first(1 - j, weights, rows, columns), across(1 - j));
                double[] field = Orientation.back(1 - j, other, rows, columns);
                y[j] = Orientation.first(j, field, rows, columns);
            }
        }
        return y;
    }

    /// A mixed derivative's inner products, kept for the adjoint.
    private record Mixed(PdeOperator.Term term, double[] inner) {}

    /// \(\mathcal L\) and its gradient.
    ///
    /// @param k  one an axis
    /// @param u  the field, row-major
    /// @param weights  \(C^{-1}u\), or null to solve for it
    Evaluation evaluate(AxisCovariance[] k, double[] u, double @Nullable [] weights, double logTau, double logV) {
        double[][] y = smoothed(k, u, weights);
        var mixed = new ArrayList<Mixed>();
        double[] residual = residual(k, u, y, mixed);
        var tape = new Tape(k, u, y);
        double tau = Math.exp(logTau), v = Math.exp(logV);
        double residualSquare = sumOfSquares(residual);
        tape.equation(residual, v, mixed);
        double boundarySquare = 0;
        for (var condition : problem.boundary()) boundarySquare += tape.boundary(condition, boundaryWeight * tau);
        double[] other = k.length == 1 ? u : Orientation.back(1, y[1], rows, columns);
        double quadratic = dot(y[0], other);
        double logDeterminant = 0;
        for (int j = 0; j < k.length; j++) logDeterminant += across(j) * k[j].logDeterminant();
        int nb = problem.boundaryValues(), nc = problem.points();
        double value = -logDeterminant / 2
                - quadratic / 2
                + boundaryWeight * (nb / 2.0 * logTau - tau / 2 * boundarySquare)
                + nc / 2.0 * logV
                - v / 2 * residualSquare;
        return new Evaluation(
                value,
                residual,
                residualSquare,
                boundarySquare,
                tape.finish(),
                boundaryWeight * (nb / 2.0 - tau / 2 * boundarySquare),
                nc / 2.0 - v / 2 * residualSquare,
                tape.byField);
    }

    /// \(Lu - f\).
    private double[] residual(AxisCovariance[] k, double[] u, double[][] y, List<Mixed> mixed) {
        var residual = new double[u.length];
        for (int i = 0; i < u.length; i++)
            residual[i] = problem.operator().reaction().value().applyAsDouble(u[i]) - problem.source()[i];
        for (var term : problem.operator().terms()) {
            double[] value = derivative(k, u, y, term, mixed);
            for (int i = 0; i < u.length; i++) residual[i] = Math.fma(term.coefficient(i), value[i], residual[i]);
        }
        return residual;
    }

    private double[] derivative(
            AxisCovariance[] k, double[] u, double[][] y, PdeOperator.Term term, List<Mixed> mixed) {
        int axis = term.axis();
        if (axis < 0) return u;
        if (axis < 2)
            return Orientation.back(axis, k[axis].multiply(term.orders()[axis], y[axis], across(axis)), rows, columns);
        double[] along = Orientation.back(1, k[1].multiply(term.orders()[1], y[1], rows), rows, columns);
        double[] inner = k[0].solve(along, columns);
        mixed.add(new Mixed(term, inner));
        return k[0].multiply(term.orders()[0], inner, columns);
    }

    /// Reverse sweep: collects adjoints of the covariances at their distances, of the smoothed fields and of the
    /// field.
    private final class Tape {
        private final AxisCovariance[] k;
        private final double[] u;
        private final double[][] y;
        private final double[][] bySmoothed;
        private final double[] byField;
        private final double[][][] byCovariance;

        Tape(AxisCovariance[] k, double[] u, double[][] y) {
            this.k = k;
            this.u = u;
            this.y = y;
            this.bySmoothed = new double[k.length][u.length];
            this.byField = new double[u.length];
            this.byCovariance = new double[k.length][][];
            Arrays.setAll(byCovariance, j -> k[j].zeroAdjoint());
        }

        void equation(double[] residual, double v, List<Mixed> mixed) {
            var slope = problem.operator().reaction().slope();
            boolean linear = problem.operator().isLinear();
            int next = 0;
            for (var term : problem.operator().terms()) {
                var adjoint = new double[u.length];
                for (int i = 0; i < u.length; i++) adjoint[i] = -v * residual[i] * term.coefficient(i);
                int axis = term.axis();
                if (axis < 0) Orientation.add(byField, 1, adjoint);
                else if (axis < 2) derivative(axis, term.orders()[axis], adjoint);
                else mixed(mixed.get(next++), adjoint);
            }
            if (!linear) for (int i = 0; i < u.length; i++) byField[i] -= v * residual[i] * slope.applyAsDouble(u[i]);
        }

        private void derivative(int axis, int order, double[] adjoint) {
            double[] turned = Orientation.first(axis, adjoint, rows, columns);
            k[axis].addAdjoint(order, turned, y[axis], across(axis), byCovariance[axis][order]);
            Orientation.add(bySmoothed[axis], 1, k[axis].multiplyTransposed(order, turned, across(axis)));
        }

        private void mixed(Mixed each, double[] adjoint) {
            int p = each.term.orders()[0];
            k[0].addAdjoint(p, adjoint, each.inner, columns, byCovariance[0][p]);
            double[] along = k[0].solve(k[0].multiplyTransposed(p, adjoint, columns), columns);
            var negative = along.clone();
            for (int i = 0; i < negative.length; i++) negative[i] = -negative[i];
            k[0].addAdjoint(0, negative, each.inner, columns, byCovariance[0][0]);
            derivative(1, each.term.orders()[1], along);
        }

        /// @return \(\|Bu - g\|^2\) of this condition
        double boundary(BoundaryCondition condition, double weight) {
            int axis = condition.axis(), n = size(axis), m = across(axis);
            double[] turned = Orientation.first(axis, u, rows, columns);
            var gap = new double[m];
            for (int i = 0; i < m; i++) gap[i] = -condition.values()[i];
            for (var part : condition.parts()) {
                int at = part.upper() ? n - 1 : 0;
                double[] row = part.order() == 0 ? turned : k[axis].multiply(part.order(), y[axis], m);
                for (int i = 0; i < m; i++) gap[i] += part.weight() * row[at * m + i];
            }
            for (var part : condition.parts()) {
                int at = part.upper() ? n - 1 : 0;
                var adjoint = new double[u.length];
                for (int i = 0; i < m; i++) adjoint[at * m + i] = -weight * part.weight() * gap[i];
                if (part.order() > 0) derivative(axis, part.order(), Orientation.back(axis, adjoint, rows, columns));
                else Orientation.add(byField, 1, Orientation.back(axis, adjoint, rows, columns));
            }
            return sumOfSquares(gap);
        }

        /// Adds the prior, carries the adjoints of the smoothed fields on, and returns the gradients by the
        /// kernels.
        double[][] finish() {
            var gradients = new double[k.length][];
            for (int j = 0; j < k.length; j++) {
                double[] other = k.length == 1
                        ? u
                        : Orientation.first(j, Orientation.back(1 - j, y[1 - j], rows, columns), rows, columns);
                if (k.length == 1) Orientation.add(byField, -0.5, y[0]);
                Orientation.add(bySmoothed[j], -0.5, other);
            }
            for (int j = 0; j < k.length; j++) {
                double[] solved = k[j].solve(bySmoothed[j], across(j));
                Orientation.add(byField, 1, Orientation.back(j, solved, rows, columns));
                for (int i = 0; i < solved.length; i++) solved[i] = -solved[i];
                k[j].addAdjoint(0, solved, y[j], across(j), byCovariance[j][0]);
                k[j].addLogDeterminantAdjoint(-0.5 * across(j), byCovariance[j][0]);
                gradients[j] = k[j].gradient(byCovariance[j]);
            }
            return gradients;
        }
    }
}
