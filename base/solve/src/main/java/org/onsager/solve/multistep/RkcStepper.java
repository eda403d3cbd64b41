package org.onsager.solve.multistep;

import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;

/// Steps of the Runge-Kutta-Chebyshev method.
final class RkcStepper<Y> extends OneStep<Y> {
    private final int maxStages;
    private Y before;
    private Y now;
    private Y rate;
    private Y vector;
    private Y scratch;
    private double spectralRadius = -1;
    private int age;
    private double proposal = Double.NaN;

    RkcStepper(int maxStages, OdeTerm<Y> term, Solver.Start<Y> start) {
        super(term, start);
        this.maxStages = maxStages;
        before = space.zero(y);
        now = space.zero(y);
        rate = space.zero(y);
        vector = space.zero(y);
        scratch = space.zero(y);
    }

    @Override
    double advance(double h) {
        if (spectralRadius < 0 || ++age > 25) {
            spectralRadius = 1.2 * powerIteration();
            age = 0;
        }
        int s = 1 + (int) Math.ceil(Math.sqrt(1 + 1.54 * Math.abs(h) * spectralRadius));
        s = Math.max(2, s);
        proposal = Double.NaN;
        if (s > maxStages) {
            // too long a step for the stages there are: refuse it, whatever its error
            proposal = 0.9 * (maxStages - 1.0) * (maxStages - 1.0) / (1.54 * spectralRadius);
            return 2;
        }
        stages(h, s);
        Y end = endRate();
        // 0.8 (y_n - y_(n+1)) + 0.4 h (f_n + f_(n+1))
        scratch = space.axpy(y, -1, candidate, scratch);
        scratch = space.axpy(scratch, -0.2, scratch, scratch);
        scratch = space.axpy(scratch, 0.4 * h, startRate, scratch);
        scratch = space.axpy(scratch, 0.4 * h, end, scratch);
        double error = space.scaledNorm(scratch, y, candidate, tolerance);
        if (error >= 1) age = 25;
        return error;
    }

    /// Of the number of stages taken last, which is mostly that of the next step too.
    private ChebyshevSums sums = ChebyshevSums.of(2);

    private void stages(double h, int s) {
        if (sums.stages() != s) sums = ChebyshevSums.of(s);
        double w0 = sums.w0(), w1 = sums.w1();
        double[] chebyshev = sums.values(), first = sums.first(), second = sums.second(), b = sums.b();
        before = space.copy(y, before);
        now = space.axpy(y, b[1] * w1 * h, startRate, now);
        for (int j = 2; j <= s; j++) {
            double c = j == 2 ? w1 * second[2] / first[2] / (4 * w0) : w1 * second[j - 1] / first[j - 1];
            rate = rate(t + c * h, now, rate);
            double mu = 2 * b[j] * w0 / b[j - 1], nu = -b[j] / b[j - 2], muTilde = 2 * b[j] * w1 / b[j - 1];
            double gamma = -(1 - b[j - 1] * chebyshev[j - 1]) * muTilde;
            // before <- (1 - mu - nu) y + mu now + nu before + muTilde h rate + gamma h f_n
            before = space.axpy(before, nu - 1, before, before);
            before = space.axpy(before, 1 - mu - nu, y, before);
            before = space.axpy(before, mu, now, before);
            before = space.axpy(before, muTilde * h, rate, before);
            before = space.axpy(before, gamma * h, startRate, before);
            Y swap = before;
            before = now;
            now = swap;
        }
        candidate = space.copy(now, candidate);
    }

    /// The largest eigenvalue's magnitude, by the nonlinear power method from the rate's direction.
    private double powerIteration() {
        double size = Math.max(space.rms(y), 1e-10) * 1e-8;
        vector = space.copy(startRate, vector);
        double length = space.rms(vector);
        if (length == 0) {
            vector = space.copy(y, vector);
            length = Math.max(space.rms(vector), Double.MIN_NORMAL);
        }
        double estimate = 0;
        for (int i = 0; i < 50; i++) {
            scratch = space.axpy(y, size / length, vector, scratch);
            rate = rate(t, scratch, rate);
            vector = space.axpy(rate, -1, startRate, vector);
            length = space.rms(vector);
            double previous = estimate;
            estimate = length / size;
            if (length == 0) return estimate;
            if (i > 5 && Math.abs(estimate - previous) < 0.01 * estimate) break;
        }
        return estimate;
    }

    @Override
    public double proposedStep() {
        return proposal;
    }
}
