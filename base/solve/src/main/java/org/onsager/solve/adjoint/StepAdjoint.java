package org.onsager.solve.adjoint;

import java.util.Arrays;
import org.onsager.solve.Increment;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.ExplicitRungeKutta;
import org.onsager.solve.symplectic.AsynchronousLeapfrog;
import org.onsager.solve.symplectic.ReversibleHeun;

/// The transposed derivative of one step of a method, written by hand.
abstract class StepAdjoint {
    final Term<double[]> term;
    final Pull pull;
    final Increment increment;
    final boolean ode;

    StepAdjoint(Term<double[]> term, Pull pull) {
        this.term = term;
        this.pull = pull;
        increment = new Increment(term.channels());
        ode = term instanceof OdeTerm<double[]>;
    }

    static StepAdjoint of(Solver solver, Term<double[]> term, Pull pull, int n, int parameters) {
        return switch (solver) {
            case ExplicitRungeKutta explicit -> new ExplicitStepAdjoint(explicit.tableau(), term, pull, n);
            case ReversibleHeun _ -> new ReversibleHeunAdjoint(term, pull, n);
            case AsynchronousLeapfrog leapfrog -> new LeapfrogAdjoint(leapfrog.eta(), term, pull, n);
            default ->
                new ImplicitStepAdjoint(
                        StageSystem.of(solver, term, pull, n, parameters)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "solver %s has no adjoint of its steps on arrays; use a Runge-Kutta method (explicit, diagonally implicit or collocation) without a mass matrix, ReversibleHeun or AsynchronousLeapfrog"
                                                .formatted(solver.name()))),
                        term,
                        pull,
                        n);
        };
    }

    /// States beside the solution that the method carries.
    abstract int companions();

    /// Carries `lambda`, one row a state of the method, from after a step to before it.
    ///
    /// @param before  the method's state before the step
    /// @param byParameter  to which the step's part is added
    abstract void back(double from, double to, double[][] before, double[][] lambda, double[] byParameter);

    /// Through the first values of the companions: `lambda[0]` becomes the derivative by the initial state.
    void begin(double t0, double[] y0, double[][] lambda, double[] byParameter) {}

    /// Sets the step's increment; the factor on what the term gives is the step or, where it is applied already,
    /// 1.
    final double over(double from, double to) {
        term.increment(from, to, increment.over(from, to));
        return ode ? to - from : 1;
    }

    static void add(double a, double[] x, double[] into) {
        for (int i = 0; i < into.length; i++) into[i] = Math.fma(a, x[i], into[i]);
    }

    /// Of [ReversibleHeun]. With \(\hat y_1 = 2y - \hat y + f\Delta\), \(f_1 = F(\hat y_1)\), \(y_1 = y + \frac12
    /// (f + f_1)\Delta\) and \(\kappa = \hat\lambda_1 + F'(\hat y_1)^\top (\mu_1 + \frac12\Delta\lambda_1)\):
    /// \(\lambda = \lambda_1 + 2\kappa\), \(\hat\lambda = -\kappa\), \(\mu = \Delta (\frac12 \lambda_1 +
    /// \kappa)\).
    private static final class ReversibleHeunAdjoint extends StepAdjoint {
        private final double[] f;
        private final double[] hat;
        private final double[] v;

        ReversibleHeunAdjoint(Term<double[]> term, Pull pull, int n) {
            super(term, pull);
            f = new double[n];
            hat = new double[n];
            v = new double[n];
        }

        @Override
        int companions() {
            return 2;
        }

        @Override
        void back(double from, double to, double[][] before, double[][] lambda, double[] byParameter) {
            double s = over(from, to);
            double[] rate = ode ? before[2] : term.apply(from, before[1], increment, f);
            for (int i = 0; i < hat.length; i++) hat[i] = 2 * before[0][i] - before[1][i] + s * rate[i];
            for (int i = 0; i < v.length; i++) v[i] = lambda[2][i] + 0.5 * s * lambda[0][i];
            pull.add(to, hat, increment, v, lambda[1], byParameter);
            for (int i = 0; i < v.length; i++) {
                double kappa = lambda[1][i];
                lambda[2][i] = s * (0.5 * lambda[0][i] + kappa);
                lambda[0][i] += 2 * kappa;
                lambda[1][i] = -kappa;
            }
            if (ode) return;
            pull.add(from, before[1], increment, lambda[2], lambda[1], byParameter);
            Arrays.fill(lambda[2], 0);
        }

        @Override
        void begin(double t0, double[] y0, double[][] lambda, double[] byParameter) {
            add(1, lambda[1], lambda[0]);
            if (ode) pull.add(t0, y0, increment.over(t0, t0), lambda[2], lambda[0], byParameter);
        }
    }

    /// Of [AsynchronousLeapfrog]: \(m = y + \frac h2 v\), \(v_1 = (1 - 2\eta)v + 2\eta f(m)\), \(y_1 = m + \frac
    /// h2 v_1\), read backwards.
    private static final class LeapfrogAdjoint extends StepAdjoint {
        private final double eta;
        private final double[] middle;
        private final double[] v;

        LeapfrogAdjoint(double eta, Term<double[]> term, Pull pull, int n) {
            super(term, pull);
            this.eta = eta;
            middle = new double[n];
            v = new double[n];
        }

        @Override
        int companions() {
            return 1;
        }

        @Override
        void back(double from, double to, double[][] before, double[][] lambda, double[] byParameter) {
            double h = over(from, to);
            for (int i = 0; i < middle.length; i++) {
                middle[i] = before[0][i] + 0.5 * h * before[1][i];
                lambda[1][i] += 0.5 * h * lambda[0][i];
                v[i] = 2 * eta * lambda[1][i];
            }
            pull.add(from + 0.5 * h, middle, increment, v, lambda[0], byParameter);
            for (int i = 0; i < middle.length; i++)
                lambda[1][i] = (1 - 2 * eta) * lambda[1][i] + 0.5 * h * lambda[0][i];
        }

        @Override
        void begin(double t0, double[] y0, double[][] lambda, double[] byParameter) {
            pull.add(t0, y0, increment.over(t0, t0), lambda[1], lambda[0], byParameter);
        }
    }
}
