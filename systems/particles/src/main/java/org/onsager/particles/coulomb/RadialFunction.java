package org.onsager.particles.coulomb;

import java.util.function.DoubleUnaryOperator;
import org.onsager.numerics.expression.Formula;

/// A smooth function of the distance from the origin: a trap or an observable.
///
/// Its derivatives come from the formula, never from differences: two compiled ones for the loops, Taylor series
/// of any order for the cumulants.
public interface RadialFunction {

    /// \(f(r)\), \(r \ge 0\).
    double value(double r);

    /// \(f'(r)\).
    double slope(double r);

    /// \(f''(r)\).
    double curvature(double r);

    /// \(f^{(k)}(r)/k!\), \(k = 0..n\); not numbers where `f` has no Taylor series.
    double[] taylor(double r, int order);

    /// What it is, as a person would type it.
    String text();

    /// A formula in `r`, such as `r^2/4 + r^4/8` or `cos(2*r)`.
    ///
    /// @throws org.onsager.numerics.expression.ExpressionException (an `IllegalArgumentException`) with the place
    ///     and the reason if the text is not such a formula
    static RadialFunction of(String formula) {
        return of(Formula.of(formula, "r"));
    }

    /// A formula whose one variable is `r`.
    static RadialFunction of(Formula formula) {
        var first = formula.derivative("r");
        var second = first.derivative("r");
        return new Typed(formula, formula.function(), first.function(), second.function());
    }

    /// \(f + s\,g\).
    default RadialFunction plus(double s, RadialFunction g) {
        return s == 0 ? this : new Tilted(this, s, g);
    }

    /// A formula with its compiled derivatives.
    record Typed(Formula formula, DoubleUnaryOperator f, DoubleUnaryOperator first, DoubleUnaryOperator second)
            implements RadialFunction {
        @Override
        public double value(double r) {
            return f.applyAsDouble(r);
        }

        @Override
        public double slope(double r) {
            return first.applyAsDouble(r);
        }

        @Override
        public double curvature(double r) {
            return second.applyAsDouble(r);
        }

        @Override
        public double[] taylor(double r, int order) {
            return formula.taylor(r, order);
        }

        @Override
        public String text() {
            return formula.text();
        }
    }

    /// A trap with a tilt.
    record Tilted(RadialFunction base, double s, RadialFunction tilt) implements RadialFunction {
        @Override
        public double value(double r) {
            return base.value(r) + s * tilt.value(r);
        }

        @Override
        public double slope(double r) {
            return base.slope(r) + s * tilt.slope(r);
        }

        @Override
        public double curvature(double r) {
            return base.curvature(r) + s * tilt.curvature(r);
        }

        @Override
        public double[] taylor(double r, int order) {
            double[] sum = base.taylor(r, order);
            double[] other = tilt.taylor(r, order);
            for (int k = 0; k <= order; k++) sum[k] += s * other[k];
            return sum;
        }

        @Override
        public String text() {
            return "%s + %s*(%s)".formatted(base.text(), s, tilt.text());
        }
    }
}
