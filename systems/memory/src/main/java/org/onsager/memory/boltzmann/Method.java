package org.onsager.memory.boltzmann;

/// How the mean-field equations are iterated.
public enum Method {
    /// Damped parallel mean field \(q \leftarrow P_a((1-a)q + a(\Phi q + b))\), proximal gradient: converges for
    /// \(a < 2/L\), \(F\) falls and the error contracts by \(1 - am\) a step for \(a \le 1/L\), \(L\) the largest
    /// eigenvalue of \(I - \Phi\).
    FORWARD_BACKWARD,
    /// The same map by Anderson's acceleration over five iterates, with Tikhonov's regularisation and a plain
    /// step wherever the small system is singular or the residual grows.
    ANDERSON,
    /// The same map with Nesterov's momentum, at most \((1-\sqrt{am})/(1+\sqrt{am})\), restarted where it points
    /// uphill.
    FISTA,
    /// One variable after another, \(q_i \leftarrow \mathrm{softmax}(\sum_j \Phi_{ij} q_j + b_i)\): \(F\) never
    /// rises, whatever \(\Phi\).
    BLOCK,
    /// Classical parallel mean field, \(a = 1\): may cycle for ever.
    PARALLEL
}
