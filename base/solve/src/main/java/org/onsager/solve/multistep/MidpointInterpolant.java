package org.onsager.solve.multistep;

import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Tally;

/// Dense output of the extrapolated midpoint rule: a polynomial of degree \(2k\) for a step that took \(k\) rows,
/// of the same order as the step, \(2k\).
///
/// The midpoint rule with \(n_j = 4j - 2\) substeps, \(j = 1, \dots, k\), has the middle of the step at the odd
/// number \(n_j/2\). State and central differences of rates there, \(\delta^\kappa f/(2H/n_j)^\kappa\), have
/// expansions in \(n_j^{-2}\) and are extrapolated to \(y\) and \(y^{(\kappa + 1)}\), the higher ones from the
/// rows that are long enough for the difference, which leaves \(H^{\kappa+1} y^{(\kappa+1)}\) an error of
/// \(O(H^{2k+1})\). With derivatives up to order \(2k - 4\) and the states and rates at both ends, the polynomial
/// is determined. Neighbouring polynomials join with continuous derivative.
///
/// The rows of the step, with \(2, 4, 6, \dots\) substeps, cannot serve, as values at even and at odd numbers
/// have different expansions: the first question about a step costs up to \(2k^2\) evaluations, and steps that
/// nobody asks about none.
///
/// Source: E. Hairer and A. Ostermann, *Dense output for extrapolation methods*, Numer. Math. 58 (1990); E.
/// Hairer, S. P. Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, II.9.
final class MidpointInterpolant<Y> {
    static final String CITATION =
            "E. Hairer, A. Ostermann, Dense output for extrapolation methods, Numer. Math. 58 (1990)";

    private final OdeTerm<Y> term;
    private final StateSpace<Y> space;
    private final Tally tally;
    /// Rates of one row at the substeps.
    private final Y[] rates;
    /// Of the powers of \(\theta - 1/2\).
    private final Y[] coefficients;

    private int degree;
    private Y before;
    private Y now;

    /// @param most  the most rows of a step
    MidpointInterpolant(int most, OdeTerm<Y> term, Y like, Tally tally) {
        this.term = term;
        this.tally = tally;
        space = term.space();
        rates = space.storage(4 * most - 1, like);
        coefficients = space.storage(2 * most + 1, like);
        before = space.zero(like);
        now = space.zero(like);
    }

    /// Computes the polynomial of a step with `rows` rows, at least 2.
    void compute(int rows, double t, double h, Y y0, Y f0, Y y1, Y f1) {
        degree = 2 * rows;
        int top = degree - 4;
        for (int i = 0; i <= top; i++) coefficients[i] = space.axpy(y0, -1, y0, coefficients[i]);
        rates[0] = space.copy(f0, rates[0]);
        for (int j = 1; j <= rows; j++) {
            sweep(j, 2 * j - 1 + top - 1, t, h, y0);
            double factorial = 1;
            for (int kappa = 0; kappa < top; kappa++) {
                factorial *= kappa + 1;
                if (2 * j - 1 >= kappa) addDifference(kappa, j, weight(j, (kappa + 2) / 2, rows) * h / factorial);
            }
        }
        ends(top + 1, h, y0, f0, y1, f1);
    }

    /// The midpoint rule with \(4j - 2\) substeps, as far as rates are needed; adds the state in the middle.
    private void sweep(int j, int last, double t, double h, Y y0) {
        int n = 4 * j - 2;
        double step = h / n;
        before = space.copy(y0, before);
        now = space.axpy(y0, step, rates[0], now);
        for (int m = 1; m <= n; m++) {
            if (m == n / 2)
                coefficients[0] = space.axpy(coefficients[0], weight(j, 1, degree / 2), now, coefficients[0]);
            if (m > last && m >= n / 2) return;
            rates[m] = term.rate(m == n ? t + h : t + m * step, now, rates[m]);
            tally.rates(1);
            Y next = space.axpy(before, 2 * step, rates[m], before);
            before = now;
            now = next;
        }
    }

    /// Adds a multiple of the central difference of order `kappa` over \((2/n)^\kappa\) to the coefficient of
    /// power \(\kappa + 1\).
    private void addDifference(int kappa, int j, double factor) {
        int middle = 2 * j - 1;
        double binomial = factor * Math.pow(middle, kappa);
        Y sum = coefficients[kappa + 1];
        for (int l = 0; l <= kappa; l++) {
            sum = space.axpy(sum, binomial, rates[middle + kappa - 2 * l], sum);
            binomial *= -(kappa - l) / (l + 1.0);
        }
        coefficients[kappa + 1] = sum;
    }

    /// The weight of row `j` in the extrapolation from rows `first` to `last`.
    private static double weight(int j, int first, int last) {
        double own = (4.0 * j - 2) * (4.0 * j - 2), product = 1;
        for (int l = first; l <= last; l++) if (l != j) product *= own / (own - (4.0 * l - 2) * (4.0 * l - 2));
        return product;
    }

    /// Adds \(s^p q(s)\) with odd \(p\) and the cubic \(q = a + bs + cs^2 + ds^3\) that takes the values and
    /// derivatives still missing at \(s = \pm 1/2\): with \(T\) the polynomial so far, \(q(\pm\tfrac12) = \pm
    /// 2^p (y - T)\) and \(q'(\pm\tfrac12) = \pm [2^p (Hf - T') - 2p\, q(\pm\tfrac12)\,]\).
    private void ends(int p, double h, Y y0, Y f0, Y y1, Y f1) {
        degree = p - 1;
        Y left = evaluate(-0.5, coefficients[p]);
        left = scaled(Math.pow(2, p), space.axpy(left, -1, y0, left));
        Y right = evaluate(0.5, coefficients[p + 1]);
        right = scaled(Math.pow(2, p), space.axpy(y1, -1, right, right));
        Y leftSlope = slope(-0.5, coefficients[p + 2]);
        leftSlope = scaled(Math.pow(2, p), space.axpy(leftSlope, -h, f0, leftSlope));
        leftSlope = space.axpy(leftSlope, 2 * p, left, leftSlope);
        Y rightSlope = slope(0.5, coefficients[p + 3]);
        rightSlope = scaled(-Math.pow(2, p), space.axpy(rightSlope, -h, f1, rightSlope));
        rightSlope = space.axpy(rightSlope, -2 * p, right, rightSlope);
        // differences and sums of both ends, from which the four coefficients follow
        right = space.axpy(right, -1, left, right);
        left = space.axpy(right, 2, left, left);
        rightSlope = space.axpy(rightSlope, -1, leftSlope, rightSlope);
        leftSlope = space.axpy(rightSlope, 2, leftSlope, leftSlope);
        Y d = space.axpy(leftSlope, -2, right, leftSlope);
        Y c = scaled(0.5, rightSlope);
        left = scaled(0.5, left);
        coefficients[p] = space.axpy(left, -0.25, c, left);
        coefficients[p + 1] = space.axpy(right, -0.25, d, right);
        coefficients[p + 2] = c;
        coefficients[p + 3] = d;
        degree = p + 3;
    }

    private Y scaled(double factor, Y x) {
        return space.axpy(x, factor - 1, x, x);
    }

    /// The polynomial at \(\theta\) of the step.
    Y at(double theta, Y into) {
        return evaluate(theta - 0.5, into);
    }

    /// Its time derivative.
    Y rateAt(double theta, double h, Y into) {
        return scaled(1 / h, slope(theta - 0.5, into));
    }

    private Y evaluate(double s, Y into) {
        return horner(space, coefficients, degree, s, into);
    }

    private Y slope(double s, Y into) {
        return hornerSlope(space, coefficients, degree, s, into);
    }

    private static <Y> Y horner(StateSpace<Y> space, Y[] c, int degree, double s, Y into) {
        Y sum = space.copy(c[degree], into);
        for (int i = degree - 1; i >= 0; i--) sum = space.axpy(c[i], s, sum, sum);
        return sum;
    }

    private static <Y> Y hornerSlope(StateSpace<Y> space, Y[] c, int degree, double s, Y into) {
        // for degree 0: 0
        Y sum = space.axpy(c[degree], degree - 1, c[degree], into);
        for (int i = degree - 1; i >= 1; i--) {
            // i c_i + s sum
            sum = space.axpy(c[i], s, sum, sum);
            if (i > 1) sum = space.axpy(sum, i - 1, c[i], sum);
        }
        return sum;
    }

    /// The polynomial as a value.
    Segment<Y> segment(double from, double to) {
        Y[] kept = space.storage(degree + 1, coefficients[0]);
        for (int i = 0; i <= degree; i++) kept[i] = space.copy(coefficients[i], kept[i]);
        return new Piece<>(space, from, to, kept);
    }

    private record Piece<Y>(StateSpace<Y> space, double from, double to, Y[] coefficients) implements Segment<Y> {
        @Override
        public Y at(double t) {
            double s = (t - from) / (to - from) - 0.5;
            return horner(space, coefficients, coefficients.length - 1, s, space.zero(coefficients[0]));
        }

        @Override
        public Y derivativeAt(double t) {
            double s = (t - from) / (to - from) - 0.5;
            Y slope = hornerSlope(space, coefficients, coefficients.length - 1, s, space.zero(coefficients[0]));
            return space.axpy(slope, 1 / (to - from) - 1, slope, slope);
        }
    }
}
