package org.onsager.particles.coulomb;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.onsager.numerics.ScalarRoot;
import org.onsager.numerics.quadrature.QuadratureRule;

/// The laws of the moduli of a planar gas at \(\beta = 2\): independent \(R_k\), \(k = 0..N-1\), with density
/// \(\propto r^{2k+1} e^{-2 N V(r)}\).
///
/// Each is given as Gauss-Legendre nodes on the window outside which it is less than \(e^{-45}\) of its maximum.
final class ModulusLaws {
    private static final int NODES = 200;
    private static final int PANELS = 16;
    private static final int SCAN = 4_000;
    private static final double DEPTH = 45;
    /// How much more a function changes across a cell than across its neighbours where it jumps.
    private static final double JUMP = 8;

    private final RadialFunction trap;
    private final double particles;
    private final double reach;
    private final boolean unimodal;
    private final double start;

    ModulusLaws(CoulombGas gas) {
        trap = gas.trap();
        particles = gas.particles();
        var droplet = gas.equilibrium();
        reach = droplet.outer();
        boolean rising = true;
        double last = 0;
        double positive = 0;
        for (int i = 1; i <= SCAN; i++) {
            double here = droplet.field(2 * reach * i / SCAN);
            if (here > 0) {
                if (positive > 0 && here <= last) rising = false;
                if (positive == 0) positive = 2 * reach * (i - 1) / SCAN;
            } else if (positive > 0) rising = false;
            if (positive == 0 && here > 0) positive = 2 * reach * i / SCAN;
            last = here;
        }
        unimodal = rising && droplet.shape() != Droplet.Shape.SEVERAL;
        start = droplet.inner();
    }

    /// Whether every modulus has one mode.
    boolean unimodal() {
        return unimodal;
    }

    /// \(\ln\) of the density up to a constant.
    double logDensity(int k, double r) {
        return (2 * k + 1) * Math.log(r) - 2 * particles * trap.value(r);
    }

    /// A window and the log density's maximum in it.
    record Window(double low, double high, double mode, double peak) {}

    Window window(int k) {
        double mode = unimodal ? mode(k) : scannedMode(k);
        double peak = logDensity(k, mode);
        double curvature = (2 * k + 1) / (mode * mode) + 2 * particles * trap.curvature(mode);
        double width = curvature > 0 ? 1 / Math.sqrt(curvature) : 0.1 * mode;
        if (!unimodal) return scannedWindow(k, mode, peak, width);
        double high = mode + 4 * width;
        while (logDensity(k, high) > peak - DEPTH) high += 0.5 * width;
        double low = mode - 4 * width;
        while (low > 0 && logDensity(k, low) > peak - DEPTH) low -= 0.5 * width;
        return new Window(Math.max(0, low), high, mode, peak);
    }

    private double mode(int k) {
        double target = (k + 0.5) / particles;
        double high = Math.max(reach, 1e-12);
        while (high * trap.slope(high) < target) high *= 1.5;
        double low = Math.max(start, 1e-12 * high);
        if (low * trap.slope(low) >= target) return low;
        return new ScalarRoot(1e-9 * high, 100)
                .between(r -> r * trap.slope(r) - target, low, high)
                .point();
    }

    private double scannedMode(int k) {
        double best = reach / SCAN;
        for (int i = 1; i <= SCAN; i++) {
            double r = 2 * reach * i / SCAN;
            if (logDensity(k, r) > logDensity(k, best)) best = r;
        }
        return best;
    }

    private Window scannedWindow(int k, double mode, double peak, double width) {
        double low = mode;
        for (int i = 0; i <= SCAN; i++) {
            double r = mode * i / SCAN;
            if (i > 0 && logDensity(k, r) > peak - DEPTH) {
                low = mode * (i - 1) / SCAN;
                break;
            }
        }
        double high = Math.max(2 * reach, mode + 4 * width);
        while (logDensity(k, high) > peak - DEPTH) high += width;
        return new Window(low, high, mode, peak);
    }

    /// Nodes and normalised weights of modulus `k`.
    record Nodes(double[] radii, double[] weights) {}

    Nodes nodes(int k, double[] breaks) {
        var window = window(k);
        double[] edges = edges(window, breaks);
        var rule = QuadratureRule.legendre(NODES);
        int panels = edges.length - 1;
        var radii = new double[NODES * panels];
        var weights = new double[NODES * panels];
        double total = 0;
        for (int i = 0; i < radii.length; i++) {
            double left = edges[i / NODES];
            double half = 0.5 * (edges[i / NODES + 1] - left);
            radii[i] = left + half * (1 + rule.node(i % NODES));
            weights[i] = half * rule.weight(i % NODES) * Math.exp(logDensity(k, radii[i]) - window.peak());
            total += weights[i];
        }
        for (int i = 0; i < weights.length; i++) weights[i] /= total;
        return new Nodes(radii, weights);
    }

    /// The ends of the panels: even ones for laws with several modes, and the given breaks.
    private double[] edges(Window window, double[] breaks) {
        int panels = unimodal ? 1 : PANELS;
        double width = (window.high() - window.low()) / panels;
        var even = IntStream.rangeClosed(0, panels)
                .mapToDouble(i -> i == panels ? window.high() : window.low() + i * width);
        var inside = Arrays.stream(breaks).filter(b -> b > window.low() && b < window.high());
        return DoubleStream.concat(even, inside).sorted().distinct().toArray();
    }

    /// Where a function jumps in `(0, 2R)`: cells of a grid across which it changes far more than across their
    /// neighbours, bisected.
    double[] jumps(DoubleUnaryOperator f) {
        var step = new double[SCAN];
        for (int i = 0; i < SCAN; i++) step[i] = Math.abs(f.applyAsDouble(at(i + 1)) - f.applyAsDouble(at(i)));
        return IntStream.range(1, SCAN - 1)
                .filter(i -> step[i] > JUMP * Math.max(step[i - 1], step[i + 1]) && step[i] > 0)
                .mapToDouble(i -> bisected(f, at(i), at(i + 1)))
                .toArray();
    }

    private double at(int i) {
        return 2 * reach * i / SCAN;
    }

    private static double bisected(DoubleUnaryOperator f, double left, double right) {
        double low = left;
        double high = right;
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high)) {
            double value = f.applyAsDouble(middle);
            if (Math.abs(value - f.applyAsDouble(low)) > Math.abs(f.applyAsDouble(high) - value)) high = middle;
            else low = middle;
        }
        return high;
    }
}
