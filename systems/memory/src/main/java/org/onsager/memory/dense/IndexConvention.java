package org.onsager.memory.dense;

import org.onsager.memory.CovariancePolynomial;

/// Whether the \(P\) neurons of a coupling must differ. It decides whether simulation meets theory: repeated
/// indices do not change the signal, but at \(K \sim N^{P-1}\) they add noise at leading order.
public enum IndexConvention {
    /// Sums over \(i_1 < \ldots < i_P\): the model of the replica-symmetric theory, \(\nu = q^P\).
    DISTINCT,
    /// The full power \((\sum_i X_i\sigma_i)^P/P!\): \(\nu'(1) = P\,(2P-3)!!/(P-1)!\), noisier by
    /// \((2P-3)!!/(P-1)!\).
    POWER;

    /// Covariance of the noise of the non-retrieved archetypes.
    public CovariancePolynomial covariance(int order) {
        return this == DISTINCT ? CovariancePolynomial.pure(order) : CovariancePolynomial.fullPower(order);
    }

    /// Variance of the noise on a local field relative to `DISTINCT`: 1, or \((2P-3)!!/(P-1)!\).
    public double noiseFactor(int order) {
        return covariance(order).slope(1) / order;
    }
}
