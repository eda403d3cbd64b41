package org.onsager.particles.coulomb;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.ScalarRoot;

/// Large deviations of \(L_N = \sum_i f(|x_i|)\): \(P(L_N = N l) \sim e^{-\beta N^2 \Psi(l)}\),
/// \(\Psi(l) = \max_s [\Phi(s) - s l]\), where \(\Phi(s)\) is what the tilt \(V \to V + s f\) adds to the least
/// energy.
///
/// With \(\mu\) the potential of the droplet, \(E(s) = \frac12 (\int \rho_s W + \mu)\) and \(\mu = W(R) -
/// \tau(R)\), so \(\Phi(s) = E(s) - E(0)\) needs no integration over \(s\); \(\Phi'(s) = \int f \rho_s\). Valid
/// through all phases of the tilted droplet (ball, shell, gaps), which the largest convex minorant tells:
/// [#transitions].
///
/// @param dimension  \(d\)
/// @param trap  \(V\)
/// @param f  the observable
public record LargeDeviation(int dimension, RadialFunction trap, RadialFunction f) {
    private static final ScalarRoot ROOT = new ScalarRoot(1e-14, 300);

    /// A change of the tilted droplet's shape.
    ///
    /// @param s  the tilt
    /// @param l  \(\Phi'(s)\), the value of \(L_N/N\) at which the rate function has its weak singularity
    /// @param type  what opens or closes as `s` grows
    public record Transition(double s, double l, Type type) {}

    /// Kinds of transition.
    public enum Type {
        /// A hole opens (or closes) at the centre.
        HOLE,
        /// A gap opens (or closes) inside the droplet, where the density vanishes.
        GAP,
        /// A component of no charge appears (or vanishes) away from the others.
        DETACH
    }

    /// One line of a rate table.
    ///
    /// @param l  \(L_N/N\)
    /// @param s  its tilt
    /// @param psi  \(\Psi(l)\)
    /// @param shape  of the tilted droplet
    public record Rate(double l, double s, double psi, Droplet.Shape shape) {}

    /// The droplet under tilt `s`.
    ///
    /// @throws UnconfinedException if the tilted trap does not hold the gas
    public Droplet droplet(double s) {
        return DropletSolver.solve(dimension, trap.plus(s, f));
    }

    /// \(\Phi'(s) = \int f \rho_s\): falls with `s`.
    public double slope(double s) {
        return droplet(s).mean(f::value);
    }

    /// \(\Phi''(s)\), negative: the variance to leading order is \(-\Phi''(0)/\beta\).
    public double curvature(double s) {
        return -droplet(s).stiffness(f);
    }

    /// \(\Phi(s)\).
    public double phi(double s) {
        return energy(droplet(s)) - energy(droplet(0));
    }

    private double energy(Droplet droplet) {
        double r = droplet.outer();
        double potential = droplet.trap().value(r) - Fields.harmonic(dimension, r);
        return 0.5 * (droplet.mean(droplet.trap()::value) + potential);
    }

    /// \(\Psi(l)\) with its tilt.
    ///
    /// @param l  a value that some tilt makes typical
    /// @throws IllegalArgumentException if no tilt reaches `l`, with the reachable range as far as it was
    ///     explored
    public Rate rate(double l) {
        double s = tilt(l);
        var droplet = droplet(s);
        double psi = energy(droplet) - energy(droplet(0)) - s * l;
        return new Rate(l, s, Math.max(0, psi), droplet.shape());
    }

    /// The `s` with \(\Phi'(s) = l\): a bracket grows from 0, and creeps towards the tilt at which the gas
    /// escapes.
    private double tilt(double l) {
        double at0 = slope(0);
        if (at0 == l) return 0;
        double direction = l < at0 ? 1 : -1;
        double inside = 0;
        double atInside = at0;
        double step = 0.125;
        for (int i = 0; i < 200; i++) {
            double next = inside + direction * step;
            double value;
            try {
                value = slope(next);
            } catch (UnconfinedException escaped) {
                step /= 2;
                if (step < 1e-13 * Math.max(1, Math.abs(inside))) break;
                continue;
            }
            if ((value - l) * direction <= 0) {
                double a = Math.min(inside, next);
                double b = Math.max(inside, next);
                return ROOT.between(s -> slope(s) - l, a, b).point();
            }
            if (Math.abs(value - atInside) < 1e-12 * Math.max(1e-300, Math.abs(l - value)) && i > 40) break;
            inside = next;
            atInside = value;
            step *= 2;
        }
        throw new IllegalArgumentException(
                "l must be a value that a tilted gas can have, between %s and %s as far as was seen, not %s"
                        .formatted(Math.min(at0, atInside), Math.max(at0, atInside), l));
    }

    /// The rate function at even steps of `l`.
    public List<Rate> table(double low, double high, int points) {
        var rates = new ArrayList<Rate>();
        for (int i = 0; i < points; i++) rates.add(rate(low + (high - low) * i / Math.max(1, points - 1)));
        return rates;
    }

    /// Where the tilted droplet changes its shape in `[low, high]`: the interval is scanned in `cells` steps and
    /// each change bisected to the last digits.
    public List<Transition> transitions(double low, double high, int cells) {
        var transitions = new ArrayList<Transition>();
        double left = low;
        var atLeft = droplet(left);
        for (int i = 1; i <= cells; i++) {
            double right = i == cells ? high : low + (high - low) * i / cells;
            var atRight = droplet(right);
            collect(left, atLeft, right, atRight, transitions, 0);
            left = right;
            atLeft = atRight;
        }
        return transitions;
    }

    private void collect(
            double left, Droplet atLeft, double right, Droplet atRight, List<Transition> found, int depth) {
        if (topology(atLeft) == topology(atRight)) return;
        double middle = 0.5 * (left + right);
        if (depth > 60 || middle <= left || middle >= right || right - left < 1e-14 * Math.max(1, Math.abs(right))) {
            found.add(new Transition(middle, atRight.mean(f::value), type(atLeft, atRight)));
            return;
        }
        var atMiddle = droplet(middle);
        collect(left, atLeft, middle, atMiddle, found, depth + 1);
        collect(middle, atMiddle, right, atRight, found, depth + 1);
    }

    private static int topology(Droplet droplet) {
        return 2 * droplet.components().size() + (droplet.hasHole() ? 1 : 0);
    }

    private static Type type(Droplet before, Droplet after) {
        if (before.components().size() == after.components().size()) return Type.HOLE;
        var split = before.components().size() > after.components().size() ? before : after;
        double narrowest = Double.POSITIVE_INFINITY;
        double leastCharge = Double.POSITIVE_INFINITY;
        for (int i = 0; i < split.components().size(); i++) {
            var here = split.components().get(i);
            leastCharge = Math.min(leastCharge, here.charge());
            if (i > 0)
                narrowest = Math.min(
                        narrowest, here.inner() - split.components().get(i - 1).outer());
        }
        return leastCharge < narrowest ? Type.DETACH : Type.GAP;
    }

    /// The generating function of a finite gas to leading order: \(\ln \langle e^{tL} \rangle \approx
    /// -\beta N^2 \Phi(-t/(\beta N))\).
    public CumulantGenerator generator(double beta, int particles) {
        return t -> {
            double s = -t / (beta * particles);
            var tilted = droplet(s);
            double value = -beta * particles * particles * (energy(tilted) - energy(droplet(0)));
            return new CumulantGenerator.Tilt(value, particles * tilted.mean(f::value), tilted.stiffness(f) / beta);
        };
    }
}
