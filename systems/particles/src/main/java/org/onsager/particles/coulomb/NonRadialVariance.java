package org.onsager.particles.coulomb;

import java.util.List;
import org.onsager.numerics.expression.Formula;
import org.onsager.numerics.expression.Symbols;
import org.onsager.numerics.quadrature.QuadratureRule;

/// The variance of \(\sum_i f(x_i)\) for a smooth `f` that need not be radial, to leading order:
///
/// \[\kappa_2 = \frac{1}{\beta\,\Omega_d} \int_{\mathbb R^d} |\nabla f^H|^2,\]
///
/// where \(f^H\) is `f` in the droplet and its bounded harmonic continuation outside and in a hole. Inside by
/// product quadrature; a boundary value with harmonic \(l\) on the sphere of radius \(R\) continues as
/// \((R/r)^{l+d-2}\) outwards and \((r/a)^l\) inwards, which adds \(R^{d-2} (l+d-2)\) and \(a^{d-2}\,l\) times
/// its square (nothing for \(l = 0\), which continues as a constant). One, two and three dimensions.
final class NonRadialVariance {
    private static final int RADIAL = 64;
    private static final int ANGLES = 96;
    private static final int HARMONICS = 24;
    private static final String[] AXES = {"x", "y", "z"};

    private final int dimension;
    private final Droplet droplet;
    private final Formula f;

    private NonRadialVariance(CoulombGas gas, String text) {
        dimension = gas.dimension();
        if (dimension > 3)
            throw new IllegalArgumentException(
                    "dimension must be in [1, 3] for an observable that is not radial, not " + dimension);
        droplet = gas.equilibrium();
        if (droplet.shape() == Droplet.Shape.SEVERAL)
            throw new IllegalArgumentException(
                    "the droplet must be one ball or shell for an observable that is not radial");
        f = Formula.parse(text, Symbols.of(java.util.Arrays.copyOf(AXES, dimension)));
    }

    /// \(\kappa_2\) of a formula in `x`, `x, y` or `x, y, z`.
    static CumulantValue of(CoulombGas gas, String formula) {
        var variance = new NonRadialVariance(gas, formula);
        double energy = variance.inside() + variance.outside();
        return new CumulantValue(
                2,
                energy / (gas.beta() * Fields.sphere(gas.dimension())),
                CumulantValue.Method.ASYMPTOTIC,
                1e-10 * energy,
                "O(N^-1)",
                List.of());
    }

    private double square(double[] point) {
        double sum = 0;
        for (double each : gradient(point)) sum += each * each;
        return sum;
    }

    private double[] gradient(double[] point) {
        var direction = new double[dimension];
        var gradient = new double[dimension];
        for (int a = 0; a < dimension; a++) {
            direction[a] = 1;
            gradient[a] = f.taylor(point, direction, 1)[1];
            direction[a] = 0;
        }
        return gradient;
    }

    /// \(\int |\nabla f|^2\) over the droplet.
    private double inside() {
        var radial = QuadratureRule.legendre(RADIAL).on(droplet.inner(), droplet.outer());
        return radial.sum(r -> Math.pow(r, dimension - 1) * onSphere(r, this::square));
    }

    private interface Field {
        double at(double[] point);
    }

    /// The integral over the sphere of radius `r` by solid angle.
    private double onSphere(double r, Field g) {
        return switch (dimension) {
            case 1 -> g.at(new double[] {r}) + g.at(new double[] {-r});
            case 2 -> circle(r, 0, g);
            default ->
                QuadratureRule.legendre(ANGLES / 2)
                        .sum(cosine -> circle(r * Math.sqrt(1 - cosine * cosine), r * cosine, g));
        };
    }

    private double circle(double r, double height, Field g) {
        double sum = 0;
        for (int k = 0; k < ANGLES; k++) {
            double angle = 2 * Math.PI * (k + 0.5) / ANGLES;
            double[] point = dimension == 2
                    ? new double[] {r * Math.cos(angle), r * Math.sin(angle)}
                    : new double[] {r * Math.cos(angle), r * Math.sin(angle), height};
            sum += g.at(point);
        }
        return sum * 2 * Math.PI / ANGLES;
    }

    private double outside() {
        double sum = 0;
        double hole = droplet.inner();
        if (dimension == 1) {
            double step = hole == 0 ? 0 : f.value(hole) - f.value(-hole);
            return hole == 0 ? 0 : step * step / (2 * hole);
        }
        for (int l = 1; l <= HARMONICS; l++) {
            sum += Math.pow(droplet.outer(), dimension - 2) * (l + dimension - 2) * power(droplet.outer(), l);
            if (hole > 0) sum += Math.pow(hole, dimension - 2) * l * power(hole, l);
        }
        return sum;
    }

    /// The sum of squares of the orthonormal coefficients of degree `l` on the sphere of radius `r`.
    private double power(double r, int l) {
        double sum = 0;
        for (int m = 0; m <= l; m++) {
            if (dimension == 2 && m != l) continue;
            int order = m;
            double norm = dimension == 2 ? 1 / Math.sqrt(Math.PI) : normalisation(l, m);
            double cosine = onSphere(r, p -> f.value(p) * norm * harmonic(p, r, l, order, true));
            double sine = m == 0 ? 0 : onSphere(r, p -> f.value(p) * norm * harmonic(p, r, l, order, false));
            sum += cosine * cosine + sine * sine;
        }
        return sum;
    }

    private double harmonic(double[] p, double r, int l, int m, boolean even) {
        double angle = m * Math.atan2(p[1], p[0]);
        double wave = even ? Math.cos(angle) : Math.sin(angle);
        return dimension == 2 ? wave : wave * legendre(l, m, p[2] / r);
    }

    /// Associated Legendre functions, without the sign \((-1)^m\).
    private static double legendre(int l, int m, double x) {
        double s = Math.sqrt(Math.max(0, 1 - x * x));
        double pmm = 1;
        for (int k = 1; k <= m; k++) pmm *= (2 * k - 1) * s;
        if (l == m) return pmm;
        double next = x * (2 * m + 1) * pmm;
        for (int k = m + 2; k <= l; k++) {
            double higher = (x * (2 * k - 1) * next - (k + m - 1) * pmm) / (k - m);
            pmm = next;
            next = higher;
        }
        return next;
    }

    private static double normalisation(int l, int m) {
        double ratio = 1;
        for (int k = l - m + 1; k <= l + m; k++) ratio /= k;
        return Math.sqrt((2 * l + 1) / (4 * Math.PI) * ratio * (m == 0 ? 1 : 2));
    }
}
