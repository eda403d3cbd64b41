package org.onsager.particles.coulomb;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.ScalarMaximum;
import org.onsager.numerics.ScalarRoot;
import org.onsager.particles.coulomb.Droplet.Component;

/// The equilibrium of a gas in a radial trap by the largest convex minorant.
///
/// In the harmonic coordinate \(\tau\) (\(d\tau = r^{1-d} dr\)) the field is the slope of the trap, \(A =
/// dW/d\tau\), and the enclosed charge is the slope of the largest convex minorant of \(W(\tau)\) with slopes in
/// \([0, 1]\). A monotone-chain hull over a grid finds the hole, the gaps and the outer edge; each is then
/// polished by Newton's method on its own condition: \(W'(a) = 0\), a common tangent, \(A(R) = 1\). Holes and
/// gaps that are narrower than a cell are found from the sign of the density where it is least, so that
/// transitions are located exactly. Cost: some \(10^4\) evaluations of the trap.
final class DropletSolver {
    private static final int CELLS = 4_000;
    private static final int LARGEST_EXPONENT = 24;
    private static final int SMALLEST_EXPONENT = -40;
    /// A density below this part of the mean is zero to rounding.
    private static final double EMPTY = 1e-13;

    private final int dimension;
    private final RadialFunction trap;
    private final double[] r = new double[CELLS + 1];
    private final double[] field = new double[CELLS + 1];
    private final double[] level = new double[CELLS + 1];

    private DropletSolver(int dimension, RadialFunction trap) {
        this.dimension = dimension;
        this.trap = trap;
        double reach = reach();
        for (int i = 0; i <= CELLS; i++) {
            r[i] = reach * i / CELLS;
            field[i] = field(r[i]);
            level[i] = trap.value(r[i]);
            if (Double.isNaN(level[i]) || Double.isNaN(field[i]))
                throw new IllegalArgumentException(
                        "trap must be finite, which %s is not at r = %s".formatted(trap.text(), r[i]));
        }
    }

    /// The droplet of unit charge in dimension `dimension` >= 1.
    ///
    /// @throws UnconfinedException if the trap is too weak
    static Droplet solve(int dimension, RadialFunction trap) {
        return new DropletSolver(dimension, trap).droplet();
    }

    private double field(double radius) {
        return Fields.field(dimension, trap, radius);
    }

    private double fieldSlope(double radius) {
        return Fields.slope(dimension, trap, radius);
    }

    /// Twice the last power of two at which the field is not above 1.
    private double reach() {
        for (int k = LARGEST_EXPONENT; k >= SMALLEST_EXPONENT; k--) {
            double radius = Math.scalb(1.0, k);
            if (field(radius) > 1) continue;
            if (k == LARGEST_EXPONENT) throw new UnconfinedException(trap.text(), dimension);
            return 2 * radius;
        }
        return Math.scalb(1.0, SMALLEST_EXPONENT);
    }

    private Droplet droplet() {
        var tangent = level.clone();
        tangent[0] = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= CELLS; i++) tangent[i] -= Fields.harmonic(dimension, r[i]);
        int edge = lowest(tangent, 1, CELLS, i -> {
            double radius = polishedEdge(i);
            return trap.value(radius) - Fields.harmonic(dimension, radius);
        });
        double outer = polishedEdge(edge);
        int lowest = lowest(level, 0, edge, i -> i == 0 ? level[0] : trap.value(polishedHole(i, outer)));
        double inner = lowest == 0 && !repelledFromCentre() ? 0 : polishedHole(lowest, outer);
        var gaps = gaps(Math.max(lowest, dimension == 1 ? 0 : 1), edge, inner, outer);
        var components = new ArrayList<Component>();
        double from = inner;
        double charge = 0;
        for (double[] gap : gaps) {
            components.add(new Component(from, gap[0], charge, field(gap[0]) - charge));
            from = gap[1];
            charge = field(gap[0]);
        }
        components.add(new Component(from, outer, charge, 1 - charge));
        return new Droplet(dimension, trap, components, lowestDensity(components));
    }

    /// The grid point next to the global minimum: of several local ones that whose polished value is least,
    /// because near a transition they differ by less than the grid can tell.
    private static int lowest(double[] values, int first, int last, java.util.function.IntToDoubleFunction polished) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = first; i <= last; i++) {
            boolean left = i == first || values[i] <= values[i - 1];
            boolean right = i == last || values[i] < values[i + 1];
            if (!left || !right || best >= 0 && values[i] > values[best] + 1) continue;
            double value = polished.applyAsDouble(i);
            if (best >= 0 && !(value < least)) continue;
            least = value;
            best = i;
        }
        return Math.max(best, first);
    }

    private double polishedEdge(int i) {
        double left = i == 1 ? 1e-6 * r[1] : r[i - 1];
        double right = i == CELLS ? 2 * r[CELLS] : r[i + 1];
        double radius = rising(x -> field(x) - 1, left, right, r[i]);
        for (int step = 0; step < 3; step++) {
            double slope = fieldSlope(radius);
            double next = radius - (field(radius) - 1) / slope;
            if (slope > 0 && next > left && next < right) radius = next;
        }
        return radius;
    }

    /// The root in the cell at which the function rises, or `otherwise`.
    private static double rising(
            java.util.function.DoubleUnaryOperator g, double left, double right, double otherwise) {
        double best = otherwise;
        for (var root : new ScalarRoot(1e-15 * right, 200).all(g, left, right, 8)) {
            double h = 1e-6 * (right - left);
            if (g.applyAsDouble(root.point() + h) > g.applyAsDouble(root.point() - h)) best = root.point();
        }
        return best;
    }

    /// The minimum of the trap next to a grid point: the radius of a hole.
    private double polishedHole(int lowest, double outer) {
        double left = lowest <= 1 ? 1e-9 * r[1] : r[lowest - 1];
        double right = Math.max(Math.min(r[Math.min(lowest + 1, CELLS)], outer), r[1]);
        double radius = rising(trap::slope, left, right, r[lowest]);
        for (int step = 0; step < 3; step++) {
            double next = radius - trap.slope(radius) / trap.curvature(radius);
            if (next > left && next < right) radius = next;
        }
        return radius;
    }

    /// Whether the trap falls from the centre outwards, by the first term of its Taylor series that is not zero.
    private boolean repelledFromCentre() {
        double[] c = trap.taylor(0, 8);
        double scale = 0;
        for (int k = 1; k < c.length; k++) {
            if (!Double.isFinite(c[k])) return trap.slope(1e-6 * r[1]) < 0;
            scale = Math.max(scale, Math.abs(c[k]));
        }
        for (int k = 1; k < c.length; k++) if (Math.abs(c[k]) > EMPTY * scale) return c[k] < 0;
        return false;
    }

    /// The gaps in the bulk, as pairs of radii from the centre outwards.
    private List<double[]> gaps(int first, int last, double inner, double outer) {
        var gaps = new ArrayList<double[]>();
        int[] hull = hull(first, last);
        for (int k = 1; k < hull.length; k++) {
            int i = hull[k - 1];
            int j = hull[k];
            if (j - i >= 2 && falls(i, j)) gaps.add(polishedGap(Math.max(r[i], inner), Math.min(r[j], outer)));
        }
        for (int i = first + 1; i < last; i++) {
            double here = density(r[i]);
            if (here > density(r[i - 1]) || here > density(r[i + 1]) || covered(gaps, r[i])) continue;
            double dip = leastBetween(r[i - 1], r[i + 1]);
            if (density(dip) < 0 && dip > inner && dip < outer && !covered(gaps, dip)) gaps.add(newbornGap(dip));
        }
        gaps.sort((a, b) -> Double.compare(a[0], b[0]));
        return gaps;
    }

    private static boolean covered(List<double[]> gaps, double radius) {
        return gaps.stream().anyMatch(gap -> radius >= gap[0] && radius <= gap[1]);
    }

    private boolean falls(int i, int j) {
        for (int k = i; k < j; k++) if (field[k + 1] < field[k] - EMPTY) return true;
        return false;
    }

    /// Lower hull of \((\tau_i, W_i)\) by Andrew's monotone chain.
    private int[] hull(int first, int last) {
        var chain = new int[last - first + 1];
        var tau = new double[CELLS + 1];
        for (int i = first; i <= last; i++) tau[i] = Fields.harmonic(dimension, r[i]);
        int size = 0;
        for (int i = first; i <= last; i++) {
            while (size >= 2) {
                int a = chain[size - 2];
                int b = chain[size - 1];
                if ((level[b] - level[a]) * (tau[i] - tau[b]) < (level[i] - level[b]) * (tau[b] - tau[a])) break;
                size--;
            }
            chain[size++] = i;
        }
        return java.util.Arrays.copyOf(chain, size);
    }

    /// Newton's method for the common tangent: \(A(r_1) = A(r_2) = (W_2 - W_1)/(\tau_2 - \tau_1)\).
    private double[] polishedGap(double left, double right) {
        double a = left;
        double b = right;
        for (int step = 0; step < 50; step++) {
            double span = Fields.harmonicStep(dimension, a, b);
            double fieldA = field(a);
            double fieldB = field(b);
            double mismatch = fieldA - fieldB;
            double tangent = trap.value(b) - trap.value(a) - fieldA * span;
            double j11 = fieldSlope(a);
            double j12 = -fieldSlope(b);
            double j21 = -j11 * span;
            double j22 = -mismatch * Math.pow(b, 1 - dimension);
            double determinant = j11 * j22 - j12 * j21;
            double stepA = (mismatch * j22 - tangent * j12) / determinant;
            double stepB = (tangent * j11 - mismatch * j21) / determinant;
            double limit = 0.25 * (b - a);
            if (!Double.isFinite(stepA + stepB)) break;
            double shrink = Math.min(1, limit / Math.max(Math.abs(stepA), Math.abs(stepB)));
            a -= shrink * stepA;
            b -= shrink * stepB;
            if (Math.max(Math.abs(stepA), Math.abs(stepB)) < 1e-15 * b) break;
        }
        return new double[] {a, b};
    }

    /// Near a shallow dip, \(A = A_0 - \alpha x + \gamma x^3\) has the common tangent at \(x =
    /// \pm\sqrt{\alpha/\gamma}\).
    private double[] newbornGap(double dip) {
        double h = r[1];
        double third = (fieldSlope(dip + h) - 2 * fieldSlope(dip) + fieldSlope(dip - h)) / (6 * h * h);
        double half = Math.sqrt(-fieldSlope(dip) / Math.max(third, EMPTY));
        return half < 1e-7 * dip ? new double[] {dip - half, dip + half} : polishedGap(dip - half, dip + half);
    }

    private double density(double radius) {
        return Fields.laplacian(dimension, trap, radius);
    }

    private double leastBetween(double left, double right) {
        return new ScalarMaximum(1e-10 * right, 200)
                .between(x -> -density(x), left, right)
                .point();
    }

    /// The least density in the closed droplet in units of the mean.
    private double lowestDensity(List<Component> components) {
        double volume = 0;
        double least = Double.POSITIVE_INFINITY;
        for (var component : components) {
            volume += (Math.pow(component.outer(), dimension) - Math.pow(component.inner(), dimension)) / dimension;
            least = Math.min(least, Math.min(density(component.inner()), density(component.outer())));
            for (int i = 1; i < CELLS; i++) {
                if (r[i] <= component.inner() || r[i] >= component.outer()) continue;
                double here = density(r[i]);
                if (here > least || here > density(r[i - 1]) || here > density(r[i + 1])) continue;
                double dip = leastBetween(r[i - 1], r[i + 1]);
                if (dip > component.inner() && dip < component.outer()) least = Math.min(least, density(dip));
            }
        }
        return least * volume;
    }
}
