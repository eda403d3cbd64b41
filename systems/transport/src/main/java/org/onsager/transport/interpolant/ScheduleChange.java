package org.onsager.transport.interpolant;

import org.onsager.numerics.ScalarRoot;
import org.onsager.transport.VectorField;

/// Fields of one one-sided interpolant from those learned with another, after training.
///
/// At equal signal-to-noise ratio \(\beta/\alpha\) the two laws differ by a scale only: with \(\beta(u)/\alpha(u)
/// = \bar\beta(t)/\bar\alpha(t)\) and \(c = \bar\beta(t)/\beta(u)\) (or \(\bar\alpha/\alpha\), the same), \(\bar
/// x_t\) has the law of \(c\,x_u\), so \(\bar\eta_0(t, x) = \eta_0(u, x/c)\) and \(\bar\eta_1\) likewise.
///
/// @param from  what was learned
/// @param to  what is wanted; both one-sided
public record ScheduleChange(Fields from, Interpolant to) {

    public ScheduleChange {
        requireOneSided(from.interpolant());
        requireOneSided(to);
    }

    /// The fields of `to`: start and end, from which all others follow.
    public Fields fields() {
        return Fields.of(to, Quantity.START, moved(from.get(Quantity.START)))
                .with(Quantity.END, moved(from.get(Quantity.END)));
    }

    private VectorField moved(VectorField field) {
        return new VectorField() {
            @Override
            public int dimension() {
                return field.dimension();
            }

            @Override
            public void at(double t, double[] x, int count, double[] out) {
                double u = time(t);
                field.at(u, scaled(x, count * dimension(), scale(t, u)), count, out);
            }

            @Override
            public void divergence(double t, double[] x, int count, double[] out, double[] divergence) {
                double u = time(t), c = scale(t, u);
                field.divergence(u, scaled(x, count * dimension(), c), count, out, divergence);
                for (int i = 0; i < count; i++) divergence[i] /= c;
            }

            @Override
            public void divergence(
                    double t, double[] x, int count, double[] probes, double[] out, double[] divergence) {
                double u = time(t), c = scale(t, u);
                field.divergence(u, scaled(x, count * dimension(), c), count, probes, out, divergence);
                for (int i = 0; i < count; i++) divergence[i] /= c;
            }
        };
    }

    /// \(u\) with the signal-to-noise ratio of `to` at \(t\), by the angle \(\arctan(\beta/\alpha)\), which is
    /// finite.
    private double time(double t) {
        if (t <= 0 || t >= 1) return Math.clamp(t, 0, 1);
        double angle = angle(to, t);
        return ScalarRoot.standard()
                .between(u -> angle(from.interpolant(), u) - angle, 0, 1)
                .point();
    }

    private static double angle(Interpolant interpolant, double t) {
        return Math.atan2(interpolant.beta().at(t), interpolant.alpha().at(t));
    }

    private double scale(double t, double u) {
        var old = from.interpolant();
        return old.beta().at(u) > old.alpha().at(u)
                ? to.beta().at(t) / old.beta().at(u)
                : to.alpha().at(t) / old.alpha().at(u);
    }

    private static double[] scaled(double[] x, int size, double c) {
        var y = new double[size];
        for (int i = 0; i < size; i++) y[i] = x[i] / c;
        return y;
    }

    private static void requireOneSided(Interpolant interpolant) {
        if (interpolant.shape() != Interpolant.Shape.ONE_SIDED)
            throw new IllegalArgumentException(
                    "schedules are exchanged between one-sided interpolants, not " + interpolant.name());
    }
}
