package org.onsager.solve.multistep;

import java.util.Optional;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.OneStep;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;

/// Steps of the Gragg-Bulirsch-Stoer extrapolation, with dense output by [MidpointInterpolant].
class GbsStepper<Y> extends OneStep<Y> {
    private final int columns;
    private final Y[] row;
    private Y even;
    private Y odd;
    private Y rate;
    private Y keep;
    /// Rows of the step, the last of which is the candidate.
    private int rows;

    private Optional<MidpointInterpolant<Y>> interpolant = Optional.empty();
    private boolean interpolated;

    GbsStepper(int columns, OdeTerm<Y> term, Solver.Start<Y> start) {
        super(term, start);
        this.columns = columns;
        row = space.storage(columns, y);
        even = space.zero(y);
        odd = space.zero(y);
        rate = space.zero(y);
        keep = space.zero(y);
    }

    @Override
    protected double advance(double h) {
        startRate();
        double error = 0;
        for (int k = 0; k < columns; k++) error = row(k, h);
        return error;
    }

    /// Computes row `k` of the table, from 0, with \(2(k+1)\) substeps; its last entry is the candidate.
    ///
    /// @return the scaled difference of its last two entries; 0 for the first row
    final double row(int k, double h) {
        rows = k + 1;
        interpolated = false;
        Y left = keep = space.copy(midpoint(h, 2 * (k + 1)), keep);
        double error = 0;
        // Aitken-Neville in h^2: row[j] holds T(k-1, j) and becomes T(k, j)
        for (int j = 0; j < k; j++) {
            double ratio = (double) (k + 1) / (k - j);
            double factor = 1 / (ratio * ratio - 1);
            Y difference = space.axpy(left, -1, row[j], rate);
            row[j] = space.copy(left, row[j]);
            left = keep = space.axpy(left, factor, difference, keep);
            if (j < k - 1) continue;
            candidate = space.copy(left, candidate);
            error = space.scaledNorm(space.axpy(left, -1, row[j], rate), y, candidate, tolerance);
        }
        row[k] = space.copy(left, row[k]);
        return error;
    }

    /// Gragg's modified midpoint rule with `n` substeps and a smoothing step.
    private Y midpoint(double h, int n) {
        double step = h / n;
        even = space.copy(y, even);
        odd = space.axpy(y, step, startRate, odd);
        for (int m = 1; m < n; m++) {
            rate = rate(t + m * step, odd, rate);
            even = space.axpy(even, 2 * step, rate, even);
            Y swap = even;
            even = odd;
            odd = swap;
        }
        rate = rate(tNext, odd, rate);
        // smoothing: half of (y_n + y_(n-1) + step f_n)
        even = space.axpy(even, 1, odd, even);
        even = space.axpy(even, step, rate, even);
        return even = space.axpy(even, -0.5, even, even);
    }

    private MidpointInterpolant<Y> interpolant() {
        if (interpolant.isEmpty()) interpolant = Optional.of(new MidpointInterpolant<>(columns, term, y, tally));
        var polynomial = interpolant.get();
        if (!interpolated) polynomial.compute(rows, t, tNext - t, y, startRate(), candidate, endRate());
        interpolated = true;
        return polynomial;
    }

    @Override
    public Y interpolate(double time, Y into) {
        return interpolant().at((time - t) / (tNext - t), into);
    }

    @Override
    public Y interpolateRate(double time, Y into) {
        return interpolant().rateAt((time - t) / (tNext - t), tNext - t, into);
    }

    @Override
    public Segment<Y> segment() {
        return interpolant().segment(t, tNext);
    }
}
