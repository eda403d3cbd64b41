package org.onsager.particles.coulomb;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.onsager.numerics.quadrature.GaussKronrod;

/// The equilibrium droplet: where the charge sits when \(N \to \infty\).
///
/// The charge enclosed in \(|x| < r\) is \(Q(r) = A(r) = r^{d-1} V'(r)\) inside a component and constant between
/// components; the density is \(\rho = Q'(r)/(\Omega_d r^{d-1})\), of unit mass.
///
/// @param dimension  \(d\)
/// @param trap  \(V\), with its tilt if there is one
/// @param components  from the centre outwards; at least one
/// @param lowestDensity  the least density in the closed droplet, in units of the mean over its volume, about 0
///     where an expansion in \(1/N\) breaks down
public record Droplet(int dimension, RadialFunction trap, List<Component> components, double lowestDensity) {
    private static final GaussKronrod QUADRATURE = new GaussKronrod(1e-15, 1e-12, 200);

    /// A ball (`inner` 0) or a shell of charge.
    ///
    /// @param inner  inner radius
    /// @param outer  outer radius
    /// @param chargeInside  charge enclosed by the inner radius
    /// @param charge  charge of the component
    public record Component(double inner, double outer, double chargeInside, double charge) {}

    /// How a droplet is shaped.
    public enum Shape {
        /// One ball: no hole, no gap.
        BALL,
        /// One shell: a hole at the centre.
        SHELL,
        /// Several components with gaps between them.
        SEVERAL
    }

    public Droplet {
        components = List.copyOf(components);
    }

    public Shape shape() {
        if (components.size() > 1) return Shape.SEVERAL;
        return hasHole() ? Shape.SHELL : Shape.BALL;
    }

    /// Whether the centre is empty.
    public boolean hasHole() {
        return inner() > 0;
    }

    /// The radius of the hole, 0 if there is none.
    public double inner() {
        return components.getFirst().inner();
    }

    /// The outermost radius \(R\).
    public double outer() {
        return components.getLast().outer();
    }

    /// \(A(r) = r^{d-1} V'(r)\).
    public double field(double r) {
        return Fields.field(dimension, trap, r);
    }

    /// \(A'(r)\).
    public double fieldSlope(double r) {
        return Fields.slope(dimension, trap, r);
    }

    /// The enclosed charge \(Q(r)\), in `[0, 1]`.
    public double charge(double r) {
        for (var component : components) {
            if (r <= component.inner()) return component.chargeInside();
            if (r < component.outer()) return field(r);
        }
        return 1;
    }

    /// The density \(\rho(r)\), 0 outside.
    public double density(double r) {
        for (var component : components)
            if (r >= component.inner() && r <= component.outer()) return Fields.density(dimension, trap, r);
        return 0;
    }

    /// \(\int \rho f\). On the line a trap with a cusp at the origin holds a point charge \(V'(0^+)\) there.
    public double mean(DoubleUnaryOperator f) {
        double atom = dimension == 1 && !hasHole() ? field(0) * f.applyAsDouble(0) : 0;
        return atom + integral(r -> f.applyAsDouble(r) * fieldSlope(r));
    }

    /// \(\int f'(r)^2 r^{d-1} dr\) over the components, plus \((\Delta f)^2/\Delta\tau\) for each gap, across
    /// which the charge can only slosh as a whole: \(-\Phi''\).
    public double stiffness(RadialFunction f) {
        double sum = integral(r -> {
            double slope = f.slope(r);
            return slope * slope * Math.pow(r, dimension - 1);
        });
        for (int i = 1; i < components.size(); i++) {
            double from = components.get(i - 1).outer();
            double to = components.get(i).inner();
            double step = f.value(to) - f.value(from);
            sum += step * step / Fields.harmonicStep(dimension, from, to);
        }
        return sum;
    }

    /// \(\int g\,dr\) over the components.
    double integral(DoubleUnaryOperator g) {
        double sum = 0;
        for (var component : components)
            sum += QUADRATURE.integrate(g, component.inner(), component.outer()).value();
        return sum;
    }
}
