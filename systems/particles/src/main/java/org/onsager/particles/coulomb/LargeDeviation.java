package org.onsager.particles.coulomb;

import java.util.ArrayList;
import java.util.List;

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
    private static final int STEPS = 200;
    private static final double FARTHEST = 1e9;

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
        return rate(l, 0);
    }

    private Rate rate(double l, double guess) {
        double s = tilt(l, guess);
        var droplet = droplet(s);
        double psi = energy(droplet) - energy(droplet(0)) - s * l;
        return new Rate(l, s, Math.max(0, psi), droplet.shape());
    }

    /// The `s` with \(\Phi'(s) = l\) by Newton's method inside a bracket: a tilt under which the gas escapes is
    /// an end of it, and so is every tilt that was tried.
    private double tilt(double l, double guess) {
        double s = guess;
        double low = Double.NEGATIVE_INFINITY, high = Double.POSITIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY, highest = Double.NEGATIVE_INFINITY;
        double confined = guess;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STEPS; i++) {
            Droplet droplet;
            try {
                droplet = droplet(s);
            } catch (UnconfinedException escaped) {
                if (s < confined) low = s;
                else high = s;
                s = 0.5 * (s + confined);
                continue;
            }
            confined = s;
            double mean = droplet.mean(f::value);
            double miss = mean - l;
            lowest = Math.min(lowest, mean);
            highest = Math.max(highest, mean);
            if (miss > 0) low = Math.max(low, s);
            else high = Math.min(high, s);
            double scale = Math.abs(mean) + Math.abs(l);
            if (Math.abs(miss) <= 1e-15 * scale || Math.abs(miss) < 1e-12 * scale && Math.abs(miss) >= best) return s;
            best = Math.min(best, Math.abs(miss));
            double next = s + miss / droplet.stiffness(f);
            double reach = 4 * Math.max(0.25, Math.abs(s));
            next = Math.clamp(next, s - reach, s + reach);
            if (!(next > low && next < high)) next = 0.5 * (s + (miss > 0 ? high : low));
            if (!Double.isFinite(next) || Math.abs(next) > FARTHEST) break;
            if (Math.abs(next - s) <= 1e-15 * Math.abs(s)) {
                if (Math.abs(miss) < 1e-8 * scale) return s;
                break;
            }
            s = next;
        }
        throw new IllegalArgumentException(
                "l must be a value that a tilted gas can have, between %s and %s as far as was seen, not %s"
                        .formatted(lowest, highest, l));
    }

    /// The rate function at even steps of `l`, each tilt found from the one before.
    public List<Rate> table(double low, double high, int points) {
        var rates = new ArrayList<Rate>();
        for (int i = 0; i < points; i++) {
            double guess = i == 0 ? 0 : rates.get(i - 1).s();
            rates.add(rate(low + (high - low) * i / Math.max(1, points - 1), guess));
        }
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
