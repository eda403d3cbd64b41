package org.onsager.papers.coulombgascumulants;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.particles.coulomb.CoulombGas;
import org.onsager.particles.coulomb.PlanarEngine;
import org.onsager.particles.coulomb.RadialFunction;
import org.onsager.particles.coulomb.Traps;

/// Exact scaled cumulants against N with the formula's limits: how fast they converge, and where they do not.
final class SizeFigures {
    private static final int ORDERS = 5;

    private final Trial trial;

    SizeFigures(Trial trial) {
        this.trial = trial;
    }

    void draw(Settings settings) {
        int[] sizes = settings.sizes();
        if (sizes.length == 0) return;
        draw("cube", Traps.harmonic(), RadialFunction.of("r^3"), "f = r^3, harmonic plane", true, sizes);
        draw("wave", ExactClaims.MIXED, ExactClaims.WAVE, "f = cos 2r, V = r^2/4 + r^4/8", true, sizes);
        draw("shell", ExactClaims.SHELL, ExactClaims.WAVE, "f = cos 2r, shell", true, sizes);
        draw(
                "cusp",
                Traps.power(4),
                RadialFunction.of("exp(-r)"),
                "f = exp(-r), V = r^4/4: formula invalid",
                true,
                sizes);
        draw(
                "step",
                Traps.harmonic(),
                RadialFunction.of("step(0.6 - r)"),
                "f = step at r = 0.6: not smooth",
                false,
                sizes);
    }

    private void draw(String name, RadialFunction trap, RadialFunction f, String title, boolean smooth, int[] sizes) {
        var kappas = trial.map(
                "sizes-" + name,
                Arrays.stream(sizes).boxed().toList(),
                double[].class,
                n -> PlanarEngine.of(new CoulombGas(2, 2, n, trap)).cumulants(f::value, ORDERS));
        double[] x = Arrays.stream(sizes).asDoubleStream().toArray();
        var figure = Figure.of("Exact cumulants: " + title, "N", smooth ? "|kappa_q| N^(q-2) beta^(q-1)" : "kappa_q")
                .x(Figure.Axis.log("N"))
                .y(Figure.Axis.log(smooth ? "|kappa_q| N^(q-2) beta^(q-1)" : "|kappa_q|"))
                .caption("Points: exact, beta = 2, planar engine. "
                        + (smooth
                                ? "Dashed: the large-N formula."
                                : "Counting statistics: even cumulants grow as the square root of N instead of falling;"
                                        + " dashed: that law through the first point."));
        var table = Table.builder().with("N", sizes);
        double[] limits = smooth ? ExactClaims.limit(new CoulombGas(2, 2, 1, trap), f) : new double[0];
        for (int q = 2; q <= ORDERS; q++) {
            if (!smooth && q % 2 == 1) continue;
            int order = q;
            double[] values = IntStream.range(0, sizes.length)
                    .mapToDouble(k -> smooth
                            ? ExactClaims.scaled(kappas.get(k)[order], new CoulombGas(2, 2, sizes[k], trap), order)
                            : kappas.get(k)[order])
                    .toArray();
            table.with("kappa_" + q, values);
            double[] sizesOf = Arrays.stream(values).map(Math::abs).toArray();
            String label = "q = " + q;
            figure.points(label, x, sizesOf);
            double[] law = IntStream.range(0, x.length)
                    .mapToDouble(k -> smooth ? Math.abs(limits[order - 2]) : sizesOf[0] * Math.sqrt(x[k] / x[0]))
                    .toArray();
            figure.dashed((smooth ? "formula, " : "root of N, ") + label, label, x, law);
        }
        trial.figure("sizes-" + name, figure.build());
        trial.table("sizes-" + name, table.build());
    }
}
