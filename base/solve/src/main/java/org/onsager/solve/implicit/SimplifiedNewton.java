package org.onsager.solve.implicit;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.Ledger;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper.Trouble;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;

/// Simplified Newton iterations of an implicit method: when the Jacobian and the factors are renewed, when an
/// iteration has converged or is hopeless, and why a step failed.
///
/// The Jacobian is kept from step to step until an iteration fails with it or converges slowly, the factors until
/// the coefficient \(\alpha\) of the iteration matrix \(\alpha M - J\) changes by more than the method allows.
/// An iteration that fails with an old Jacobian is tried once more with a fresh one, unless something was not
/// finite, which asks for a shorter step.
///
/// With \(\theta\) the ratio of successive corrections, the error after a correction \(\delta\) is about
/// \(\theta/(1-\theta) \|\delta\|\) and must be below \(\kappa\) of the tolerance; the iteration is given up when
/// \(\theta > 2\), when the limit of iterations cannot be enough, or when something is not finite. Corrections
/// that are rounding have no rate and count as converged.
///
/// A first correction is judged by the slowest rate of the iteration before it, not by the last, as the source
/// has it: where the equations are triangular (an algebraic component that depends on a differential one), the
/// last rate is next to 0 and would let any first correction pass.
///
/// Source: E. Hairer and G. Wanner, *Solving Ordinary Differential Equations II*, IV.8.
public final class SimplifiedNewton {
    static final double KAPPA = 1e-2;
    /// The most iterations of a stage.
    public static final int MAX_ITERATIONS = 10;

    private final StateSpace<double[]> space;
    private final Tolerance tolerance;
    private final Tally tally;
    private final double reuse;
    private final double renewal;
    private double last;
    private double theta;
    private double eta = 1;
    private double slowest;
    private double contraction;
    private double worst;
    private double drift;
    private int iteration;
    private boolean fresh;
    private boolean usable;
    private double factored = Double.NaN;
    private Trouble trouble = Trouble.NONFINITE;

    /// Before the first step.
    ///
    /// @param reuse  relative change of the coefficient below which the factors are kept
    /// @param renewal  slower convergence than this renews the Jacobian for the next step
    public SimplifiedNewton(
            StateSpace<double[]> space, Tolerance tolerance, Tally tally, double reuse, double renewal) {
        this.space = space;
        this.tolerance = tolerance;
        this.tally = tally;
        this.reuse = reuse;
        this.renewal = renewal;
    }

    /// A method whose steps are solved by iterations with one Jacobian.
    public interface Method {
        /// Evaluates the Jacobian for the step at hand.
        void linearise();

        /// Factors the iteration matrices.
        ///
        /// @param alpha  the coefficient
        /// @return whether they are regular
        boolean factor(double alpha);

        /// Solves all equations of the step by [#solve].
        ///
        /// @return whether every iteration converged
        boolean iterate();

        /// Told of iterations that failed, before they are tried again with a fresh Jacobian.
        default void failed() {}
    }

    /// A system of equations for one or more stages.
    public interface Equations {
        /// Computes a correction with the factors at hand.
        ///
        /// @return whether the linear system could be solved
        boolean correct();

        /// The size of the correction, component by component.
        double[] correction();

        /// Adds the correction to the unknown.
        void apply();
    }

    /// Solves the equations of a step.
    ///
    /// @param alpha  the coefficient of the iteration matrix
    /// @return whether they are solved; if not, [#trouble] says why
    public boolean step(double alpha, Method method) {
        slowest = 0;
        if (!prepare(alpha, method)) return false;
        if (!method.iterate()) {
            method.failed();
            if (fresh || trouble == Trouble.NONFINITE) return false;
            usable = false;
            eta = 1;
            if (!prepare(alpha, method) || !method.iterate()) return false;
        }
        if (slowest > renewal) usable = false;
        return true;
    }

    /// The Jacobian, where it is not usable any more, and the factors, where the coefficient changed too much.
    private boolean prepare(double alpha, Method method) {
        if (!usable) {
            method.linearise();
            usable = true;
            fresh = true;
            factored = Double.NaN;
        }
        if (Math.abs(factored / alpha - 1) < reuse) return true;
        factored = method.factor(alpha) ? alpha : Double.NaN;
        // after new factors the past rate says nothing
        eta = 1;
        if (Double.isNaN(factored)) trouble = Trouble.SINGULAR;
        return !Double.isNaN(factored);
    }

    /// Iterates to convergence from the guess that the equations hold.
    ///
    /// @param scale  the state that scales the tolerance
    /// @return whether the iteration converged
    public boolean solve(Equations equations, double[] scale) {
        iteration = 0;
        theta = 0;
        if (worst < 1) eta = Math.max(eta, worst / (1 - worst));
        eta = Math.max(eta, drift / (1 - drift));
        worst = 0;
        eta = Math.pow(Math.max(eta, Math.ulp(1.0)), 0.8);
        while (true) {
            var verdict = equations.correct() ? judge(equations.correction(), scale) : Verdict.DIVERGED;
            if (verdict == Verdict.DIVERGED) {
                tally.newton(iteration);
                trouble = finite(equations.correction()) ? Trouble.NONLINEAR : Trouble.NONFINITE;
                return false;
            }
            equations.apply();
            if (verdict == Verdict.GO_ON) continue;
            tally.newton(iteration);
            return true;
        }
    }

    private Verdict judge(double[] delta, double[] y) {
        double size = space.scaledNorm(delta, y, y, tolerance);
        iteration++;
        if (!Double.isFinite(size)) return Verdict.DIVERGED;
        if (iteration > 1) {
            double rate = size / last;
            contraction = iteration > 2 ? Math.sqrt(rate * theta) : rate;
            theta = rate;
            slowest = Math.max(slowest, theta);
            worst = Math.max(worst, theta);
            if (theta >= 1 && isRounding(size, y)) return Verdict.CONVERGED;
            if (theta > 2) return Verdict.DIVERGED;
            if (theta < 1) eta = theta / (1 - theta);
        }
        last = size;
        if (size == 0 || eta * size < KAPPA && (iteration > 1 || eta < 1) && theta < 1) return Verdict.CONVERGED;
        if (iteration >= MAX_ITERATIONS) return Verdict.DIVERGED;
        if (theta >= 1 && iteration > 2) return Verdict.DIVERGED;
        return Verdict.GO_ON;
    }

    /// Whether a correction that is not smaller than the one before is rounding: the guess was the solution, as
    /// on \(y' = 1\). Either both are far below what is asked, or this one below the last places of the state.
    private boolean isRounding(double size, double[] y) {
        return (1 + theta) * size < 1e-2 * KAPPA || size <= 4 * Math.ulp(1.0) * space.scaledNorm(y, y, y, tolerance);
    }

    /// Told, before a step, by what share its mass matrix is another than that in the iteration matrix: no faster
    /// rate is to be expected, whatever the last one was, and beyond a third the matrix is renewed.
    public void moved(double share) {
        boolean far = !(share < 1.0 / 3);
        if (far) usable = false;
        drift = far ? 0 : share;
    }

    /// A step was taken: the Jacobian is not of its state any more.
    public void taken() {
        fresh = false;
    }

    /// The state is another one: the next step evaluates its Jacobian.
    public void discard() {
        usable = false;
    }

    /// The iteration matrix is of another time and its mass matrix may fit this one no more: the next attempt
    /// renews it, were it only because a residual was not finite.
    void doubt(IterationMatrix matrix) {
        if (matrix.movingMass() && trouble == Trouble.NONFINITE) usable = false;
    }

    /// The matrices are others: the next step factors them.
    void discardFactors() {
        factored = Double.NaN;
    }

    /// Why the last step failed.
    public Trouble trouble() {
        return trouble;
    }

    /// The mean ratio \(\sqrt{\theta_k \theta_{k-1}}\) of the last corrections.
    double contraction() {
        return contraction;
    }

    /// Iterations of the last solution.
    public int iterations() {
        return iteration;
    }

    /// The factor by which a step is planned shorter than its error allows, for the iterations that the last one
    /// took: 0.9 for none.
    public double safety() {
        return 0.9 * (2 * MAX_ITERATIONS + 1) / (2 * MAX_ITERATIONS + iteration);
    }

    /// Writes down, or reads back, how the iterations converged and what the factors are for.
    public void keep(Ledger ledger) {
        last = ledger.number(last);
        theta = ledger.number(theta);
        eta = ledger.number(eta);
        slowest = ledger.number(slowest);
        contraction = ledger.number(contraction);
        iteration = ledger.count(iteration);
        worst = ledger.number(worst);
        fresh = ledger.flag(fresh);
        usable = ledger.flag(usable);
        factored = ledger.number(factored);
    }

    /// Whether every component is finite.
    static boolean finite(double[] y) {
        return ArraySpace.REAL.firstNonFinite(y) < 0;
    }

    private enum Verdict {
        GO_ON,
        CONVERGED,
        DIVERGED
    }
}
