package org.onsager.memory.boltzmann;

/// How the column blocks of \(A\) are scaled so that \(\|A_i\|^2 \le 1 - m\).
public enum Normalisation {
    /// \(\Phi_{ij} = -s_i s_j A_i^\mathsf T A_j\), \(s_i = \min(1, \sqrt{1-m}/\|A_i\|)\): symmetric, the paper's
    /// theorem.
    SYMMETRIC,
    /// \(\Phi_{ij} = -s_i^2 A_i^\mathsf T A_j\), as the authors' code scales: not symmetric, similar to the
    /// symmetric form, so with the same eigenvalues but without a free energy.
    ROW_SCALED_COMPAT
}
