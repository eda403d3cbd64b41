package org.onsager.solve;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;

/// Dense output of any order up to 8 from the states and rates at the ends of a step: the cubic of [Hermite], and
/// beyond it polynomials that take rates of the equation in the step's interior.
///
/// A polynomial \(P\) of degree \(m - 1\) has the error \(O(h^m)\), rates \(f(P(\theta_j))\) taken along it the
/// same, and as they enter with a factor \(h\), the polynomial of degree \(m\) through the ends and \(m - 3\)
/// such rates has the error \(O(h^{m+1})\): the local error of a method of order \(m\). So each degree is climbed
/// from the one below, with rates of its own. With the cubic \(C\), \(B = \theta^2(1-\theta)^2\) and \(D_j =
/// f(P(\theta_j)) - C'(\theta_j)\), \[P_m = C + hB\sum_j \rho_j D_j, \qquad (B\rho_j)'(\theta_i) = \delta_{ij},\]
/// with \(\rho_j\) of degree \(m - 4\). Neighbouring polynomials join with continuous derivative. Derivatives
/// have one order less.
///
/// The points \(\theta_j\), two digits each, were sought so that the largest error in the step is small, that of
/// the rates included: with \(J\) for the Jacobian, the magnitudes of the coefficients of \(h^{m+1} y^{(m+1)}\),
/// \(h^{m+1} J y^{(m)}\), ... add up to 0.05, 0.017, 0.014, 0.014 and 0.029 of \(1/(m+1)!\) for \(m = 4, \dots,
/// 8\).
///
/// Cost: 1, 3, 6, 10, 15 evaluations for degrees 4 to 8, at the first question about a step; none for a step that
/// nobody asks about. Where a rate is not finite, the polynomial below is kept. Not for stiff equations: the
/// error of a state comes back in a rate multiplied by \(hJ\).
///
/// Source: W. H. Enright, K. R. Jackson, S. P. Nørsett and P. G. Thomsen, *Interpolants for Runge-Kutta
/// formulas*, ACM TOMS 12 (1986).
///
/// @param <Y>  the state
public final class BootstrappedHermite<Y> {
    private static final String CITATION =
            "W. H. Enright, K. R. Jackson, S. P. Nørsett, P. G. Thomsen, Interpolants for Runge-Kutta formulas, ACM TOMS 12"
                    + " (1986)";

    private static final double[][] POINTS = {
        {.85}, {.1, .88}, {.16, .66, .76}, {.17, .33, .74, .84}, {.1, .27, .7, .8, .9}
    };
    /// Of each level the coefficients of \(\rho_j\) in powers of \(\theta - 1/2\), one row a point.
    private static final double[][][] SHAPES = shapes();

    private final StateSpace<Y> space;
    private final int levels;
    private final Weights[] weights;
    /// The differences \(D_j\) of the levels of the same parity as the highest, and of the others.
    private Y[] even;
    private Y[] odd;
    private Y state;
    private int known;
    private boolean climbed;

    /// For steps of a method on states like one.
    ///
    /// @param order  of the method; degrees are held within 3, the cubic alone, and 8
    public BootstrappedHermite(double order, StateSpace<Y> space, Y like) {
        this.space = space;
        levels = Math.clamp((int) order - 3, 0, POINTS.length);
        weights = new Weights[levels];
        for (int level = 0; level < levels; level++) weights[level] = Weights.variable(level + 1);
        even = space.storage(0, like);
        odd = even;
        state = like;
    }

    /// The source of the output of a method of an order, one line.
    public static String citation(double order) {
        return order < 4 ? Hermite.CITATION : CITATION;
    }

    /// Tells that there is another step.
    public void forget() {
        climbed = false;
    }

    /// Makes the polynomial of the step, unless it is there already.
    public void climb(OdeTerm<Y> term, Tally tally, double t, double h, Y y0, Y f0, Y y1, Y f1) {
        if (climbed) return;
        climbed = true;
        known = 0;
        if (levels == 0) return;
        if (even.length == 0) {
            even = space.storage(levels, y0);
            odd = space.storage(levels - 1, y0);
            state = space.zero(y0);
        }
        for (int level = 1; level <= levels; level++) {
            Y[] differences = differences(level);
            double[] points = POINTS[level - 1];
            for (int j = 0; j < level; j++) {
                double theta = points[j];
                state = at(theta, h, y0, f0, y1, f1, state);
                Y rate = term.rate(t + theta * h, state, differences[j]);
                tally.rates(1);
                if (space.firstNonFinite(rate) >= 0) return;
                state = Hermite.cubicRate(space, theta, h, y0, f0, y1, f1, state);
                differences[j] = space.axpy(rate, -1, state, rate);
            }
            known = level;
        }
    }

    private Y[] differences(int level) {
        return (levels - level) % 2 == 0 ? even : odd;
    }

    /// The polynomial at \(\theta\) of the step that was climbed.
    public Y at(double theta, double h, Y y0, Y f0, Y y1, Y f1, Y into) {
        Y cubic = Hermite.cubic(space, theta, h, y0, f0, y1, f1, into);
        if (known == 0) return cubic;
        values(known, theta, weights[known - 1]);
        return space.combine(cubic, h, weights[known - 1], differences(known), cubic);
    }

    /// Its time derivative.
    public Y rateAt(double theta, double h, Y y0, Y f0, Y y1, Y f1, Y into) {
        Y cubic = Hermite.cubicRate(space, theta, h, y0, f0, y1, f1, into);
        if (known == 0) return cubic;
        slopes(known, theta, weights[known - 1]);
        return space.combine(cubic, 1, weights[known - 1], differences(known), cubic);
    }

    /// The polynomial as a value; everything is copied.
    public Segment<Y> segment(double t0, double t1, Y y0, Y f0, Y y1, Y f1) {
        Segment<Y> cubic = Hermite.segment(space, t0, t1, y0, f0, y1, f1);
        if (known == 0) return cubic;
        Y[] kept = space.storage(known, y0);
        for (int j = 0; j < known; j++) kept[j] = space.copy(differences(known)[j], kept[j]);
        return new Piece<>(space, cubic, kept);
    }

    private record Piece<Y>(StateSpace<Y> space, Segment<Y> cubic, Y[] differences) implements Segment<Y> {
        @Override
        public double from() {
            return cubic.from();
        }

        @Override
        public double to() {
            return cubic.to();
        }

        @Override
        public Y at(double t) {
            double h = to() - from();
            var weights = Weights.variable(differences.length);
            values(differences.length, (t - from()) / h, weights);
            Y value = cubic.at(t);
            return space.combine(value, h, weights, differences, value);
        }

        @Override
        public Y derivativeAt(double t) {
            var weights = Weights.variable(differences.length);
            slopes(differences.length, (t - from()) / (to() - from()), weights);
            Y rate = cubic.derivativeAt(t);
            return space.combine(rate, 1, weights, differences, rate);
        }
    }

    /// \(B\rho_j\) at \(\theta\).
    private static void values(int level, double theta, Weights into) {
        double bubble = theta * (1 - theta);
        bubble *= bubble;
        double[][] shapes = SHAPES[level - 1];
        for (int j = 0; j < level; j++) into.set(j, bubble * polynomial(shapes[j], theta - .5));
    }

    /// \((B\rho_j)'\).
    private static void slopes(int level, double theta, Weights into) {
        double half = theta * (1 - theta), bubble = half * half, slope = 2 * half * (1 - 2 * theta);
        double[][] shapes = SHAPES[level - 1];
        for (int j = 0; j < level; j++)
            into.set(j, slope * polynomial(shapes[j], theta - .5) + bubble * derivative(shapes[j], theta - .5));
    }

    private static double polynomial(double[] c, double s) {
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) sum = sum * s + c[i];
        return sum;
    }

    private static double derivative(double[] c, double s) {
        double sum = 0;
        for (int i = c.length - 1; i >= 1; i--) sum = sum * s + i * c[i];
        return sum;
    }

    private static double[][][] shapes() {
        var all = new double[POINTS.length][][];
        for (int level = 0; level < all.length; level++) {
            double[] points = POINTS[level];
            var slopes = new double[points.length][points.length];
            for (int i = 0; i < points.length; i++) {
                double half = points[i] * (1 - points[i]), s = points[i] - .5;
                for (int k = 0; k < points.length; k++)
                    slopes[i][k] = -4 * half * s * Math.pow(s, k) + half * half * k * Math.pow(s, Math.max(k - 1, 0));
            }
            all[level] = MatrixUtils.inverse(new Array2DRowRealMatrix(slopes, false))
                    .transpose()
                    .getData();
        }
        return all;
    }
}
