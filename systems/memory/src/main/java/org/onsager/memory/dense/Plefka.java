package org.onsager.memory.dense;

/// Which mean-field dynamics stands in for Monte Carlo.
public enum Plefka {
    /// First order of Plefka's expansion: \(m_i \leftarrow \tanh\beta' h_i(m)\), damped.
    FIRST,
    /// Second order (TAP): with the reaction term \(-\frac{\beta'^2\gamma_K}{2}\nu''(Q)(1-Q)m_i\), \(Q\) the mean
    /// of \(m_i^2\).
    SECOND,
    /// One Gaussian hidden unit a pattern, at its mean given the spins; spins all at once by the heat bath.
    DUAL_MEAN,
    /// The same with hidden units drawn at random.
    DUAL_SAMPLED
}
