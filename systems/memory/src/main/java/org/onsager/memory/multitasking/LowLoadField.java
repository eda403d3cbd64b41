package org.onsager.memory.multitasking;

import org.onsager.memory.saddle.MeanField;

/// The self-consistency of few patterns at one temperature, see [LowLoadTheory].
///
/// @param averages  over the sites
/// @param meanSquare  \(a\)
/// @param entropy  \(\rho\)
record LowLoadField(RowAverages averages, double meanSquare, double entropy) implements MeanField<Overlaps> {

    boolean cold() {
        return averages.b() == Double.POSITIVE_INFINITY;
    }

    @Override
    public Overlaps next(Overlaps x) {
        double[] n = averages.learnt(x.n());
        for (int mu = 0; mu < n.length; mu++) n[mu] /= 1 + entropy;
        return new Overlaps(n);
    }

    /// \(A\) in nats per spin; at zero temperature \(A/\beta\), the energy's negative at a saddle point.
    @Override
    public double pressure(Overlaps x) {
        double square = 0;
        for (double each : x.n()) square += each * each;
        double scale = cold() ? 1 / meanSquare : averages.b();
        return (cold() ? 1 / meanSquare : 1) * averages.logCosh(x.n()) - 0.5 * scale * (1 + entropy) * square;
    }

    @Override
    public double[] coordinates(Overlaps x) {
        return x.n().clone();
    }

    @Override
    public Overlaps at(double[] coordinates) {
        return new Overlaps(coordinates.clone());
    }

    @Override
    public double[][] jacobian(Overlaps x) {
        if (cold()) return MeanField.super.jacobian(x);
        int patterns = x.n().length;
        double[] square = averages.susceptibility(x.n());
        var jacobian = new double[patterns][patterns];
        for (int mu = 0; mu < patterns; mu++)
            for (int nu = 0; nu < patterns; nu++)
                jacobian[mu][nu] = averages.b() / (1 + entropy) * square[mu * patterns + nu];
        return jacobian;
    }

    /// \(m_\mu\).
    double[] retrieved(Overlaps x) {
        return averages.retrieved(x.n());
    }

    /// \(-\frac{1+\rho}{2a}\sum_\mu n_\mu^2\), per spin.
    double energy(Overlaps x) {
        double square = 0;
        for (double each : x.n()) square += each * each;
        return -0.5 * (1 + entropy) / meanSquare * square;
    }

    /// This theory among states \((n, \ldots, n, 0, \ldots, 0)\) of `count` equal overlaps, which a symmetric law
    /// maps to each other: one unknown, in which rounding cannot break the symmetry.
    MeanField<Double> equalOverlaps(int count) {
        return new Equal(this, count);
    }

    private record Equal(LowLoadField field, int count) implements MeanField<Double> {
        Overlaps full(double n) {
            var full = new double[field.averages.law().patterns()];
            java.util.Arrays.fill(full, 0, count, n);
            return new Overlaps(full);
        }

        @Override
        public Double next(Double n) {
            return field.next(full(n)).n()[0];
        }

        @Override
        public double pressure(Double n) {
            return field.pressure(full(n));
        }

        @Override
        public double[] coordinates(Double n) {
            return new double[] {n};
        }

        @Override
        public Double at(double[] coordinates) {
            return coordinates[0];
        }

        @Override
        public double[][] jacobian(Double n) {
            double[] row = field.jacobian(full(n))[0];
            double sum = 0;
            for (int nu = 0; nu < count; nu++) sum += row[nu];
            return new double[][] {{sum}};
        }
    }
}
