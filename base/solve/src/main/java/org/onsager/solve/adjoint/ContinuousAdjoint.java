package org.onsager.solve.adjoint;

import java.util.Arrays;
import org.onsager.numerics.quadrature.QuadratureRule;
import org.onsager.solve.Increment;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Segment;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;

/// The gradient of the exact solution up to errors, by any solver of ordinary equations (stiff and multistep ones
/// included): optimise, then discretise.
///
/// With \(a(t) = dL/dy(t)\): \(a' = -J(t, y(t))^\top a\) backwards from \(a(t_1) = \partial L/\partial y(t_1)\),
/// where \(y(t)\) is the dense forward solution, \(\partial L/\partial y(t_i)\) is added at each time that the
/// loss sees, and \(dL/d\theta = \int a^\top \partial_\theta f\,dt\) by the 8-point Gauss rule on each backward
/// step. Both solutions are made by the problem's solver and controller; implicit ones get \(-J^\top\) from \(n\)
/// products of [Pull]. Memory grows with the steps; errors of the dense output count.
///
/// Sources: Y. Cao, S. Li, L. Petzold and R. Serban, *Adjoint sensitivity analysis for differential-algebraic
/// equations*, SIAM J. Sci. Comput. 24, 1076 (2003); C. Rackauckas et al., arXiv 1812.01892 (quadrature).
///
/// @param problem  the equation and the way to solve it; what it holds on the way back is of no matter
public record ContinuousAdjoint(DiscreteAdjoint problem) {
    private static final QuadratureRule RULE = QuadratureRule.legendre(8);

    /// Solves and differentiates.
    ///
    /// @throws IllegalArgumentException if the problem is not an ordinary equation without a mass matrix
    /// @throws org.onsager.numerics.DivergedException if a solution fails
    public Gradient gradient(double[] y0, DiscreteAdjoint.Loss loss) {
        if (!(problem.term() instanceof OdeTerm<double[]> ode)
                || ode instanceof Ode massive && !(massive.mass() instanceof Mass.Identity))
            throw new IllegalArgumentException(
                    "the adjoint equation needs an ordinary equation without a mass matrix; use DiscreteAdjoint.gradient for a driven one");
        return new Run(problem, ode, y0.clone()).gradient(loss);
    }

    private static final class Run {
        private final DiscreteAdjoint problem;
        private final OdeTerm<double[]> ode;
        private final double[] y0;
        private final int n;
        private final Increment increment = new Increment(0);
        private final double[] spare;
        private final double[] none;
        private final double[] unit;
        private final double[] byParameter;
        private long backward;

        Run(DiscreteAdjoint problem, OdeTerm<double[]> ode, double[] y0) {
            this.problem = problem;
            this.ode = ode;
            this.y0 = y0;
            n = y0.length;
            spare = new double[n];
            none = new double[problem.parameters()];
            unit = new double[n];
            byParameter = new double[problem.parameters()];
        }

        Gradient gradient(DiscreteAdjoint.Loss loss) {
            double[] times = problem.times();
            var forward = problem.solve(y0).saveAt(SaveAt.everything()).run();
            var states = new double[times.length][];
            for (int k = 0; k < times.length; k++) states[k] = forward.evaluateLeft(times[k]);
            var byState = new double[times.length][n];
            double value = loss.of(states, byState);
            var a = new double[n];
            for (int k = times.length - 1; k >= 0; k--) {
                StepAdjoint.add(1, byState[k], a);
                a = back(forward, a, times[k], k == 0 ? problem.t0() : times[k - 1]);
            }
            var byTimes = new double[times.length];
            for (int k = 0; k < times.length; k++) byTimes[k] = along(times[k], states[k], byState[k]);
            long steps = forward.statistics().accepted();
            return new Gradient(
                    value,
                    states,
                    a,
                    byParameter,
                    -along(problem.t0(), y0, a),
                    byTimes,
                    steps,
                    0,
                    backward,
                    Math.toIntExact(steps));
        }

        private double[] back(Solution<double[]> forward, double[] a, double from, double to) {
            Ode.Field field = (t, z, rate) -> pulled(t, forward.evaluate(t), z, rate);
            Jacobian jacobian = Jacobian.dense((t, _, into) -> {
                double[] y = forward.evaluate(t);
                for (int j = 0; j < n; j++) {
                    unit[j] = 1;
                    pulled(t, y, unit, spare);
                    unit[j] = 0;
                    for (int i = 0; i < n; i++) into[i * n + j] = spare[i];
                }
            });
            var solution = Solve.of(Ode.of(field).with(jacobian).jumpingAt(ode.jumps()))
                    .span(from, to)
                    .y0(a)
                    .solver(problem.solver())
                    .controller(problem.controller())
                    .maxSteps(problem.maxSteps())
                    .saveAt(SaveAt.everything())
                    .run();
            backward += solution.statistics().accepted();
            if (byParameter.length > 0) for (var segment : solution.segments()) integrate(forward, segment);
            return solution.y1();
        }

        /// \(-J^\top a\).
        private void pulled(double t, double[] y, double[] a, double[] rate) {
            Arrays.fill(rate, 0);
            problem.pull().add(t, y, increment.over(t, t), a, rate, none);
            for (int i = 0; i < n; i++) rate[i] = -rate[i];
        }

        /// Adds a backward step's part of the integral.
        private void integrate(Solution<double[]> forward, Segment<double[]> segment) {
            double middle = 0.5 * (segment.from() + segment.to());
            double half = 0.5 * (segment.from() - segment.to());
            Arrays.fill(spare, 0);
            for (int i = 0; i < RULE.size(); i++) {
                double t = middle + half * RULE.node(i);
                double[] a = segment.at(t);
                for (int j = 0; j < n; j++) a[j] *= half * RULE.weight(i);
                problem.pull().add(t, forward.evaluate(t), increment.over(t, t), a, spare, byParameter);
            }
        }

        private double along(double t, double[] y, double[] a) {
            double[] rate = ode.rate(t, y, new double[n]);
            double sum = 0;
            for (int i = 0; i < n; i++) sum += a[i] * rate[i];
            return sum;
        }
    }
}
