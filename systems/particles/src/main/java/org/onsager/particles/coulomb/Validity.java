package org.onsager.particles.coulomb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What speaks against the large-N formula for a trap and an observable, in sentences for people.
final class Validity {
    private static final double SMALL = 1e-9;
    private static final int CENTRE_ORDER = 9;

    private Validity() {}

    static List<String> of(CoulombGas gas, Droplet droplet, RadialFunction f, int order) {
        var warnings = new ArrayList<String>();
        if (!droplet.hasHole()) {
            centre(gas.dimension(), f, "f", order, warnings);
            if (!softOrSingular(gas, droplet, warnings))
                centre(gas.dimension(), gas.trap(), "the trap", order, warnings);
        } else if (gas.dimension() == 1)
            warnings.add("the two halves of the droplet exchange particles, which is of higher order in 1/N");
        if (droplet.lowestDensity() < 1e-6 && droplet.lowestDensity() > -1 && (droplet.hasHole() || bulkZero(droplet)))
            warnings.add("the density vanishes inside the droplet, where the expansion in 1/N breaks down");
        if (droplet.shape() == Droplet.Shape.SEVERAL)
            warnings.add("several components: charge hops between them, adding discrete fluctuations of order 1");
        if (jumps(droplet, f))
            warnings.add(String.format(
                    Locale.ROOT,
                    "f jumps or has a kink inside the droplet; a jump gives even cumulants of order N^%.3g instead",
                    (gas.dimension() - 1.0) / gas.dimension()));
        if (order >= 3 && flat(droplet, f))
            warnings.add(
                    "f' vanishes at the edge: the cumulant is o(N^%d), not this value's order".formatted(2 - order));
        return warnings;
    }

    /// The first odd power of \(r\) in a function that is not smooth at the centre.
    private static void centre(int dimension, RadialFunction f, String name, int order, List<String> warnings) {
        double[] c = f.taylor(0, CENTRE_ORDER);
        double scale = 1e-300;
        for (double each : c) if (Double.isFinite(each)) scale = Math.max(scale, Math.abs(each));
        for (int p = 1; p <= CENTRE_ORDER; p++) {
            if (!Double.isFinite(c[p])) {
                warnings.add(name + " is singular at the centre; particles nearest to it may spoil high orders");
                return;
            }
            if (p % 2 == 0 || Math.abs(c[p]) < SMALL * scale) continue;
            double exponent = (double) p * order / dimension;
            if (order >= 3 && exponent <= order - 2 + 1)
                warnings.add(String.format(
                        Locale.ROOT,
                        "%s has an r^%d term at the centre: the particles nearest to it add a term of order N^-%.3g, %s",
                        name,
                        p,
                        exponent,
                        exponent < order - 2
                                ? "which dominates this value"
                                : exponent == order - 2 ? "as large as this value" : "the next order"));
            return;
        }
    }

    private static boolean softOrSingular(CoulombGas gas, Droplet droplet, List<String> warnings) {
        double centre = Fields.laplacian(gas.dimension(), gas.trap(), 0);
        double mean = gas.dimension() / Math.pow(droplet.outer(), gas.dimension());
        if (Double.isFinite(centre) && centre > SMALL * mean) return false;
        warnings.add(
                Double.isFinite(centre)
                        ? "the density vanishes at the centre (soft trap): orders from 3 on are badly spoiled"
                        : "the density diverges at the centre");
        return true;
    }

    private static boolean bulkZero(Droplet droplet) {
        return Fields.laplacian(droplet.dimension(), droplet.trap(), 0) > 1e-6;
    }

    /// Whether the integral of the derivative misses the function's own difference.
    private static boolean jumps(Droplet droplet, RadialFunction f) {
        for (var component : droplet.components()) {
            int cells = 400;
            double width = component.outer() - component.inner();
            double scale = 0;
            for (int i = 0; i <= cells; i++)
                scale = Math.max(scale, Math.abs(f.value(component.inner() + width * i / cells)));
            for (int i = 0; i < cells; i++) {
                double a = component.inner() + width * i / cells;
                double h = width / cells;
                double simpson = h / 6 * (f.slope(a + 1e-9 * h) + 4 * f.slope(a + h / 2) + f.slope(a + h));
                double step = f.value(a + h) - f.value(a);
                if (Math.abs(step - simpson) > 1e-4 * (scale + Math.abs(step))) return true;
            }
        }
        return false;
    }

    private static boolean flat(Droplet droplet, RadialFunction f) {
        return Math.abs(f.slope(droplet.outer())) < SMALL
                && (!droplet.hasHole() || Math.abs(f.slope(droplet.inner())) < SMALL);
    }
}
