package org.onsager.solve.implicit;

import java.util.Optional;
import org.onsager.solve.Ledger;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;

/// Steps of any Rosenbrock method.
///
/// A diagonal \(M(t)\) is taken as \(M(t_n)\, y' = S(t) f(t, y)\) with \(S = M(t_n) M(t)^{-1}\), and 1 for
/// algebraic equations: the same equation with a mass matrix that is constant over the step. Stages scale \(f\)
/// by \(S(t_i)\), and the time derivative is \(\partial_t f + S' f\), \(S' = -M^{-1} M'\), by the difference that
/// also serves \(\partial_t f\).
final class RosenbrockStepper extends ImplicitStep {
    private final RosenbrockTableau tableau;
    private final boolean autonomous;
    private final Optional<Ode.Field> timeDerivative;
    private final double[][] k;
    private final double[] stage;
    private final double[] stageRate;
    private final double[] timeRate;
    private final double[] sum;
    private final double[] scratch;
    /// Whether the Jacobian and the time derivative are those of the state.
    private boolean current;

    RosenbrockStepper(RosenbrockTableau tableau, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        super(term, term, start);
        this.tableau = tableau;
        if (matrix.mass.moving() && matrix.mass.dense())
            throw new IllegalArgumentException(
                    "%s takes a mass matrix that depends on time only if it is diagonal; use Mass.diagonal, Radau5 or Bdf"
                            .formatted(tableau.name));
        autonomous = term instanceof Ode ode && ode.autonomous();
        timeDerivative = term instanceof Ode ode ? ode.timeDerivative() : Optional.empty();
        k = new double[tableau.stages][n];
        stage = new double[n];
        stageRate = new double[n];
        timeRate = new double[n];
        sum = new double[n];
        scratch = new double[n];
    }

    @Override
    protected double advance(double h) {
        if (!matrix.massHolds(tNext)) return fail(matrix.massTrouble());
        matrix.massTo(t);
        prepare(h);
        if (!matrix.factor(1 / (tableau.gamma * h))) return fail(Trouble.SINGULAR);
        for (int i = 0; i < tableau.stages; i++) if (!stage(i, h)) return fail(Trouble.NONLINEAR);
        if (!tableau.endsAtSolution) candidate = space.combine(y, 1, tableau.b, k, candidate);
        return space.errorNorm(1, tableau.e, k, y, candidate, tolerance, scratch);
    }

    /// Rate, Jacobian and time derivative at the start of the step, kept when the step is retried.
    private void prepare(double h) {
        if (current) return;
        startRate();
        matrix.jacobian(t, y, startRate, h);
        double step = Math.sqrt(Math.ulp(1.0)) * Math.max(Math.abs(t), Math.abs(h)) * Math.signum(h);
        step = (t + step) - t;
        if (timeDerivative.isPresent()) {
            timeDerivative.get().rate(t, y, timeRate);
            if (matrix.mass.moving()) {
                System.arraycopy(startRate, 0, sum, 0, n);
                matrix.mass.rescale(t + step, sum);
                for (int i = 0; i < n; i++) timeRate[i] += (sum[i] - startRate[i]) / step;
            }
        } else if (!autonomous || matrix.mass.moving()) {
            rate(t + step, y, timeRate);
            matrix.mass.rescale(t + step, timeRate);
            for (int i = 0; i < n; i++) timeRate[i] = (timeRate[i] - startRate[i]) / step;
        }
        current = true;
    }

    private boolean stage(int i, double h) {
        double[] ki = k[i];
        if (i == 0) System.arraycopy(startRate, 0, ki, 0, n);
        else {
            System.arraycopy(stageRate(i, h), 0, ki, 0, n);
            matrix.mass.rescale(time(i, h), ki);
            if (matrix.identityMass()) space.combine(ki, 1 / h, tableau.c[i], k, ki);
            else {
                space.combine(1 / h, tableau.c[i], k, sum);
                space.axpy(ki, 1, matrix.massTimes(sum, scratch), ki);
            }
        }
        if ((!autonomous || matrix.mass.moving()) && tableau.d[i] != 0) space.axpy(ki, h * tableau.d[i], timeRate, ki);
        return matrix.solve(ki);
    }

    /// The rate at stage `i`: that of the stage before where both are the same, that at the end where it is the
    /// solution's.
    private double[] stageRate(int i, double h) {
        if (tableau.repeats[i]) return stageRate;
        if (tableau.endsAtSolution && i == tableau.stages - 1) {
            candidate = space.combine(y, 1, tableau.b, k, candidate);
            return endRate();
        }
        space.combine(y, 1, tableau.a[i], k, stage);
        rate(time(i, h), stage, stageRate);
        return stageRate;
    }

    private double time(int i, double h) {
        return tableau.alpha[i] == 1 ? tNext : t + tableau.alpha[i] * h;
    }

    @Override
    protected void taken() {
        current = false;
    }

    @Override
    public void restart(double time, double[] state) {
        super.restart(time, state);
        current = false;
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        if (tableau.dense.length == 0) return super.interpolate(time, into);
        RosenbrockSegment.evaluate(tableau, (time - t) / (tNext - t), y, candidate, k, into);
        return into;
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        if (tableau.dense.length == 0) return super.interpolateRate(time, into);
        RosenbrockSegment.derivative(tableau, (time - t) / (tNext - t), tNext - t, y, candidate, k, into);
        return into;
    }

    @Override
    public Segment<double[]> segment() {
        if (tableau.dense.length == 0) return super.segment();
        var stored = new double[k.length][];
        for (int i = 0; i < k.length; i++) stored[i] = k[i].clone();
        return new RosenbrockSegment(tableau, t, tNext, y.clone(), candidate.clone(), stored);
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        ledger.array(timeRate);
        current = ledger.flag(current);
    }
}
