package org.onsager.solve.implicit;

import org.onsager.solve.Ledger;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;

/// Steps of any diagonally implicit method. The unknown of a stage is \(z_i = Y_i - y\); its derivative is
/// recovered as \((z_i - h\sum_{j<i} a_{ij}k_j)/(h a_{ii})\), which does not amplify the iteration error by the
/// stiffness.
final class DirkStepper extends ImplicitStep implements SimplifiedNewton.Method {
    /// The step may change by a fifth before the matrix is factored again.
    private static final double REUSE = 0.2;

    private static final double RENEWAL = 0.3;

    private final DirkTableau tableau;
    private final OdeTerm<double[]> stiff;
    private final Ode explicitPart;
    private final boolean split;
    private final SimplifiedNewton newton;
    private final StageEquation equation;
    private final double[][] k;
    private final double[][] kExplicit;
    private final double[] known;
    private final double[] rate;
    private final double[] scratch;
    private final double[] algebraicStart;
    private final double[] algebraicEnd;
    private final boolean fades;
    private boolean firstKnown;
    private boolean startKnown;

    DirkStepper(DirkTableau tableau, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        super(term, stiffPart(tableau, term), start);
        this.tableau = tableau;
        stiff = stiffPart(tableau, term);
        split = stiff != term;
        explicitPart = split ? ((SplitOde) term).explicit() : Ode.of((_, _, _) -> {});
        if (tableau.a(0, 0) == 0 && matrix.mass.dense())
            throw new IllegalArgumentException(
                    "%s starts with an explicit stage and takes only diagonal mass matrices; use Radau5 or Bdf"
                            .formatted(tableau.name()));
        newton = new SimplifiedNewton(space, tolerance, tally, REUSE, RENEWAL);
        equation = new StageEquation(stiff, matrix, newton);
        k = new double[tableau.stages()][n];
        kExplicit = new double[split ? tableau.stages() : 0][n];
        known = new double[n];
        rate = new double[n];
        scratch = new double[n];
        algebraicStart = new double[matrix.identityMass() ? 0 : n];
        algebraicEnd = algebraicStart.clone();
        fades = fades(tableau);
    }

    private static OdeTerm<double[]> stiffPart(DirkTableau tableau, OdeTerm<double[]> term) {
        return term instanceof SplitOde parts && tableau.hasExplicit() ? parts.implicit() : term;
    }

    @Override
    protected double advance(double h) {
        int last = tableau.stages() - 1;
        startKnown = firstKnown;
        if (!matrix.massHolds(tNext)) return fail(matrix.massTrouble());
        newton.moved(matrix.massDrift());
        if (!newton.step(1 / (tableau.a(last, last) * h), this)) {
            newton.doubt(matrix);
            return fail(newton.trouble());
        }
        finish(h);
        if (tableau.errorOrder() == 0) return SimplifiedNewton.finite(candidate) ? 0 : Double.NaN;
        space.combine(h, tableau.error(), k, scratch);
        if (split) space.combine(scratch, h, tableau.error(), kExplicit, scratch);
        return space.scaledNorm(scratch, y, candidate, tolerance);
    }

    @Override
    public void linearise() {
        stiff.rate(t, y, rate);
        tally.rates(1);
        matrix.jacobian(t, y, rate, tNext - t);
    }

    @Override
    public boolean factor(double alpha) {
        return matrix.factor(alpha);
    }

    @Override
    public boolean iterate() {
        double h = tNext - t;
        for (int i = 0; i < tableau.stages(); i++) {
            double at = tableau.c(i) == 1 ? tNext : t + tableau.c(i) * h;
            space.combine(h, tableau.row(i), k, known);
            if (split) space.combine(known, h, tableau.explicitRow(i), kExplicit, known);
            if (tableau.a(i, i) == 0) explicitStage(i, at);
            else if (!implicitStage(i, at, h * tableau.a(i, i))) return false;
            if (split && (i < tableau.stages() - 1 || tableau.lastExplicit())) {
                explicitPart.rate(at, equation.stage(), kExplicit[i]);
                tally.rates(1);
            }
        }
        return true;
    }

    private void explicitStage(int i, double at) {
        space.axpy(y, 1, known, equation.stage());
        if (i == 0 && firstKnown) return;
        stiff.rate(at, equation.stage(), k[i]);
        tally.rates(1);
        if (!matrix.identityMass()) {
            matrix.massTo(at);
            double[] entries = matrix.mass.entries();
            for (int j = 0; j < n; j++) k[i][j] = entries[j] == 0 ? 0 : k[i][j] / entries[j];
        }
        if (i == 0) firstKnown = true;
    }

    private boolean implicitStage(int i, double at, double hGamma) {
        double[] z = equation.unknown();
        predict(i, hGamma, z);
        if (!equation.solve(at, y, known, hGamma, y)) return false;
        for (int j = 0; j < n; j++) k[i][j] = (z[j] - known[j]) / hGamma;
        return true;
    }

    /// A first guess of the stage from the derivatives of the stages before it.
    private void predict(int i, double hGamma, double[] z) {
        System.arraycopy(known, 0, z, 0, n);
        if (i == 0) return;
        double weight = 0;
        if (i > 1 && tableau.c(i - 1) != tableau.c(i - 2)) {
            double ratio = (tableau.c(i) - tableau.c(i - 1)) / (tableau.c(i - 1) - tableau.c(i - 2));
            if (Math.abs(ratio) <= 1) weight = ratio;
        }
        space.axpy(z, hGamma * (1 + weight), k[i - 1], z);
        if (weight != 0) space.axpy(z, -hGamma * weight, k[i - 2], z);
    }

    private void finish(double h) {
        if (tableau.stifflyAccurate() && !split) {
            space.copy(equation.stage(), candidate);
            return;
        }
        space.combine(y, h, tableau.update(), k, candidate);
        if (split) space.combine(candidate, h, tableau.explicitUpdate(), kExplicit, candidate);
    }

    private boolean reusesLastStage() {
        return tableau.stifflyAccurate() && !split && tableau.a(0, 0) == 0;
    }

    @Override
    protected void taken() {
        newton.taken();
        firstKnown = reusesLastStage();
        if (firstKnown) System.arraycopy(k[tableau.stages() - 1], 0, k[0], 0, n);
    }

    @Override
    public void restart(double time, double[] state) {
        super.restart(time, state);
        firstKnown = false;
        newton.discard();
    }

    /// At the ends of a step of a method that starts with its last stage, the derivatives are stages.
    @Override
    double[] startSlope() {
        if (!reusesLastStage()) return super.startSlope();
        return matrix.identityMass() ? k[0] : algebraicToo(k[0], !startKnown, algebraicStart);
    }

    @Override
    double[] endSlope() {
        if (!reusesLastStage()) return super.endSlope();
        double[] last = k[tableau.stages() - 1];
        return matrix.identityMass() ? last : algebraicToo(last, false, algebraicEnd);
    }

    /// Of algebraic components the first stage of a run has no derivative: there the parabola takes that of the
    /// last stage. Where the mistake made in the first stage does not fade, the chord's slope is the best there
    /// is.
    private double[] algebraicToo(double[] slope, boolean unknown, double[] into) {
        double[] last = k[tableau.stages() - 1];
        for (int i = 0; i < n; i++) {
            double chord = (candidate[i] - y[i]) / (tNext - t);
            into[i] = matrix.mass.entries()[i] != 0
                    ? slope[i]
                    : !fades ? chord : unknown ? 2 * chord - last[i] : slope[i];
        }
        return into;
    }

    /// Whether \(|k_s / k_1| < 1\) for stages that are all fixed.
    private static boolean fades(DirkTableau tableau) {
        var k = new double[tableau.stages()];
        k[0] = 1;
        for (int i = 1; i < k.length; i++) {
            for (int j = 0; j < i; j++) k[i] -= tableau.a(i, j) * k[j];
            k[i] /= tableau.a(i, i);
        }
        return Math.abs(k[k.length - 1]) < 1 - 1e-9;
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        ledger.rows(k);
        ledger.rows(kExplicit);
        newton.keep(ledger);
        firstKnown = ledger.flag(firstKnown);
    }
}
