package org.onsager.particles.coulomb;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.Field;

/// Truncated power series \(\sum_{k=0}^n c_k h^k\) over any field of numbers that Hipparchus has: doubles, or
/// decimals of as many digits as are asked for.
///
/// @param coefficients  \(c_0 .. c_n\)
record PowerSeries<T extends CalculusFieldElement<T>>(List<T> coefficients) {
    PowerSeries {
        coefficients = List.copyOf(coefficients);
    }

    T get(int k) {
        return coefficients.get(k);
    }

    int order() {
        return coefficients.size() - 1;
    }

    private Field<T> field() {
        return get(0).getField();
    }

    PowerSeries<T> truncated(int order) {
        return new PowerSeries<>(coefficients.subList(0, order + 1));
    }

    PowerSeries<T> times(PowerSeries<T> other) {
        var product = new ArrayList<T>();
        for (int k = 0; k <= order(); k++) {
            T sum = field().getZero();
            for (int j = 0; j <= k; j++) sum = sum.add(get(j).multiply(other.get(k - j)));
            product.add(sum);
        }
        return new PowerSeries<>(product);
    }

    PowerSeries<T> dividedBy(PowerSeries<T> other) {
        var quotient = new ArrayList<T>();
        for (int k = 0; k <= order(); k++) {
            T rest = get(k);
            for (int j = 0; j < k; j++) rest = rest.subtract(quotient.get(j).multiply(other.get(k - j)));
            quotient.add(rest.divide(other.get(0)));
        }
        return new PowerSeries<>(quotient);
    }

    /// \(p = c^m\), \(m \ge 0\), by squaring, which needs no division by a leading coefficient that may be zero.
    PowerSeries<T> power(int m) {
        PowerSeries<T> result = constant(field().getOne(), order());
        PowerSeries<T> square = this;
        for (int rest = m; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) result = result.times(square);
            if (rest > 1) square = square.times(square);
        }
        return result;
    }

    /// The derivative, one order shorter.
    PowerSeries<T> derivative() {
        var slope = new ArrayList<T>();
        for (int k = 1; k <= order(); k++) slope.add(get(k).multiply(k));
        return new PowerSeries<>(slope);
    }

    /// \(c(h(\delta))\) by Horner's rule, for \(h_0 = 0\).
    PowerSeries<T> after(PowerSeries<T> inner) {
        PowerSeries<T> value = constant(get(order()), order());
        for (int k = order() - 1; k >= 0; k--) value = value.times(inner).plusConstant(get(k));
        return value;
    }

    /// The inverse function \(h(\delta)\) of \(\delta(h) = c_1 h + c_2 h^2 + ...\), \(c_0\) ignored, by Newton's
    /// iteration \(h \leftarrow h - (\delta(h) - \delta)/\delta'(h)\), which doubles the right coefficients.
    PowerSeries<T> reverted() {
        int n = order();
        var zeroed = new ArrayList<>(coefficients);
        zeroed.set(0, field().getZero());
        var delta = new PowerSeries<>(zeroed);
        var slopes = new ArrayList<>(derivative().coefficients());
        slopes.add(field().getZero());
        var slope = new PowerSeries<>(slopes);
        var start = new ArrayList<T>();
        for (int k = 0; k <= n; k++) start.add(k == 1 ? field().getOne().divide(get(1)) : field().getZero());
        var h = new PowerSeries<>(start);
        for (int right = 1; right < n; right *= 2) {
            var residual = new ArrayList<>(delta.after(h).coefficients());
            residual.set(1, residual.get(1).subtract(field().getOne()));
            h = h.minus(new PowerSeries<>(residual).dividedBy(slope.after(h)));
        }
        return h;
    }

    private PowerSeries<T> minus(PowerSeries<T> other) {
        var difference = new ArrayList<T>();
        for (int k = 0; k <= order(); k++) difference.add(get(k).subtract(other.get(k)));
        return new PowerSeries<>(difference);
    }

    private PowerSeries<T> plusConstant(T c) {
        var sum = new ArrayList<>(coefficients);
        sum.set(0, sum.get(0).add(c));
        return new PowerSeries<>(sum);
    }

    /// \((R + h)^m\).
    static <T extends CalculusFieldElement<T>> PowerSeries<T> binomial(T radius, int m, int order) {
        var line = new ArrayList<T>();
        for (int k = 0; k <= order; k++)
            line.add(
                    k == 0
                            ? radius
                            : k == 1
                                    ? radius.getField().getOne()
                                    : radius.getField().getZero());
        return new PowerSeries<>(line).power(m);
    }

    private static <T extends CalculusFieldElement<T>> PowerSeries<T> constant(T value, int order) {
        var list = new ArrayList<T>();
        for (int k = 0; k <= order; k++)
            list.add(k == 0 ? value : value.getField().getZero());
        return new PowerSeries<>(list);
    }
}
