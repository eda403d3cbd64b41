package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;

/// Steps of any collocation method.
///
/// With \(W = V^{-1} Z\) Newton's iteration is \((\frac{\mu}{h} M - J)\,\delta W = V^{-1} F - \frac{D}{h} M W\)
/// for a real eigenvalue \(\mu\) of \(A^{-1}\), and with \(\alpha - i\beta\) in its place and the rows of a pair
/// as real and imaginary part for a complex one. Iterations start from the last step's polynomial.
final class CollocationStepper implements Stepper<double[]> {
    private final CollocationTableau[] levels;
    private final IterationMatrix[][] factors;
    private final OrderControl orders;
    private CollocationTableau tableau;
    private IterationMatrix[] matrices;
    private final OdeTerm<double[]> term;
    private final StateSpace<double[]> space;
    private final Tolerance tolerance;
    private final Tally tally;
    private final SimplifiedNewton newton;
    private final boolean estimates;
    /// Slower convergence than this renews the Jacobian; the choice of order reads the convergence with a fresh
    /// one.
    private final double renewal;
    private final int n;
    private int s;
    private final double[][] z;
    private final double[][] w;
    private final double[][] f;
    private final double[][] delta;
    private final double[] weights;
    private final double[] stage;
    private final double[] startRate;
    private final double[] error;
    private final double[] scratch;
    private final double[] moved;
    private double[] y;
    private double[] candidate;
    private double t;
    private double tNext;
    private boolean accepted;
    private boolean rateKnown;
    private boolean jacobianFresh;
    private boolean jacobianUsable;
    private boolean hasPast;
    private boolean first = true;
    private boolean lastRejected;
    private double factoredFor = Double.NaN;
    private Trouble trouble = Trouble.NONFINITE;

    /// @param levels  methods of rising order between which the run may change, often only one
    CollocationStepper(
            CollocationTableau[] levels, boolean estimates, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        this.levels = levels;
        this.term = term;
        this.estimates = estimates;
        renewal = levels.length > 1 ? 0.001 : 0.3;
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        y = start.y0().clone();
        n = y.length;
        tableau = levels[0];
        s = tableau.stages;
        factors = new IterationMatrix[levels.length][];
        factors[0] = new IterationMatrix[] {IterationMatrix.of(term, y, tally)};
        if (factors[0][0] instanceof KrylovMatrix)
            throw new IllegalArgumentException(
                    "%s needs a stored Jacobian; use Kvaerno5, Bdf or Rodas5P with a matrix-free one"
                            .formatted(tableau.name));
        matrices = matrices(0);
        orders = new OrderControl(levels.length);
        newton = new SimplifiedNewton(space, tolerance);
        int most = levels[levels.length - 1].stages;
        z = new double[most][n];
        w = new double[most][n];
        f = new double[most][n];
        delta = new double[most][n];
        weights = new double[most];
        stage = new double[n];
        startRate = new double[n];
        error = new double[n];
        scratch = new double[n];
        moved = new double[n];
        candidate = new double[n];
        t = start.t0();
        tNext = t;
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
        factoredFor = Double.NaN;
    }

    @Override
    public double step(double from, double to) {
        if (accepted) advance(from, to);
        else {
            hasPast = false;
            setLevel(orders.level());
        }
        t = from;
        tNext = to;
        double h = to - from;
        newton.beginStep();
        orders.begin();
        if (!rateKnown) {
            term.rate(t, y, startRate);
            tally.rates(1);
            rateKnown = true;
        }
        if (!prepare(h)) return Double.NaN;
        if (!hasPast) for (double[] each : z) java.util.Arrays.fill(each, 0);
        if (!iterate(h)) {
            lastRejected = true;
            orders.failed();
            if (jacobianFresh || trouble == Trouble.NONFINITE) return Double.NaN;
            jacobianUsable = false;
            newton.forget();
            if (!prepare(h)) return Double.NaN;
            for (double[] each : z) java.util.Arrays.fill(each, 0);
            if (!iterate(h)) return Double.NaN;
        }
        if (newton.slowest() > renewal) jacobianUsable = false;
        System.arraycopy(y, 0, candidate, 0, n);
        for (int i = 0; i < s; i++)
            if (Math.abs(tableau.d[i]) > 1e-14) space.axpy(candidate, tableau.d[i], z[i], candidate);
        if (!estimates) return SimplifiedNewton.finite(candidate) ? 0 : fail(Trouble.NONFINITE);
        double r = estimate(h);
        lastRejected = !(r < 1);
        orders.judge(Math.abs(h), r, s, newton);
        return Double.isFinite(r) ? r : fail(Trouble.NONFINITE);
    }

    private double fail(Trouble why) {
        trouble = why;
        lastRejected = true;
        return Double.NaN;
    }

    private boolean prepare(double h) {
        if (!jacobianUsable) {
            factors[0][0].jacobian(t, y, startRate, h);
            jacobianUsable = true;
            jacobianFresh = true;
            factoredFor = Double.NaN;
        }
        if (!(Math.abs(h / factoredFor - 1) < 1e-12)) {
            int m = 0;
            boolean regular = true;
            for (double mu : tableau.real) regular &= matrices[m++].factor(mu / h);
            for (int p = 0; p < tableau.pairReal.length; p++)
                regular &= matrices[m++].factorComplex(tableau.pairReal[p] / h, -tableau.pairImaginary[p] / h);
            factoredFor = regular ? h : Double.NaN;
            if (!regular) {
                trouble = Trouble.SINGULAR;
                return false;
            }
            newton.forget();
        }
        return true;
    }

    private boolean iterate(double h) {
        newton.begin();
        while (true) {
            for (int i = 0; i < s; i++) {
                space.axpy(y, 1, z[i], stage);
                term.rate(tableau.c[i] == 1 ? tNext : t + tableau.c[i] * h, stage, f[i]);
            }
            tally.rates(s);
            // the residual h A f - M z itself, so that the fixed point is exact; the transformation only
            // preconditions
            transform(tableau.a, f, w);
            for (int i = 0; i < s; i++) {
                matrices[0].massTimes(z[i], scratch);
                for (int j = 0; j < n; j++) w[i][j] = h * w[i][j] - scratch[j];
            }
            transform(tableau.inverseV, w, delta);
            if (!correct(h)) return diverged();
            transform(tableau.v, delta, f);
            var verdict = judge();
            if (verdict == SimplifiedNewton.Verdict.DIVERGED) return diverged();
            for (int i = 0; i < s; i++) space.axpy(z[i], 1, f[i], z[i]);
            if (verdict == SimplifiedNewton.Verdict.CONVERGED) break;
        }
        tally.newton(newton.iterations());
        return true;
    }

    private boolean diverged() {
        tally.newton(newton.iterations());
        trouble = SimplifiedNewton.finite(delta[0]) ? Trouble.NONLINEAR : Trouble.NONFINITE;
        return false;
    }

    /// The correction's norm over all stages: that of the vector of the stages' largest components.
    private SimplifiedNewton.Verdict judge() {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < s; i++) sum += f[i][j] * f[i][j];
            scratch[j] = Math.sqrt(sum / s);
        }
        return newton.judge(scratch, y);
    }

    /// From the transformed residual to the transformed correction, in place.
    private boolean correct(double h) {
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
            java.util.Arrays.fill(row, 0);
            for (int j = 0; j < s; j++) space.axpy(row, matrix[i][j], from[j], row);
        }
    }

    private double estimate(double h) {
        java.util.Arrays.fill(scratch, 0);
        for (int i = 0; i < s; i++) space.axpy(scratch, tableau.error[i] / h, z[i], scratch);
        matrices[0].massTimes(scratch, moved);
        space.axpy(startRate, 1, moved, error);
        if (!matrices[0].solve(error)) return Double.NaN;
        double r = space.scaledNorm(error, y, candidate, tolerance);
        if (r >= 1 && (first || lastRejected)) {
            space.axpy(y, 1, error, stage);
            term.rate(t, stage, error);
            tally.rates(1);
            space.axpy(error, 1, moved, error);
            if (!matrices[0].solve(error)) return Double.NaN;
            r = space.scaledNorm(error, y, candidate, tolerance);
        }
        return r;
    }

    /// Takes the step over and extrapolates its polynomial to the next one's stages.
    private void advance(double from, double to) {
        accepted = false;
        first = false;
        CollocationTableau past = tableau;
        setLevel(orders.advance());
        double ratio = (to - from) / (tNext - t);
        for (int i = 0; i < s; i++) {
            past.weights(1 + tableau.c[i] * ratio, weights);
            System.arraycopy(y, 0, w[i], 0, n);
            for (int m = 0; m < past.stages; m++) space.axpy(w[i], weights[m], z[m], w[i]);
            space.axpy(w[i], -1, candidate, w[i]);
        }
        for (int i = 0; i < s; i++) System.arraycopy(w[i], 0, z[i], 0, n);
        hasPast = true;
        swap();
    }

    private void swap() {
        double[] old = y;
        y = candidate;
        candidate = old;
        jacobianFresh = false;
        rateKnown = false;
    }

    @Override
    public void accept() {
        accepted = true;
    }

    @Override
    public double[] state() {
        return accepted ? candidate : y;
    }

    @Override
    public double[] candidate() {
        return candidate;
    }

    @Override
    public Trouble trouble() {
        return trouble;
    }

    @Override
    public double proposedStep() {
        return orders.proposal();
    }

    @Override
    public void restart(double time, double[] state) {
        if (accepted) swap();
        accepted = false;
        space.copy(state, y);
        t = time;
        rateKnown = false;
        jacobianUsable = false;
        hasPast = false;
        first = true;
    }

    @Override
    public double[] initialRate() {
        if (!rateKnown) {
            term.rate(t, y, startRate);
            tally.rates(1);
            rateKnown = true;
        }
        return startRate;
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
        java.util.Arrays.fill(into, 0);
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
    public void keep(Ledger ledger) {
        ledger.array(y);
        ledger.array(candidate);
        ledger.rows(z);
        ledger.array(startRate);
        orders.keep(ledger);
        int level = ledger.count(Arrays.asList(levels).indexOf(tableau));
        for (int l = 0; l < levels.length; l++)
            if (ledger.flag(factors[l] != null)) for (IterationMatrix each : matrices(l)) each.keep(ledger);
        setLevel(level);
        newton.keep(ledger);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        accepted = ledger.flag(accepted);
        rateKnown = ledger.flag(rateKnown);
        jacobianFresh = ledger.flag(jacobianFresh);
        jacobianUsable = ledger.flag(jacobianUsable);
        hasPast = ledger.flag(hasPast);
        first = ledger.flag(first);
        lastRejected = ledger.flag(lastRejected);
        factoredFor = ledger.number(factoredFor);
    }
}
