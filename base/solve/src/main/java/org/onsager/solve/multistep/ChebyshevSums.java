package org.onsager.solve.multistep;

/// The coefficients of the Runge-Kutta-Chebyshev method with \(s\) stages.
///
/// Source: B. P. Sommeijer, L. F. Shampine and J. G. Verwer, *RKC: an explicit solver for parabolic PDEs*, J.
/// Comput. Appl. Math. 88 (1998).
///
/// @param stages  \(s\), at least 2
/// @param w0  \(1 + \epsilon/s^2\), \(\epsilon = 2/13\)
/// @param w1  \(T_s'(w_0)/T_s''(w_0)\)
/// @param values  \(T_j(w_0)\)
/// @param first  \(T_j'(w_0)\)
/// @param second  \(T_j''(w_0)\)
/// @param b  \(b_j = T_j''/T_j'^2\), \(b_0 = b_1 = b_2\)
record ChebyshevSums(int stages, double w0, double w1, double[] values, double[] first, double[] second, double[] b) {

    static ChebyshevSums of(int s) {
        double w0 = 1 + 2.0 / 13 / (s * (double) s);
        double[] values = new double[s + 1], first = new double[s + 1], second = new double[s + 1];
        values[0] = 1;
        values[1] = w0;
        first[1] = 1;
        for (int j = 2; j <= s; j++) {
            values[j] = 2 * w0 * values[j - 1] - values[j - 2];
            first[j] = 2 * values[j - 1] + 2 * w0 * first[j - 1] - first[j - 2];
            second[j] = 4 * first[j - 1] + 2 * w0 * second[j - 1] - second[j - 2];
        }
        double[] b = new double[s + 1];
        for (int j = 2; j <= s; j++) b[j] = second[j] / (first[j] * first[j]);
        b[0] = b[2];
        b[1] = b[2];
        return new ChebyshevSums(s, w0, first[s] / second[s], values, first, second, b);
    }
}
