package org.onsager.memory.multitasking;

import java.util.Arrays;

/// What a state retrieves, told by its amplitudes \(|m_\mu|\).
public sealed interface Regime {

    /// Nothing: every \(|m_\mu| < 10^{-6}\).
    record Paramagnet() implements Regime {}

    /// One pattern alone.
    record Pure() implements Regime {}

    /// `count` patterns alike and no other; all of them: parallel retrieval.
    ///
    /// @param count  at least 2
    record Symmetric(int count) implements Regime {}

    /// `count` patterns with distinct amplitudes and no other. At zero temperature with stored diluted patterns
    /// each must be \(d\) times the one before, within \(10^{-3}\).
    ///
    /// @param count  at least 2
    record Hierarchical(int count) implements Regime {}

    /// Anything else, such as two alike and a weaker third.
    record Mixed() implements Regime {}

    /// In one word and the number of patterns, such as `HIERARCHICAL(3)`.
    default String label() {
        return switch (this) {
            case Paramagnet _ -> "PARAMAGNET";
            case Pure _ -> "PURE";
            case Symmetric symmetric -> "SYMMETRIC(%d)".formatted(symmetric.count());
            case Hierarchical hierarchical -> "HIERARCHICAL(%d)".formatted(hierarchical.count());
            case Mixed _ -> "MIXED";
        };
    }

    /// Classifies amplitudes.
    ///
    /// @param amplitudes  \(m_\mu\), any order and signs
    /// @param resolution  difference below which two are alike and a number is 0; \(10^{-6}\) for converged
    ///     theory, four standard errors for simulation
    static Regime of(double[] amplitudes, double resolution) {
        if (!(resolution > 0)) throw new IllegalArgumentException("resolution must be in (0, inf), not " + resolution);
        double[] m = sorted(amplitudes);
        int count = 0;
        while (count < m.length && m[count] >= resolution) count++;
        if (count == 0) return new Paramagnet();
        if (count == 1) return new Pure();
        int alike = 0;
        for (int k = 1; k < count; k++) if (m[k - 1] - m[k] < resolution) alike++;
        if (alike == count - 1) return new Symmetric(count);
        return alike == 0 ? new Hierarchical(count) : new Mixed();
    }

    /// As [#of(double[], double)] at zero temperature with stored patterns: a hierarchy must have the ratio
    /// \(d\).
    static Regime ground(double[] amplitudes, double dilution) {
        var regime = of(amplitudes, 1e-6);
        if (!(regime instanceof Hierarchical)) return regime;
        double[] m = sorted(amplitudes);
        for (int k = 1; k < m.length; k++)
            if (m[k - 1] > 1e-6 && Math.abs(m[k] / m[k - 1] - dilution) > 1e-3) return new Mixed();
        return regime;
    }

    /// \(|m_\mu|\), largest first.
    static double[] sorted(double[] amplitudes) {
        double[] ascending = Arrays.stream(amplitudes).map(Math::abs).sorted().toArray();
        var sorted = new double[ascending.length];
        for (int k = 0; k < sorted.length; k++) sorted[k] = ascending[sorted.length - 1 - k];
        return sorted;
    }
}
