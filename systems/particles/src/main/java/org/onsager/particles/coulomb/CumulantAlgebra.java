package org.onsager.particles.coulomb;

import org.hipparchus.util.CombinatoricsUtils;

/// Moments and cumulants into each other.
final class CumulantAlgebra {
    private CumulantAlgebra() {}

    /// Cumulants from raw moments, \(\kappa_n = m_n - \sum_{j=1}^{n-1} \binom{n-1}{j-1} \kappa_j m_{n-j}\); with
    /// central moments (\(m_1 = 0\)) the cumulants of the centred law.
    ///
    /// @param moments  \(m_0 = 1, m_1, ..\)
    /// @return \(\kappa_0 = 0, \kappa_1, ..\)
    static double[] fromMoments(double[] moments) {
        var kappa = new double[moments.length];
        for (int n = 1; n < moments.length; n++) {
            double sum = moments[n];
            for (int j = 1; j < n; j++)
                sum -= CombinatoricsUtils.binomialCoefficientDouble(n - 1, j - 1) * kappa[j] * moments[n - j];
            kappa[n] = sum;
        }
        return kappa;
    }

    /// Cumulants of a discrete law about its own mean: weights sum to 1.
    ///
    /// @return index 1 the mean, from 2 on the higher cumulants
    static double[] ofLaw(double[] values, double[] weights, int orders) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) mean += weights[i] * values[i];
        var moments = new double[orders + 1];
        for (int i = 0; i < values.length; i++) {
            double x = values[i] - mean;
            double power = weights[i];
            for (int q = 0; q <= orders; q++, power *= x) moments[q] += power;
        }
        moments[0] = 1;
        if (orders >= 1) moments[1] = 0;
        double[] kappa = fromMoments(moments);
        if (orders >= 1) kappa[1] = mean;
        return kappa;
    }
}
