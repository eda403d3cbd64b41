package org.onsager.inference.density;

import java.util.List;

/// A mixture of isotropic Gaussians with exponentially small or finite weights, seen from a typical point of one
/// of its components: \(\psi(u) = \max_j [\omega_j + \psi_j(u)]\).
///
/// A component \(j\) is at squared distance \(d\,\Delta_j\) from that of the point. The maximum may change from
/// one component to another: then \(\delta\) and \(I\) jump, a first-order transition.
///
/// @param home  the component of the point
/// @param components  all components
public record MixtureLaw(int home, List<Component> components) implements DataLaw {

    /// @param logWeight  \(\omega = \lim d^{-1}\ln(\text{weight}) \le 0\); 0 for a finite weight
    /// @param variance  of a coordinate, positive
    /// @param separation  \(\Delta\): squared distance of its mean from that of the point's component, per
    ///     dimension, at least 0 and 0 for that component
    public record Component(double logWeight, double variance, double separation) {
        public Component {
            if (!(logWeight <= 0))
                throw new IllegalArgumentException("logWeight must be in [-inf, 0], not " + logWeight);
            if (!(variance > 0 && variance < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("variance must be in (0, inf), not " + variance);
            if (!(separation >= 0))
                throw new IllegalArgumentException("separation must be in [0, inf), not " + separation);
        }
    }

    public MixtureLaw {
        components = List.copyOf(components);
        if (home < 0 || home >= components.size())
            throw new IllegalArgumentException(
                    "home must be in [0, %d], not %d".formatted(components.size() - 1, home));
        if (components.get(home).separation() != 0)
            throw new IllegalArgumentException("separation of the home component must be 0, not "
                    + components.get(home).separation());
        if (components.stream().allMatch(component -> component.logWeight() < 0))
            throw new IllegalArgumentException("one component must have logWeight 0: weights sum to 1");
    }

    @Override
    public double cumulant(double u) {
        return cumulant(dominant(u), u);
    }

    @Override
    public double squaredDistance(double u) {
        var c = dominant(u);
        double s = 1 + u * c.variance();
        return c.variance() / s + (components.get(home).variance() + c.separation()) / (s * s);
    }

    /// The component from which the data that dominate the sum at tilt `u` come; of equal ones the nearer.
    public Component dominant(double u) {
        var best = components.getFirst();
        for (var each : components) {
            double gain = cumulant(each, u) - cumulant(best, u);
            if (gain > 0 || (gain == 0 && each.separation() < best.separation())) best = each;
        }
        return best;
    }

    private double cumulant(Component c, double u) {
        double s = 1 + u * c.variance();
        double distance = components.get(home).variance() + c.separation();
        return c.logWeight() - 0.5 * Math.log(s) - 0.5 * u * distance / s;
    }
}
