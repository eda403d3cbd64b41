package org.onsager.memory.continual;

/// The parameters conjugate to [PerceptronOrder]: the weights feel \((\hat Q - \hat q/2)m^2 + (\sqrt{\hat q}z +
/// \hat r)m\).
///
/// @param q  \(\hat q \ge 0\)
/// @param r  \(\hat r\)
/// @param selfOverlap  \(\hat Q\)
public record Conjugates(double q, double r, double selfOverlap) {
    double curvature() {
        return selfOverlap - 0.5 * q;
    }

    double[] coordinates() {
        return new double[] {q, r, selfOverlap};
    }
}
