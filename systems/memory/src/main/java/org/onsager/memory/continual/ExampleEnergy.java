package org.onsager.memory.continual;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.quadrature.QuadratureRule;
import org.onsager.numerics.vector.Elementary;

/// What the examples contribute to the free energy of the perceptron: \(G_E\) and the three averages that make
/// the conjugate parameters.
///
/// \(G_E = 2\int Dz\,\Phi(rz/\sqrt{q-r^2})\,L(\sqrt q z)\), \(L(u) = \ln\int Dx\,F\), \(F =
/// \Phi(v/\sqrt{1-Q})^\beta\), \(v = u + \sqrt{Q-q}\,x\). Averages over \(x\) with weight \(F\) of \(g =
/// \phi/\Phi\) at \(v/\sqrt{1-Q}\) give all derivatives: \(L' = \beta\langle g\rangle/\sqrt{1-Q}\), and, since
/// \(F''/F\) and \(\partial_Q\ln F\) combine,
///
/// \[ \hat Q = \frac{\alpha\beta(\beta-1)}{1-Q}\int Dz\,\Phi\,\langle g^2\rangle, \]
///
/// which vanishes at \(\beta = 1\) without cancellation.
///
/// The integrand over \(x\) peaks far from 0 for \(u < 0\) and large \(\beta\): the trapezoid is centred on the
/// peak, found by Newton's method (the slope is convex, so that it converges from 0 without fail), and its step
/// follows the curvature there. A grid that stays at 0 makes a spurious branch.
final class ExampleEnergy {
    private static final double REACH = 8.5;
    private static final int GRAIN = 16;

    private final double beta;
    private final PerceptronOrder order;
    private final Quadrature quadrature;
    private final double spread;
    private final double scale;

    ExampleEnergy(double beta, PerceptronOrder order, Quadrature quadrature) {
        this.beta = beta;
        this.order = order;
        this.quadrature = quadrature;
        this.spread = Math.sqrt(Math.max(0, order.selfOverlap() - order.q()));
        this.scale = Math.sqrt(1 - order.selfOverlap());
    }

    /// Averages at one \(u\).
    ///
    /// @param logarithm  \(L(u)\)
    /// @param ratio  \(\langle g\rangle\)
    /// @param square  \(\langle g^2\rangle\)
    record Inner(double logarithm, double ratio, double square) {}

    /// @param energy  \(G_E\)
    /// @param conjugates  per unit of load: divide by nothing, multiply by \(\alpha\)
    record Averages(double energy, Conjugates conjugates) {}

    Averages averages() {
        double q = order.q(), r = order.r();
        double width = Math.sqrt(Math.max(q - r * r, 0));
        double factor = beta / scale;
        var outer = nodes(r == 0 ? Double.POSITIVE_INFINITY : width / Math.abs(r), r >= 0);
        var inner = inner(outer[0], Math.sqrt(q));
        double energy = 0, field = 0, curvature = 0;
        for (int i = 0; i < inner.length; i++) {
            double z = outer[0][i];
            double step = r == 0 ? 0.5 : Math.exp(NormalTables.logarithm(r * z / width));
            double w = outer[1][i] * step;
            energy += w * inner[i].logarithm;
            field += w * inner[i].ratio * inner[i].ratio;
            curvature += w * inner[i].square;
        }
        var plain = QuadratureRule.gaussianTrapezoid(REACH, quadrature.inner() + 1);
        var along = inner(plain.nodes(), width);
        double overlap = 0;
        for (int i = 0; i < along.length; i++) overlap += plain.weight(i) * along[i].ratio;
        return new Averages(
                2 * energy,
                new Conjugates(
                        2 * factor * factor * field,
                        2 / Math.sqrt(2 * Math.PI) * factor * overlap,
                        beta * (beta - 1) / (scale * scale) * curvature));
    }

    /// Nodes and weights of \(\int Dz\): Gauss-Legendre panels of widths that double from the step's own
    /// outwards. Nothing is left beyond nine widths on the side where \(\Phi\) vanishes.
    private double[][] nodes(double width, boolean rising) {
        var ends = new java.util.ArrayList<Double>();
        double at = 0;
        while (at < REACH) {
            ends.add(at);
            at += Math.min(1.5, Math.max(at, width));
        }
        ends.add(REACH);
        var rule = QuadratureRule.legendre(quadrature.panel());
        int panels = ends.size() - 1, size = rule.size();
        var z = new double[2 * panels * size];
        var w = new double[z.length];
        int count = 0;
        for (int side = -1; side <= 1; side += 2)
            for (int p = 0; p < panels; p++) {
                double from = ends.get(p), to = ends.get(p + 1);
                if ((side > 0) != rising && from > 9 * width) continue;
                for (int i = 0; i < size; i++, count++) {
                    double x = from + 0.5 * (to - from) * (1 + rule.node(i));
                    z[count] = side * x;
                    w[count] = 0.5 * (to - from) * rule.weight(i) * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
                }
            }
        return new double[][] {java.util.Arrays.copyOf(z, count), java.util.Arrays.copyOf(w, count)};
    }

    private Inner[] inner(double[] z, double factor) {
        var values = new Inner[z.length];
        Parallel.range(z.length, GRAIN, (from, to) -> {
            for (int i = from; i < to; i++) values[i] = inner(factor * z[i]);
        });
        return values;
    }

    /// The averages over \(x\) at `u`.
    Inner inner(double u) {
        double slope = spread / scale, offset = u / scale, stiffness = beta * slope * slope;
        if (spread == 0) {
            double g = NormalTables.ratio(offset);
            return new Inner(beta * NormalTables.logarithm(offset), g, g * g);
        }
        double x = 0, curvature = 1;
        for (int n = 0; n < 200; n++) {
            double y = offset + slope * x, g = NormalTables.ratio(y);
            curvature = 1 + stiffness * g * (y + g);
            double step = (beta * slope * g - x) / curvature;
            x += step;
            if (Math.abs(step) < 1e-10 * (1 + Math.abs(x))) break;
        }
        return trapezoid(x, offset, slope, Math.sqrt(1 + stiffness));
    }

    private Inner trapezoid(double peak, double offset, double slope, double steepest) {
        // no Gaussian factor is narrower than 1/steepest: six tenths of it per step leave 1e-23
        int count = Math.max(quadrature.inner(), (int) Math.ceil(2 * REACH * steepest / 0.6 * quadrature.inner() / 96));
        double step = 2 * REACH / count, top = exponent(peak, offset + slope * peak);
        var weight = new double[count + 1];
        var ratio = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            double x = peak - REACH + i * step, y = offset + slope * x;
            weight[i] = exponent(x, y) - top;
            ratio[i] = NormalTables.ratio(y);
        }
        Elementary.exp(weight, weight);
        double total = 0, first = 0, second = 0;
        for (int i = 0; i <= count; i++) {
            double wg = weight[i] * ratio[i];
            total += weight[i];
            first += wg;
            second = Math.fma(wg, ratio[i], second);
        }
        double logarithm = top + Math.log(total * step / Math.sqrt(2 * Math.PI));
        return new Inner(logarithm, first / total, second / total);
    }

    private double exponent(double x, double y) {
        return beta * NormalTables.logarithm(y) - 0.5 * x * x;
    }
}
