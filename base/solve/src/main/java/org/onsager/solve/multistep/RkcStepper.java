package org.onsager.solve.multistep;

import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;

/// Steps of the Runge-Kutta-Chebyshev method.
final class RkcStepper<Y> extends StabilisedStepper<Y> {

    RkcStepper(int maxStages, OdeTerm<Y> term, Solver.Start<Y> start) {
        super(maxStages, term, start);
    }

    @Override
    int stagesFor(double length) {
        return Math.max(2, 1 + (int) Math.ceil(Math.sqrt(1 + 1.54 * length)));
    }

    @Override
    double lengthOf(int stages) {
        return ((stages - 1.0) * (stages - 1.0) - 1) / 1.54;
    }

    @Override
    double advance(double h, int s) {
        stages(h, s);
        Y end = endRate();
        // 0.8 (y_n - y_(n+1)) + 0.4 h (f_n + f_(n+1))
        scratch = space.axpy(y, -1, candidate, scratch);
        scratch = space.axpy(scratch, -0.2, scratch, scratch);
        scratch = space.axpy(scratch, 0.4 * h, startRate, scratch);
        scratch = space.axpy(scratch, 0.4 * h, end, scratch);
        return space.scaledNorm(scratch, y, candidate, tolerance);
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
}
