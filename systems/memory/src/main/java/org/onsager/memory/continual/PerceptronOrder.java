package org.onsager.memory.continual;

/// Order parameters of the binary perceptron, \(Q \ge q \ge r^2\).
///
/// @param q  overlap of two replicas, \(\frac1N\sum_i\langle m_i\rangle^2\)
/// @param r  overlap with the teacher of the task that is being learned
/// @param selfOverlap  \(Q = \frac1N\sum_i\langle m_i^2\rangle\), 1 minus the mean variance of the weights
public record PerceptronOrder(double q, double r, double selfOverlap) {

    /// Whether \(0 < r^2 < q < Q < 1\), or \(q = r = 0 < Q < 1\).
    public boolean inside() {
        boolean ordered = r * r < q && q < selfOverlap && selfOverlap < 1;
        return ordered || q == 0 && r == 0 && selfOverlap > 0 && selfOverlap < 1;
    }

    double[] coordinates() {
        return new double[] {q, r, selfOverlap};
    }

    static PerceptronOrder of(double[] x) {
        return new PerceptronOrder(x[0], x[1], x[2]);
    }
}
