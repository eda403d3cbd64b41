package org.onsager.memory.continual;

/// \(\partial(q, r, Q)/\partial(\hat q, \hat r, \hat Q)\), the response of an average over weights to its
/// conjugates, collected from the moments at each field.
///
/// With \(A = \hat Q - \hat q/2\) the conjugate \(\hat Q\) acts through \(A\), \(\hat r\) through the field
/// \(h\), and \(\hat q\), the variance of the field, through \(-\frac12\partial_A + \frac12\partial_h^2\). All
/// derivatives of \(\langle m\rangle\) and \(\langle m^2\rangle\) are cumulants of \(m\) and \(m^2\).
final class WeightResponse {
    final double[][] matrix = new double[3][3];

    /// Adds the field `i` of `at` with weight `w` and sign `s` of the teacher.
    void add(double w, int s, WeightMeasure.Averages at, int i) {
        double m = at.mean()[i], m2 = at.square()[i], m3 = at.cube()[i], m4 = at.fourth()[i];
        double slope = m2 - m * m, cross = m3 - m * m2, spread = m4 - m2 * m2;
        double bend = m3 - 3 * m * m2 + 2 * m * m * m;
        double squareBend = m4 - 2 * m * m3 - m2 * m2 + 2 * m * m * m2;
        row(0, w, s, 2 * m * slope, 2 * m * cross, 2 * (slope * slope + m * bend));
        row(1, w * s, s, slope, cross, bend);
        row(2, w, s, cross, spread, squareBend);
    }

    private void row(int order, double w, int s, double field, double curvature, double second) {
        matrix[order][0] += 0.5 * w * (second - curvature);
        matrix[order][1] += w * s * field;
        matrix[order][2] += w * curvature;
    }
}
