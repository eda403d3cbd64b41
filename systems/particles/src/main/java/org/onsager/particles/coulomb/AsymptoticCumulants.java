package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.CombinatoricsUtils;

/// Cumulants of a radial linear statistic to leading order in \(1/N\).
///
/// \(\kappa_1 = N \int \rho f\), \(\kappa_2 = \beta^{-1} \int f'^2 r^{d-1} dr\) over the droplet, and from the
/// third on only the edges count:
///
/// \[\kappa_q = \beta^{1-q} N^{2-q} (q-3)!\,[\delta^{q-3}]\; \frac{r^{(d-1)(q-1)} f'(r)^q}{A'(r)},
///   \qquad A(r) = A(R) + \delta,\]
///
/// with \(A = r^{d-1} V'\): plus at the outer edge \(A(R) = 1\), minus at the edge of a hole \(A(a) = 0\). The
/// coefficient is got by Taylor series and series reversion, never by differences; cost \(O(q^3)\). Up to order
/// 12 in doubles, above in decimals of 60 digits.
///
/// Source: B. De Bruyne, P. Le Doussal, S. N. Majumdar, G. Schehr, *Linear statistics for Coulomb gases: higher
/// order cumulants*, arXiv:2310.16420.
public final class AsymptoticCumulants {
    /// The highest order that is computed in doubles.
    public static final int DOUBLE_ORDER = 12;

    /// The highest order.
    public static final int MAX_ORDER = 20;

    private final CoulombGas gas;
    private final Droplet droplet;

    private AsymptoticCumulants(CoulombGas gas, Droplet droplet) {
        this.gas = gas;
        this.droplet = droplet;
    }

    /// For a gas, whose droplet is worked out here.
    ///
    /// @throws UnconfinedException if the trap is too weak
    public static AsymptoticCumulants of(CoulombGas gas) {
        return new AsymptoticCumulants(gas, gas.equilibrium());
    }

    public Droplet droplet() {
        return droplet;
    }

    /// One cumulant with the term it neglects and what speaks against it.
    ///
    /// @param order  \(q\) in \([1, 20]\)
    /// @throws IllegalArgumentException if the droplet has several components and \(q \ge 3\): charge hops
    ///     between them and no edge formula holds; or if `f` or the trap has no derivatives at an edge
    public CumulantValue cumulant(RadialFunction f, int order) {
        require(order >= 1 && order <= MAX_ORDER, "order", order, "[1, %d]".formatted(MAX_ORDER));
        double n = gas.particles();
        double value = switch (order) {
            case 1 -> n * droplet.mean(f::value);
            case 2 -> droplet.stiffness(f) / gas.beta();
            default -> Math.pow(gas.beta(), 1 - order) * Math.pow(n, 2 - order) * edgeSum(f, order);
        };
        if (!Double.isFinite(value))
            throw new IllegalArgumentException(
                    "f must be smooth in the droplet and at its edge, which %s is not".formatted(f.text()));
        double rounding = 1e-15 * Math.pow(4, order) * Math.abs(value);
        String neglected = "O(N^%d)".formatted(1 - order);
        return new CumulantValue(
                order,
                value,
                CumulantValue.Method.ASYMPTOTIC,
                rounding,
                neglected,
                Validity.of(gas, droplet, f, order));
    }

    /// \(\kappa_q \beta^{q-1} N^{q-2}\), \(q \ge 3\).
    private double edgeSum(RadialFunction f, int order) {
        if (droplet.shape() == Droplet.Shape.SEVERAL)
            throw new IllegalArgumentException(
                    ("order must be in [1, 2] for a droplet of %d components, not %d: particles hop across the gap,"
                                    + " which adds discrete fluctuations that the edge formula does not know")
                            .formatted(droplet.components().size(), order));
        double sum = edge(f, order, droplet.outer());
        return droplet.hasHole() ? sum - edge(f, order, droplet.inner()) : sum;
    }

    private double edge(RadialFunction f, int order, double radius) {
        if (order > DOUBLE_ORDER) return DecimalJets.edge(gas.dimension(), gas.trap(), f, order, radius);
        int n = order - 3;
        return bracket(
                        gas.dimension(),
                        order,
                        new Binary64(radius),
                        binary(gas.trap().taylor(radius, n + 2)),
                        binary(f.taylor(radius, n + 1)))
                .getReal();
    }

    private static List<Binary64> binary(double[] values) {
        var list = new ArrayList<Binary64>();
        for (double value : values) list.add(new Binary64(value));
        return list;
    }

    /// The bracket of the formula at one edge.
    ///
    /// @param trap  Taylor coefficients of \(V\) at `radius` to order \(q - 1\)
    /// @param f  Taylor coefficients of \(f\) to order \(q - 2\)
    static <T extends CalculusFieldElement<T>> T bracket(int dimension, int order, T radius, List<T> trap, List<T> f) {
        int n = order - 3;
        var trapSlope = new PowerSeries<>(trap).derivative();
        var field = trapSlope.times(PowerSeries.binomial(radius, dimension - 1, n + 1));
        var slope = new PowerSeries<>(f).derivative();
        var g = PowerSeries.binomial(radius, (dimension - 1) * (order - 1), n)
                .times(slope.power(order))
                .dividedBy(field.derivative());
        if (n > 0) g = g.after(field.truncated(n).reverted());
        return g.get(n).multiply(CombinatoricsUtils.factorialDouble(n));
    }
}
