package org.onsager.solve.multistep;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;

/// Steps of ROCK2 and ROCK4: the recurrence, then the finishing stages.
final class RockStepper<Y> extends StabilisedStepper<Y> {
    private final int order;
    private final Map<Integer, Coefficients> known = new HashMap<>();
    private Optional<Coefficients> last = Optional.empty();
    private Y second;
    private Y third;
    private Y fourth;

    private record Coefficients(StabilityPolynomial polynomial, Optional<RockFinish> finish) {}

    RockStepper(int order, int maxStages, OdeTerm<Y> term, Solver.Start<Y> start) {
        super(maxStages, term, start);
        this.order = order;
        second = space.zero(y);
        third = space.zero(y);
        fourth = space.zero(y);
    }

    @Override
    int stagesFor(double length) {
        return StabilityPolynomial.degreeFor(order, length);
    }

    @Override
    double lengthOf(int stages) {
        return coefficients(stages).polynomial().length;
    }

    private Coefficients coefficients(int stages) {
        if (last.isPresent() && last.get().polynomial().degree == stages) return last.get();
        var found = known.get(stages);
        if (found == null) {
            var polynomial = new StabilityPolynomial(order, stages);
            found = new Coefficients(
                    polynomial, order == 4 ? Optional.of(new RockFinish(polynomial)) : Optional.empty());
            known.put(stages, found);
        }
        last = Optional.of(found);
        return found;
    }

    @Override
    double advance(double h, int stages) {
        var found = coefficients(stages);
        recur(h, found.polynomial());
        return found.finish().isPresent()
                ? finish(h, found.polynomial(), found.finish().get())
                : finish(h, found.polynomial());
    }

    /// Leaves the recurrence's last value in `now`.
    private void recur(double h, StabilityPolynomial p) {
        before = space.copy(y, before);
        now = space.axpy(y, p.mu[1] * h, startRate, now);
        for (int j = 2; j < p.mu.length; j++) {
            rate = rate(t + p.node[j - 1] * h, now, rate);
            // before <- (1 + kappa) now - kappa before + mu h rate
            before = space.axpy(before, -1 - p.kappa[j], before, before);
            before = space.axpy(before, 1 + p.kappa[j], now, before);
            before = space.axpy(before, p.mu[j] * h, rate, before);
            Y swap = before;
            before = now;
            now = swap;
        }
    }

    /// \(w(z) = 1 + 2\sigma z + \tau z^2\) in two stages: two steps of \(\sigma h\), less what \(\sigma^2\) is
    /// too much for \(\tau\), which is the error estimate.
    private double finish(double h, StabilityPolynomial p) {
        double sigma = 0.5 * p.w[0], excess = sigma * (1 - p.w[1] / (sigma * sigma));
        double c = p.node[p.node.length - 1];
        rate = rate(t + c * h, now, rate);
        now = space.axpy(now, sigma * h, rate, now);
        second = rate(t + (c + sigma) * h, now, second);
        candidate = space.axpy(now, sigma * h, second, candidate);
        second = space.axpy(second, -1, rate, second);
        candidate = space.axpy(candidate, -excess * h, second, candidate);
        scratch = space.axpy(second, excess * h - 1, second, scratch);
        return space.scaledNorm(scratch, y, candidate, tolerance);
    }

    private double finish(double h, StabilityPolynomial p, RockFinish f) {
        double at = p.node[p.node.length - 1];
        rate = rate(t + at * h, now, rate);
        scratch = space.axpy(now, f.a21 * h, rate, scratch);
        second = rate(t + (at + f.c[1]) * h, scratch, second);
        scratch = space.axpy(now, f.a31 * h, rate, scratch);
        scratch = space.axpy(scratch, f.a32 * h, second, scratch);
        third = rate(t + (at + f.c[2]) * h, scratch, third);
        scratch = space.axpy(now, f.a41 * h, rate, scratch);
        scratch = space.axpy(scratch, f.a42 * h, second, scratch);
        scratch = space.axpy(scratch, f.a43 * h, third, scratch);
        fourth = rate(t + (at + f.c[3]) * h, scratch, fourth);
        candidate = space.axpy(now, f.b[0] * h, rate, candidate);
        candidate = space.axpy(candidate, f.b[1] * h, second, candidate);
        candidate = space.axpy(candidate, f.b[2] * h, third, candidate);
        candidate = space.axpy(candidate, f.b[3] * h, fourth, candidate);
        scratch = space.axpy(rate, f.e[0] * h - 1, rate, scratch);
        scratch = space.axpy(scratch, f.e[1] * h, second, scratch);
        scratch = space.axpy(scratch, f.e[2] * h, third, scratch);
        scratch = space.axpy(scratch, f.e[3] * h, fourth, scratch);
        scratch = space.axpy(scratch, f.e[4] * h, endRate(), scratch);
        return space.scaledNorm(scratch, y, candidate, tolerance);
    }
}
