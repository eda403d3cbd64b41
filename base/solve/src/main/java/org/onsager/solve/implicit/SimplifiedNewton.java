package org.onsager.solve.implicit;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.Ledger;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Tolerance;

/// The convergence test of simplified Newton iterations.
///
/// With \(\theta\) the ratio of successive corrections, the error after a correction \(\delta\) is about
/// \(\theta/(1-\theta) \|\delta\|\) and must be below \(\kappa\) of the tolerance; the iteration is given up when
/// \(\theta > 2\), when the limit of iterations cannot be enough, or when something is not finite.
///
/// Source: E. Hairer and G. Wanner, *Solving Ordinary Differential Equations II*, IV.8.
public final class SimplifiedNewton {
    static final double KAPPA = 1e-2;
    /// The most iterations of a stage.
    public static final int MAX_ITERATIONS = 10;

    private final StateSpace<double[]> space;
    private final Tolerance tolerance;
    private double last;
    private double theta;
    private double eta = 1;
    private double slowest;
    private double contraction;
    private int iteration;

    /// Before the first step.
    public SimplifiedNewton(StateSpace<double[]> space, Tolerance tolerance) {
        this.space = space;
        this.tolerance = tolerance;
    }

    /// Before a step.
    public void beginStep() {
        slowest = 0;
    }

    /// Before the iterations of a stage.
    public void begin() {
        iteration = 0;
        theta = 0;
        eta = Math.pow(Math.max(eta, Math.ulp(1.0)), 0.8);
    }

    /// Judges a correction.
    public Verdict judge(double[] delta, double[] y) {
        double size = space.scaledNorm(delta, y, y, tolerance);
        iteration++;
        if (!Double.isFinite(size)) return Verdict.DIVERGED;
        if (iteration > 1) {
            double rate = size / last;
            contraction = iteration > 2 ? Math.sqrt(rate * theta) : rate;
            theta = rate;
            slowest = Math.max(slowest, theta);
            if (theta > 2) return Verdict.DIVERGED;
            if (theta < 1) eta = theta / (1 - theta);
        }
        last = size;
        if (size == 0 || eta * size < KAPPA && (iteration > 1 || eta < 1) && theta < 1) return Verdict.CONVERGED;
        if (iteration >= MAX_ITERATIONS) return Verdict.DIVERGED;
        if (theta >= 1 && iteration > 2) return Verdict.DIVERGED;
        return Verdict.GO_ON;
    }

    /// The slowest convergence of the step; beyond 0.3 the Jacobian is renewed.
    public double slowest() {
        return slowest;
    }

    /// The mean ratio \(\sqrt{\theta_k \theta_{k-1}}\) of the last corrections.
    public double contraction() {
        return contraction;
    }

    /// Iterations since [#begin].
    public int iterations() {
        return iteration;
    }

    /// After a new Jacobian the past rate says nothing.
    public void forget() {
        eta = 1;
    }

    /// Writes down, or reads back, how the iterations converged.
    public void keep(Ledger ledger) {
        last = ledger.number(last);
        theta = ledger.number(theta);
        eta = ledger.number(eta);
        slowest = ledger.number(slowest);
        contraction = ledger.number(contraction);
        iteration = ledger.count(iteration);
    }

    /// Whether every component is finite.
    public static boolean finite(double[] y) {
        return ArraySpace.REAL.firstNonFinite(y) < 0;
    }

    /// What to do after a correction.
    public enum Verdict {
        /// Another iteration.
        GO_ON,
        /// Done; the correction is to be added.
        CONVERGED,
        /// Hopeless.
        DIVERGED
    }
}
