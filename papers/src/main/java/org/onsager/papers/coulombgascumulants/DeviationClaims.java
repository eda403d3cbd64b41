package org.onsager.papers.coulombgascumulants;

import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.particles.coulomb.LargeDeviation;
import org.onsager.particles.coulomb.RadialFunction;
import org.onsager.particles.coulomb.Traps;

/// C8, C9, the rate functions with their transitions, and the tilted densities.
final class DeviationClaims {
    private static final LargeDeviation SECOND_MOMENT = new LargeDeviation(2, Traps.harmonic(), ExactClaims.SQUARE);
    private static final LargeDeviation BUMP =
            new LargeDeviation(2, Traps.harmonic(), RadialFunction.of("exp(-4*r^2)"));
    private static final LargeDeviation RING =
            new LargeDeviation(2, ExactClaims.MIXED, RadialFunction.of("r^2*exp(-12*(r - 0.6)^2)"));
    private static final double[] VALUES = {0.02, 0.1, 0.3, 0.5, 0.7, 1, 2, 5, 20};
    private static final double[] TILTS = {0.1251, 0.13, 0.15, 0.2, 0.3, 0.5};

    private final Trial trial;

    DeviationClaims(Trial trial) {
        this.trial = trial;
    }

    void measure(Settings settings) {
        var rate = trial.claim("C8");
        for (double l : VALUES)
            rate.number(
                    "Psi(%s)".formatted(l),
                    l / 2 - 0.25 - 0.25 * Math.log(2 * l),
                    SECOND_MOMENT.rate(l).psi(),
                    1e-8);
        rate.done("largest convex minorant");
        hole();
        rates("second-moment", SECOND_MOMENT, 0.05, 2, -0.4, 4, settings);
        rates("bump", BUMP, 0.02, 0.6, -1, 0.8, settings);
        rates("ring", RING, 0.04, 0.43, -0.5, 4, settings);
        movie();
    }

    private void hole() {
        var transitions = BUMP.transitions(0, 0.5, 20);
        var draft = trial.claim("C9")
                .fact(
                        "one transition, a hole",
                        transitions.size() == 1 && transitions.getFirst().type() == LargeDeviation.Type.HOLE,
                        transitions.toString())
                .number("s_c", 0.125, transitions.getFirst().s(), 1e-6);
        for (double s : TILTS)
            draft.number(
                    "hole radius at s = %s".formatted(s),
                    Math.sqrt(Math.log(8 * s) / 4),
                    BUMP.droplet(s).inner(),
                    1e-6);
        for (double s : new double[] {0, 0.06, 0.12, 0.1249})
            draft.number(
                    "centre density over that at s = 0, s = %s".formatted(s),
                    1 - 8 * s,
                    BUMP.droplet(s).density(0) / BUMP.droplet(0).density(0),
                    1e-6);
        trial.metric("hole_s_c", transitions.getFirst().s());
        draft.done("convex minorant, transition bisected");
    }

    /// A rate function over the values of the statistic, its transitions marked.
    private void rates(
            String name, LargeDeviation deviation, double low, double high, double from, double to, Settings settings) {
        var table = deviation.table(low, high, settings.ratePoints());
        double[] l = table.stream().mapToDouble(LargeDeviation.Rate::l).toArray();
        double[] psi = table.stream().mapToDouble(LargeDeviation.Rate::psi).toArray();
        var transitions = deviation.transitions(from, to, 40).stream()
                .filter(t -> t.l() >= low && t.l() <= high)
                .toList();
        double typical = deviation.slope(0);
        double variance = -deviation.curvature(0);
        double[] parabola = IntStream.range(0, l.length)
                .mapToDouble(k -> Math.pow(l[k] - typical, 2) / (2 * variance))
                .toArray();
        var figure = Figure.of("Rate function, f = " + deviation.f().text(), "l = L_N/N", "Psi(l)")
                .caption(
                        ("d = 2, V = %s. \\(P(L_N = N l) \\sim e^{-\\beta N^2 \\Psi(l)}\\) from the largest convex minorant;"
                                        + " dashed: the Gaussian that the variance alone would give. %s")
                                .formatted(
                                        deviation.trap().text(),
                                        transitions.isEmpty() ? "No transition." : "Marks: " + describe(transitions)))
                .line("Psi", l, psi)
                .dashed("Gaussian", "Gaussian", l, parabola);
        if (!transitions.isEmpty())
            figure.points(
                    "transitions",
                    transitions.stream()
                            .mapToDouble(LargeDeviation.Transition::l)
                            .toArray(),
                    transitions.stream()
                            .mapToDouble(t -> deviation.rate(t.l()).psi())
                            .toArray());
        trial.figure("rate-" + name, figure.build());
        trial.table(
                "rate-" + name,
                Table.builder()
                        .with("l", l)
                        .with(
                                "s",
                                table.stream()
                                        .mapToDouble(LargeDeviation.Rate::s)
                                        .toArray())
                        .with("psi", psi)
                        .with("shape", table.stream().map(r -> r.shape().name()).toList())
                        .build());
    }

    private static String describe(List<LargeDeviation.Transition> transitions) {
        return String.join(
                ", ",
                transitions.stream()
                        .map(t -> "%s at s = %.6g (l = %.5g)"
                                .formatted(t.type().name().toLowerCase(java.util.Locale.ROOT), t.s(), t.l()))
                        .toList());
    }

    /// \(\rho_s(r)\) as `s` grows: a ball, then a hole.
    private void movie() {
        double[] radii =
                IntStream.rangeClosed(0, 240).mapToDouble(i -> i * 0.005).toArray();
        double[] tilts =
                IntStream.rangeClosed(0, 24).mapToDouble(i -> -0.2 + 0.035 * i).toArray();
        var frames = new java.util.ArrayList<List<Figure.Trace>>();
        var labels = new java.util.ArrayList<String>();
        for (double s : tilts) {
            var droplet = BUMP.droplet(s);
            double[] density = java.util.Arrays.stream(radii)
                    .map(r -> Math.PI * droplet.density(r))
                    .toArray();
            frames.add(List.of(new Figure.Line("density", "density", radii, density, Figure.Dash.SOLID)));
            labels.add("s = %.3f".formatted(s));
        }
        trial.figure(
                "tilted-density",
                Figure.of("Density of the tilted droplet, f = exp(-4r^2)", "r", "density (units of the untilted)")
                        .caption(
                                "Harmonic plane. The charge is pushed from the centre as s grows; a hole opens at s = 1/8.")
                        .y(Figure.Axis.linear("density (units of the untilted)").between(0, 3.5))
                        .add(new Figure.Frames(labels, frames))
                        .build());
    }
}
