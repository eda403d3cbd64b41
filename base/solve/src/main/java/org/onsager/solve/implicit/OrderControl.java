package org.onsager.solve.implicit;

import org.onsager.solve.Ledger;

/// Choice of order and step size for a family of collocation methods.
///
/// The contraction \(\Psi = \sqrt{\theta_k \theta_{k-1}}\) of the last Newton iterations tells how far the
/// iteration is from its limits: the order rises when \(\Psi \le 0.002\) at steps of about equal size, falls when
/// \(\Psi \ge 0.8\) or an iteration failed, and stays for ten steps after a change. Step sizes follow
/// \(h\,err^{-1/(s+1)}\) and the predictive controller, and stay when they would grow by less than a fifth, which
/// keeps the factors. With one level it chooses nothing and leaves the steps to the run's controller.
///
/// Source: E. Hairer and G. Wanner, *Stiff differential equations solved by Radau methods*, J. Comp. Appl. Math.
/// 111 (1999).
final class OrderControl {
    private static final double RAISE = 0.002;
    private static final double LOWER = 0.8;
    private static final int PATIENCE = 10;

    private final int levels;
    private int level;
    private int next;
    private int since;
    private boolean failed;
    private double proposal = Double.NaN;
    private double lastStep = Double.NaN;
    private double lastError = 1;

    OrderControl(int levels) {
        this.levels = levels;
    }

    /// The level of the step at hand, from 0.
    int level() {
        return level;
    }

    /// Before a step.
    void begin() {
        proposal = Double.NaN;
    }

    /// After Newton's iteration failed: the next attempt is made with the order below.
    void failed() {
        failed = true;
        if (level > 0) level--;
        next = level;
        since = 0;
    }

    /// After a step with this scaled error.
    void judge(double h, double error, int stages, SimplifiedNewton newton) {
        if (levels == 1 || !Double.isFinite(error)) return;
        double r = Math.max(error, 1e-10), exponent = 1.0 / (stages + 1);
        double safety = newton.safety();
        double quotient = Math.pow(r, exponent) / safety;
        if (r < 1 && !Double.isNaN(lastStep))
            quotient = Math.max(quotient, lastStep / h * Math.pow(r * r / lastError, exponent) / safety);
        double wanted = h / Math.clamp(quotient, 0.125, 5);
        if (r >= 1) {
            proposal = Double.isNaN(lastStep) ? Math.min(wanted, 0.1 * h) : wanted;
            next = level;
            return;
        }
        double change = Double.isNaN(lastStep) ? Double.NaN : h / lastStep;
        next = level;
        double contraction = newton.contraction();
        boolean even = change > 0.8 && change < 1.2;
        if (since >= PATIENCE && newton.iterations() > 1 && contraction <= RAISE && even)
            next = Math.min(levels - 1, level + 1);
        if (contraction >= LOWER || failed) next = Math.max(0, level - (failed ? 0 : 1));
        proposal = wanted >= h && wanted <= 1.2 * h && contraction < 0.3 ? h : wanted;
        lastError = Math.max(1e-2, r);
        lastStep = h;
    }

    /// Takes the step over.
    ///
    /// @return the level of the next one
    int advance() {
        since = next == level ? since + 1 : 0;
        level = next;
        failed = false;
        return level;
    }

    /// The next step's size; NaN to leave it to the controller.
    double proposal() {
        return proposal;
    }

    void keep(Ledger ledger) {
        level = ledger.count(level);
        next = ledger.count(next);
        since = ledger.count(since);
        failed = ledger.flag(failed);
        proposal = ledger.number(proposal);
        lastStep = ledger.number(lastStep);
        lastError = ledger.number(lastError);
    }
}
