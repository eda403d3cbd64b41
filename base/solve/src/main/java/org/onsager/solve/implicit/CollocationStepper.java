package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.OneStep;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;

/// Steps of any collocation method.
///
/// With \(W = V^{-1} Z\) Newton's iteration is \((\frac{\mu}{h} M - J)\,\delta W = V^{-1} F - \frac{D}{h} M W\)
/// for a real eigenvalue \(\mu\) of \(A^{-1}\), and with \(\alpha - i\beta\) in its place and the rows of a pair
/// as real and imaginary part for a complex one. Iterations start from the last step's polynomial.
final class CollocationStepper extends OneStep<double[]>
        implements SimplifiedNewton.Method, SimplifiedNewton.Equations {
    private final CollocationTableau[] levels;
    private final IterationMatrix[][] factors;
    private final OrderControl orders;
    private CollocationTableau tableau;
    private IterationMatrix[] matrices;
    private final SimplifiedNewton newton;
    private final boolean estimates;
    private final int n;
    private int s;
    private final double[][] z;
    private final double[][] w;
    private final double[][] f;
    private final double[][] delta;
    private final double[] weights;
    private final double[] stage;
    private final double[] error;
    private final double[] scratch;
    private final double[] moved;
    /// Length of the step that was taken last, of which the stages start this one's; NaN for none.
    private double past = Double.NaN;
    private double length;
    private boolean first = true;
    private boolean lastRejected;

    /// @param levels  methods of rising order between which the run may change, often only one
    CollocationStepper(
            CollocationTableau[] levels, boolean estimates, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        super(term, start);
        this.levels = levels;
        this.estimates = estimates;
        n = y.length;
        tableau = levels[0];
        s = tableau.stages;
        factors = new IterationMatrix[levels.length][];
        factors[0] = new IterationMatrix[] {IterationMatrix.of(term, t, y, tally)};
        if (factors[0][0] instanceof KrylovMatrix)
            throw new IllegalArgumentException(
                    "%s needs a stored Jacobian; use Kvaerno5, Bdf or Rodas5P with a matrix-free one"
                            .formatted(tableau.name));
        matrices = matrices(0);
        orders = new OrderControl(levels.length);
        // the choice of order reads the convergence with a fresh Jacobian
        newton = new SimplifiedNewton(space, tolerance, tally, 1e-12, levels.length > 1 ? 0.001 : 0.3);
        int most = levels[levels.length - 1].stages;
        z = new double[most][n];
        w = new double[most][n];
        f = new double[most][n];
        delta = new double[most][n];
        weights = new double[most];
        stage = new double[n];
        error = new double[n];
        scratch = new double[n];
        moved = new double[n];
    }

    /// One matrix holds the real factors, each further one those of a conjugate pair; all share the Jacobian.
    private IterationMatrix[] matrices(int level) {
        var sharing = factors[level];
        int count = levels[level].real.length + levels[level].pairReal.length;
        if (sharing != null && sharing.length == count) return sharing;
        sharing = new IterationMatrix[count];
        sharing[0] = level == 0 ? factors[0][0] : factors[0][0].sharing();
        for (int m = 1; m < count; m++) sharing[m] = factors[0][0].sharing();
        return factors[level] = sharing;
    }

    private void setLevel(int level) {
        if (tableau == levels[level]) return;
        tableau = levels[level];
        s = tableau.stages;
        matrices = matrices(level);
        newton.discardFactors();
    }

    @Override
    protected double advance(double h) {
        if (!matrices[0].massHolds(tNext)) return fail(matrices[0].massTrouble());
        newton.moved(matrices[0].massDrift());
        if (Double.isNaN(past)) setLevel(orders.level());
        guess(h);
        length = h;
        orders.begin();
        startRate();
        if (!newton.step(1 / h, this)) {
            lastRejected |= newton.trouble() != Trouble.SINGULAR;
            newton.doubt(matrices[0]);
            return fail(newton.trouble());
        }
        System.arraycopy(y, 0, candidate, 0, n);
        for (int i = 0; i < s; i++)
            if (Math.abs(tableau.d[i]) > 1e-14) space.axpy(candidate, tableau.d[i], z[i], candidate);
        if (!estimates) return SimplifiedNewton.finite(candidate) ? 0 : Double.NaN;
        double r = estimate(h);
        lastRejected = !(r < 1);
        orders.judge(Math.abs(h), r, s, newton);
        return r;
    }

    /// Starts the stages from the polynomial of the step taken last, whose start `candidate` still is; from the
    /// state, when the step is retried.
    private void guess(double h) {
        if (Double.isNaN(past)) {
            forgetStages();
            return;
        }
        CollocationTableau before = tableau;
        setLevel(orders.advance());
        double ratio = h / past;
        for (int i = 0; i < s; i++) {
            before.weights(1 + tableau.c[i] * ratio, weights);
            System.arraycopy(candidate, 0, w[i], 0, n);
            for (int m = 0; m < before.stages; m++) space.axpy(w[i], weights[m], z[m], w[i]);
            space.axpy(w[i], -1, y, w[i]);
        }
        for (int i = 0; i < s; i++) System.arraycopy(w[i], 0, z[i], 0, n);
        past = Double.NaN;
    }

    private void forgetStages() {
        for (double[] each : z) Arrays.fill(each, 0);
    }

    @Override
    public void linearise() {
        factors[0][0].jacobian(t, y, startRate, length);
    }

    @Override
    public boolean factor(double alpha) {
        int m = 0;
        boolean regular = true;
        for (double mu : tableau.real) regular &= matrices[m++].factor(mu / length);
        for (int p = 0; p < tableau.pairReal.length; p++)
            regular &= matrices[m++].factorComplex(tableau.pairReal[p] / length, -tableau.pairImaginary[p] / length);
        return regular;
    }

    @Override
    public boolean iterate() {
        return newton.solve(this, y);
    }

    @Override
    public void failed() {
        lastRejected = true;
        orders.failed();
        forgetStages();
    }

    /// The residual itself, so that the fixed point is exact; the transformation only preconditions.
    @Override
    public boolean correct() {
        for (int i = 0; i < s; i++) {
            space.axpy(y, 1, z[i], stage);
            rate(at(i), stage, f[i]);
        }
        if (matrices[0].mass.moving()) movingResidual();
        else residual();
        transform(tableau.inverseV, w, delta);
        boolean solved = solveTransformed(length);
        transform(tableau.v, delta, f);
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < s; i++) sum += f[i][j] * f[i][j];
            scratch[j] = Math.sqrt(sum / s);
        }
        return solved;
    }

    private double at(int i) {
        return tableau.c[i] == 1 ? tNext : t + tableau.c[i] * length;
    }

    /// \(h A f - M z\).
    private void residual() {
        transform(tableau.a, f, w);
        for (int i = 0; i < s; i++) {
            matrices[0].massTimes(z[i], scratch);
            for (int j = 0; j < n; j++) w[i][j] = length * w[i][j] - scratch[j];
        }
    }

    /// \(A\,(h f_i - M(t_i) \sum_j (A^{-1})_{ij} z_j)_i\), the same for a constant \(M\).
    private void movingResidual() {
        transform(tableau.inverseA, z, w);
        for (int i = 0; i < s; i++) {
            matrices[0].massTo(at(i));
            matrices[0].massTimes(w[i], scratch);
            for (int j = 0; j < n; j++) f[i][j] = length * f[i][j] - scratch[j];
            matrices[0].align(f[i]);
        }
        transform(tableau.a, f, w);
    }

    /// Component by component the root mean square over the stages.
    @Override
    public double[] correction() {
        return scratch;
    }

    @Override
    public void apply() {
        for (int i = 0; i < s; i++) space.axpy(z[i], 1, f[i], z[i]);
    }

    /// From the transformed residual to the transformed correction, in place.
    private boolean solveTransformed(double h) {
        int m = 0;
        for (int r = 0; r < tableau.real.length; r++, m++) {
            for (int j = 0; j < n; j++) delta[r][j] *= tableau.real[r] / h;
            if (!matrices[m].solve(delta[r])) return false;
        }
        for (int p = 0; p < tableau.pairReal.length; p++, m++) {
            int i = tableau.real.length + 2 * p;
            double alpha = tableau.pairReal[p] / h, beta = tableau.pairImaginary[p] / h;
            for (int j = 0; j < n; j++) {
                double re = delta[i][j], im = delta[i + 1][j];
                delta[i][j] = alpha * re + beta * im;
                delta[i + 1][j] = alpha * im - beta * re;
            }
            matrices[m].solveComplex(delta[i], delta[i + 1]);
        }
        return true;
    }

    private void transform(double[][] matrix, double[][] from, double[][] into) {
        for (int i = 0; i < s; i++) {
            double[] row = into[i];
            Arrays.fill(row, 0);
            for (int j = 0; j < s; j++) space.axpy(row, matrix[i][j], from[j], row);
        }
    }

    private double estimate(double h) {
        Arrays.fill(scratch, 0);
        for (int i = 0; i < s; i++) space.axpy(scratch, tableau.error[i] / h, z[i], scratch);
        matrices[0].massTo(t);
        matrices[0].massTimes(scratch, moved);
        space.axpy(startRate, 1, moved, error);
        matrices[0].align(error);
        if (!matrices[0].solve(error)) return Double.NaN;
        double r = space.scaledNorm(error, y, candidate, tolerance);
        if (r >= 1 && (first || lastRejected)) {
            space.axpy(y, 1, error, stage);
            rate(t, stage, error);
            space.axpy(error, 1, moved, error);
            matrices[0].align(error);
            if (!matrices[0].solve(error)) return Double.NaN;
            r = space.scaledNorm(error, y, candidate, tolerance);
        }
        return r;
    }

    @Override
    protected void taken() {
        newton.taken();
        first = false;
        past = tNext - t;
    }

    @Override
    public double proposedStep() {
        return orders.proposal();
    }

    @Override
    public void restart(double time, double[] state) {
        super.restart(time, state);
        newton.discard();
        past = Double.NaN;
        first = true;
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        tableau.weights((time - t) / (tNext - t), weights);
        System.arraycopy(y, 0, into, 0, n);
        for (int i = 0; i < s; i++) space.axpy(into, weights[i], z[i], into);
        return into;
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        tableau.weightDerivatives((time - t) / (tNext - t), weights);
        Arrays.fill(into, 0);
        for (int i = 0; i < s; i++) space.axpy(into, weights[i] / (tNext - t), z[i], into);
        return into;
    }

    @Override
    public Segment<double[]> segment() {
        var stored = new double[s][];
        for (int i = 0; i < s; i++) stored[i] = z[i].clone();
        return new CollocationSegment(tableau, t, tNext, y.clone(), stored);
    }

    @Override
    public int singularColumn() {
        for (IterationMatrix each : matrices) if (each.singularColumn() >= 0) return each.singularColumn();
        return -1;
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        ledger.rows(z);
        orders.keep(ledger);
        int level = ledger.count(Arrays.asList(levels).indexOf(tableau));
        for (int l = 0; l < levels.length; l++)
            if (ledger.flag(factors[l] != null)) for (IterationMatrix each : matrices(l)) each.keep(ledger);
        setLevel(level);
        newton.keep(ledger);
        past = ledger.number(past);
        first = ledger.flag(first);
        lastRejected = ledger.flag(lastRejected);
    }
}
